//! HTML comments, and what in the page each is about.

use std::ops::Range;

/// An HTML comment and the bytes it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The whole comment, with its `<!--` and `-->`.
    pub range: Range<usize>,
    /// What stands between them.
    pub text: String,
    /// What it is about: the line that it shares with text, else the block that follows it, of a heading the whole
    /// section. Between two items of a list that is the next item. Empty where nothing follows.
    pub about: Range<usize>,
}

impl Comment {
    /// Whether it is said to jflint and not to a reader: the page is read as if it were not there.
    pub fn is_instruction(&self) -> bool {
        is_instruction(&self.text)
    }
}

/// Whether what stands in a comment is said to jflint.
pub fn is_instruction(text: &str) -> bool {
    text.trim_start().starts_with("jflint-")
}
