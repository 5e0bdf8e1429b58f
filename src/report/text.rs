//! Source excerpts for people. (Filled in by the presentation work.)

use crate::corpus::Corpus;
use crate::lint::Outcome;
use std::io::{self, Write};

/// Writes the findings of a run.
///
/// # Errors
/// What writing gives.
pub fn write(out: &mut dyn Write, corpus: &Corpus, outcome: &Outcome) -> io::Result<()> {
    super::compact::write(out, corpus, outcome)
}
