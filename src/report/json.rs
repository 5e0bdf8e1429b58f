//! One JSON object, versioned. Its types are its own: what is inside may change without breaking anyone.

use super::Look;
use super::fingerprint::Fingerprints;
use super::summary::Summary;
use crate::corpus::Corpus;
use crate::finding::{Diagnostic, Safety, Severity};
use crate::lint::Outcome;
use crate::source::Span;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    category: &'a str,
    severity: Severity,
    message: &'a str,
    path: &'a str,
    span: JsonSpan,
    role: Option<&'a str>,
    related: Vec<JsonRelated<'a>>,
    help: Option<&'a str>,
    fix: Option<JsonFix<'a>>,
    url: Option<&'a str>,
    fingerprint: String,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    path: &'a str,
    span: JsonSpan,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    applicability: &'static str,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

#[derive(Serialize, Default)]
struct JsonSpan {
    start: JsonPosition,
    end: JsonPosition,
}

#[derive(Serialize, Default)]
struct JsonPosition {
    line: usize,
    column: usize,
    offset: u32,
}

/// Writes the findings of a run, one finding a line.
///
/// # Errors
/// What writing gives.
pub fn write(out: &mut dyn Write, corpus: &Corpus, outcome: &Outcome, _: Look) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    write!(out, "{{\"version\": 1,\n\"summary\": ")?;
    serde_json::to_writer(&mut *out, &Summary::new(outcome))?;
    write!(out, ",\n\"findings\": [")?;
    for (index, diagnostic) in outcome.diagnostics.iter().enumerate() {
        write!(out, "{}", if index == 0 { "\n" } else { ",\n" })?;
        let fingerprint = fingerprints.next(corpus, diagnostic);
        serde_json::to_writer(&mut *out, &json_finding(corpus, diagnostic, fingerprint))?;
    }
    writeln!(out, "\n]}}")
}

fn json_finding<'a>(
    corpus: &'a Corpus,
    diagnostic: &'a Diagnostic,
    fingerprint: String,
) -> JsonFinding<'a> {
    let finding = &diagnostic.finding;
    JsonFinding {
        rule: diagnostic.rule,
        category: diagnostic.category,
        severity: diagnostic.severity,
        message: &finding.message,
        path: path(corpus, finding.at),
        span: json_span(corpus, finding.at),
        role: diagnostic.role.as_deref(),
        related: finding
            .related
            .iter()
            .map(|related| JsonRelated {
                path: path(corpus, related.at),
                span: json_span(corpus, related.at),
                message: &related.message,
            })
            .collect(),
        help: finding.help.as_deref(),
        fix: finding.fix.as_ref().map(|fix| JsonFix {
            title: &fix.title,
            applicability: match fix.safety {
                Safety::Safe => "safe",
                Safety::Unsafe => "unsafe",
            },
            edits: fix
                .edits
                .iter()
                .map(|edit| JsonEdit {
                    start: edit.at.start,
                    end: edit.at.end,
                    text: &edit.text,
                })
                .collect(),
        }),
        // The rules have no public address.
        url: None,
        fingerprint,
    }
}

fn path(corpus: &Corpus, span: Span) -> &str {
    corpus.source(span.file).map_or("", |source| &source.path)
}

fn json_span(corpus: &Corpus, span: Span) -> JsonSpan {
    let Some(source) = corpus.source(span.file) else {
        return JsonSpan::default();
    };
    let position = |at: u32| {
        let place = source.position(at as usize);
        JsonPosition {
            line: place.line,
            column: place.column,
            offset: at,
        }
    };
    JsonSpan {
        start: position(span.start),
        end: position(span.end),
    }
}
