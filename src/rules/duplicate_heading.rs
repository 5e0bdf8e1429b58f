//! Headings that stand twice under one heading.

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::prose::OPAQUE;
use crate::finding::Finding;
use crate::model::Page;
use rustc_hash::FxHashMap;

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let document = &page.document;
    let mut first: FxHashMap<(Option<usize>, String), usize> = FxHashMap::default();
    let mut findings = Vec::new();
    for (index, heading) in document.headings.iter().enumerate() {
        let text = document.heading_text(index).trim();
        if heading.nested || text.is_empty() || text.contains(OPAQUE) {
            continue;
        }
        let key = (heading.parent, text.to_lowercase());
        let before = *first.entry(key).or_insert(index);
        if before == index {
            continue;
        }
        let under = match heading.parent {
            Some(parent) => format!("under `{}`", document.heading_text(parent).trim()),
            None => "on the page".to_owned(),
        };
        findings.push(
            Finding::new(
                page.span(heading.range.clone()),
                format!("the heading `{text}` already stands {under}"),
            )
            .help("give it a name of its own, or put the two sections together")
            .relate(
                page.span(document.headings[before].range.clone()),
                "the first one",
            ),
        );
    }
    findings
}
