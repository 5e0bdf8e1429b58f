//! One line a finding: `path:line:column: severity[rule]: message`.

use super::{Look, printable};
use crate::corpus::Corpus;
use crate::lint::Outcome;
use std::io::{self, Write};

/// Writes the findings of a run.
///
/// # Errors
/// What writing gives.
pub fn write(out: &mut dyn Write, corpus: &Corpus, outcome: &Outcome, _: Look) -> io::Result<()> {
    for diagnostic in &outcome.diagnostics {
        let Some(source) = corpus.source(diagnostic.finding.at.file) else {
            continue;
        };
        let place = source.position(diagnostic.finding.at.start as usize);
        writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}",
            printable(&source.path),
            place.line,
            place.column,
            diagnostic.severity.name(),
            diagnostic.rule,
            printable(&diagnostic.finding.message)
        )?;
    }
    Ok(())
}
