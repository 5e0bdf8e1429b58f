//! Headings, paragraphs, lists, tables and code of one file.

use super::prose::PlacedProse;
use crate::source::offset;
use smallvec::SmallVec;
use std::ops::Range;
use std::sync::Arc;

/// What kind of block holds a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The title, description or summary of the front matter.
    FrontMatter,
    /// A heading: its index.
    Heading(u32),
    /// A paragraph, or the text of a list item.
    Paragraph,
    /// A cell of a table; whether it is in the head.
    Cell {
        /// Whether it is in the table's head.
        head: bool,
    },
    /// A code block. Its prose is empty.
    Code {
        /// Whether it is a diagram in Mermaid.
        diagram: bool,
    },
    /// Raw HTML. Its prose is empty.
    Html,
}

/// A block that holds text. There is one of these for every line or so: what it holds is stored small.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// What a reader sees.
    pub prose: PlacedProse,
    pub(super) range: Extent,
    item: Maybe,
    heading: Maybe,
    /// Whether it stands in a quotation.
    pub quoted: bool,
    /// Whether it stands in a footnote.
    pub footnote: bool,
}

impl Block {
    /// A block without text, in an item and under a heading.
    pub(super) fn new(
        kind: BlockKind,
        range: Range<usize>,
        item: Option<usize>,
        heading: Option<usize>,
    ) -> Self {
        Self {
            kind,
            prose: PlacedProse::default(),
            range: range.into(),
            item: item.into(),
            heading: heading.into(),
            quoted: false,
            footnote: false,
        }
    }

    /// Its bytes. For code and HTML, the bytes between the fences.
    pub fn range(&self) -> Range<usize> {
        self.range.get()
    }

    /// The innermost list item it stands in.
    pub fn item(&self) -> Option<usize> {
        self.item.get()
    }

    /// The heading it stands under (for a heading: itself).
    pub fn heading(&self) -> Option<usize> {
        self.heading.get()
    }

    /// Whether it is a heading: its text makes an anchor that links may lead to.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Heading(_))
    }

    /// Whether other words in `range` of its prose are for a person to agree to: links may lead to the words of a
    /// heading, a title names a role, and a quotation is somebody else's.
    pub fn is_binding(&self, range: Range<usize>) -> bool {
        self.is_heading() || self.kind == BlockKind::FrontMatter || self.is_quotation(range)
    }

    /// Whether `range` of its prose stands in a quotation, which is not looked for too far away.
    pub fn is_quotation(&self, range: Range<usize>) -> bool {
        const FAR: usize = 2_000;
        let text = self.prose.text.as_str();
        let from = text.floor_char_boundary(range.start.saturating_sub(FAR));
        let to = text.ceil_char_boundary(range.end.saturating_add(FAR));
        let (before, after) = (&text[from..range.start], &text[range.end..to]);
        let curved = || {
            let opened = before.rfind('\u{201C}');
            opened.is_some_and(|at| !before[at..].contains('\u{201D}'))
                && after.contains('\u{201D}')
        };
        let straight =
            || before.bytes().filter(|&byte| byte == b'"').count() % 2 == 1 && after.contains('"');
        self.quoted || straight() || curved()
    }
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The bytes of the whole heading, without the line end.
    pub range: Range<usize>,
    /// The block that holds its text.
    pub block: usize,
    /// Its anchor.
    pub id: Arc<str>,
    /// Whether only the site's generator knows the anchor: a shortcode or template tag stands in the heading.
    pub id_unknown: bool,
    /// Whether it stands in a list, quotation or footnote. Such a heading has an anchor and no section.
    pub nested: bool,
    /// The heading it stands under.
    pub parent: Option<usize>,
    /// The blocks right under it, before the next heading.
    pub blocks: Range<usize>,
    /// One past the last heading of its section.
    pub section_end: usize,
    /// Where its section ends in the file.
    pub section_end_byte: usize,
}

/// A list.
#[derive(Clone, Debug)]
pub struct List {
    /// Its bytes.
    pub range: Range<usize>,
    /// Its items, in order.
    pub items: SmallVec<[usize; 6]>,
    /// The item that it stands in.
    pub parent: Option<usize>,
    /// Whether its items are numbered.
    pub ordered: bool,
    /// The heading it stands under.
    pub heading: Option<usize>,
}

/// A list item. There is one of these for every line or so: what it holds is stored small.
#[derive(Clone, Debug)]
pub struct Item {
    range: Extent,
    marker: Extent,
    pub(super) blocks: Extent,
    list: u32,
    first_list: Maybe,
    /// Whether anything that is no text (a rule, an image) stands in it.
    pub has_other_content: bool,
}

impl Item {
    /// An item of a list, without blocks: they start at `block`.
    pub(super) fn new(
        range: Range<usize>,
        marker: Range<usize>,
        list: usize,
        block: usize,
    ) -> Self {
        Self {
            range: range.into(),
            marker: marker.into(),
            blocks: (block..block).into(),
            list: offset(list),
            first_list: None.into(),
            has_other_content: false,
        }
    }

    /// Its bytes, nested lists included.
    pub fn range(&self) -> Range<usize> {
        self.range.get()
    }

    /// The bytes of its marker (`-`, `*`, `1.`).
    pub fn marker(&self) -> Range<usize> {
        self.marker.get()
    }

    /// The blocks in it, nested items' included.
    pub fn blocks(&self) -> Range<usize> {
        self.blocks.get()
    }

    /// The list it belongs to.
    pub fn list(&self) -> usize {
        self.list as usize
    }

    /// Says which list is the first right in it, if none was.
    pub(super) fn has_list(&mut self, list: usize) {
        if self.first_list.get().is_none() {
            self.first_list = Some(list).into();
        }
    }

    /// The first list right in it.
    pub fn first_list(&self) -> Option<usize> {
        self.first_list.get()
    }
}

/// A range, stored in half the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    start: u32,
    pub(super) end: u32,
}

impl Extent {
    fn get(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<Range<usize>> for Extent {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: offset(range.start),
            end: offset(range.end),
        }
    }
}

/// An index, or none, stored in the room of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Maybe(u32);

impl Maybe {
    /// No file is so large that this is an index of something in it.
    const NONE: u32 = u32::MAX;

    fn get(self) -> Option<usize> {
        (self.0 != Self::NONE).then_some(self.0 as usize)
    }
}

impl From<Option<usize>> for Maybe {
    fn from(index: Option<usize>) -> Self {
        Self(index.map_or(Self::NONE, offset))
    }
}
