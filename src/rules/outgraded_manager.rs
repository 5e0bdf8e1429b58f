//! A manager whose grade is lower than that of the role that reports to them.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::Page;
use crate::corpus::titles::RoleId;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let Some(index) = corpus.page_index(page) else {
        return Vec::new();
    };
    let mut findings: Vec<Finding> = Vec::new();
    for (number, role) in page.roles.iter().enumerate() {
        let Some(own) = page.grade_of(role) else { continue };
        let id = RoleId { page: index, role: number };
        for &statement in &role.reporting {
            let managers = &page.reporting[statement].managers;
            for (manager, answer) in managers.iter().zip(corpus.titles.managers(index, statement)) {
                let Some(to) = answer.role().filter(|&to| to != id) else {
                    continue;
                };
                let (other, boss) = corpus.role(to);
                let at = page.span(manager.range.clone());
                let Some(grade) = other.grade_of(boss) else { continue };
                // Roles that share a statement share the finding.
                if grade.number() >= own.number() || findings.iter().any(|finding| finding.at == at) {
                    continue;
                }
                findings.push(
                    Finding::new(
                        at,
                        format!(
                            "`{}` is a grade {} and reports to `{}`, a grade {}",
                            role.title.text, own.grade, boss.title.text, grade.grade
                        ),
                    )
                    .help("correct the manager or one of the grades")
                    .relate(page.span(own.at.clone()), format!("the grade of `{}`", role.title.text))
                    .relate(other.span(grade.at.clone()), format!("the grade of `{}`", boss.title.text)),
                );
            }
        }
    }
    findings
}
