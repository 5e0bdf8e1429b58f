//! A role that reports to itself.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::{Page, Subject, Title};

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let mut findings = Vec::new();
    for statement in page.reporting.iter().filter(|statement| !statement.of_others) {
        let role = page.role_at(statement.range.start);
        let subject = match (&statement.subject, role) {
            (Subject::Title(title, _), _) => title,
            (Subject::Own, Some(role)) => &role.title,
            (Subject::Own, None) => continue,
        };
        if subject.function.is_empty() {
            continue;
        }
        // The subject may be a slip of the role's title, or its short form.
        let is_role = |title: &Title| {
            role.is_some_and(|role| title.same(&role.title) && !subject.conflicts(&role.title))
        };
        let is_subject = |title: &Title| title.same(subject) || is_role(title);
        for manager in &statement.managers {
            if is_subject(&manager.title) && manager.title.is_title() {
                findings.push(
                    Finding::new(
                        page.span(manager.range.clone()),
                        format!("`{}` reports to itself", subject.text),
                    )
                    .help("name the role's manager, linked to its role"),
                );
            }
        }
    }
    findings
}
