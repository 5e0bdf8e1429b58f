//! A grade statement that is not linked to the page that explains the grades.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::Page;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let pages = &corpus.profile.grades.pages;
    if pages.is_empty() {
        return Vec::new();
    }
    let links = &page.document.links;
    page.grades
        .iter()
        .filter(|grade| {
            let first = links.partition_point(|link| link.range.end <= grade.range.start);
            !links[first..]
                .iter()
                .take_while(|link| link.range.start < grade.range.end)
                .any(|link| link.opaque || pages.iter().any(|part| link.destination.contains(part.as_str())))
        })
        .map(|grade| {
            Finding::new(
                page.span(grade.at.clone()),
                format!("the grade {} is not linked to the page that explains grades", grade.grade),
            )
            .help("link `grade N` to that page")
        })
        .collect()
}
