//! One Markdown file, parsed: front matter, headings, blocks, lists, links and the visible text of each,
//! all with the bytes they come from. Nothing here knows what a role is.

pub mod anchors;
pub mod blocks;
pub mod comments;
pub mod english;
pub mod filter;
pub mod front_matter;
pub mod html;
pub mod links;
pub mod marks;
mod parse;
pub mod prose;
pub mod templates;
pub mod tokens;

pub use anchors::Generator;
pub use blocks::{Block, BlockKind, Heading, Item, List};
pub use comments::Comment;
pub use front_matter::{Entry, FrontMatter, FrontMatterState};
pub use links::{Link, LinkKind};
pub use prose::{KeptProse, PlacedProse, Pool, Prose, Word};
pub use tokens::Token;

use crate::source::Source;
use std::ops::Range;
use std::sync::OnceLock;

/// One parsed file. Indexes in it (headings, blocks, lists, items) point into its own vectors.
#[derive(Debug)]
pub struct Document {
    /// The fenced block at the top.
    pub front_matter: FrontMatter,
    /// Every heading, in reading order.
    pub headings: Vec<Heading>,
    /// Every block that holds text, in reading order. Front matter's readable values come first.
    pub blocks: Vec<Block>,
    /// Every list, in reading order.
    pub lists: Vec<List>,
    /// Every list item, in reading order.
    pub items: Vec<Item>,
    /// Every link, in reading order.
    pub links: Vec<Link>,
    /// Links of raw HTML, in reading order.
    pub html_links: Vec<Link>,
    /// `id` and `name` attributes of raw HTML, with the byte at which each stands.
    pub html_ids: Vec<(String, usize)>,
    /// HTML comments, in reading order.
    pub comments: Vec<Comment>,
    /// The bytes of shortcodes, template tags and attribute lists: content that only the site's generator knows.
    pub opaque: Vec<Range<usize>>,
    /// Whether the text is English, once somebody asked.
    english: OnceLock<bool>,
}

impl Document {
    /// Parses a file of a site that this generator makes. Its proses are kept in `pool`, with those of other files.
    pub fn parse(source: &Source, generator: Generator, pool: &Pool) -> Self {
        parse::parse(source, generator, pool)
    }

    /// Whether the text is English, by the front matter's `lang` or else by its words. Rules for English words leave other
    /// pages alone.
    pub fn is_english(&self) -> bool {
        *self.english.get_or_init(|| english::of_page(self))
    }

    /// The blocks right under a heading, before the next heading of any level. `None`: before the first heading.
    pub fn blocks_under(&self, heading: Option<usize>) -> impl Iterator<Item = &Block> {
        let range = match heading {
            Some(index) => self.headings[index].blocks.clone(),
            None => {
                let end = self
                    .headings
                    .iter()
                    .find(|heading| !heading.nested)
                    .map_or(self.blocks.len(), |heading| heading.block);
                0..end
            }
        };
        self.blocks[range]
            .iter()
            .filter(|block| !matches!(block.kind, BlockKind::FrontMatter))
    }

    /// The headings that stand in the section of `heading`, at any depth, without itself.
    pub fn headings_in(&self, heading: usize) -> Range<usize> {
        heading + 1..self.headings[heading].section_end
    }

    /// The heading that `heading` stands under.
    pub fn parent(&self, heading: usize) -> Option<usize> {
        self.headings[heading].parent
    }

    /// The bytes of a whole section, from its heading to the next heading of its own or a higher level.
    pub fn section_range(&self, heading: usize) -> Range<usize> {
        let start = self.headings[heading].range.start;
        let end = self.headings[heading].section_end_byte;
        start..end
    }

    /// Whether `range` touches a shortcode, template tag or attribute list.
    pub fn is_opaque(&self, range: &Range<usize>) -> bool {
        let after = self.opaque.partition_point(|o| o.end <= range.start);
        self.opaque
            .get(after)
            .is_some_and(|o| o.start < range.end.max(range.start + 1))
    }

    /// The visible text of a heading.
    pub fn heading_text(&self, heading: usize) -> &str {
        &self.blocks[self.headings[heading].block].prose.text
    }

    /// The links that stand in a block.
    pub fn links_in(&self, block: usize) -> impl Iterator<Item = &Link> {
        self.numbered_links_in(block).map(|(_, link)| link)
    }

    /// The links that stand in a block, each with its index.
    pub fn numbered_links_in(&self, block: usize) -> impl Iterator<Item = (usize, &Link)> {
        let range = self.blocks.get(block).map_or(0..0, Block::range);
        let first = self
            .links
            .partition_point(|link| link.range.end <= range.start);
        (first..)
            .zip(&self.links[first..])
            .take_while(move |(_, link)| link.range.start < range.end)
            .filter(move |(_, link)| link.block == block)
    }

    /// The visible text of a link.
    pub fn link_text(&self, link: &Link) -> &str {
        self.blocks
            .get(link.block)
            .and_then(|block| block.prose.text.get(link.text.clone()))
            .unwrap_or_default()
    }
}
