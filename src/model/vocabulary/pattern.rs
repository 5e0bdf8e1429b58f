//! Regular expressions of a profile.

mod automaton;
mod groups;
pub mod written;

use automaton::Automaton;
use memchr::memmem::Finder;
use regex::bytes::{Regex, RegexBuilder};
use std::cell::Cell;
use std::ops::Range;
use std::sync::OnceLock;

/// A match, and what some of its groups hold.
pub type Found<const COUNT: usize> = (Range<usize>, [Option<Range<usize>>; COUNT]);

/// A regular expression in any case, or some as one. Without any it matches nothing.
#[derive(Debug, Default)]
pub struct Pattern {
    /// As it is written.
    pattern: Option<String>,
    /// What was made of it when the program was built.
    made: Option<&'static Automaton>,
    /// What searches where there is no automaton, made when that is first needed.
    expression: OnceLock<Option<Expression>>,
    /// Words, one of which each match holds; none: no such words are known.
    words: Vec<Finder<'static>>,
}

impl Pattern {
    /// The patterns as one.
    pub fn new(patterns: &[String]) -> Self {
        written::joined(patterns).map_or_else(Self::default, Self::of)
    }

    /// Each of the patterns by itself.
    pub fn each(patterns: &[String]) -> Vec<Self> {
        patterns.iter().cloned().map(Self::of).collect()
    }

    fn of(pattern: String) -> Self {
        Self {
            made: Automaton::made_of(&pattern),
            pattern: Some(pattern),
            ..Self::default()
        }
    }

    fn expression(&self) -> Option<&Expression> {
        let made = || Expression::new(self.pattern.as_deref()?);
        self.expression.get_or_init(made).as_ref()
    }

    /// The same, told that each match holds one of these words in small letters, or those letters in another case: most
    /// texts need not be searched.
    pub fn holding(mut self, words: &[String]) -> Self {
        self.words = words
            .iter()
            .map(|word| Finder::new(word).into_owned())
            .collect();
        self
    }

    /// Whether it matches somewhere.
    pub fn is_match(&self, text: &str) -> bool {
        match self.made_for(text) {
            Some(made) if self.words.is_empty() => made.is_match(text.as_bytes()),
            Some(made) => in_small_letters(text.as_bytes(), |lower| {
                self.may_match(lower) && made.is_match(lower)
            }),
            None => self.search(text, Regex::is_match).unwrap_or_default(),
        }
    }

    /// The first match.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        self.find_where(text, |_| true)
    }

    /// The first match that fits.
    pub fn find_where(
        &self,
        text: &str,
        fits: impl Fn(&Range<usize>) -> bool,
    ) -> Option<Range<usize>> {
        if let Some(made) = self.made_for(text) {
            let found = made.matches(text.as_bytes());
            return found.map(|found| whole_letters(text, found)).find(fits);
        }
        self.search(text, |regex, searched| {
            let found = regex.find_iter(searched);
            found
                .map(|found| whole_letters(text, found.range()))
                .find(fits)
        })?
    }

    /// Every match.
    pub fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        if let Some(made) = self.made_for(text) {
            let found = made.matches(text.as_bytes());
            return found.map(|found| whole_letters(text, found)).collect();
        }
        self.search(text, |regex, searched| {
            let found = regex.find_iter(searched);
            found
                .map(|found| whole_letters(text, found.range()))
                .collect()
        })
        .unwrap_or_default()
    }

    /// The first match, and what its group of this name holds.
    pub fn find_group(
        &self,
        text: &str,
        name: &str,
    ) -> Option<(Range<usize>, Option<Range<usize>>)> {
        let (whole, [group]) = self.find_groups(text, [name])?;
        Some((whole, group))
    }

    /// The first match, and what its groups of these names hold.
    pub fn find_groups<const COUNT: usize>(
        &self,
        text: &str,
        names: [&str; COUNT],
    ) -> Option<Found<COUNT>> {
        let placed = |whole, groups: [Option<Range<usize>>; COUNT]| {
            let groups = groups.map(|group| group.map(|group| whole_letters(text, group)));
            (whole_letters(text, whole), groups)
        };
        if let Some(made) = self.made_for(text) {
            let found = made.matches(text.as_bytes()).next()?;
            if found.len() <= automaton::LONGEST {
                let groups = made.groups.of(text.as_bytes(), found.clone(), names);
                return Some(placed(found, groups));
            }
        }
        self.search(text, |regex, text| {
            let captures = regex.captures(text)?;
            let group = |name| captures.name(name).map(|group| group.range());
            Some(placed(captures.get(0)?.range(), names.map(group)))
        })?
    }

    /// What was made of it, if that reads this text.
    fn made_for(&self, text: &str) -> Option<&'static Automaton> {
        self.made.filter(|made| made.reads(text.len()))
    }

    fn search<T>(&self, text: &str, search: impl FnOnce(&Regex, &[u8]) -> T) -> Option<T> {
        let Expression { regex, lower } = self.expression()?;
        if !lower {
            return Some(search(regex, text.as_bytes()));
        }
        in_small_letters(text.as_bytes(), |lower| {
            self.may_match(lower).then(|| search(regex, lower))
        })
    }

    /// Whether a text in small letters holds one of the words that each match holds.
    fn may_match(&self, lower: &[u8]) -> bool {
        let mut words = self.words.iter();
        self.words.is_empty() || words.any(|word| word.find(lower).is_some())
    }
}

/// An expression ready to search.
#[derive(Debug)]
struct Expression {
    regex: Regex,
    /// Whether it is written for texts in small letters.
    lower: bool,
}

impl Expression {
    /// What is stated is written in ASCII, and the letters of Unicode, and letters in two cases, make a pattern several
    /// times as slow, to compile and to run. Only a pattern that needs them gets them.
    fn new(pattern: &str) -> Option<Self> {
        let built = |pattern: &str, any_case: bool, unicode: bool| {
            let mut builder = RegexBuilder::new(pattern);
            builder.case_insensitive(any_case).unicode(unicode);
            let regex = builder.build().ok()?;
            let lower = !any_case;
            Some(Self { regex, lower })
        };
        written::in_small_letters(pattern)
            .and_then(|lower| built(&lower, false, false))
            .or_else(|| pattern.is_ascii().then(|| built(pattern, true, false))?)
            .or_else(|| built(&ascii(pattern), true, true))
    }
}

thread_local! {
    /// The text that is searched, in small letters: one piece of memory for all texts.
    static LOWER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Asks something of a text in small letters.
fn in_small_letters<T>(text: &[u8], ask: impl FnOnce(&[u8]) -> T) -> T {
    let mut lower = LOWER.take();
    lower.clear();
    lower.extend_from_slice(text);
    lower.make_ascii_lowercase();
    let answer = ask(&lower);
    LOWER.set(lower);
    answer
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
        for length in [0, 10, 40_000] {
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
