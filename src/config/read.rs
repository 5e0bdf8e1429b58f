//! Reads `.jflint.yml`: the only place that reads configuration from the disk.

mod keys;
mod values;

pub use keys::{FIELDS, KEYS, OVERRIDE_KEYS, SITE_KEYS, TITLES_KEYS};

use super::yaml::{self, Node, Part};
use super::{Config, ConfigError};
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
    if path.is_dir() {
        return Err(unreadable(path, "it is a folder, not a configuration file"));
    }
    let text = read_text(path)?;
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

/// The text of a file that the configuration is, or names.
fn read_text(path: &Path) -> Result<String, ConfigError> {
    if path.is_dir() {
        return Err(unreadable(path, "it is a folder"));
    }
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => unreadable(path, "it does not exist"),
        std::io::ErrorKind::PermissionDenied => unreadable(path, "permission denied"),
        _ => unreadable(path, &error.to_string()),
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        ConfigError {
            path: path.to_owned(),
            text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
            at: at..at + char::REPLACEMENT_CHARACTER.len_utf8(),
            message: "a byte here is not UTF-8".to_owned(),
            help: Some("save the file as UTF-8".to_owned()),
        }
    })
}

fn unreadable(path: &Path, message: &str) -> ConfigError {
    ConfigError {
        path: path.to_owned(),
        text: String::new(),
        at: 0..0,
        message: message.to_owned(),
        help: None,
    }
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

    /// What the configuration itself says there.
    pub fn value(&self, steps: &[Step]) -> Option<serde_json::Value> {
        let mut node = self.tree.as_ref()?;
        for index in self.indexes(steps)? {
            node = match node {
                Node::Map(entries) => &entries[index].1,
                Node::List(items) => &items[index],
                _ => return None,
            };
        }
        Some(values::json(node))
    }

    /// The line, from 1, of the entry that `steps` lead to.
    pub fn line(&self, steps: &[Step]) -> Option<usize> {
        let at = yaml::place(&self.text, &self.indexes(steps)?, Part::Key);
        let before = self.text.get(..at.start)?;
        Some(before.matches('\n').count() + 1)
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
}
