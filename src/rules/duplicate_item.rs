//! Items that stand twice in one list.

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::prose::OPAQUE;
use crate::document::{BlockKind, Document, Item};
use crate::finding::Finding;
use crate::model::Page;
use rustc_hash::FxHashMap;

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let document = &page.document;
    let mut findings = Vec::new();
    let mut first: FxHashMap<String, usize> = FxHashMap::default();
    for list in document.lists.iter().filter(|list| list.items.len() > 1) {
        first.clear();
        for &index in &list.items {
            let Some(key) = key(document, &document.items[index], page.source.text()) else {
                continue;
            };
            let before = *first.entry(key).or_insert(index);
            if before == index {
                continue;
            }
            findings.push(
                Finding::new(
                    page.span(content(page, &document.items[index])),
                    "the item already stands in this list",
                )
                .help("take one of the two out, or say what sets them apart")
                .relate(
                    page.span(content(page, &document.items[before])),
                    "the first one",
                ),
            );
        }
    }
    findings
}

/// What a reader tells items apart by: the words of the item and of the lists in it, without case and final punctuation.
/// Nothing where there are no words, or where the site's generator writes some of them.
fn key(document: &Document, item: &Item, text: &str) -> Option<String> {
    let mut key = String::new();
    for block in document.blocks.get(item.blocks.clone())? {
        match block.kind {
            BlockKind::Code(_) | BlockKind::Html => key.push_str(text.get(block.range.clone())?),
            _ if block.prose.text.contains(OPAQUE) => return None,
            _ => {
                for word in block.prose.text.split_whitespace() {
                    if !key.is_empty() {
                        key.push(' ');
                    }
                    key.extend(word.chars().flat_map(char::to_lowercase));
                }
                key.truncate(
                    key.trim_end_matches(['.', ',', ';', ':', '!', ' '])
                        .len(),
                );
                key.push('\n');
            }
        }
    }
    if item.has_other_content {
        key.push_str(text.get(item.range.clone())?);
    }
    key.contains(char::is_alphanumeric).then_some(key)
}

/// The bytes of an item from its text on, without the white space after it.
fn content(page: &Page, item: &Item) -> std::ops::Range<usize> {
    let inner = page.source.slice(item.marker.end..item.range.end);
    let start = item.marker.end + (inner.len() - inner.trim_start().len());
    let end = item.marker.end + inner.trim_end().len();
    start..end.max(start)
}
