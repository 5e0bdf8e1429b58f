//! A grade that can only be guessed, and a job-grade section without one.

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::{BlockKind, Link};
use crate::finding::{Finding, Fix};
use crate::model::{Field, FieldKind, GradeStatement, Owner, Page};
use std::ops::Range;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let mut findings: Vec<Finding> = page
        .grades
        .iter()
        .filter(|statement| !statement.well_formed)
        .map(|statement| malformed(page, statement))
        .collect();
    findings.extend(
        page.fields
            .iter()
            .filter(|field| field.kind == FieldKind::JobGrade && is_needed(page, field))
            .filter_map(|field| without_number(page, field, corpus)),
    );
    findings
}

fn malformed(page: &Page, statement: &GradeStatement) -> Finding {
    let at = page.span(statement.at.clone());
    let text = format!("grade {}", statement.grade);
    let message = if statement.words.eq_ignore_ascii_case(&text) {
        format!("the link holds only a part of `{text}`")
    } else {
        format!("`{}` does not read `{text}`", statement.words)
    };
    let finding = Finding::new(at, message)
        .help(format!("write `{text}`, with the link around both words"));
    match rewritten(page, statement, &text) {
        Some((range, written)) => {
            let title = format!("write `{text}`");
            finding.fix(Fix::reviewed(title, page.span(range), written))
        }
        None => finding,
    }
}

/// What to replace by what: the address of a link around a part of the words is kept, and the link put around the whole.
fn rewritten(page: &Page, statement: &GradeStatement, text: &str) -> Option<(Range<usize>, String)> {
    let at = statement.at.clone();
    let links = &page.document.links;
    let overlaps = |link: &&Link| link.range.start < at.end && at.start < link.range.end;
    let Some(link) = statement
        .link
        .and_then(|link| links.get(link))
        .or_else(|| links.iter().find(overlaps))
    else {
        return Some((at, text.to_owned()));
    };
    let address = page.source.slice(link.destination_range.clone()?);
    let whole = at.start.min(link.range.start)..at.end.max(link.range.end);
    // A link that starts or ends with other words is left to a person.
    let led = page.source.slice(whole.start..at.start).trim_matches(['[', '*', '_']);
    let is_all = led.is_empty() && whole.end == at.end && link.text.len() <= statement.words.len();
    is_all.then(|| (whole, format!("[{text}]({address})")))
}

/// A section outside every role may tell what grades are, if each role gives its own.
fn is_needed(page: &Page, field: &Field) -> bool {
    matches!(page.owners[field.heading], Owner::Role(_)) || page.roles.iter().any(|role| role.grades.is_empty())
}

fn without_number(page: &Page, field: &Field, corpus: &Corpus) -> Option<Finding> {
    if page.is_unknown(field) {
        return None;
    }
    let blocks = &page.document.blocks[page.field_blocks(field)];
    let first = blocks.iter().find(|block| !block.prose.is_blank())?;
    let plain = blocks.iter().all(|block| block.kind == BlockKind::Paragraph);
    let numbered = blocks
        .iter()
        .any(|block| block.prose.text.contains(|c: char| c.is_ascii_digit()));
    let elsewhere = blocks
        .iter()
        .any(|block| corpus.vocabulary.grade_elsewhere.is_match(&block.prose.text));
    (plain && !numbered && !elsewhere).then(|| {
        Finding::new(
            page.span(first.prose.whole()),
            "the job-grade section gives no grade",
        )
        .help("say `The ... is a grade N`")
    })
}
