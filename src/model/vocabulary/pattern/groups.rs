//! What the groups of an expression hold in a match that is known.

use regex_automata::meta::{Config, Regex};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};
use std::ops::Range;

/// Tells the groups of one expression. This is what `regex` would ask for them, without what looks for a match: that takes
/// twice as long to make.
#[derive(Debug)]
pub struct Groups(Regex);

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
        regex.ok().map(Self)
    }

    /// The part of a text in small letters that the group of this name holds, if this part of it is a match.
    pub fn group(&self, lower: &[u8], found: Range<usize>, name: &str) -> Option<Range<usize>> {
        let mut groups = self.0.create_captures();
        let found = Input::new(lower).range(found).anchored(Anchored::Yes);
        self.0.search_captures(&found, &mut groups);
        groups.get_group_by_name(name).map(|group| group.range())
    }
}
