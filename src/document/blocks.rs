//! Headings, paragraphs, lists, tables and code of one file.

use super::prose::PlacedProse;
use std::ops::Range;

/// What kind of block holds a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The title, description or summary of the front matter.
    FrontMatter,
    /// A heading: its index.
    Heading(usize),
    /// A paragraph, or the text of a list item.
    Paragraph,
    /// A cell of a table; whether it is in the head.
    Cell {
        /// Whether it is in the table's head.
        head: bool,
    },
    /// A code block: its language. Its prose is empty.
    Code(Box<str>),
    /// Raw HTML. Its prose is empty.
    Html,
}

/// A block that holds text.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes. For code and HTML, the bytes between the fences.
    pub range: Range<usize>,
    /// What a reader sees.
    pub prose: PlacedProse,
    /// The innermost list item it stands in.
    pub item: Option<usize>,
    /// Whether it stands in a quotation.
    pub quoted: bool,
    /// Whether it stands in a footnote.
    pub footnote: bool,
    /// The heading it stands under (for a heading: itself).
    pub heading: Option<usize>,
}

impl Block {
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
    pub id: String,
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
    pub items: Vec<usize>,
    /// The item that it stands in.
    pub parent: Option<usize>,
    /// Whether its items are numbered.
    pub ordered: bool,
    /// The heading it stands under.
    pub heading: Option<usize>,
}

/// A list item.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its bytes, nested lists included.
    pub range: Range<usize>,
    /// The bytes of its marker (`-`, `*`, `1.`).
    pub marker: Range<usize>,
    /// The list it belongs to.
    pub list: usize,
    /// The blocks in it, nested items' included.
    pub blocks: Range<usize>,
    /// The lists right in it.
    pub lists: Vec<usize>,
    /// How many lists it stands in, from 1.
    pub depth: usize,
    /// Whether anything that is no text (a rule, an image) stands in it.
    pub has_other_content: bool,
}
