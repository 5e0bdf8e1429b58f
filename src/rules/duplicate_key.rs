//! Keys that stand twice in the front matter.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::Page;
use rustc_hash::FxHashMap;

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    let entries = &page.document.front_matter.entries;
    let mut findings = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let before = *first.entry(entry.key.as_str()).or_insert(index);
        if before == index {
            continue;
        }
        findings.push(
            Finding::new(
                page.span(entry.key_range.clone()),
                format!("`{}` already stands in the front matter", entry.key),
            )
            .help("keep one of the two")
            .relate(
                page.span(entries[before].key_range.clone()),
                "the first one",
            ),
        );
    }
    findings
}
