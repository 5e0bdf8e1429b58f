//! How findings look: one file a format, one signature.

pub mod compact;
pub mod config;
mod excerpt;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod model;
mod place;
pub mod sarif;
pub mod shorten;
pub mod statistics;
mod summary;
pub mod text;

use crate::corpus::Corpus;
use crate::lint::Outcome;
use std::io::{self, Write};

/// What writes the findings of a run in one form.
pub type Writer = fn(&mut dyn Write, &Corpus, &Outcome, Look) -> io::Result<()>;

/// What the place that a report goes to can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// How many columns a line may have.
    pub width: usize,
    /// Whether there is colour.
    pub color: bool,
    /// Whether it can show links.
    pub links: bool,
    /// Findings only, no summary.
    pub quiet: bool,
    /// Whether long messages are broken into lines. Not where a program may read them.
    pub wrap: bool,
}

impl Look {
    /// The width where the report does not go to a terminal.
    pub const DEFAULT_WIDTH: usize = 80;
}

/// The text with what a terminal would obey, or a line could break at, made visible.
fn printable(text: &str) -> std::borrow::Cow<'_, str> {
    if text.chars().any(|c| visible(c) != c) {
        text.chars().map(visible).collect::<String>().into()
    } else {
        text.into()
    }
}

/// A character as it may be printed: controls and marks that turn the direction of writing are replaced.
fn visible(c: char) -> char {
    match c {
        '\t' => ' ',
        '\u{0}'..='\u{1F}' => char::from_u32(u32::from(c) + 0x2400).unwrap_or(' '),
        '\u{7F}' => '\u{2421}',
        '\u{80}'..='\u{9F}'
        | '\u{200B}'
        | '\u{200E}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}
