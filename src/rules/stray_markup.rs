//! Markdown that did not parse as meant and shows in the text.

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::prose::style;
use crate::document::{Block, BlockKind};
use crate::finding::Finding;
use crate::model::Page;
use std::ops::Range;

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let mut findings = Vec::new();
    for block in &page.document.blocks {
        if matches!(block.kind, BlockKind::Code(_) | BlockKind::Html | BlockKind::FrontMatter) {
            continue;
        }
        let text = block.prose.text.as_str();
        for (what, needle) in [("link", "]("), ("strong", "**"), ("star", " * ")] {
            for (at, _) in text.match_indices(needle) {
                let range = at..at+needle.len();
                if block.prose.style(range.clone()) & (style::CODE|style::OPAQUE|style::ADDRESS|style::IMAGE) != 0 { continue; }
                let source = block.prose.source(range);
                if page.source.slice(source.start.saturating_sub(1)..source.end).contains('\\') { continue; }
                findings.push(Finding::new(page.span(source), what));
            }
        }
        if block.kind == BlockKind::Paragraph {
            let first = page.source.line(block.range.start);
            let last = page.source.line(block.range.end.saturating_sub(1));
            for line in first..=last {
                let range = page.source.line_range(line);
                let raw = page.source.slice(range.clone());
                let t = raw.trim();
                let hashes = t.len() - t.trim_start_matches('#').len();
                if t.len() > 2 && t.starts_with('|') && t.ends_with('|') { findings.push(Finding::new(page.span(range.clone()), "row")); }
                if hashes > 1 && hashes < 7 && t[hashes..].starts_with(|c: char| c.is_alphanumeric()||c=='*') { findings.push(Finding::new(page.span(range), "heading")); }
            }
        }
    }
    for item in &page.document.items {
        if let Some(&list) = item.lists.first() {
            let list = &page.document.lists[list];
            if page.source.slice(item.marker.end..list.range.start).trim_matches([' ','\t']).is_empty() {
                findings.push(Finding::new(page.span(item.marker.start..list.range.start+1), "marker"));
            }
        }
    }
    findings
}
