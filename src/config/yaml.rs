//! YAML with places: a tree that keeps doubled keys, and the bytes at which any part of it stands.
//!
//! `serde_yaml` gives places only with its errors. So a part's place is found by reading the text again with a
//! reader that fails exactly there; that happens once, for the error that is shown.

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;
use std::cell::Cell;
use std::fmt;
use std::ops::Range;

/// One value. Keys that are numbers or truth values are kept as their text.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in order, doubled keys included.
    Map(Vec<(String, Node)>),
}

/// What of an entry is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The key of a mapping's entry.
    Key,
    /// The value.
    Value,
}

/// YAML that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    /// What the parser says.
    pub message: String,
    /// Where it stopped.
    pub at: Range<usize>,
}

/// More values than any configuration has: aliases of aliases can stand for billions.
const MOST_VALUES: usize = 100_000;

/// Reads one document. A text without any value is [`Node::Null`].
///
/// # Errors
/// No YAML, more than one document, tags, keys that are no text, or too many values.
pub fn parse(text: &str) -> Result<Node, YamlError> {
    let body = body(text);
    if body.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || line == "---"
    }) {
        return Ok(Node::Null);
    }
    let seed = Read {
        left: &Cell::new(MOST_VALUES),
    };
    seed.deserialize(serde_yaml::Deserializer::from_str(body))
        .map_err(|error| {
            let at = error.location().map_or(0, |place| place.index());
            // What is never closed is noticed at the end, where there is nothing to show.
            let at = at.min(body.trim_end().len().saturating_sub(1));
            YamlError {
                message: without_places(&error.to_string()),
                at: token(text, at),
            }
        })
}

/// The bytes of the part at `path`: the number of the entry at each level, from 0.
pub fn place(text: &str, path: &[usize], part: Part) -> Range<usize> {
    let seed = Find { path, part };
    match seed.deserialize(serde_yaml::Deserializer::from_str(body(text))) {
        Ok(()) => 0..0,
        Err(error) => token(text, error.location().map_or(0, |place| place.index())),
    }
}

fn body(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// `what at line 1 column 2, while ...` without the numbers, which the excerpt shows.
fn without_places(message: &str) -> String {
    let mut parts = message.split(" at line ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = |c: char| c.is_ascii_digit();
        let rest = part.trim_start_matches(number);
        let rest = rest
            .strip_prefix(" column ")
            .map_or(rest, |rest| rest.trim_start_matches(number));
        text.push_str(rest);
    }
    text
}

/// The bytes of the key or value that starts at byte `index` of the body.
fn token(text: &str, index: usize) -> Range<usize> {
    let lead = text.len() - body(text).len();
    let start = text.floor_char_boundary(lead + index);
    let line = text[start..].split(['\n', '\r']).next().unwrap_or_default();
    let length = match line.chars().next() {
        Some(quote @ ('"' | '\'')) => line[1..].find(quote).map_or(line.len(), |end| end + 2),
        Some('{' | '[') => line.find(['}', ']']).map_or(line.len(), |end| end + 1),
        _ => [": ", " #", ",", "]", "}"]
            .iter()
            .filter_map(|end| line.find(end))
            .min()
            .unwrap_or(line.strip_suffix(':').unwrap_or(line).len()),
    };
    start..start + line[..length].trim_end().len()
}

/// Reads a value.
#[derive(Clone, Copy)]
struct Read<'a> {
    /// How many values may still come.
    left: &'a Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for Read<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        match self.left.get().checked_sub(1) {
            Some(left) => self.left.set(left),
            None => {
                return Err(de::Error::custom(
                    "more values than a configuration can have",
                ));
            }
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Read<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value without a tag")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_enum<A: de::EnumAccess<'de>>(self, _: A) -> Result<Node, A::Error> {
        Err(de::Error::custom("a value with a `!` tag"))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Node, E> {
        Number::from_f64(value)
            .map(Node::Number)
            .ok_or_else(|| de::Error::custom("a number without a value"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = entries.next_key_seed(self)? {
            let key = match key {
                Node::Text(text) => text,
                Node::Number(number) => number.to_string(),
                Node::Bool(value) => value.to_string(),
                _ => return Err(de::Error::custom("a key that is no text")),
            };
            map.push((key, entries.next_value_seed(self)?));
        }
        Ok(Node::Map(map))
    }
}

/// Fails at the part that `path` leads to, which makes the parser tell where it stands.
#[derive(Clone, Copy)]
struct Find<'a> {
    path: &'a [usize],
    part: Part,
}

impl<'de> DeserializeSeed<'de> for Find<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Find<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("another value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Some((&index, path)) = self.path.split_first() else {
            return Err(de::Error::custom("here"));
        };
        for _ in 0..index {
            items.next_element::<de::IgnoredAny>()?;
        }
        items.next_element_seed(Find { path, ..self })?;
        Err(de::Error::custom("near here"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Some((&index, path)) = self.path.split_first() else {
            return Err(de::Error::custom("here"));
        };
        for _ in 0..index {
            entries.next_entry::<de::IgnoredAny, de::IgnoredAny>()?;
        }
        let here = Find { path: &[], ..self };
        if path.is_empty() && self.part == Part::Key {
            entries.next_key_seed(here)?;
        } else {
            entries.next_key::<de::IgnoredAny>()?;
            entries.next_value_seed(Find { path, ..self })?;
        }
        Err(de::Error::custom("near here"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_its_place() {
        let text = "\u{FEFF}# é\r\nwords: [a, \"b c\"]\r\nrules:\r\n  x: {severity: off, 'min': 3}\r\n  y: warning # so\r\n";
        for (path, part, expected) in [
            (&[0][..], Part::Key, "words"),
            (&[0, 1], Part::Value, "\"b c\""),
            (&[0], Part::Value, "[a, \"b c\"]"),
            (&[1], Part::Key, "rules"),
            (&[1, 0], Part::Key, "x"),
            (&[1, 0, 0], Part::Value, "off"),
            (&[1, 0, 1], Part::Key, "'min'"),
            (&[1, 0, 1], Part::Value, "3"),
            (&[1, 1], Part::Value, "warning"),
        ] {
            assert_eq!(&text[place(text, path, part)], expected, "{path:?}");
        }
    }

    #[test]
    fn what_is_no_yaml_is_refused_where_it_stops() {
        for (text, at, message) in [
            ("a: [1\nb: 2\n", 7, "did not find expected ',' or ']'"),
            ("a: !x 1\n", 3, "a value with a `!` tag"),
            ("? [a]\n: 1\n", 0, "a key that is no text"),
            ("a: *b\n", 3, "unknown anchor"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(
                error.message.contains(message),
                "{text:?}: {}",
                error.message
            );
            assert_eq!(error.at.start, at, "{text:?}: {}", error.message);
        }
    }

    #[test]
    fn aliases_of_aliases_do_not_fill_the_memory() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let alias = format!("*a{}", level - 1);
            text.push_str(&format!(
                "a{level}: &a{level} [{}]\n",
                [alias.as_str(); 9].join(", ")
            ));
        }
        assert!(parse(&text).is_err());
    }
}
