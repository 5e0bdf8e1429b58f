//! One JSON object, versioned. Its types are its own: what is inside may change without breaking anyone.

use crate::corpus::Corpus;
use crate::finding::{Diagnostic, Safety, Severity};
use crate::lint::Outcome;
use crate::source::Span;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Report<'a> {
    version: u8,
    summary: Summary,
    findings: Vec<JsonFinding<'a>>,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    fixable: usize,
    suppressed: usize,
}

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

/// Writes the findings of a run.
///
/// # Errors
/// What writing gives.
pub fn write(out: &mut dyn Write, corpus: &Corpus, outcome: &Outcome) -> io::Result<()> {
    let count = |severity| {
        outcome
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    let report = Report {
        version: 1,
        summary: Summary {
            files: outcome.files,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            fixable: outcome
                .diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.finding.fix.is_some())
                .count(),
            suppressed: 0,
        },
        findings: outcome
            .diagnostics
            .iter()
            .map(|diagnostic| json_finding(corpus, diagnostic))
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn json_finding<'a>(corpus: &'a Corpus, diagnostic: &'a Diagnostic) -> JsonFinding<'a> {
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
