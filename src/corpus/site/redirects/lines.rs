//! Redirects as lines: `FROM TO [STATUS]`, `*` at the end of FROM and `:splat` in TO. Lines of a Go template are left
//! out: what they write is known from the pages.

use super::{Entry, From, Wrong};
use regex::Regex;

pub fn parse(text: &str) -> Result<Vec<Entry>, Wrong> {
    let mut entries = Vec::new();
    let mut start = 0;
    let mut in_template = 0_usize;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let opens = line.matches("{{").count();
        let closes = line.matches("}}").count();
        let template = in_template > 0 || opens > 0;
        in_template = (in_template + opens).saturating_sub(closes);
        let trimmed = line.trim();
        if template || trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let lead = line.len() - line.trim_start().len();
        let range = at + lead..at + lead + trimmed.len();
        let mut words = trimmed
            .split_whitespace()
            .take_while(|word| !word.starts_with('#'));
        let (Some(from), Some(to)) = (
            words.next(),
            // Conditions on the query stand between the two.
            words.find(|word| word.starts_with('/') || word.contains("://")),
        ) else {
            return Err(Wrong {
                at: range,
                message: "a redirect names an address and where it leads".to_owned(),
                help: Some("write `/old/ /new/`"),
            });
        };
        if !from.starts_with('/') && !from.contains("://") {
            return Err(Wrong {
                at: range,
                message: "the address of a redirect starts with `/`".to_owned(),
                help: Some("write `/old/ /new/`"),
            });
        }
        // A placeholder stands for one part of an address.
        let entry = if from.contains("/:") {
            let Ok(pattern) = Regex::new(&pattern(from)) else {
                return Err(Wrong {
                    at: range,
                    message: "two placeholders of this address have one name".to_owned(),
                    help: None,
                });
            };
            Entry {
                from: From::Pattern(pattern),
                to: placeholders(to),
            }
        } else {
            Entry {
                from: match from.strip_suffix('*') {
                    Some(start) => From::Prefix(start.to_owned()),
                    None => From::Exact(from.to_owned()),
                },
                to: to.to_owned(),
            }
        };
        entries.push(entry);
    }
    Ok(entries)
}

fn pattern(from: &str) -> String {
    let (from, end) = match from.strip_suffix('*') {
        Some(start) => (start, "/(?P<splat>.*)$"),
        None => (from, "/?$"),
    };
    let parts: Vec<String> = from
        .trim_end_matches('/')
        .split('/')
        .map(|part| match part.strip_prefix(':') {
            Some(name)
                if !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_') =>
            {
                format!("(?P<{name}>[^/]+)")
            }
            _ => regex::escape(part),
        })
        .collect();
    format!("^{}{end}", parts.join("/"))
}

fn placeholders(to: &str) -> String {
    let parts: Vec<String> = to
        .split('/')
        .map(|part| match part.strip_prefix(':') {
            Some(name) if !name.is_empty() => format!("${{{name}}}"),
            _ => part.replace('$', "$$"),
        })
        .collect();
    parts.join("/")
}
