//! A field heading that names another title than the role section that it stands in.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::{Owner, Page, Title};

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let family = Title::new(page.name(), &corpus.vocabulary);
    let mut findings = Vec::new();
    for field in &page.fields {
        let (Some((title, range)), Owner::Role(index)) = (&field.title, page.owners[field.heading]) else {
            continue;
        };
        let role = &page.roles[index];
        let is_role = page.roles.iter().any(|other| other.title.same(title));
        // Beside `X (Associate)`, a role of the page, its `X (Senior)` is another.
        let is_other = is_role && !title.same(&role.title) && title.tells_more_rank_than(&role.title);
        if role.heading().is_none() || !title.conflicts(&role.title) && !is_other {
            continue;
        }
        // The family's own name is a word for any of its roles.
        if !is_role && (title.same(&family) || !family.conflicts(title)) {
            continue;
        }
        findings.push(
            Finding::new(
                page.span(range.clone()),
                format!(
                    "the heading names `{}` in the section of `{}`",
                    title.text, role.title.text
                ),
            )
            .help(format!("name `{}`, or drop the title from the heading", role.title.text))
            .relate(page.span(role.at.clone()), "the section it stands in"),
        );
    }
    findings
}
