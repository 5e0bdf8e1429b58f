//! Headings that stand twice under one heading.

use super::NoParams;
use crate::corpus::{Corpus, texts};
use crate::document::prose::OPAQUE;
use crate::document::{marks, tokens};
use crate::finding::Finding;
use crate::model::Page;
use rustc_hash::FxHashMap;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let document = &page.document;
    if are_surely_apart(page, corpus) {
        return Vec::new();
    }
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
            .help("give it a name of its own, put the two sections together, or make it a subheading of the section that it belongs to")
            .relate(
                page.span(document.headings[before].range.clone()),
                "the first one",
            ),
        );
    }
    findings
}

/// Whether no two headings under one heading can be the same, as their first words tell.
fn are_surely_apart(page: &Page, corpus: &Corpus) -> bool {
    let document = &page.document;
    let held = corpus.marks(page);
    let texts = corpus.page_index(page).map_or(&[][..], |index| corpus.texts.of_page(index));
    let mut openings = Vec::with_capacity(document.headings.len());
    for heading in document.headings.iter().filter(|heading| !heading.nested) {
        let Some(&text) = texts.get(heading.block) else {
            return false;
        };
        // Letters beyond ASCII may make other words in small letters.
        let opening = if held.may_hold(heading.block, marks::BEYOND) {
            let text = &document.blocks[heading.block].prose.text;
            texts::opening(&tokens::of_text(&text.trim().to_lowercase()))
        } else {
            corpus.texts.edges(text).opening
        };
        openings.push((heading.parent, opening));
    }
    openings.sort_unstable();
    openings.array_windows().all(|[a, b]| a != b)
}
