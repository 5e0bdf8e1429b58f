//! Regular expressions of a profile.

use regex::Regex;
use std::ops::Range;

/// Some regular expressions as one. Without any it matches nothing.
#[derive(Debug, Default)]
pub struct Pattern(Option<Regex>);

impl Pattern {
    /// The patterns as one, in any case.
    pub fn new(patterns: &[String]) -> Self {
        if patterns.is_empty() {
            return Self(None);
        }
        let joined = format!("(?i)(?:{})", ascii(&patterns.join("|")));
        Self(Regex::new(&joined).ok())
    }

    /// Whether it matches somewhere.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// The first match.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        Some(self.0.as_ref()?.find(text)?.range())
    }

    /// Every match.
    pub fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        self.0
            .iter()
            .flat_map(|regex| regex.find_iter(text))
            .map(|found| found.range())
            .collect()
    }
}

/// Each of the patterns by itself, in any case.
pub fn compile(patterns: &[String]) -> Vec<Regex> {
    patterns
        .iter()
        .filter_map(|pattern| Regex::new(&format!("(?i){}", ascii(pattern))).ok())
        .collect()
}

/// A pattern whose classes are those of ASCII. What is stated is written in it, and the classes of Unicode make a
/// pattern several times as slow, to compile and to run.
fn ascii(pattern: &str) -> String {
    pattern
        .replace(r"\b", r"(?-u:\b)")
        .replace(r"\s", r"[ \t\r\n]")
        .replace(r"\d", "[0-9]")
        .replace(r"\w", "[0-9A-Za-z_]")
}
