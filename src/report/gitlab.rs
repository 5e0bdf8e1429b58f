//! GitLab's Code Quality report: a JSON array, one entry a finding.

use super::place::{Place, rule_page};
use super::{Look, printable};
use crate::corpus::Corpus;
use crate::finding::{Diagnostic, Severity};
use crate::lint::Outcome;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Entry<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: Location,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Content<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_locations: Vec<Location>,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

#[derive(Serialize)]
struct Content<'a> {
    body: &'a str,
}

/// Writes the findings of a run, one entry a line.
///
/// # Errors
/// What writing gives.
pub fn write(out: &mut dyn Write, corpus: &Corpus, outcome: &Outcome, _: Look) -> io::Result<()> {
    let mut before = "[\n";
    for diagnostic in &outcome.diagnostics {
        let Some(entry) = entry(corpus, diagnostic) else {
            continue;
        };
        out.write_all(before.as_bytes())?;
        serde_json::to_writer(&mut *out, &entry)?;
        before = ",\n";
    }
    out.write_all(if before == "[\n" { b"[]\n" } else { b"\n]\n" })
}

fn entry<'a>(corpus: &Corpus, diagnostic: &'a Diagnostic) -> Option<Entry<'a>> {
    let finding = &diagnostic.finding;
    let related = finding.related.iter();
    Some(Entry {
        // The name of the check is not shown everywhere.
        description: format!("{}: {}", diagnostic.rule, printable(&finding.message)),
        check_name: diagnostic.rule,
        fingerprint: diagnostic.fingerprint.to_string(),
        severity: match diagnostic.severity {
            Severity::Info => "info",
            Severity::Warning => "minor",
            Severity::Error => "major",
        },
        location: location(Place::new(corpus, finding.at)?),
        content: finding.help.as_deref().map(|body| Content { body }),
        link: rule_page(corpus, diagnostic.rule),
        other_locations: related
            .filter_map(|related| Place::new(corpus, related.at))
            .map(location)
            .collect(),
    })
}

fn location(place: Place) -> Location {
    Location {
        lines: Lines {
            begin: place.start.line,
            end: place.last_line(),
        },
        path: place.path,
    }
}
