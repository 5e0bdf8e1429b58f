//! JUnit's XML, as GitLab and Jenkins read it: a suite is a page, a case is a finding. A page without findings has one
//! case that passes, so that it is seen to have been checked.

use super::{Look, printable};
use crate::corpus::Corpus;
use crate::finding::{Diagnostic, Severity};
use crate::lint::Outcome;
use crate::source::Source;
use std::io::{self, Write};

/// Writes the findings of a run.
///
/// # Errors
/// What writing gives.
pub fn write(out: &mut dyn Write, corpus: &Corpus, outcome: &Outcome, _: Look) -> io::Result<()> {
    let clean = corpus.checked_sources().count() - faulty(outcome);
    let tests = outcome.diagnostics.len() + clean;
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<testsuites name="jflint" {}>"#,
        counts(tests, &outcome.diagnostics)
    )?;
    let mut rest = outcome.diagnostics.as_slice();
    for (file, source) in corpus.checked_sources() {
        let own = rest.partition_point(|diagnostic| diagnostic.finding.at.file <= file);
        let (here, after) = rest.split_at(own);
        rest = after;
        let path = escaped(&corpus.repository_path(source));
        let counts = counts(here.len().max(1), here);
        writeln!(out, r#"  <testsuite name="{path}" {counts}>"#)?;
        if here.is_empty() {
            writeln!(
                out,
                r#"    <testcase classname="jflint" name="no findings" file="{path}" time="0"/>"#
            )?;
        }
        for diagnostic in here {
            case(out, source, &path, diagnostic)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// How many files have findings.
fn faulty(outcome: &Outcome) -> usize {
    let files = outcome
        .diagnostics
        .chunk_by(|a, b| a.finding.at.file == b.finding.at.file);
    files.count()
}

/// What fails is an error or a warning; information is told and skipped.
fn counts(tests: usize, diagnostics: &[Diagnostic]) -> String {
    let skipped = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Info)
        .count();
    let failures = diagnostics.len() - skipped;
    format!(r#"tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}" time="0""#)
}

fn case(
    out: &mut dyn Write,
    source: &Source,
    path: &str,
    diagnostic: &Diagnostic,
) -> io::Result<()> {
    let (rule, finding) = (diagnostic.rule, &diagnostic.finding);
    let message = escaped(&printable(&finding.message));
    let fingerprint = diagnostic.fingerprint;
    let place = source.position(finding.at.start as usize);
    // A case is known by its names: they have no line in them, and no two are the same.
    writeln!(
        out,
        r#"    <testcase classname="jflint.{rule}" name="{message} [{fingerprint}]" file="{path}" line="{}" time="0">"#,
        place.line
    )?;
    if diagnostic.severity == Severity::Info {
        writeln!(out, r#"      <skipped message="{message}"/>"#)?;
    } else {
        let severity = diagnostic.severity.name();
        writeln!(
            out,
            r#"      <failure type="{severity}" message="{message}">{path}:{}:{}: {severity}[{rule}]: {message}"#,
            place.line, place.column
        )?;
        let line = source.slice(source.line_range(place.line));
        let shown: String = line.trim().chars().take(MOST).collect();
        writeln!(out, "  {}", escaped(&printable(&shown)))?;
        if let Some(help) = &finding.help {
            writeln!(out, "help: {}", escaped(&printable(help)))?;
        }
        writeln!(out, "</failure>")?;
    }
    writeln!(out, "    </testcase>")
}

/// How much of a line is shown, in characters.
const MOST: usize = 240;

/// A text as XML may hold it, in an attribute too.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => escaped.push(char::REPLACEMENT_CHARACTER),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_may_not_hold_is_escaped() {
        assert_eq!(
            escaped("a<b> & \"c\"\u{1}\u{FFFE}"),
            "a&lt;b&gt; &amp; &quot;c&quot; \u{FFFD}"
        );
    }
}
