//! A reports-to statement that names nobody.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::{Page, Subject};

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    page.reporting
        .iter()
        .filter(|statement| statement.managers.is_empty() && !page.document.is_opaque(&statement.range))
        .map(|statement| {
            let who = match &statement.subject {
                Subject::Title(title, _) => title.text.as_str(),
                Subject::Own => page
                    .role_at(statement.range.start)
                    .map_or("this role", |role| role.title.text.as_str()),
            };
            Finding::new(
                page.span(statement.range.clone()),
                format!("`{who}` reports to nobody: the sentence ends after \"reports to\""),
            )
            .help("name the manager's title, linked to its role")
        })
        .collect()
}
