//! The anchors of a page.

use crate::document::prose::style;
use crate::document::{BlockKind, Document};
use crate::model::Page;
use rustc_hash::FxHashSet;
use std::ops::Range;

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
    "details",
    "figure",
    "gist",
    "highlight",
    "instagram",
    "param",
    "qr",
    "ref",
    "relref",
    "tweet",
    "vimeo",
    "x",
    "youtube",
];

/// Whether a shortcode or template tag may bring anchors of its own: one in a heading, or one that is a whole block and
/// wraps nothing. What a shortcode wraps stands on the page.
fn is_open(document: &Document, text: &str) -> bool {
    if document.opaque.is_empty() {
        return document.headings.iter().any(|heading| heading.id_unknown);
    }
    let closed: FxHashSet<&str> = document
        .opaque
        .iter()
        .filter_map(|tag| name(&text[tag.clone()])?.strip_prefix('/'))
        .collect();
    let brings = |tag: &Range<usize>| {
        name(&text[tag.clone()]).is_some_and(|name| {
            !name.starts_with('/') && !PLAIN.contains(&name) && !closed.contains(name)
        })
    };
    document.headings.iter().any(|heading| heading.id_unknown)
        || document.blocks.iter().any(|block| {
            block.kind == BlockKind::Paragraph
                && block.item.is_none()
                && !block.prose.text.contains(char::is_alphanumeric)
                && block.prose.runs().any(|(flags, range)| {
                    flags & style::OPAQUE != 0 && brings(&block.prose.source(range))
                })
        })
        || document.front_matter.body > 0
            && document.blocks.is_empty()
            && document.opaque.iter().any(brings)
}

/// The name of a shortcode, with the `/` of one that closes another; what a template tag starts with.
fn name(tag: &str) -> Option<&str> {
    let inner = tag.trim_start_matches(['{', '<', '%']).trim_start();
    let close = inner.strip_prefix('/');
    let word = close.map_or(inner, str::trim_start);
    let end = word
        .find(|c: char| c.is_whitespace() || c == '>' || c == '%')
        .unwrap_or(word.len());
    if tag.starts_with("{:") {
        None
    } else if close.is_some()
        && inner
            .as_bytes()
            .get(1)
            .is_some_and(|byte| !byte.is_ascii_whitespace())
    {
        inner.get(..=end)
    } else {
        word.get(..end)
    }
}
