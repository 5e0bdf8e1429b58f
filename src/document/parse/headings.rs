//! Headings: their anchors, and the sections that they open.

use super::Builder;
use crate::document::Document;
use crate::document::anchors::{self, Generator};
use crate::document::blocks::{BlockKind, Heading};
use crate::document::prose::Prose;
use crate::document::templates;
use pulldown_cmark::HeadingLevel;
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn in_heading(&self) -> bool {
        self.open
            .is_some_and(|open| matches!(self.document.blocks[open].kind, BlockKind::Heading(_)))
    }

    pub(super) fn start_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        self.open = None;
        self.inline.clear();
        let index = self.document.headings.len();
        let line_end = range.start + self.text[range.clone()].trim_end().len();
        let nested = !self.items.is_empty() || self.quotes > 0 || self.footnotes > 0;
        if !nested {
            self.heading = Some(index);
        }
        let block = self.open_block(
            BlockKind::Heading(crate::source::offset(index)),
            range.start..line_end,
        );
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
        let prose = &mut self.prose;
        let written = written_heading(self.text, heading.range.clone());
        let attributes = anchors::attributes(&self.text[written.clone()], self.generator);
        let mut explicit = None;
        if let Some(attributes) = attributes {
            let cut = self.text[written.start..written.end - attributes.length]
                .trim_end()
                .len()
                + written.start;
            explicit = attributes.id;
            anchors::cut(&mut self.inline, cut);
            let cut = prose.text_before(cut);
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
        if self.generator == Generator::Middleman && explicit.is_none() {
            explicit = anchors::id_below(&self.text[heading.range.end..]);
        }
        let plain = anchors::plain(&self.inline, self.text, self.generator);
        let tag = self
            .document
            .opaque
            .partition_point(|tag| tag.end <= heading.range.start);
        let has_tag = self.document.opaque[tag..]
            .iter()
            .take_while(|tag| tag.start < heading.range.end)
            .any(|tag| !self.text[tag.clone()].starts_with("{:"));
        heading.id_unknown = explicit.is_none() && (has_tag || plain.is_none());
        let plain = plain.unwrap_or_default();
        let slug = anchors::slug(&plain, self.generator);
        heading.id = match explicit {
            Some(id) => self.ids.explicit(&id),
            // The wrapping shortcode reads it apart from the page, if it reads it at all.
            None if templates::holds(&self.enclosed, heading.range.start) => slug,
            // Of nothing at all no id is made.
            None if heading.id_unknown || plain.is_empty() => slug,
            None => self.ids.unique(slug),
        };
    }

    /// Ties headings to their parents, blocks and ends.
    pub(super) fn finish(mut self) -> Document {
        self.place_prose();
        if self.generator == Generator::Hugo {
            self.bare_addresses();
        }
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
        document.headings.shrink_to_fit();
        document.blocks.shrink_to_fit();
        document.items.shrink_to_fit();
        document.lists.shrink_to_fit();
        document.links.shrink_to_fit();
        // Reading order, whatever was closed first.
        document
            .links
            .sort_by_key(|link| (link.range.start, std::cmp::Reverse(link.range.end)));
        self.finish_comments();
        self.document
    }
}

/// The bytes of a heading's text: without the marks of its level.
fn written_heading(text: &str, range: Range<usize>) -> Range<usize> {
    let whole = &text[range.clone()];
    let marks = whole.len() - whole.trim_start_matches('#').len();
    if marks == 0 {
        // Underlined: the line before the last.
        let above = whole.rfind('\n').map_or(whole.len(), |at| at);
        let above = whole[..above].trim_end();
        let start = above.rfind('\n').map_or(0, |at| at + 1);
        return range.start + start..range.start + above.len();
    }
    let body = whole.trim_end();
    let open = body.trim_end_matches('#');
    let body = if open.len() < body.len() && open.ends_with([' ', '\t']) {
        open.trim_end()
    } else {
        body
    };
    range.start + marks.min(body.len())..range.start + body.len()
}
