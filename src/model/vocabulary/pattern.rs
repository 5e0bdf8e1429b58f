//! Regular expressions of a profile.

use regex::bytes::{Regex, RegexBuilder};
use std::cell::Cell;
use std::ops::Range;
use std::sync::OnceLock;

/// A regular expression in any case, or some as one. Without any it matches nothing.
#[derive(Debug, Default)]
pub struct Pattern {
    regex: Option<Regex>,
    /// Whether it is written for texts in small letters.
    lower: bool,
    /// What searches long texts, if that is another.
    long: Option<Long>,
}

/// An expression for long texts, which is seldom needed.
#[derive(Debug)]
struct Long {
    written: Written,
    regex: OnceLock<Option<Regex>>,
}

/// A text longer than this, in bytes, is searched by an automaton.
const SHORT: usize = 4096;

impl Pattern {
    /// The patterns as one.
    pub fn new(patterns: &[String]) -> Self {
        match patterns {
            [] => Self::default(),
            [one] => Self::of(one),
            _ => Self::of(&format!("(?:{})", patterns.join("|"))),
        }
    }

    /// Each of the patterns by itself, to be asked for its groups. An automaton cannot tell those, and takes longer to
    /// make than most texts take to search: only a long text is worth one.
    pub fn each(patterns: &[String]) -> Vec<Self> {
        let each = patterns.iter().map(|pattern| Self::built(pattern, false));
        each.collect()
    }

    fn of(pattern: &str) -> Self {
        Self::built(pattern, true)
    }

    /// What is stated is written in ASCII, and the letters of Unicode, and letters in two cases, make a pattern several
    /// times as slow, to compile and to run. Only a pattern that needs them gets them.
    fn built(pattern: &str, automaton: bool) -> Self {
        let forms = [
            in_small_letters(pattern).map(|lower| Written::new(lower, false, false)),
            pattern
                .is_ascii()
                .then(|| Written::new(pattern.to_owned(), true, false)),
            Some(Written::new(ascii(pattern), true, true)),
        ];
        let mut built = forms.into_iter().enumerate().filter_map(|(form, written)| {
            let written = written?;
            let regex = written.regex(automaton)?;
            Some((form == 0, written, regex))
        });
        let Some((lower, written, regex)) = built.next() else {
            return Self::default();
        };
        Self {
            regex: Some(regex),
            lower,
            long: (!automaton).then(|| Long {
                written,
                regex: OnceLock::new(),
            }),
        }
    }

    /// Whether it matches somewhere.
    pub fn is_match(&self, text: &str) -> bool {
        self.search(text, Regex::is_match).unwrap_or_default()
    }

    /// The first match.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let found = self.search(text, |regex, text| Some(regex.find(text)?.range()))??;
        Some(whole_letters(text, found))
    }

    /// The first match that fits.
    pub fn find_where(
        &self,
        text: &str,
        fits: impl Fn(&Range<usize>) -> bool,
    ) -> Option<Range<usize>> {
        self.search(text, |regex, searched| {
            let found = regex.find_iter(searched);
            found
                .map(|found| whole_letters(text, found.range()))
                .find(|range| fits(range))
        })?
    }

    /// Every match.
    pub fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        self.search(text, |regex, text| {
            let found = regex.find_iter(text);
            found.map(|found| found.range()).collect::<Vec<_>>()
        })
        .into_iter()
        .flatten()
        .map(|found| whole_letters(text, found))
        .collect()
    }

    /// The first match, and what its group of this name holds.
    pub fn find_group(
        &self,
        text: &str,
        name: &str,
    ) -> Option<(Range<usize>, Option<Range<usize>>)> {
        let (whole, group) = self.search(text, |regex, text| {
            let captures = regex.captures(text)?;
            let group = captures.name(name);
            Some((captures.get(0)?.range(), group.map(|group| group.range())))
        })??;
        let group = group.map(|group| whole_letters(text, group));
        Some((whole_letters(text, whole), group))
    }

    fn search<T>(&self, text: &str, search: impl FnOnce(&Regex, &[u8]) -> T) -> Option<T> {
        let regex = match &self.long {
            Some(long) if text.len() > SHORT => {
                let make = || long.written.regex(true);
                long.regex.get_or_init(make).as_ref()?
            }
            _ => self.regex.as_ref()?,
        };
        if !self.lower {
            return Some(search(regex, text.as_bytes()));
        }
        let mut lower = LOWER.take();
        lower.clear();
        lower.extend_from_slice(text.as_bytes());
        lower.make_ascii_lowercase();
        let found = search(regex, &lower);
        LOWER.set(lower);
        Some(found)
    }
}

/// An expression as it is written.
#[derive(Debug)]
struct Written {
    pattern: String,
    any_case: bool,
    unicode: bool,
}

impl Written {
    fn new(pattern: String, any_case: bool, unicode: bool) -> Self {
        Self {
            pattern,
            any_case,
            unicode,
        }
    }

    /// The expression made, with or without an automaton.
    fn regex(&self, automaton: bool) -> Option<Regex> {
        let mut builder = RegexBuilder::new(&self.pattern);
        builder
            .case_insensitive(self.any_case)
            .unicode(self.unicode);
        if !automaton {
            builder.dfa_size_limit(0);
        }
        builder.build().ok()
    }
}

thread_local! {
    /// The text that is searched, in small letters: one piece of memory for all texts.
    static LOWER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The pattern for texts in small letters; none if it may mean something else in them.
fn in_small_letters(pattern: &str) -> Option<String> {
    const GROUPS: [&str; 3] = ["(?:", "(?P<", "(?<"];
    // Those of classes, and those of white space.
    const ESCAPES: &str = "bBsSdDwWnrt";
    let mut lower = String::with_capacity(pattern.len());
    let mut rest = pattern;
    let mut classes = 0_usize;
    while let Some(c) = rest.chars().next() {
        match c {
            '[' => classes += 1,
            ']' => classes = classes.saturating_sub(1),
            // A dash or a quote can be written as its bytes, outside a class. A letter has two cases.
            _ if !c.is_ascii() => {
                if classes > 0 || c.is_alphabetic() {
                    return None;
                }
                lower.push_str("(?:");
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    lower.push_str(&format!(r"\x{byte:02X}"));
                }
                lower.push(')');
                rest = &rest[c.len_utf8()..];
                continue;
            }
            _ => {}
        }
        let kept = match c {
            '\\' => {
                let escaped = rest[1..].chars().next()?;
                if escaped.is_alphanumeric() && !ESCAPES.contains(escaped) {
                    return None;
                }
                if !escaped.is_ascii() {
                    return None;
                }
                1 + escaped.len_utf8()
            }
            '(' if rest.starts_with("(?") => {
                let group = GROUPS.iter().find(|group| rest.starts_with(**group))?;
                let name = if group.ends_with('<') {
                    rest.find('>')?
                } else {
                    0
                };
                group.len().max(name)
            }
            _ => {
                lower.push(c.to_ascii_lowercase());
                rest = &rest[c.len_utf8()..];
                continue;
            }
        };
        lower.push_str(&rest[..kept]);
        rest = &rest[kept..];
    }
    Some(lower)
}

/// A pattern whose short classes are those of ASCII.
fn ascii(pattern: &str) -> String {
    pattern
        .replace(r"\b", r"(?-u:\b)")
        .replace(r"\s", r"[ \t\r\n]")
        .replace(r"\d", "[0-9]")
        .replace(r"\w", "[0-9A-Za-z_]")
}

/// What was matched byte by byte may end inside a letter.
fn whole_letters(text: &str, range: Range<usize>) -> Range<usize> {
    text.floor_char_boundary(range.start)..text.ceil_char_boundary(range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_matches_in_any_case() {
        let cases = [
            (r"\bReports\s+to\b", "REPORTS to"),
            (r"(?P<Name>[A-Z]+) Über", "the NAME Über"),
            (r"\x41b", "see AB"),
            (r"[-–] É", "a – é"),
            (r"É", "é"),
            (r"a(?:–|—)+ ’?[^]’]", "A–— ’b"),
            (r"[^\]a]–", "b–"),
            (r"\S+\W(?i:x)", "a-X"),
            (r"A[\n\t]B", "a\nb"),
        ];
        for (pattern, text) in cases {
            let pattern = Pattern::new(&[pattern.to_owned()]);
            assert!(pattern.is_match(text), "{pattern:?}");
        }
        let pattern = Pattern::new(&[r"(?P<name>É.)".to_owned()]);
        assert_eq!(
            pattern.find_group("ab ÉÉ", "name"),
            Some((3..7, Some(3..7)))
        );
    }

    #[test]
    fn groups_are_found_in_short_and_in_long_texts() {
        let patterns = [r"\bextends\s+the\s+(?P<title>[^.]+?)\s+duties".to_owned()];
        let pattern = &Pattern::each(&patterns)[0];
        for length in [0, 10, SHORT, 10 * SHORT] {
            let text = " ".repeat(length) + "Extends the Senior Baker duties.";
            let title = length + 12..length + 24;
            let whole = length..length + 31;
            assert_eq!(
                pattern.find_group(&text, "title"),
                Some((whole, Some(title)))
            );
        }
    }

    #[test]
    fn matches_hold_whole_letters() {
        let pattern = Pattern::new(&["a.".to_owned()]);
        assert_eq!(pattern.find("xa–b"), Some(1..5));
    }
}
