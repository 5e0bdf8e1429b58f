//! Redirects as a YAML list of `sources`, `target` and `comp_op`: `=` compares the whole address, `^~` its beginning,
//! `~` is a regular expression.

use super::{Entry, From, Wrong};
use crate::config::yaml::{self, Node, Part};
use regex::Regex;

/// How a source is compared.
#[derive(Clone, Copy)]
enum Kind {
    Exact,
    Prefix,
    Pattern,
}

pub fn parse(text: &str) -> Result<Vec<Entry>, Wrong> {
    let tree = yaml::parse(text).map_err(|error| Wrong {
        at: error.at,
        message: format!("this is no YAML that jflint can read: {}", error.message),
        help: None,
    })?;
    let wrong = |path: &[usize], part, message: &str| Wrong {
        at: yaml::place(text, path, part),
        message: message.to_owned(),
        help: Some("write `sources`, `target` and `comp_op`"),
    };
    let items = match &tree {
        Node::List(items) => items.as_slice(),
        Node::Null => &[],
        _ => return Err(wrong(&[0], Part::Key, "redirects are a list")),
    };
    let mut entries = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Node::Map(fields) = item else {
            return Err(wrong(
                &[index],
                Part::Value,
                "a redirect has keys with values",
            ));
        };
        let (mut sources, mut target, mut kind) = (Vec::new(), None, Kind::Exact);
        let mut at = vec![index];
        for (place, (key, value)) in fields.iter().enumerate() {
            let path = [index, place];
            match (key.as_str(), value) {
                ("sources" | "source", Node::Text(source)) => {
                    at = path.to_vec();
                    sources.push(source);
                }
                ("sources" | "source", Node::List(list)) => {
                    at = path.to_vec();
                    for (number, source) in list.iter().enumerate() {
                        let Node::Text(source) = source else {
                            return Err(wrong(
                                &[index, place, number],
                                Part::Value,
                                "a source is an address",
                            ));
                        };
                        sources.push(source);
                    }
                }
                ("target", Node::Text(text)) => target = Some(text),
                ("comp_op", Node::Text(text)) => {
                    kind = match text.as_str() {
                        "=" => Kind::Exact,
                        "^~" => Kind::Prefix,
                        "~" | "~*" => Kind::Pattern,
                        _ => {
                            return Err(wrong(
                                &path,
                                Part::Value,
                                "addresses are compared by `=`, `^~` or `~`",
                            ));
                        }
                    };
                }
                ("sources" | "source" | "target" | "comp_op", _) => {
                    return Err(wrong(&path, Part::Value, "this must be an address"));
                }
                _ => {}
            }
        }
        let Some(target) = target.filter(|_| !sources.is_empty()) else {
            return Err(wrong(
                &[index],
                Part::Value,
                "a redirect has sources and a target",
            ));
        };
        for source in sources {
            let from = match kind {
                Kind::Exact => From::Exact(source.clone()),
                Kind::Prefix => From::Prefix(source.clone()),
                Kind::Pattern => match Regex::new(&format!("^(?:{source})")) {
                    Ok(pattern) => From::Pattern(pattern),
                    Err(_) => return Err(wrong(&at, Part::Value, "this is no regular expression")),
                },
            };
            entries.push(Entry {
                from,
                to: target.clone(),
            });
        }
    }
    Ok(entries)
}
