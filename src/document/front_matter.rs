//! The fenced block at the top of a page. YAML types and validates it; the keys and their places are found here, for
//! YAML's parser gives none.

mod plain;

use std::ops::Range;

/// Whether there is front matter, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrontMatterState {
    /// The page does not start with a fence.
    Absent,
    /// The opening fence is never closed.
    Unclosed,
    /// YAML does not parse: why, and where.
    Invalid {
        /// What the parser says.
        message: String,
        /// The byte at which it stopped.
        at: usize,
    },
    /// YAML that is not a mapping.
    NotMapping,
    /// A mapping of YAML.
    Mapping,
    /// TOML or JSON: another language, present but not read.
    Other,
}

/// One top-level key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key, without quotes.
    pub key: String,
    /// The bytes of the key.
    pub key_range: Range<usize>,
    /// The bytes of the value as written, over all its lines; empty at the end of the key's line if there is none.
    pub value_range: Range<usize>,
    /// The value, where it is a text, number or truth value.
    pub text: Option<String>,
    /// Whether the value is null or a text of nothing but white space.
    pub blank: bool,
}

/// The front matter of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// What was found.
    pub state: FrontMatterState,
    /// The bytes from the opening fence to the closing one.
    pub range: Range<usize>,
    /// The top-level keys in order, doubled ones included.
    pub entries: Vec<Entry>,
    /// Where the page's text starts.
    pub body: usize,
}

impl FrontMatter {
    /// The first entry with this key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The page's title, if there is one that can be read.
    pub fn title(&self) -> Option<&str> {
        let text = self.get("title")?.text.as_deref()?.trim();
        (!text.is_empty()).then_some(text)
    }
}

/// Reads the front matter of a whole file.
pub fn parse(text: &str) -> FrontMatter {
    let start = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let none = |state, range: Range<usize>, body| FrontMatter {
        state,
        range,
        entries: Vec::new(),
        body,
    };
    let (first, after_first) = line_at(text, start);
    match first.trim_end() {
        "---" => {}
        "+++" | ";;;" => {
            let fence = first.trim_end();
            return match closing_fence(text, after_first, &[fence]) {
                Some((_, end, body)) => none(FrontMatterState::Other, start..end, body),
                None => none(
                    FrontMatterState::Unclosed,
                    start..start + fence.len(),
                    after_first,
                ),
            };
        }
        "{" => return none(FrontMatterState::Other, start..start, start),
        _ => return none(FrontMatterState::Absent, start..start, start),
    }
    let Some((inner_end, end, body)) = closing_fence(text, after_first, &["---", "..."]) else {
        return none(FrontMatterState::Unclosed, start..start + 3, after_first);
    };
    let inner = after_first..inner_end;
    let mut entries = entries(text, inner.clone());
    let state = read(text, inner, &mut entries);
    FrontMatter {
        state,
        range: start..end,
        entries,
        body,
    }
}

/// The line at `start` without its end, and where the next one starts.
fn line_at(text: &str, start: usize) -> (&str, usize) {
    let rest = &text[start..];
    let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
    (rest[..end].trim_end_matches(['\n', '\r']), start + end)
}

/// Where the text before the closing fence ends, where the fence ends, and where the body starts.
fn closing_fence(text: &str, mut at: usize, fences: &[&str]) -> Option<(usize, usize, usize)> {
    while at < text.len() {
        let (line, next) = line_at(text, at);
        if fences.contains(&line.trim_end()) {
            return Some((at, at + line.trim_end().len(), next));
        }
        at = next;
    }
    None
}

/// The top-level keys: lines without indentation that start with a key and a colon.
fn entries(text: &str, inner: Range<usize>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = inner.start;
    while at < inner.end {
        let (line, next) = line_at(text, at);
        let (line_start, line_end) = (at, at + line.len());
        at = next;
        if let Some((key, colon)) = key_of(line) {
            let value = &line[colon + 1..];
            let lead = value.len() - value.trim_start().len();
            let value_start = if lead == value.len() {
                line_start + colon + 1
            } else {
                line_start + colon + 1 + lead
            };
            let value_end = (line_start + line.trim_end().len()).max(value_start);
            entries.push(Entry {
                key: unquote(key).to_owned(),
                key_range: line_start..line_start + key.len(),
                value_range: value_start..value_end,
                text: None,
                blank: false,
            });
        } else if let Some(last) = entries.last_mut()
            && !line.trim().is_empty()
            && !line.starts_with('#')
        {
            if last.value_range.is_empty() {
                last.value_range.start = line_start + (line.len() - line.trim_start().len());
            }
            last.value_range.end = line_end - (line.len() - line.trim_end().len());
        }
    }
    entries
}

fn key_of(line: &str) -> Option<(&str, usize)> {
    let first = line.chars().next()?;
    if first.is_whitespace() || matches!(first, '#' | '-' | '[' | '{' | '}' | ']' | '?' | '!' | '&')
    {
        return None;
    }
    let colon = if matches!(first, '"' | '\'') {
        let close = line[1..].find(first)? + 2;
        line[close..].starts_with(':').then_some(close)?
    } else {
        let colon = line.find(':')?;
        let after = line[colon + 1..].chars().next();
        after.is_none_or(char::is_whitespace).then_some(colon)?
    };
    Some((line[..colon].trim_end(), colon))
}

fn unquote(key: &str) -> &str {
    key.strip_prefix('"')
        .and_then(|key| key.strip_suffix('"'))
        .or_else(|| {
            key.strip_prefix('\'')
                .and_then(|key| key.strip_suffix('\''))
        })
        .unwrap_or(key)
}

/// Parses the YAML and gives each entry its value.
fn read(text: &str, inner: Range<usize>, entries: &mut [Entry]) -> FrontMatterState {
    if let Some(texts) = plain::texts(text, inner.clone(), entries) {
        for (entry, text) in entries.iter_mut().zip(texts) {
            entry.blank = text.is_some_and(|text| text.trim().is_empty());
            entry.text = text.map(str::to_owned);
        }
        return FrontMatterState::Mapping;
    }
    let yaml = without_template_tags(&text[inner.clone()]);
    // YAML refuses a doubled key as a whole. That is a finding of its own; all else is read without the later ones.
    let parsed = parse_mapping(&yaml).or_else(|error| {
        parse_mapping(&without_doubled_keys(&yaml, &inner, entries)).or(Err(error))
    });
    let value = match parsed {
        Ok(value) => value,
        Err(error) => {
            let at = error
                .location()
                .map_or(0, |location| location.index())
                .min(yaml.len());
            let message = error.to_string();
            // The place is told by the finding; the parser's own line would count from the fence.
            let message = match message.find(" at line ") {
                Some(cut) => message[..cut].to_owned(),
                None => message,
            };
            let at = if error.location().is_some() {
                inner.start + floor_char_boundary(&yaml, at)
            } else {
                inner.start
            };
            return FrontMatterState::Invalid { message, at };
        }
    };
    let serde_yaml::Value::Mapping(mapping) = value else {
        return if yaml.trim().is_empty() {
            FrontMatterState::Mapping
        } else {
            FrontMatterState::NotMapping
        };
    };
    for entry in entries.iter_mut() {
        match mapping.get(entry.key.as_str()) {
            Some(serde_yaml::Value::String(text)) => {
                entry.blank = text.trim().is_empty();
                entry.text = Some(text.clone());
            }
            Some(serde_yaml::Value::Number(number)) => entry.text = Some(number.to_string()),
            Some(serde_yaml::Value::Bool(truth)) => entry.text = Some(truth.to_string()),
            Some(serde_yaml::Value::Null) => entry.blank = true,
            _ => {}
        }
    }
    FrontMatterState::Mapping
}

/// Tags of a template language in the values (`<%= %>`) are no YAML; they become letters.
fn without_template_tags(yaml: &str) -> std::borrow::Cow<'_, str> {
    super::templates::mask(yaml, &super::templates::find(yaml))
}

fn parse_mapping(yaml: &str) -> Result<serde_yaml::Value, serde_yaml::Error> {
    serde_yaml::from_str(yaml)
}

fn without_doubled_keys(yaml: &str, inner: &Range<usize>, entries: &[Entry]) -> String {
    let mut bytes = yaml.as_bytes().to_vec();
    for (index, entry) in entries.iter().enumerate() {
        if entries[..index].iter().any(|other| other.key == entry.key) {
            let range = entry.key_range.start - inner.start..entry.value_range.end - inner.start;
            for byte in bytes.get_mut(range).into_iter().flatten() {
                if !matches!(*byte, b'\n' | b'\r') {
                    *byte = b' ';
                }
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

fn floor_char_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_are_found_with_their_bytes() {
        let text = "\u{FEFF}---\r\ntitle: \"A: b\"\r\nsummary: \" \"\r\ntags:\r\n  - x\r\nempty:\r\n---\r\nBody";
        let front = parse(text);
        assert_eq!(front.state, FrontMatterState::Mapping);
        assert_eq!(front.title(), Some("A: b"));
        let shown: Vec<_> = front
            .entries
            .iter()
            .map(|e| (e.key.as_str(), &text[e.value_range.clone()], e.blank))
            .collect();
        assert_eq!(
            shown,
            [
                ("title", "\"A: b\"", false),
                ("summary", "\" \"", true),
                ("tags", "- x", false),
                ("empty", "", true)
            ]
        );
        assert_eq!(&text[front.body..], "Body");
    }

    #[test]
    fn a_doubled_key_hides_nothing_else() {
        let front = parse("---\ntitle: A\ntitle: B\nx:\n---\n");
        assert_eq!(front.state, FrontMatterState::Mapping);
        assert_eq!(front.title(), Some("A"));
        assert_eq!(front.entries.len(), 3);
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        assert_eq!(parse("# Hi\n").state, FrontMatterState::Absent);
        assert_eq!(parse("---\ntitle: A\n").state, FrontMatterState::Unclosed);
        assert_eq!(parse("---\n- a\n---\n").state, FrontMatterState::NotMapping);
        let FrontMatterState::Invalid { at, .. } = parse("---\ntitle: A\nb: [\n---\n").state else {
            panic!("invalid expected");
        };
        assert!(at >= 13, "{at}");
    }
}
