//! The anchors of a page.

use super::shortcodes::{Brings, Shortcodes};
use crate::document::prose::style;
use crate::document::{Block, BlockKind, Document, Heading, templates};
use crate::model::Page;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// The anchors of a page.
#[derive(Debug, Default)]
pub struct Anchors {
    pub known: FxHashSet<Arc<str>>,
    /// Whether only the generator knows all of them.
    pub open: bool,
    /// A shortcode on the page of which nobody said what it brings.
    pub unknown: Option<String>,
}

impl Anchors {
    /// Those of a page.
    pub fn of(page: &Page, shortcodes: &Shortcodes) -> Self {
        let (document, text) = (&page.document, page.source.text());
        // What `{{% %}}` wraps is Markdown, whatever else wraps it inside.
        let read = templates::between(text, &document.opaque, "{{%").into_iter();
        let read = templates::merged(read.map(|(_, range)| range));
        let unread = templates::enclosed(text, &document.opaque)
            .into_iter()
            .filter(|(name, range)| {
                !shortcodes.reads_markdown(name) && !templates::holds(&read, range.start)
            })
            .map(|(_, range)| range);
        let unread = templates::merged(unread);
        let is_unread = |heading: &Heading| templates::holds(&unread, heading.range.start);
        let known = document
            .headings
            .iter()
            .filter(|heading| !is_unread(heading) && !has_made_up_id(document, heading, text))
            .map(|heading| Arc::clone(&heading.id))
            .chain(document.html_ids.iter().map(|(id, _)| id.as_str().into()))
            .filter(|id| !id.is_empty())
            .collect();
        let mut anchors = Self {
            known,
            open: document
                .headings
                .iter()
                .any(|heading| heading.id_unknown && !has_made_up_id(document, heading, text)),
            unknown: None,
        };
        if !document.opaque.is_empty() {
            anchors.ask(document, text, shortcodes);
        }
        anchors
    }

    /// Whether the page has this anchor.
    pub fn has(&self, anchor: &str) -> bool {
        self.known.contains(anchor)
    }

    /// Asks each shortcode and template tag that may bring anchors: one that is a whole block. What one wraps stands on
    /// the page.
    fn ask(&mut self, document: &Document, text: &str, shortcodes: &Shortcodes) {
        let names = || {
            document
                .opaque
                .iter()
                .filter_map(|tag| name(&text[tag.clone()]))
        };
        let closed: FxHashSet<&str> = names().filter_map(|name| name.strip_prefix('/')).collect();
        let body_is_empty = document.front_matter.body > 0 && document.blocks.is_empty();
        let of_blocks = document
            .blocks
            .iter()
            .filter(|block| is_of_tags(block))
            .flat_map(|block| {
                block
                    .prose
                    .runs()
                    .filter(|(flags, _)| flags & style::OPAQUE != 0)
                    .filter_map(|(_, range)| text.get(block.prose.source(range)))
            })
            .filter_map(name);
        let alone = names().filter(|_| body_is_empty);
        let has_headings = !self.known.is_empty();
        let tags = || document.opaque.iter().map(|tag| &text[tag.clone()]);
        let of_html: FxHashSet<&str> = tags()
            .filter(|tag| tag.starts_with("{{<"))
            .filter_map(name)
            .collect();
        // An argument may be the anchor that the shortcode makes: `{{% a "low-context" %}}`.
        let unknown = tags().filter(|tag| {
            tag.starts_with("{{")
                && name(tag).is_some_and(|name| shortcodes.brings(name) != Brings::Nothing)
        });
        let arguments = unknown.flat_map(|tag| tag.split('"').skip(1).step_by(2));
        let is_id = |text: &&str| {
            let mut letters = text.chars();
            letters.all(|c| c.is_alphanumeric() || c == '-' || c == '_') && !text.is_empty()
        };
        self.known.extend(arguments.filter(is_id).map(Arc::from));
        for name in of_blocks.chain(alone).filter(|name| !name.starts_with('/')) {
            match shortcodes.brings(name) {
                Brings::Nothing => {}
                Brings::Anchors => self.open = true,
                Brings::Unknown if closed.contains(name) => {}
                // What `{{< >}}` yields is no Markdown, and brings no heading as a rule; a page without any of its own has
                // them from there all the same.
                Brings::Unknown if of_html.contains(name) && has_headings => {
                    self.unknown.get_or_insert_with(|| name.to_owned());
                }
                Brings::Unknown => self.open = true,
            }
        }
    }
}

/// Whether a block consists of shortcodes and template tags.
fn is_of_tags(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph
        && block.item().is_none()
        && !block.prose.text.contains(char::is_alphanumeric)
}

/// Whether Hugo makes the heading's id from a mark that no link can name: it puts in what `{{< >}}` yields last of all.
fn has_made_up_id(document: &Document, heading: &Heading, text: &str) -> bool {
    let first = document
        .opaque
        .partition_point(|tag| tag.end <= heading.range.start);
    heading.id_unknown
        && document.opaque[first..]
            .iter()
            .take_while(|tag| tag.start < heading.range.end)
            .any(|tag| text[tag.clone()].starts_with("{{<"))
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
