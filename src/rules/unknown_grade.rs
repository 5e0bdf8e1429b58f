//! A grade that is not one of the company's.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::Page;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let grades = &corpus.profile.grades;
    if grades.step <= 0.0 {
        return Vec::new();
    }
    page.grades
        .iter()
        .filter(|statement| {
            let number = statement.number();
            let steps = (number - grades.from) / grades.step;
            number < grades.from || number > grades.to || (steps - steps.round()).abs() > 1e-6
        })
        .map(|statement| {
            let steps = if grades.step < 1.0 { ", with halves" } else { "" };
            Finding::new(
                page.span(statement.at.clone()),
                format!("there is no grade {}", statement.grade),
            )
            .help(format!("give a grade from {} to {}{steps}", grades.from, grades.to))
        })
        .collect()
}
