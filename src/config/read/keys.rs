//! The keys of a configuration, and what each sets.

use super::values::json;
use super::{Loaded, Step};
use crate::config::yaml::Node;
use crate::config::{
    Config, ConfigError, FailOn, Generator, Level, Override, Profile, RuleSettings,
};

/// The keys of a configuration.
pub const KEYS: [&str; 13] = [
    "profile",
    "roots",
    "family-pages",
    "exclude",
    "site",
    "titles",
    "words",
    "word-lists",
    "sections",
    "fail-on",
    "rule-pages",
    "rules",
    "overrides",
];
/// The keys of `site`.
pub const SITE_KEYS: [&str; 4] = ["hosts", "redirects", "generator", "shortcodes"];
/// The keys of `titles`.
pub const TITLES_KEYS: [&str; 1] = ["known"];
/// The keys of an override, each of which it must have.
pub const OVERRIDE_KEYS: [&str; 2] = ["paths", "rules"];
/// The fields whose headings may have further names.
pub const FIELDS: [&str; 12] = [
    "reports-to",
    "job-grade",
    "responsibilities",
    "requirements",
    "performance-indicators",
    "career-ladder",
    "hiring-process",
    "levels",
    "specialties",
    "segments",
    "nice-to-haves",
    "overview",
];

impl Loaded {
    pub(super) fn fill(&self, config: &mut Config, tree: &Node) -> Result<(), ConfigError> {
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
                "family-pages" => config.profile.family.pages = Some(self.paths(&steps, value)?),
                "exclude" => config.exclude = self.paths(&steps, value)?,
                "words" => config.profile.words.extend(self.texts(&steps, value)?),
                "word-lists" => self.fill_words(config, value)?,
                "site" => self.fill_site(config, value)?,
                "titles" => self.fill_titles(config, value)?,
                "sections" => self.fill_sections(config, value)?,
                "fail-on" => config.fail_on = self.fail_on(value)?,
                "rule-pages" => config.profile.rule_pages = Some(self.rule_pages(value)?),
                "rules" => {
                    for (name, value) in self.map(&steps, value)? {
                        let settings = self.rule(name, value)?;
                        config.rules.insert(name.clone(), settings);
                    }
                }
                "overrides" => self.fill_overrides(config, value)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn rule_pages(&self, value: &Node) -> Result<String, ConfigError> {
        let steps = [Step::Key("rule-pages")];
        let Node::Text(address) = value else {
            return Err(self.wrong_type(&steps, "a text", value));
        };
        let web = address.starts_with("https://") || address.starts_with("http://");
        if !web || address.contains(|c: char| c.is_whitespace() || c.is_control()) {
            let help = "write the address of the page, as https://handbook.example.com/lint/#";
            return Err(self.error(
                &steps,
                format!("`{address}` is no address of a web page"),
                Some(help.to_owned()),
            ));
        }
        Ok(address.clone())
    }

    fn fail_on(&self, value: &Node) -> Result<FailOn, ConfigError> {
        let names = ["error", "warning", "info", "never"];
        let name = self.one_of(&[Step::Key("fail-on")], value, &names)?;
        Ok(match name {
            "error" => FailOn::Error,
            "info" => FailOn::Info,
            "never" => FailOn::Never,
            _ => FailOn::Warning,
        })
    }

    /// The words of each list: one a line, and what follows a `#` is a note.
    fn fill_words(&self, config: &mut Config, value: &Node) -> Result<(), ConfigError> {
        let steps = [Step::Key("word-lists")];
        for (index, name) in self.texts(&steps, value)?.iter().enumerate() {
            let text = super::read_text(&self.folder().join(name)).map_err(|error| {
                if error.text.is_empty() {
                    let message =
                        format!("the word list `{name}` cannot be read: {}", error.message);
                    self.error(&[steps[0], Step::Item(index)], message, None)
                } else {
                    error
                }
            })?;
            let lines = text.trim_start_matches('\u{FEFF}').lines();
            let words = lines.map(|line| line.split('#').next().unwrap_or_default().trim());
            let words = words.filter(|word| !word.is_empty()).map(str::to_owned);
            config.profile.words.extend(words);
        }
        Ok(())
    }

    fn fill_sections(&self, config: &mut Config, value: &Node) -> Result<(), ConfigError> {
        for (field, value) in self.map(&[Step::Key("sections")], value)? {
            let steps = [Step::Key("sections"), Step::Key(field)];
            if !FIELDS.contains(&field.as_str()) {
                return Err(self.unknown(&steps, "field", field, &FIELDS));
            }
            let names = self.texts(&steps, value)?;
            let known = config.profile.fields.entry(field.clone()).or_default();
            for (index, name) in names.iter().enumerate() {
                let name = heading_name(name);
                if name.is_empty() {
                    let steps = [steps[0], steps[1], Step::Item(index)];
                    let message = "no heading can have this name: it has no letter".to_owned();
                    return Err(self.error(&steps, message, None));
                }
                known.names.push(name);
            }
        }
        Ok(())
    }

    fn fill_overrides(&self, config: &mut Config, value: &Node) -> Result<(), ConfigError> {
        let steps = [Step::Key("overrides")];
        let items = match value {
            Node::List(items) => items.as_slice(),
            Node::Null => &[],
            other => return Err(self.wrong_type(&steps, "a list of `paths` with `rules`", other)),
        };
        for (index, item) in items.iter().enumerate() {
            let steps = [steps[0], Step::Item(index)];
            let mut found = Override::default();
            let mut missing = OVERRIDE_KEYS.to_vec();
            for (key, value) in self.map(&steps, item)? {
                let steps = [steps[0], steps[1], Step::Key(key)];
                missing.retain(|known| known != key);
                match key.as_str() {
                    "paths" => found.paths = self.paths(&steps, value)?,
                    "rules" => {
                        for (name, value) in self.map(&steps, value)? {
                            let steps = [steps[0], steps[1], steps[2], Step::Key(name)];
                            found.rules.insert(name.clone(), self.level(&steps, value)?);
                        }
                    }
                    _ => return Err(self.unknown(&steps, "key", key, &OVERRIDE_KEYS)),
                }
            }
            if let Some(key) = missing.first() {
                return Err(self.error(&steps, format!("this override has no `{key}`"), None));
            }
            config.overrides.push(found);
        }
        Ok(())
    }

    fn fill_titles(&self, config: &mut Config, value: &Node) -> Result<(), ConfigError> {
        for (key, value) in self.map(&[Step::Key("titles")], value)? {
            let steps = [Step::Key("titles"), Step::Key(key)];
            if key != "known" {
                return Err(self.unknown(&steps, "key", key, &TITLES_KEYS));
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
        for (key, value) in self.map(&[Step::Key("site")], value)? {
            let steps = [Step::Key("site"), Step::Key(key)];
            match (key.as_str(), value) {
                ("hosts", value) => config.profile.hosts = self.texts(&steps, value)?,
                ("shortcodes", value) => config.profile.shortcodes = self.texts(&steps, value)?,
                ("redirects", Node::Text(path)) => config.profile.redirects = Some(path.clone()),
                ("redirects", value) => return Err(self.wrong_type(&steps, "a text", value)),
                ("generator", value) => {
                    let name = self.one_of(&steps, value, &["hugo", "middleman"])?;
                    config.profile.generator = Some(match name {
                        "middleman" => Generator::Middleman,
                        _ => Generator::Hugo,
                    });
                }
                _ => return Err(self.unknown(&steps, "key", key, &SITE_KEYS)),
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
}

/// The words of a heading as profiles write them: in lower case, without marks.
fn heading_name(text: &str) -> String {
    let text = text.to_lowercase().replace(['\'', '’'], "");
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
