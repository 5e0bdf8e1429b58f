//! A grade that is not the one that titles of its rank usually have.

use super::NoParams;
use crate::config::GradeTable;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::{Page, Subject, Title};
use std::borrow::Cow;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let tables: Vec<&GradeTable> = corpus
        .profile
        .grades
        .usual
        .iter()
        .filter(|table| table.folders.is_empty() || stands_in(page, &table.folders))
        .collect();
    if tables.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (index, statement) in page.grades.iter().enumerate() {
        let mut holders = page.roles.iter().filter(|role| role.grades.contains(&index));
        // What several roles share is no role's own grade.
        let (Some(role), None) = (holders.next(), holders.next()) else {
            continue;
        };
        // A statement about another title is a finding of another rule.
        if matches!(&statement.subject, Subject::Title(title, _) if title.conflicts(&role.title)) {
            continue;
        }
        let usual = usual_grades(&role.title, &tables, corpus);
        if usual.is_empty() || usual.contains(&statement.number()) {
            continue;
        }
        let usual: Vec<String> = usual.iter().map(f64::to_string).collect();
        findings.push(
            Finding::new(
                page.span(statement.at.clone()),
                format!(
                    "`{}` is a grade {}, and titles of this rank are usually a grade {}",
                    role.title.text,
                    statement.grade,
                    usual.join(" or ")
                ),
            )
            .help("correct the grade, or the title"),
        );
    }
    findings
}

fn stands_in(page: &Page, folders: &[String]) -> bool {
    let mut parts = page.source.path.split('/').rev();
    parts.next();
    parts.any(|part| folders.iter().any(|folder| folder == part))
}

/// The grades that a title of this rank and function usually has; none if no table knows it.
fn usual_grades(title: &Title, tables: &[&GradeTable], corpus: &Corpus) -> Vec<f64> {
    let function = title.function.join(" ");
    let holds = |run: &String| has_run(&function, run);
    if corpus.profile.grades.unranked.iter().any(holds) {
        return Vec::new();
    }
    let of = |title: &Title| -> Vec<f64> {
        tables
            .iter()
            .filter(|table| table.functions.is_empty() || table.functions.iter().any(holds))
            .find_map(|table| of_rank(title, table, corpus))
            .unwrap_or_default()
    };
    let mut grades = of(title);
    // `X Manager` manages a function or people: either rank's grade is usual.
    if title.management.is_none() && title.function.last().is_some_and(|word| word == "manager") {
        let mut people = title.clone();
        people.management = Some(0);
        grades.extend(of(&people));
    }
    grades.sort_by(f64::total_cmp);
    grades.dedup();
    grades
}

/// The grades of a title's rank in a table. A rank with words of its own (`executive vice president`) goes before one
/// without.
fn of_rank(title: &Title, table: &GradeTable, corpus: &Corpus) -> Option<Vec<f64>> {
    table
        .ranks
        .iter()
        .map(|(rank, grades)| (Cow::Owned::<Title>(Title::new(rank, &corpus.vocabulary)), grades))
        .filter(|(rank, _)| {
            rank.management == title.management
                && rank.levels == title.levels
                && rank.function.iter().all(|word| title.function.contains(word))
        })
        .max_by_key(|(rank, _)| rank.function.len())
        .map(|(_, grades)| grades.clone())
}

/// Whether a run of words stands in a text, as whole words.
fn has_run(text: &str, run: &str) -> bool {
    text.match_indices(run).any(|(at, _)| {
        let end = at + run.len();
        (at == 0 || text[..at].ends_with(' ')) && (end == text.len() || text[end..].starts_with(' '))
    })
}
