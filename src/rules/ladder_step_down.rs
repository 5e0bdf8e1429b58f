//! A next step whose grade is lower than the role's own.

use super::NoParams;
use crate::corpus::{Corpus, titles};
use crate::finding::Finding;
use crate::model::Page;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let Some(index) = corpus.page_index(page) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (roles, step, to) in titles::steps(&corpus.pages, &corpus.titles, index) {
        let (other, next) = corpus.role(to);
        let Some(grade) = other.grade_of(next) else { continue };
        // A ladder that several roles share leads on from the lowest of them too.
        let lowest = roles
            .into_iter()
            .map(|from| {
                let (page, role) = corpus.role(from);
                Some((page, role, page.grade_of(role)?))
            })
            .collect::<Option<Vec<_>>>()
            .and_then(|graded| graded.into_iter().min_by(|a, b| a.2.number().total_cmp(&b.2.number())));
        let Some((own_page, role, own)) = lowest else { continue };
        if grade.number() >= own.number() {
            continue;
        }
        findings.push(
            Finding::new(
                page.span(page.steps[step].1.name.range.clone()),
                format!(
                    "the next step of `{}`, a grade {}, is `{}`, a grade {}",
                    role.title.text, own.grade, next.title.text, grade.grade
                ),
            )
            .help("name a role of a higher grade, or correct one of the grades")
            .relate(own_page.span(own.at.clone()), format!("the grade of `{}`", role.title.text))
            .relate(other.span(grade.at.clone()), format!("the grade of `{}`", next.title.text)),
        );
    }
    findings
}
