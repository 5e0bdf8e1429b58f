//! Commands of GitHub's workflows, which show each finding beside its line.

use super::place::Place;
use super::{Look, printable};
use crate::corpus::Corpus;
use crate::finding::Severity;
use crate::lint::Outcome;
use std::io::{self, Write};

/// Writes the findings of a run, one command a line.
///
/// # Errors
/// What writing gives.
pub fn write(out: &mut dyn Write, corpus: &Corpus, outcome: &Outcome, _: Look) -> io::Result<()> {
    for diagnostic in &outcome.diagnostics {
        let Some(place) = Place::new(corpus, diagnostic.finding.at) else {
            continue;
        };
        let command = match diagnostic.severity {
            Severity::Info => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(
            out,
            "::{command} file={},line={}",
            property(&place.path),
            place.start.line
        )?;
        // Columns are understood on one line only.
        if place.last_line() == place.start.line {
            write!(out, ",col={}", place.start.column)?;
            if place.end.line == place.start.line {
                write!(out, ",endColumn={}", place.end.column)?;
            }
        } else {
            write!(out, ",endLine={}", place.last_line())?;
        }
        let message = data(&printable(&diagnostic.finding.message));
        let rule = diagnostic.rule;
        match &diagnostic.finding.help {
            Some(help) => {
                let help = data(&printable(help));
                writeln!(out, ",title=jflint {rule}::{message}%0Ahelp: {help}")?;
            }
            None => writeln!(out, ",title=jflint {rule}::{message}")?,
        }
    }
    Ok(())
}

/// What follows the command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property of the command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_command_or_a_property_is_escaped() {
        assert_eq!(data("90 %: a, b\r\n"), "90 %25: a, b%0D%0A");
        assert_eq!(property("a,b:c%.md"), "a%2Cb%3Ac%25.md");
    }
}
