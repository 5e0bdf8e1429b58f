//! What the groups of an expression hold in a match that is known.

use crate::model::memo::Memo;
use regex_automata::meta::{Config, Regex};
use regex_automata::util::captures::Captures;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};
use std::ops::Range;

/// Tells the groups of one expression. This is what `regex` would ask for them, without what looks for a match: that takes
/// twice as long to make.
#[derive(Debug)]
pub struct Groups {
    regex: Regex,
    /// Those of matches, each with a byte before and after it: the pages of a site all say `is a grade 7.`
    known: Memo<Captures>,
}

impl Groups {
    /// Those of an expression for texts in small letters.
    pub fn new(lower: &str) -> Option<Self> {
        let groups_only = Config::new()
            .hybrid(false)
            .dfa(false)
            .onepass(false)
            .auto_prefilter(false)
            .utf8_empty(false);
        let bytes = syntax::Config::new().unicode(false).utf8(false);
        let regex = Regex::builder()
            .configure(groups_only)
            .syntax(bytes)
            .build(lower);
        let known = Memo::default();
        regex.ok().map(|regex| Self { regex, known })
    }

    /// The part of a text in small letters that the group of this name holds, if this part of it is a match. The text is
    /// the match and what it may depend on: the byte before it and the one after it, if there are any.
    pub fn group(&self, lower: &[u8], found: Range<usize>, name: &str) -> Option<Range<usize>> {
        let read = || self.read(lower, found.clone());
        let within = found.start == 1 && found.end + 1 == lower.len();
        let groups = match std::str::from_utf8(lower) {
            Ok(text) if within => self.known.get(text, read),
            _ => read(),
        };
        groups.get_group_by_name(name).map(|group| group.range())
    }

    fn read(&self, lower: &[u8], found: Range<usize>) -> Captures {
        let mut groups = self.regex.create_captures();
        let found = Input::new(lower).range(found).anchored(Anchored::Yes);
        self.regex.search_captures(&found, &mut groups);
        groups
    }
}
