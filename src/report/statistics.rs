//! How many findings each rule has.

use super::Look;
use super::summary::Summary;
use crate::corpus::Corpus;
use crate::finding::Severity;
use crate::lint::Outcome;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct Report<'a> {
    version: u8,
    summary: Summary,
    statistics: Vec<Row<'a>>,
}

/// How many findings a rule has.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    pub(super) rule: &'a str,
    category: &'a str,
    pub(super) severity: Severity,
    pub(super) findings: usize,
    fixable: usize,
}

/// Writes a table of rules and counts, most findings first.
///
/// # Errors
/// What writing gives.
pub fn write(out: &mut dyn Write, _: &Corpus, outcome: &Outcome, look: Look) -> io::Result<()> {
    let rows = rows(outcome);
    let width = rows.iter().map(|row| row.rule.len()).max().unwrap_or(0);
    for row in &rows {
        let fixable = match row.fixable {
            0 => String::new(),
            count => format!("  {count} fixable"),
        };
        let severity = row.severity.name();
        let line = format!(
            "{:>6}  {severity:<7}  {:<width$}{fixable}",
            row.findings, row.rule
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    if look.quiet {
        return Ok(());
    }
    if !rows.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "{}", Summary::new(outcome).sentence())
}

/// Writes the same as one JSON object.
///
/// # Errors
/// What writing gives.
pub fn write_json(out: &mut dyn Write, _: &Corpus, outcome: &Outcome, _: Look) -> io::Result<()> {
    let report = Report {
        version: 1,
        summary: Summary::new(outcome),
        statistics: rows(outcome),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

/// Every rule that has findings, most findings first.
pub(super) fn rows(outcome: &Outcome) -> Vec<Row<'_>> {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for diagnostic in &outcome.diagnostics {
        let row = rows.entry(diagnostic.rule).or_insert(Row {
            rule: diagnostic.rule,
            category: diagnostic.category,
            severity: diagnostic.severity,
            findings: 0,
            fixable: 0,
        });
        row.findings += 1;
        row.fixable += usize::from(diagnostic.finding.fix.is_some());
    }
    let mut rows: Vec<_> = rows.into_values().collect();
    rows.sort_by_key(|row| Reverse(row.findings));
    rows
}
