//! One title with different grades in two places.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::{GradeStatement, Page, Subject, Title};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

pub fn check(_: &NoParams, corpus: &Corpus) -> Vec<Finding> {
    let mut first: FxHashMap<_, (&Page, &GradeStatement)> = FxHashMap::default();
    let mut findings = Vec::new();
    for page in corpus.pages.iter().filter(|page| page.family) {
        for (title, statement) in statements(page) {
            // `Senior` alone is a title only on its page.
            if title.function.is_empty() {
                continue;
            }
            match first.entry(title.key()) {
                Entry::Vacant(free) => {
                    free.insert((page, statement));
                }
                Entry::Occupied(known) => {
                    let (other_page, other) = *known.get();
                    if other.grade != statement.grade {
                        findings.push(finding(page, title, statement, other_page, other));
                    }
                }
            }
        }
    }
    findings
}

fn finding(
    page: &Page,
    title: &Title,
    statement: &GradeStatement,
    other_page: &Page,
    other: &GradeStatement,
) -> Finding {
    let message = format!(
        "`{}` is a grade {} here and a grade {} {}",
        title.text,
        statement.grade,
        other.grade,
        place(page, other_page, other)
    );
    Finding::new(page.span(statement.at.clone()), message)
        .help("correct one of the two, or tell the titles apart")
        .relate(other_page.span(other.at.clone()), format!("a grade {} here", other.grade))
}

/// What a page says of its titles: by the role that a statement holds for, or by its own subject. A statement that is
/// about another title than its section is a finding of another rule, and proves nothing here.
fn statements(page: &Page) -> Vec<(&Title, &GradeStatement)> {
    let mut found = Vec::new();
    for (index, statement) in page.grades.iter().enumerate() {
        let role = page.roles.iter().find(|role| role.grades.contains(&index));
        match (&statement.subject, role) {
            (Subject::Title(title, _), Some(role)) if !title.conflicts(&role.title) => {
                found.push((&role.title, statement));
            }
            (Subject::Own, Some(role)) => found.push((&role.title, statement)),
            (Subject::Title(title, _), None) => found.push((title, statement)),
            _ => {}
        }
    }
    found
}

fn place(page: &Page, other: &Page, statement: &GradeStatement) -> String {
    let line = other.source.line(statement.at.start);
    if page.file == other.file {
        format!("on line {line}")
    } else {
        format!("in {} on line {line}", other.source.path)
    }
}
