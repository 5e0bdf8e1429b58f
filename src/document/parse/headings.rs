//! Headings: their anchors, and the sections that they open.

use super::Builder;
use super::room::Room;
use crate::document::Document;
use crate::document::anchors::{self, Generator};
use crate::document::blocks::{BlockKind, Heading};
use crate::document::prose::Prose;
use crate::document::templates;
use pulldown_cmark::HeadingLevel;
use std::ops::Range;
use std::sync::Arc;

impl Builder<'_> {
    pub(super) fn start_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        self.open = None;
        self.in_heading = true;
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
            id: Arc::default(),
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
        self.in_heading = false;
        let Some(heading) = self.document.headings.last_mut() else {
            return;
        };
        let prose = &mut self.prose;
        let mut explicit = None;
        if let Some((cut, id)) = attributes(self.text, &heading.range, self.generator) {
            explicit = id;
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
            None if templates::holds(&self.enclosed, heading.range.start) => slug.into(),
            // Of nothing at all no id is made.
            None if heading.id_unknown || plain.is_empty() => slug.into(),
            None => self.ids.unique(&slug),
        };
    }

    /// Ties headings to their parents, blocks and ends.
    pub(super) fn finish(mut self) -> Document {
        self.place_prose();
        if self.generator == Generator::Hugo {
            self.bare_addresses();
        }
        debug_assert!(self.body <= self.text.len());
        self.tie_headings();
        let document = &mut self.document;
        // Reading order, whatever was closed first.
        document
            .links
            .sort_by_key(|link| (link.range.start, std::cmp::Reverse(link.range.end)));
        self.finish_comments();
        self.leave_out_what_comments_hold();
        Room::leave(&mut self.document, self.inline, self.ids, self.prose);
        self.document
    }

    fn tie_headings(&mut self) {
        let Document {
            headings, blocks, ..
        } = &mut self.document;
        // The innermost heading whose section goes on: the one before.
        let mut last = None;
        for index in 0..headings.len() {
            let (level, block) = (headings[index].level, headings[index].block);
            if headings[index].nested {
                continue;
            }
            end_blocks(headings, last, block);
            while let Some(open) = last
                && headings[open].level >= level
            {
                headings[open].section_end = index;
                headings[open].section_end_byte = headings[index].range.start;
                last = headings[open].parent;
            }
            headings[index].parent = last;
            last = Some(index);
        }
        end_blocks(headings, last, blocks.len());
        while let Some(open) = last {
            headings[open].section_end = headings.len();
            last = headings[open].parent;
        }
    }
}

/// Says that the blocks right under a heading end before this block.
fn end_blocks(headings: &mut [Heading], heading: Option<usize>, end: usize) {
    if let Some(heading) = heading {
        let blocks = &mut headings[heading].blocks;
        blocks.end = end.max(blocks.start);
    }
}

/// Where the attribute list starts that ends a heading, with the blanks before it, and the id that it gives.
fn attributes(
    text: &str,
    heading: &Range<usize>,
    generator: Generator,
) -> Option<(usize, Option<String>)> {
    // Most headings have none.
    memchr::memchr(b'}', &text.as_bytes()[heading.clone()])?;
    let written = written_heading(text, heading.clone());
    let found = anchors::attributes(&text[written.clone()], generator)?;
    let before = &text[written.start..written.end - found.length];
    Some((written.start + before.trim_end().len(), found.id))
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
