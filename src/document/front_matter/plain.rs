//! The front matter of most pages: texts, one a line, and lists of such. It is read without a parser of YAML, which takes
//! many times as long; of anything that YAML may read in another way it says nothing.

use super::{Entry, line_at};
use std::ops::Range;

/// The text of each entry, or none for a list, if every line of the front matter is a key with a text, or an item of a
/// list.
pub fn texts<'a>(
    text: &'a str,
    inner: Range<usize>,
    entries: &[Entry],
) -> Option<Vec<Option<&'a str>>> {
    let mut texts = Vec::with_capacity(entries.len());
    let mut at = inner.start;
    for (index, entry) in entries.iter().enumerate() {
        let (line, next) = line_at(text, at);
        let key = &text[entry.key_range.clone()];
        let is_new = entries[..index].iter().all(|other| other.key != entry.key);
        if entry.key_range.start != at || !is_new || !is_key(key) {
            return None;
        }
        let written = line.get(key.len()..)?;
        if written == ":" {
            at = after_list(text, next..inner.end)?;
            texts.push(None);
        } else {
            // On the next line, another key has to follow.
            texts.push(Some(written.strip_prefix(": ").and_then(value)?));
            at = next;
        }
    }
    (at == inner.end && !texts.is_empty()).then_some(texts)
}

/// Where the list ends that starts there, if it is one of texts.
fn after_list(text: &str, range: Range<usize>) -> Option<usize> {
    let mut at = range.start;
    let mut indentation = None;
    while at < range.end {
        let (line, next) = line_at(text, at);
        let item = line.trim_start_matches(' ');
        let Some(written) = item.strip_prefix("- ") else {
            break;
        };
        let own = line.len() - item.len();
        if *indentation.get_or_insert(own) != own {
            return None;
        }
        value(written)?;
        at = next;
    }
    indentation.map(|_| at)
}

fn is_key(key: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.bytes().all(is_part) && is_text(key)
}

/// The text that a value is, if it is one without doubt.
fn value(written: &str) -> Option<&str> {
    let written = written.trim_end_matches(' ');
    let inside = |quote: char| written.strip_prefix(quote)?.strip_suffix(quote);
    // Tags of a template language are no text yet.
    let is_plain =
        |c: char| matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '\'' | '<' | '{' | '%');
    if let Some(quoted) = inside('"') {
        let may_stand = |c: char| is_plain(c) || c == '\'' || is_beyond(c);
        return quoted.chars().all(may_stand).then_some(quoted);
    }
    // Without quotes a colon and a hash may mean something.
    let may_stand = |c: char| is_plain(c) && !matches!(c, ':' | '#');
    let is_name =
        written.starts_with(|c: char| c.is_ascii_alphabetic()) && written.chars().all(may_stand);
    (is_name && is_text(written)).then_some(written)
}

/// Whether it is a character beyond ASCII that YAML takes as it is: no control, no end of a line, no mark of byte order.
fn is_beyond(c: char) -> bool {
    matches!(c, '\u{A0}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

/// Whether a word without quotes is not one that YAML, or a reader of an older YAML, takes for something else than text.
fn is_text(word: &str) -> bool {
    const OTHERS: [&str; 10] = [
        "true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan",
    ];
    !OTHERS.iter().any(|other| word.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::super::{FrontMatter, parse};
    use super::*;

    /// The texts of front matter, and whether they were read without YAML.
    fn read(inner: &str) -> (FrontMatter, bool) {
        let text = format!("---\n{inner}---\n");
        let front = parse(&text);
        let inner = 4..4 + inner.len();
        let is_plain = texts(&text, inner, &front.entries).is_some();
        (front, is_plain)
    }

    #[test]
    fn most_front_matter_is_plain() {
        let (front, is_plain) = read(
            "title: \"Baker’s, Senior\"\nlayout: job_page\nsummary: Bakes & sells (bread) \n\
            tags:\n  - bread\n  - \"rolls\"\nkind: shop\n",
        );
        assert!(is_plain);
        assert_eq!(front.title(), Some("Baker’s, Senior"));
    }

    /// Whatever is read without YAML, YAML reads in the same way.
    #[test]
    fn plain_texts_are_those_of_yaml() {
        let values = [
            "Baker",
            "a_b",
            "Senior Baker",
            "\"A: b\"",
            "\"\"",
            "\" \"",
            "a'b",
            "'a'",
            "\"a\\n\"",
            "\"a\"b\"",
            "a: b",
            "a #b",
            "a#b",
            "a:b",
            "true",
            "No",
            "null",
            "~",
            "12",
            "1.5",
            "-",
            "- a",
            "[a]",
            "{a: b}",
            "",
            " a",
            "a ",
            "a  b",
            "a, b",
            "a & b",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a`",
            "?",
            "? a",
            "a?",
            "a - b",
            "2026-01-01",
            "0x1F",
            "e3",
            "infinity",
            ".inf",
            "NaN",
            "a\tb",
            "é",
            "a é",
            "<a>",
            "a=b",
            "=",
            "<<",
            "a|b",
            "a%",
            "a@b",
            "...",
            "---",
            "\"a",
            "a\"",
            "\"a\" b",
            "\"a\" # b",
            "A\u{7f}",
            "y",
            "on",
            "(a)",
            "a (b)",
            "\u{85}a",
            "\"Baker’s — é\"",
            "\"🙂\"",
            "\"a\u{85}b\"",
            "\"a\u{2028}b\"",
            "\"\u{FEFF}a\"",
            "\"a\u{FFFE}\"",
            "\"a\"  ",
            "\n- a\n- b",
            "\n  - a\n  - \"b: c\"",
            "\n  - a\n - b",
            "\n - a\n  - b",
            "\n- a\n  b",
            "\n- a: b",
            "\n- 1",
            "\n-a",
            "\n-",
            "\n- - a",
            "\n- a\n\n- b",
            "\n\n- a",
            "\n  a",
            "\n- a #b",
        ];
        let keys = [
            "title", "a_b", "a-b", "A1", "true", "n", "null", "\"q\"", "a b", "<<",
        ];
        let mut plain = 0;
        for key in keys {
            for value in values {
                for (before, after) in [
                    ("", ""),
                    ("x: z\n", ""),
                    ("", "x: z\n"),
                    ("", "  more\n"),
                    ("", "# more\n"),
                    ("", "\n"),
                ] {
                    let space = if value.starts_with('\n') { "" } else { " " };
                    let inner = format!("{before}{key}:{space}{value}\n{after}");
                    let (front, is_plain) = read(&inner);
                    if !is_plain {
                        continue;
                    }
                    plain += 1;
                    let yaml: serde_yaml::Mapping = serde_yaml::from_str(&inner).unwrap();
                    for entry in &front.entries {
                        let text = yaml
                            .get(entry.key.as_str())
                            .and_then(|value| value.as_str());
                        assert_eq!(text, entry.text.as_deref(), "{inner}");
                        let blank = text.is_some_and(|text| text.trim().is_empty());
                        assert_eq!(entry.blank, blank, "{inner}");
                    }
                    assert_eq!(yaml.len(), front.entries.len());
                }
            }
        }
        assert!(plain > 150, "{plain}");
    }
}
