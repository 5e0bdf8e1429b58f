//! Headings: their anchors, and the sections that they open.

use super::Builder;
use crate::document::Document;
use crate::document::anchors::slug;
use crate::document::blocks::{BlockKind, Heading};
use crate::document::prose::{OPAQUE, Prose};
use pulldown_cmark::HeadingLevel;
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn start_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        self.open = None;
        let index = self.document.headings.len();
        let line_end = range.start + self.text[range.clone()].trim_end().len();
        let nested = !self.items.is_empty() || self.quotes > 0 || self.footnotes > 0;
        if !nested {
            self.heading = Some(index);
        }
        let block = self.open_block(BlockKind::Heading(index), range.start..line_end);
        self.document.headings.push(Heading {
            level: level as u8,
            range: range.start..line_end,
            block,
            id: String::new(),
            id_unknown: false,
            nested,
            parent: None,
            blocks: block + 1..block + 1,
            section_end: index + 1,
            section_end_byte: self.text.len(),
        });
    }

    /// Takes `{#id}` off the end of the heading's text and gives the heading its anchor.
    pub(super) fn end_heading(&mut self) {
        let Some(heading) = self.document.headings.last_mut() else {
            return;
        };
        let prose = &mut self.document.blocks[heading.block].prose;
        let mut explicit = None;
        if let Some((cut, id)) = heading_attributes(&prose.text) {
            explicit = id.map(ToOwned::to_owned);
            let kept: Vec<_> = prose
                .runs()
                .map(|(flags, range)| (flags, range.start..range.end.min(cut)))
                .filter(|(_, range)| range.start < range.end)
                .collect();
            let mut shorter = Prose::default();
            for (flags, range) in kept {
                let source = prose.source(range.clone());
                if prose.is_verbatim(range.clone()) {
                    shorter.push_verbatim(&prose.text[range], source.start, flags);
                } else {
                    shorter.push_replaced(&prose.text[range], source, flags);
                }
            }
            *prose = shorter;
        }
        heading.id_unknown = explicit.is_none() && prose.text.contains(OPAQUE);
        heading.id = match explicit {
            Some(id) => self.ids.explicit(&id),
            None => self.ids.unique(slug(&prose.text)),
        };
    }

    /// Ties headings to their parents, blocks and ends.
    pub(super) fn finish(mut self) -> Document {
        let document = &mut self.document;
        debug_assert!(self.body <= self.text.len());
        let mut open: Vec<usize> = Vec::new();
        let tops: Vec<usize> = (0..document.headings.len())
            .filter(|&index| !document.headings[index].nested)
            .collect();
        for (order, &index) in tops.iter().enumerate() {
            let next = tops.get(order + 1).copied();
            let next_block =
                next.map_or(document.blocks.len(), |next| document.headings[next].block);
            let block = document.headings[index].block;
            document.headings[index].blocks = block + 1..next_block.max(block + 1);
            let (level, start) = (
                document.headings[index].level,
                document.headings[index].range.start,
            );
            while let Some(&last) = open.last() {
                if document.headings[last].level < level {
                    break;
                }
                open.pop();
                document.headings[last].section_end = index;
                document.headings[last].section_end_byte = start;
            }
            document.headings[index].parent = open.last().copied();
            open.push(index);
        }
        let count = document.headings.len();
        for index in open {
            document.headings[index].section_end = count;
        }
        // Reading order, whatever was closed first.
        document
            .links
            .sort_by_key(|link| (link.range.start, std::cmp::Reverse(link.range.end)));
        self.document
    }
}

/// `Title {#id}` or `Title {.class #id}`: where the title ends, and the id.
fn heading_attributes(text: &str) -> Option<(usize, Option<&str>)> {
    let trimmed = text.trim_end();
    let inner = trimmed.strip_suffix('}')?;
    let open = inner.rfind('{')?;
    let attributes = inner[open + 1..].trim();
    if !attributes.starts_with(['#', '.', ':']) {
        return None;
    }
    let id = attributes
        .split_whitespace()
        .find_map(|word| word.trim_start_matches(':').strip_prefix('#'))
        .filter(|id| !id.is_empty());
    Some((text[..open].trim_end().len(), id))
}
