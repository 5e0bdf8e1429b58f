//! Two titles of one function on a page, the higher of them with no higher grade.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::{GradeStatement, Page, Role};

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let graded: Vec<(&Role, &GradeStatement, i32)> = page
        .roles
        .iter()
        .filter_map(|role| {
            let grade = &page.grades[*role.grades.first()?];
            Some((role, grade, role.title.height(&corpus.vocabulary)?))
        })
        .collect();
    let mut findings = Vec::new();
    for (higher, grade, height) in &graded {
        // The nearest of the lower titles is the one that a reader compares with.
        let lower = graded
            .iter()
            .filter(|(lower, other, below)| {
                below < height
                    && !std::ptr::eq(*other, *grade)
                    && of_one_track(higher, lower)
                    && other.number() >= grade.number()
            })
            .max_by_key(|(_, _, below)| *below);
        if let Some((lower, other, _)) = lower {
            findings.push(
                Finding::new(
                    page.span(grade.at.clone()),
                    format!(
                        "`{}` is a grade {}, not above the grade {} of `{}`",
                        higher.title.text, grade.grade, other.grade, lower.title.text
                    ),
                )
                .help("correct one of the two grades")
                .relate(page.span(other.at.clone()), format!("the grade of `{}`", lower.title.text)),
            );
        }
    }
    findings
}

/// One function, and both managers of people or both not.
fn of_one_track(a: &Role, b: &Role) -> bool {
    a.title.management.is_some() == b.title.management.is_some() && a.title.same_function(&b.title)
}
