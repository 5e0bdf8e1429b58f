//! Keys of the front matter that say nothing.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::Page;

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    page.document
        .front_matter
        .entries
        .iter()
        .filter(|entry| entry.blank && !entry.key.eq_ignore_ascii_case("title"))
        // Who writes `null` or `~` says on purpose that there is nothing.
        .filter(|entry| !matches!(page.source.slice(entry.value_range.clone()), "null" | "~"))
        .map(|entry| {
            Finding::new(
                page.span(entry.key_range.start..entry.value_range.end),
                format!("`{}` has no value", entry.key),
            )
            .help("write a value, or take the line out")
        })
        .collect()
}
