//! A list that extends a role which is nowhere, itself, or one that extends it back.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::extends::{self, Extends};
use crate::model::{Field, FieldKind, Owner, Page, Title};

/// A list of a role that extends another.
struct Extending<'a> {
    field: &'a Field,
    role: Option<usize>,
    title: Title,
    extends: Extends,
    /// The roles of the page that may be meant.
    targets: Vec<usize>,
}

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let all = extending(page, corpus);
    let nearest = |title: &Title| {
        let from = corpus.page_index(page)?;
        corpus.titles.nearest(title, from, corpus)
    };
    let mut findings = Vec::new();
    for (index, one) in all.iter().enumerate() {
        let at = page.span(one.extends.range.clone());
        let of = kind(one.field);
        if let (Some(role), [target]) = (one.role, one.targets.as_slice()) {
            let title = &page.roles[role].title.text;
            if role == *target {
                findings.push(
                    Finding::new(at, format!("the {of} of `{title}` extend themselves"))
                        .help("name the role below it, or write the list out")
                        .relate(page.span(page.roles[role].at.clone()), "the role itself"),
                );
                continue;
            }
            let back = all[index + 1..].iter().find(|other| {
                other.field.kind == one.field.kind && other.role == Some(*target) && other.targets == [role]
            });
            if let Some(back) = back {
                let other = &page.roles[*target].title.text;
                findings.push(
                    Finding::new(at, format!("the {of} of `{title}` extend those of `{other}`, which extend them back"))
                        .help("let only the higher role extend the lower")
                        .relate(page.span(back.extends.range.clone()), "back again"),
                );
            }
            continue;
        }
        if one.targets.is_empty() && is_unknown(page, one, corpus) {
            let finding = Finding::new(at, format!("there is no role `{}` to extend", one.title.text));
            findings.push(match nearest(&one.title) {
                Some(nearest) => {
                    let (other, role) = corpus.role(nearest);
                    finding
                        .help(format!("the nearest title is `{}`", role.title.text))
                        .relate(other.span(role.at.clone()), "the role with the nearest title")
                }
                None => finding.help("name a role of this page"),
            });
        }
    }
    findings
}

fn kind(field: &Field) -> &'static str {
    match field.kind {
        FieldKind::Responsibilities => "responsibilities",
        _ => "requirements",
    }
}

fn extending<'a>(page: &'a Page, corpus: &Corpus) -> Vec<Extending<'a>> {
    let mut found = Vec::new();
    for field in &page.fields {
        if !matches!(field.kind, FieldKind::Responsibilities | FieldKind::Requirements) {
            continue;
        }
        let role = match page.owners[field.heading] {
            Owner::Role(role) => Some(role),
            _ => None,
        };
        for block in page.field_blocks(field) {
            let Some(extends) = extends::find(&page.document, block, &corpus.vocabulary) else {
                continue;
            };
            let Some(mut title) = extends.title.clone().filter(names_a_role) else {
                continue;
            };
            // `Senior level`
            let is_level = |word: &String| word == "level" || word == "levels";
            if title.function.iter().any(is_level) {
                let function = title.function.iter().filter(|word| !is_level(word));
                title = title.with_function(function.cloned().collect());
            }
            let targets = targets(page, &title);
            found.push(Extending {
                field,
                role,
                title,
                extends,
                targets,
            });
        }
    }
    found
}

/// Whether a text is a title, and not `all senior team members`.
fn names_a_role(title: &Title) -> bool {
    let words = title.text.split_whitespace().count();
    title.is_title() && title.text.starts_with(char::is_uppercase) && words <= 10
}

/// The roles of the page that a title may mean: those that have it, else those that it does not contradict. A title
/// without a function (`Senior`) means the roles of that rank.
fn targets(page: &Page, title: &Title) -> Vec<usize> {
    let fitting = |fits: &dyn Fn(&Title) -> bool| -> Vec<usize> {
        (0..page.roles.len()).filter(|&role| fits(&page.roles[role].title)).collect()
    };
    let same = fitting(&|other| other.same(title));
    if !same.is_empty() {
        return same;
    }
    fitting(&|other| !other.conflicts(title))
}

/// Whether neither the page nor the corpus has anything by that title.
fn is_unknown(page: &Page, one: &Extending, corpus: &Corpus) -> bool {
    let family = Title::new(page.name(), &corpus.vocabulary);
    let of_specialty = page.owners[one.field.heading] == Owner::Specialty;
    one.extends.link.is_none()
        && !of_specialty
        && family.conflicts(&one.title)
        && !page.fields.iter().any(|field| matches!(&field.title, Some((title, _)) if title.same(&one.title)))
        && !is_heading(page, &one.title, corpus)
        && !corpus.titles.may_be_known(&one.title)
}

/// Whether a heading of the page may be it: a section that is no role, or one about what such a role does (`Analyst
/// Relations`).
fn is_heading(page: &Page, title: &Title, corpus: &Corpus) -> bool {
    (0..page.document.headings.len()).any(|heading| {
        let other = Title::new(page.document.heading_text(heading), &corpus.vocabulary);
        let words = &other.function;
        let is_topic = other.management.is_none()
            && other.levels.is_empty()
            && words.last().is_some_and(|word| !corpus.vocabulary.is_title_noun(word));
        match words.len() {
            0 | 1 => false,
            _ if is_topic => words.iter().all(|word| title.function.contains(word)),
            _ => !other.conflicts(title),
        }
    })
}
