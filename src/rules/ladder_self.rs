//! A next step that is the very role, or the page that the role is alone on.

use super::NoParams;
use crate::corpus::Corpus;
use crate::corpus::site::Target;
use crate::finding::Finding;
use crate::model::{Owner, Page, Role, Step};

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (field, step) in &page.steps {
        let heading = page.fields[*field].heading;
        let role = match (page.owners[heading], page.roles.as_slice(), &step.from) {
            // A diagram says itself from where a step leads.
            (_, _, Some(from)) => page.roles.iter().find(|role| role.title.same(from)),
            (Owner::Role(index), _, None) => page.roles.get(index),
            (_, [role], None) => Some(role),
            _ => None,
        };
        let Some(role) = role else { continue };
        if is_role(page, role, step, corpus) {
            findings.push(
                Finding::new(
                    page.span(step.name.range.clone()),
                    format!("the next step of `{}` is the role itself", role.title.text),
                )
                .help("name the role that comes next, or say that it is not yet defined"),
            );
        }
    }
    findings
}

fn is_role(page: &Page, role: &Role, step: &Step, corpus: &Corpus) -> bool {
    if step.from.as_ref().is_some_and(|from| from.same(&step.name.title)) {
        return true;
    }
    if !role.title.function.is_empty() && step.name.title.same(&role.title) {
        return true;
    }
    let target = step
        .name
        .link
        .zip(corpus.page_index(page))
        .map(|(link, from)| (from, corpus.site.target(from, link)));
    match target {
        Some((from, Target::Page { page: to, anchor })) if from == *to => match anchor {
            // The anchor of the role's own section.
            Some(anchor) => role
                .sections
                .iter()
                .any(|&section| *page.document.headings[section].id == **anchor),
            None => page.roles.len() == 1,
        },
        _ => false,
    }
}
