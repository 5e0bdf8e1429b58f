//! Values of a configuration, each of the kind that its key takes.

use super::{Loaded, Step};
use crate::config::yaml::{self, Node, Part};
use crate::config::{ConfigError, Paths, nearest};

impl Loaded {
    /// The entries of a mapping, or none where nothing stands. A doubled key is an error.
    pub(super) fn map<'a>(
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

    pub(super) fn texts(&self, steps: &[Step], value: &Node) -> Result<Vec<String>, ConfigError> {
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

    /// Patterns of paths, relative to the configuration's folder.
    pub(super) fn paths(&self, steps: &[Step], value: &Node) -> Result<Paths, ConfigError> {
        let patterns = self.texts(steps, value)?;
        Paths::new(&self.folder(), &patterns).map_err(|(index, reason)| {
            let steps: Vec<Step> = steps.iter().copied().chain([Step::Item(index)]).collect();
            self.error(
                &steps,
                format!("the pattern cannot be used: {reason}"),
                None,
            )
        })
    }

    pub(super) fn one_of<'a>(
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

    pub(super) fn unknown(
        &self,
        steps: &[Step],
        what: &str,
        name: &str,
        names: &[&str],
    ) -> ConfigError {
        let help = match nearest(name, names.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("the keys here are {}", list(names)),
        };
        self.error_at_key(steps, format!("there is no {what} `{name}`"), Some(help))
    }

    pub(super) fn wrong_type(&self, steps: &[Step], wanted: &str, found: &Node) -> ConfigError {
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

/// A value as JSON has it.
pub(super) fn json(node: &Node) -> serde_json::Value {
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
