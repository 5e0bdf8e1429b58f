//! The front matter of most pages: one text a line. It is read without a parser of YAML, which takes many times as long;
//! of anything that YAML may read in another way it says nothing.

use super::{Entry, line_at};
use std::ops::Range;

/// The text of each entry, if every line of the front matter is a key with a text.
pub fn texts<'a>(text: &'a str, inner: Range<usize>, entries: &[Entry]) -> Option<Vec<&'a str>> {
    let mut texts = Vec::with_capacity(entries.len());
    let mut at = inner.start;
    for (index, entry) in entries.iter().enumerate() {
        let (line, next) = line_at(text, at);
        let key = &text[entry.key_range.clone()];
        let is_on_line = entry.key_range.start == at && entry.value_range.end <= at + line.len();
        let is_new = entries[..index].iter().all(|other| other.key != entry.key);
        // The colon stands right after the key, and one space after that.
        let parted = entry.value_range.start == entry.key_range.end + ": ".len();
        if !is_on_line || !is_new || !parted || !is_key(key) {
            return None;
        }
        texts.push(value(line.get(key.len() + ": ".len()..)?)?);
        at = next;
    }
    (at == inner.end && !texts.is_empty()).then_some(texts)
}

fn is_key(key: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.bytes().all(is_part) && is_text(key)
}

/// The text that a value is, if it is one without doubt.
fn value(written: &str) -> Option<&str> {
    let inside = |quote: char| written.strip_prefix(quote)?.strip_suffix(quote);
    // Tags of a template language are no text yet.
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte) && !b"\"\\'<{%".contains(&byte);
    if let Some(quoted) = inside('"') {
        let may_stand = |byte: u8| is_plain(byte) || byte == b'\'';
        return quoted.bytes().all(may_stand).then_some(quoted);
    }
    // Without quotes a colon and a hash may mean something.
    let may_stand = |byte: u8| is_plain(byte) && !matches!(byte, b':' | b'#');
    let is_name = written.starts_with(|c: char| c.is_ascii_alphabetic())
        && !written.ends_with(' ')
        && written.bytes().all(may_stand);
    (is_name && is_text(written)).then_some(written)
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
        let (front, is_plain) =
            read("title: \"Baker's, Senior\"\nlayout: job_page\nsummary: Bakes & sells (bread)\n");
        assert!(is_plain);
        assert_eq!(front.title(), Some("Baker's, Senior"));
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
                    let inner = format!("{before}{key}: {value}\n{after}");
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
                        assert_eq!(entry.blank, text.unwrap().trim().is_empty(), "{inner}");
                    }
                    assert_eq!(yaml.len(), front.entries.len());
                }
            }
        }
        assert!(plain > 150, "{plain}");
    }
}
