//! Headings that stand twice under one heading.

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::prose::OPAQUE;
use crate::document::Document;
use crate::finding::Finding;
use crate::model::Page;
use rustc_hash::FxHashMap;

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let document = &page.document;
    if are_surely_apart(document) {
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
            .help("give it a name of its own, or put the two sections together")
            .relate(
                page.span(document.headings[before].range.clone()),
                "the first one",
            ),
        );
    }
    findings
}

/// Whether no two headings under one heading can be the same, as numbers for their letters tell.
fn are_surely_apart(document: &Document) -> bool {
    let mut numbers = Vec::with_capacity(document.headings.len());
    for (index, heading) in document.headings.iter().enumerate() {
        let text = document.heading_text(index).trim();
        if heading.nested || text.is_empty() {
            continue;
        }
        let under = heading.parent.map_or(0, |parent| parent as u64 + 1);
        // Letters beyond ASCII may differ in more than a bit.
        let number = match text.is_ascii() {
            true => number(text),
            false => number(&text.to_lowercase()),
        };
        numbers.push((under, number));
    }
    numbers.sort_unstable();
    numbers.array_windows().all(|[a, b]| a != b)
}

/// The same for texts that differ in case alone, and for few others.
fn number(text: &str) -> u64 {
    const CASE: u8 = b'a' ^ b'A';
    text.bytes()
        .fold(1, |number: u64, byte| number.wrapping_mul(31).wrapping_add(u64::from(byte | CASE)))
}
