//! The anchors of a page.

use crate::document::prose::style;
use crate::document::{BlockKind, Document};
use crate::model::Page;
use rustc_hash::FxHashSet;

/// The anchors of a page.
#[derive(Debug, Default)]
pub struct Anchors {
    pub known: FxHashSet<String>,
    /// Whether only the generator knows all of them.
    pub open: bool,
}

impl Anchors {
    /// Those of a page.
    pub fn of(page: &Page) -> Self {
        let document = &page.document;
        let known = document
            .headings
            .iter()
            .map(|heading| heading.id.clone())
            .chain(document.html_ids.iter().map(|(id, _)| id.clone()))
            .filter(|id| !id.is_empty())
            .collect();
        Self {
            known,
            open: is_open(document, page.source.text()),
        }
    }

    /// Whether the page has this anchor.
    pub fn has(&self, anchor: &str) -> bool {
        self.known.contains(anchor)
    }
}

/// Shortcodes that never bring a heading: those of Hugo itself.
const PLAIN: &[&str] = &[
    "details", "figure", "gist", "highlight", "instagram", "param", "qr", "ref", "relref", "tweet", "vimeo", "x",
    "youtube",
];

/// Whether a shortcode or template tag may bring anchors of its own: one in a heading, or one that is a block.
fn is_open(document: &Document, text: &str) -> bool {
    document.headings.iter().any(|heading| heading.id_unknown)
        || document.blocks.iter().any(|block| {
            block.kind == BlockKind::Paragraph
                && block.prose.runs().next().is_some_and(|(flags, range)| {
                    flags & style::OPAQUE != 0
                        && may_bring_anchors(&text[block.prose.source(range)])
                })
        })
        || document.front_matter.body > 0
            && document.blocks.is_empty()
            && !document.opaque.is_empty()
}

fn may_bring_anchors(tag: &str) -> bool {
    let inner = tag.trim_start_matches(['{', '<', '%']).trim_start();
    let name = inner
        .split(|c: char| c.is_whitespace() || c == '>' || c == '%')
        .next()
        .unwrap_or_default();
    !name.starts_with('/') && !PLAIN.contains(&name)
}
