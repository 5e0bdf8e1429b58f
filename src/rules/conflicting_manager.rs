//! A role whose reports-to statements name different managers.

use super::NoParams;
use crate::corpus::Corpus;
use crate::corpus::titles::Answer;
use crate::finding::Finding;
use crate::model::{Named, Owner, Page, ReportingStatement, Role, Subject};

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let Some(index) = corpus.page_index(page) else {
        return Vec::new();
    };
    let mut findings: Vec<Finding> = Vec::new();
    for role in &page.roles {
        let statements = statements(page, role);
        let Some((&first, others)) = statements.split_first() else {
            continue;
        };
        for &other in others {
            if !differ(page, index, first, other, corpus) {
                continue;
            }
            let (here, there) = (&page.reporting[other], &page.reporting[first]);
            let at = page.span(here.range.clone());
            // Roles that share statements share the finding.
            if findings.iter().any(|finding| finding.at == at) {
                continue;
            }
            findings.push(
                Finding::new(
                    at,
                    format!(
                        "`{}` reports to {} here and to {} on line {}",
                        role.title.text,
                        listed(&here.managers),
                        listed(&there.managers),
                        page.source.line(there.range.start)
                    ),
                )
                .help("keep one of the two, or name both in one statement")
                .relate(page.span(there.range.clone()), "the other statement"),
            );
        }
    }
    findings
}

/// A role's statements, in reading order: its own, and what the page says outside of roles of those who have its title.
fn statements(page: &Page, role: &Role) -> Vec<usize> {
    let mut statements = role.reporting.clone();
    if !statements.is_empty() {
        let says_of_it = |statement: &ReportingStatement| {
            let is_of_page = statement
                .heading
                .is_none_or(|heading| page.owners[heading] == Owner::Page);
            is_of_page
                && matches!(&statement.subject, Subject::Title(title, _) if title.same(&role.title))
        };
        let of_page = (0..page.reporting.len()).filter(|&at| says_of_it(&page.reporting[at]));
        statements.extend(of_page);
        statements.sort_unstable();
        statements.dedup();
    }
    statements
}

fn listed(managers: &[Named]) -> String {
    let titles: Vec<String> = managers
        .iter()
        .map(|manager| format!("`{}`", manager.title.text))
        .collect();
    titles.join(" or ")
}

/// Whether no manager of one statement can be one of the other's.
fn differ(page: &Page, index: usize, a: usize, b: usize, corpus: &Corpus) -> bool {
    let managers = |statement: usize| {
        page.reporting[statement]
            .managers
            .iter()
            .zip(corpus.titles.managers(index, statement))
    };
    let names_all = |statement: usize| {
        let mut of = managers(statement).peekable();
        of.peek().is_some() && of.all(|(name, _)| names_one(name))
    };
    names_all(a)
        && names_all(b)
        && managers(a).all(|(name, answer)| {
            managers(b).all(|(other, other_answer)| match (answer, other_answer) {
                (Answer::Role(role), Answer::Role(other_role)) if role == other_role => false,
                _ => name.title.conflicts(&other.title),
            })
        })
}

/// Whether it is a title by which one can tell who is meant.
fn names_one(name: &Named) -> bool {
    name.title.is_title() && !name.title.function.is_empty() && name.title.text.starts_with(char::is_uppercase)
}
