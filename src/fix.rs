//! Applies fixes in memory, round by round until nothing changes, and none that would cause another finding. What is
//! changed is then written in place, or shown as a diff.

mod cause;
pub mod diff;
mod edits;
mod recognise;
mod rounds;
mod write;

pub use rounds::run;
pub use write::{Failed, write};

use crate::finding::{Diagnostic, Safety};
use crate::rules::BoundRule;
use crate::source::FileId;

/// Which rules a run of fixes has to do with, and which of their fixes are applied.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    /// The rules of the run.
    pub rules: &'a [BoundRule],
    /// Other rules that no fix may bring a finding of.
    pub guards: &'a [BoundRule],
    /// `Safe`: safe fixes only; `Unsafe`: all.
    pub allowed: Safety,
}

/// What became of the findings of a run.
#[derive(Debug, Default)]
pub struct Fixed {
    /// How many fixes were applied.
    pub count: usize,
    /// The pages that changed, with the text that they had before.
    pub pages: Vec<(FileId, String)>,
    /// What is left of the findings that were to be fixed, and what took their place.
    pub left: Vec<Diagnostic>,
    /// All findings in the checked pages, those that were not to be fixed included.
    pub all: Vec<Diagnostic>,
}
