//! A statement in one role's section, or on its page, that is about another title: copied from there and not changed. One check for
//! grade statements and reports-to statements.

use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::{Owner, Page, Role, Subject, Title};
use crate::model::title::TitleKey;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::cell::LazyCell;
use std::ops::{Deref, Range};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Params {
    statement: Statement,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Statement {
    Grade,
    ReportsTo,
}

pub fn check(params: &Params, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let (statements, what): (Vec<(Option<usize>, &Subject)>, &str) = match params.statement {
        Statement::Grade => (
            page.grades.iter().map(|grade| (grade.heading, &grade.subject)).collect(),
            "grade",
        ),
        Statement::ReportsTo => (
            page.reporting
                .iter()
                .filter(|statement| !statement.of_others)
                .map(|statement| (statement.heading, &statement.subject))
                .collect(),
            "manager",
        ),
    };
    if statements.is_empty() {
        return Vec::new();
    }
    let family = Title::new(page.name(), &corpus.vocabulary);
    let in_role = |heading: &Option<usize>| match heading.map(|heading| page.owners[heading]) {
        Some(Owner::Role(index)) if page.roles[index].heading().is_some() => Some(index),
        _ => is_one_role(page).then_some(0),
    };
    // Few pages have a statement that is about another title than it seems.
    let keys = || page.roles.iter().map(|role| role.title.key());
    let titles = LazyCell::new(|| keys().collect::<FxHashSet<TitleKey>>());
    // Beside the role's own statement a further one tells of others.
    let mut has_own = vec![false; page.roles.len()];
    let mut foreign = Vec::new();
    for (heading, subject) in &statements {
        let Some(index) = in_role(heading) else { continue };
        match subject {
            Subject::Title(title, range)
                if is_of_another(title, &page.roles[index], &titles, &family) =>
            {
                foreign.push((index, title, range));
            }
            _ => has_own[index] = true,
        }
    }
    foreign
        .into_iter()
        .filter(|(index, ..)| !has_own[*index])
        .map(|(index, title, range)| finding(page, &page.roles[index], title, range, what))
        .collect()
}

/// Whether the page itself is its only role, and its title is that of a job.
fn is_one_role(page: &Page) -> bool {
    matches!(page.roles.as_slice(), [role] if role.heading().is_none() && role.title.is_title())
}

/// Whether a title cannot be the role's. The family's own name is a word for any of its roles, unless it is one of them.
fn is_of_another(
    title: &Title,
    role: &Role,
    titles: &impl Deref<Target = FxHashSet<TitleKey>>,
    family: &Title,
) -> bool {
    let is_role = |title: &Title| titles.contains(&title.key());
    if title.conflicts(&role.title) {
        return is_role(title) || !title.same(family);
    }
    // `X Manager` may stand loosely for `Manager, X`, but not where both are roles of the page. Nor is the `X (Junior)`
    // of the page its `X`, or its `X Producer` the `X Production Coordinator`.
    let of_another_rank =
        title.management != role.title.management || title.tells_more_rank_than(&role.title);
    !title.same(&role.title)
        && (of_another_rank || have_words_of_their_own(title, &role.title))
        && is_role(title)
}

/// Whether each of two titles has a word that the other has not even in the plural.
fn have_words_of_their_own(one: &Title, other: &Title) -> bool {
    let (one, other) = (one.function_in_order(), other.function_in_order());
    let lacks = |a: &[&str], b: &[&str]| b.iter().any(|word| !a.contains(word));
    lacks(&one, &other) && lacks(&other, &one)
}

fn finding(page: &Page, role: &Role, title: &Title, range: &Range<usize>, what: &str) -> Finding {
    let (place, label) = match role.heading() {
        Some(_) => ("in the section", "the section it stands in"),
        None => ("on the page", "the page's title"),
    };
    let mut finding = Finding::new(
        page.span(range.clone()),
        format!(
            "the {what} of `{}` is stated {place} of `{}`",
            title.text, role.title.text
        ),
    )
    .help(format!(
        "say `{}` here if the statement is about it, or correct the {what}",
        role.title.text
    ))
    .relate(page.span(role.at.clone()), label);
    if let Some(other) = page.roles.iter().find(|other| other.title.same(title)) {
        finding = finding.relate(page.span(other.at.clone()), "the role it names");
    }
    finding
}
