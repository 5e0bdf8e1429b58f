//! Reads `.jflint.yml`: the only place that reads configuration from the disk.

use super::yaml::{self, Node, Part};
use super::{Config, ConfigError, FailOn, Generator, Level, Profile, RuleSettings, nearest};
use std::path::{Path, PathBuf};

/// The name of the configuration file.
pub const NAME: &str = ".jflint.yml";

/// A configuration and the text it was read from, so that what is wrong with it can be shown in its place.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// What it says.
    pub config: Config,
    text: String,
    tree: Option<Node>,
}

/// One step into a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// The entry of a mapping with this key.
    Key(&'a str),
    /// An item of a list, from 0.
    Item(usize),
}

/// The nearest configuration: in the working folder or one above it.
///
/// # Errors
/// A working folder that cannot be told.
pub fn nearest_file() -> Result<Option<PathBuf>, String> {
    let folder = std::env::current_dir()
        .map_err(|error| format!("cannot tell the working folder: {error}"))?;
    let up = folder
        .ancestors()
        .enumerate()
        .find(|(_, folder)| folder.join(NAME).symlink_metadata().is_ok());
    Ok(up.map(|(levels, _)| {
        let mut path: PathBuf = std::iter::repeat_n("..", levels).collect();
        path.push(NAME);
        path
    }))
}

/// Reads a configuration.
///
/// # Errors
/// What cannot be read, is no YAML, or says something that jflint does not know.
pub fn read(path: &Path) -> Result<Loaded, ConfigError> {
    let unreadable = |message: String| ConfigError {
        path: path.to_owned(),
        text: String::new(),
        at: 0..0,
        message,
        help: None,
    };
    if path.is_dir() {
        return Err(unreadable(
            "it is a folder, not a configuration file".to_owned(),
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| {
        unreadable(match error.kind() {
            std::io::ErrorKind::NotFound => "it does not exist".to_owned(),
            std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => error.to_string(),
        })
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        ConfigError {
            path: path.to_owned(),
            text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
            at: at..at + char::REPLACEMENT_CHARACTER.len_utf8(),
            message: "a byte here is not UTF-8".to_owned(),
            help: Some("save the file as UTF-8".to_owned()),
        }
    })?;
    let tree = yaml::parse(&text).map_err(|error| ConfigError {
        path: path.to_owned(),
        text: text.clone(),
        at: error.at,
        message: format!("this is no YAML that jflint can read: {}", error.message),
        help: None,
    })?;
    let mut loaded = Loaded {
        config: Config {
            file: Some(path.to_owned()),
            ..Config::default()
        },
        text,
        tree: Some(tree.clone()),
    };
    let mut config = loaded.config.clone();
    loaded.fill(&mut config, &tree)?;
    loaded.config = config;
    Ok(loaded)
}

impl Loaded {
    /// The folder that the paths in the configuration are relative to, relative to the working folder itself.
    pub fn folder(&self) -> PathBuf {
        let file = self.config.file.as_deref();
        file.and_then(Path::parent)
            .unwrap_or(Path::new(""))
            .to_owned()
    }

    /// An error that points at the value that `steps` lead to.
    pub fn error(&self, steps: &[Step], message: String, help: Option<String>) -> ConfigError {
        self.error_at(steps, Part::Value, message, help)
    }

    /// An error that points at the key that `steps` lead to.
    pub fn error_at_key(
        &self,
        steps: &[Step],
        message: String,
        help: Option<String>,
    ) -> ConfigError {
        self.error_at(steps, Part::Key, message, help)
    }

    fn error_at(
        &self,
        steps: &[Step],
        part: Part,
        message: String,
        help: Option<String>,
    ) -> ConfigError {
        let at = match self.indexes(steps) {
            Some(path) => yaml::place(&self.text, &path, part),
            None => 0..0,
        };
        self.error_in(at, message, help)
    }

    fn error_in(
        &self,
        at: std::ops::Range<usize>,
        message: String,
        help: Option<String>,
    ) -> ConfigError {
        ConfigError {
            path: self.config.file.clone().unwrap_or_default(),
            text: self.text.clone(),
            at,
            message,
            help,
        }
    }

    /// The number of the entry at each level.
    fn indexes(&self, steps: &[Step]) -> Option<Vec<usize>> {
        let mut node = self.tree.as_ref()?;
        let mut path = Vec::new();
        for step in steps {
            let (index, next) = match (step, node) {
                (Step::Key(key), Node::Map(entries)) => {
                    let index = entries.iter().position(|(name, _)| name == key)?;
                    (index, &entries[index].1)
                }
                (Step::Item(index), Node::List(items)) => (*index, items.get(*index)?),
                _ => return None,
            };
            path.push(index);
            node = next;
        }
        Some(path)
    }

    fn fill(&self, config: &mut Config, tree: &Node) -> Result<(), ConfigError> {
        const KEYS: [&str; 8] = [
            "profile", "roots", "exclude", "site", "words", "titles", "fail-on", "rules",
        ];
        let entries = self.map(&[], tree)?;
        // The profile first: other keys add to it.
        for (key, value) in entries {
            if !KEYS.contains(&key.as_str()) {
                return Err(self.unknown(&[Step::Key(key)], "key", key, &KEYS));
            }
            if key == "profile" {
                let name = self.one_of(&[Step::Key(key)], value, &Profile::NAMES)?;
                config.profile = Profile::named(name).unwrap_or_default();
            }
        }
        for (key, value) in entries {
            let steps = [Step::Key(key)];
            match key.as_str() {
                "roots" => config.roots = self.texts(&steps, value)?,
                "exclude" => config.exclude = self.texts(&steps, value)?,
                "words" => config.profile.words.extend(self.texts(&steps, value)?),
                "site" => self.fill_site(config, value)?,
                "titles" => self.fill_titles(config, value)?,
                "fail-on" => {
                    let name =
                        self.one_of(&steps, value, &["error", "warning", "info", "never"])?;
                    config.fail_on = match name {
                        "error" => FailOn::Error,
                        "info" => FailOn::Info,
                        "never" => FailOn::Never,
                        _ => FailOn::Warning,
                    };
                }
                "rules" => {
                    for (name, value) in self.map(&steps, value)? {
                        let settings = self.rule(name, value)?;
                        config.rules.insert(name.clone(), settings);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn fill_titles(&self, config: &mut Config, value: &Node) -> Result<(), ConfigError> {
        for (key, value) in self.map(&[Step::Key("titles")], value)? {
            let steps = [Step::Key("titles"), Step::Key(key)];
            if key != "known" {
                return Err(self.unknown(&steps, "key", key, &["known"]));
            }
            config
                .profile
                .titles
                .known
                .extend(self.texts(&steps, value)?);
        }
        Ok(())
    }

    fn fill_site(&self, config: &mut Config, value: &Node) -> Result<(), ConfigError> {
        const KEYS: [&str; 3] = ["hosts", "redirects", "generator"];
        for (key, value) in self.map(&[Step::Key("site")], value)? {
            let steps = [Step::Key("site"), Step::Key(key)];
            match (key.as_str(), value) {
                ("hosts", value) => config.profile.hosts = self.texts(&steps, value)?,
                ("redirects", Node::Text(path)) => config.profile.redirects = Some(path.clone()),
                ("redirects", value) => return Err(self.wrong_type(&steps, "a text", value)),
                ("generator", value) => {
                    let name = self.one_of(&steps, value, &["hugo", "middleman"])?;
                    config.profile.generator = Some(match name {
                        "middleman" => Generator::Middleman,
                        _ => Generator::Hugo,
                    });
                }
                _ => return Err(self.unknown(&steps, "key", key, &KEYS)),
            }
        }
        Ok(())
    }

    fn rule(&self, name: &str, value: &Node) -> Result<RuleSettings, ConfigError> {
        let steps = [Step::Key("rules"), Step::Key(name)];
        let mut settings = RuleSettings::default();
        if !matches!(value, Node::Map(_)) {
            settings.level = Some(self.level(&steps, value)?);
            return Ok(settings);
        }
        for (key, value) in self.map(&steps, value)? {
            if key == "severity" {
                settings.level = Some(self.level(&[steps[0], steps[1], Step::Key(key)], value)?);
            } else {
                settings.options.insert(key.clone(), json(value));
            }
        }
        Ok(settings)
    }

    fn level(&self, steps: &[Step], value: &Node) -> Result<Level, ConfigError> {
        Ok(
            match self.one_of(steps, value, &["off", "info", "warning", "error"])? {
                "off" => Level::Off,
                "info" => Level::Info,
                "error" => Level::Error,
                _ => Level::Warning,
            },
        )
    }

    /// The entries of a mapping, or none where nothing stands. A doubled key is an error.
    fn map<'a>(
        &self,
        steps: &[Step],
        value: &'a Node,
    ) -> Result<&'a [(String, Node)], ConfigError> {
        let entries = match value {
            Node::Map(entries) => entries.as_slice(),
            Node::Null => &[],
            other => return Err(self.wrong_type(steps, "keys with values", other)),
        };
        for (index, (key, _)) in entries.iter().enumerate() {
            if entries[..index].iter().any(|(name, _)| name == key) {
                let mut path = self.indexes(steps).unwrap_or_default();
                path.push(index);
                let at = yaml::place(&self.text, &path, Part::Key);
                let help = Some("keep one of the two".to_owned());
                return Err(self.error_in(at, format!("the key `{key}` stands twice"), help));
            }
        }
        Ok(entries)
    }

    fn texts(&self, steps: &[Step], value: &Node) -> Result<Vec<String>, ConfigError> {
        let items = match value {
            Node::List(items) => items.as_slice(),
            Node::Null => &[],
            other => return Err(self.wrong_type(steps, "a list of texts", other)),
        };
        let mut texts = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let steps: Vec<Step> = steps.iter().copied().chain([Step::Item(index)]).collect();
            match item {
                Node::Text(text) if text.trim().is_empty() => {
                    return Err(self.error(&steps, "this text is empty".to_owned(), None));
                }
                Node::Text(text) => texts.push(text.clone()),
                other => return Err(self.wrong_type(&steps, "a text", other)),
            }
        }
        Ok(texts)
    }

    fn one_of<'a>(
        &self,
        steps: &[Step],
        value: &'a Node,
        names: &[&str],
    ) -> Result<&'a str, ConfigError> {
        match value {
            Node::Text(text) if names.contains(&text.as_str()) => Ok(text),
            Node::Text(text) => {
                let message = format!("`{text}` is not one of {}", list(names));
                let help = nearest(text, names.iter().copied());
                Err(self.error(
                    steps,
                    message,
                    help.map(|name| format!("did you mean `{name}`?")),
                ))
            }
            other => Err(self.wrong_type(steps, &format!("one of {}", list(names)), other)),
        }
    }

    fn unknown(&self, steps: &[Step], what: &str, name: &str, names: &[&str]) -> ConfigError {
        let help = match nearest(name, names.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("the keys here are {}", list(names)),
        };
        self.error_at_key(steps, format!("there is no {what} `{name}`"), Some(help))
    }

    fn wrong_type(&self, steps: &[Step], wanted: &str, found: &Node) -> ConfigError {
        let found = match found {
            Node::Null => "nothing",
            Node::Bool(_) => "a truth value",
            Node::Number(_) => "a number",
            Node::Text(_) => "a text",
            Node::List(_) => "a list",
            Node::Map(_) => "keys with values",
        };
        let message = match steps.last() {
            Some(Step::Key(key)) if wanted.starts_with("keys") => {
                format!("`{key}` must hold {wanted}, not {found}")
            }
            Some(Step::Key(key)) => format!("`{key}` must be {wanted}, not {found}"),
            Some(Step::Item(_)) => format!("an item of this list must be {wanted}, not {found}"),
            None => format!("a configuration holds {wanted}, not {found}"),
        };
        let help = match found {
            "a number" | "a truth value" if wanted == "a text" => {
                Some("put it in quotes".to_owned())
            }
            "a text" if wanted.starts_with("a list") => Some("write `[one, two]`".to_owned()),
            _ => None,
        };
        self.error(steps, message, help)
    }
}

fn list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn json(node: &Node) -> serde_json::Value {
    match node {
        Node::Null => serde_json::Value::Null,
        Node::Bool(value) => (*value).into(),
        Node::Number(number) => number.clone().into(),
        Node::Text(text) => text.clone().into(),
        Node::List(items) => items.iter().map(json).collect(),
        Node::Map(entries) => entries
            .iter()
            .map(|(key, value)| (key.clone(), json(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}
