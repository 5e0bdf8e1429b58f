//! Visible text and links: what goes into the prose of the open block.

use super::{Builder, OpenLink};
use crate::document::Generator;
use crate::document::blocks::{Block, BlockKind};
use crate::document::links::{self, Link, LinkKind};
use crate::document::prose::style;
use crate::document::templates;
use pulldown_cmark::TagEnd;
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn front_matter_prose(&mut self) {
        for key in ["title", "description", "summary"] {
            let Some(entry) = self.document.front_matter.get(key) else {
                continue;
            };
            if entry.text.is_none() {
                continue;
            }
            let range = entry.value_range.clone();
            self.open_block(BlockKind::FrontMatter, range.clone());
            self.open = None;
            let prose = &mut self.prose;
            let mut at = range.start;
            for line in self.text[range.clone()].split_inclusive('\n') {
                let start = at + (line.len() - line.trim_start().len());
                at += line.len();
                let line = line.trim();
                if start == range.start && matches!(line, ">" | "|" | ">-" | "|-") {
                    continue;
                }
                let (line, start) = match line.strip_prefix(['"', '\'']) {
                    Some(inner) if start == range.start => (inner, start + 1),
                    _ => (line, start),
                };
                let line = if at >= range.end {
                    line.strip_suffix(['"', '\'']).unwrap_or(line)
                } else {
                    line
                };
                if !prose.text.is_empty() {
                    prose.push_replaced("\n", start..start, style::BREAK);
                }
                for piece in split_opaque(
                    self.text,
                    start..start + line.len(),
                    &template_tags(self.text, start..start + line.len()),
                ) {
                    match piece {
                        (range, true) => prose.push_replaced("\u{FFFC}", range, style::OPAQUE),
                        (range, false) => {
                            prose.push_verbatim(&self.text[range.clone()], range.start, 0);
                        }
                    }
                }
            }
        }
    }

    pub(super) fn open_block(&mut self, kind: BlockKind, range: Range<usize>) -> usize {
        self.place_prose();
        let index = self.document.blocks.len();
        let item = self.items.last().copied();
        let mut block = Block::new(kind, range, item, self.heading);
        block.quoted = self.quotes > 0;
        block.footnote = self.footnotes > 0;
        self.document.blocks.push(block);
        self.open = Some(index);
        index
    }

    /// Gives the last block what was read of it.
    pub(super) fn place_prose(&mut self) {
        if let Some(block) = self.document.blocks.last_mut() {
            self.pool.place(&mut self.prose, &mut block.prose);
        }
        self.prose.clear();
    }

    /// The block that text goes to. The text of a tight list item comes without a paragraph: one is opened for it.
    pub(super) fn block(&mut self, range: Range<usize>) -> usize {
        match self.open {
            Some(open) => {
                let block = &mut self.document.blocks[open];
                block.range.end = block.range.end.max(crate::source::offset(range.end));
                open
            }
            None => self.open_block(BlockKind::Paragraph, range),
        }
    }

    pub(super) fn push_text(&mut self, text: &str, range: Range<usize>, flags: u8) {
        self.touch(range.end);
        let source = self.text;
        let block = self.block(range.clone());
        if self.comments_wait() && !text.trim().is_empty() {
            self.text_follows(block);
        }
        let document = &self.document;
        let first = document
            .opaque
            .partition_point(|tag| tag.end <= range.start);
        let count = document.opaque[first..].partition_point(|tag| tag.start < range.end);
        let tags = &document.opaque[first..first + count];
        let prose = &mut self.prose;
        if tags.is_empty() {
            // The parser gives the text of the file itself wherever it reads as it is written.
            let written = source.get(range.clone());
            if written.is_some_and(|written| std::ptr::eq(written, text) || written == text) {
                prose.push_verbatim(text, range.start, flags);
            } else {
                prose.push_replaced(text, range, flags);
            }
            return;
        }
        for (piece, opaque) in split_opaque(source, range, tags) {
            if !opaque {
                prose.push_verbatim(&source[piece.clone()], piece.start, flags);
            } else if !source[piece.clone()].starts_with("{:") {
                prose.push_replaced("\u{FFFC}", piece, flags | style::OPAQUE);
            }
        }
    }

    pub(super) fn push_break(&mut self, range: Range<usize>) {
        self.touch(range.end);
        self.block(range.clone());
        let flags = self.style | style::BREAK;
        self.prose.push_replaced("\n", range, flags);
    }

    pub(super) fn touch(&mut self, end: usize) {
        for link in &mut self.links {
            link.inner_end = end;
        }
    }

    pub(super) fn open_link(&mut self, kind: LinkKind, range: Range<usize>, destination: String) {
        let block = self.block(range.clone());
        let text_start = self.prose.text.len();
        self.links.push(OpenLink {
            kind,
            inner_end: range.start,
            range,
            destination,
            block,
            text_start,
            has_content: false,
            masked: false,
        });
    }

    /// Gives the link that is being read the destination that its definition has in the file.
    pub(super) fn unmask(&mut self, label: &str) {
        if let Some(destination) = self.as_written.get(&label.to_lowercase())
            && let Some(link) = self.links.last_mut()
        {
            link.destination.clone_from(destination);
            link.masked = destination.contains("{{") || destination.contains("<%");
        }
    }

    pub(super) fn close_link(&mut self, tag: TagEnd) {
        if tag == TagEnd::Image {
            self.images = self.images.saturating_sub(1);
        }
        let Some(link) = self.links.pop() else { return };
        if !self.links.iter().any(|open| open.kind != LinkKind::Image) {
            self.style &= !(style::LINK | style::ADDRESS);
        }
        if self.images == 0 {
            self.style &= !style::IMAGE;
        }
        self.touch(link.range.end);
        let destination_range = match link.kind {
            LinkKind::Inline | LinkKind::Image => links::destination_range(
                self.text,
                &link.range,
                link.inner_end,
                link.destination.len(),
            ),
            _ => None,
        };
        let text_end = if link.block + 1 == self.document.blocks.len() {
            self.prose.text.len()
        } else {
            self.document.blocks[link.block].prose.text.len()
        };
        let written = destination_range
            .clone()
            .unwrap_or_else(|| link.range.clone());
        let opaque = link.masked || self.document.is_opaque(&written);
        // A mask stands for a tag in what the parser saw; the destination is what the file says.
        let destination = match &destination_range {
            Some(range) if opaque || self.keeps_escapes(range) => {
                self.text[range.clone()].to_owned()
            }
            _ => link.destination,
        };
        self.document.links.push(Link {
            kind: link.kind,
            range: link.range,
            block: link.block,
            text: link.text_start..text_end,
            destination,
            destination_range,
            opaque,
            has_content: link.has_content,
            heading: self.heading,
        });
    }

    /// Whether the generator reads a destination as it is written: Hugo's links by file keep their backslashes.
    fn keeps_escapes(&self, destination: &Range<usize>) -> bool {
        self.generator == Generator::Hugo && self.text[destination.clone()].contains('\\')
    }
}

/// The template tags of a part of the file.
fn template_tags(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    templates::find(&text[range.clone()])
        .into_iter()
        .map(|tag| tag.start + range.start..tag.end + range.start)
        .collect()
}

/// Parts `range` into plain and opaque pieces, the latter marked true.
fn split_opaque(
    text: &str,
    range: Range<usize>,
    tags: &[Range<usize>],
) -> Vec<(Range<usize>, bool)> {
    let mut pieces = Vec::with_capacity(tags.len() * 2 + 1);
    let mut at = range.start;
    for tag in tags {
        let (start, end) = (tag.start.max(at), tag.end.min(range.end));
        if start > at {
            pieces.push((at..start, false));
        }
        if end > start {
            pieces.push((start..end, true));
        }
        at = end.max(at);
    }
    if at < range.end && text.is_char_boundary(at) {
        pieces.push((at..range.end, false));
    }
    pieces
}

/// Where the content of inline code starts, if it stands in the file as it is.
pub(super) fn inner_code(text: &str, range: &Range<usize>, code: &str) -> Option<usize> {
    let whole = text.get(range.clone())?;
    let ticks = whole.len() - whole.trim_start_matches('`').len();
    let inner = &whole[ticks..];
    let start = range.start + ticks + usize::from(inner.starts_with(' ') && !code.starts_with(' '));
    (text.get(start..start + code.len()) == Some(code)).then_some(start)
}

/// The marker at the start of an item.
pub(super) fn marker(text: &str, range: &Range<usize>) -> Range<usize> {
    let item = &text.as_bytes()[range.clone()];
    let blanks = item.iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
    let start = blanks.count();
    let digits = item[start..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit());
    let end = (start + digits.count() + 1).min(item.len());
    range.start + start..range.start + end
}
