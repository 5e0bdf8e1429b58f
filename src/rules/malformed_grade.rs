//! A grade that can only be guessed, and a job-grade section without one.

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::BlockKind;
use crate::finding::{Finding, Fix};
use crate::model::{Field, FieldKind, GradeStatement, Owner, Page};

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
    // What is written may link the number only: the address is kept and the link put around the whole.
    let written = match statement.link {
        Some(link) => {
            let link = &page.document.links[link];
            link.destination_range
                .clone()
                .map(|address| format!("[{text}]({})", page.source.slice(address)))
        }
        None => Some(text.clone()),
    };
    let message = if statement.words.eq_ignore_ascii_case(&text) {
        format!("the link holds only a part of `{text}`")
    } else {
        format!("`{}` does not read `{text}`", statement.words)
    };
    let mut finding = Finding::new(at, message)
    .help(format!("write `{text}`, with the link around both words"));
    if let Some(written) = written {
        finding = finding.fix(Fix::reviewed(format!("write `{text}`"), at, written));
    }
    finding
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
