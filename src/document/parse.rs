//! Builds a document from the Markdown parser's events: the only place that sees the parser.

mod bare;
mod comments;
mod headings;
mod html;
mod room;
mod text;

#[cfg(test)]
mod tests;

use super::anchors::{self, Generator, Ids, Inline};
use super::blocks::{BlockKind, Item, List};
use super::links::{LinkKind, with_scheme};
use super::prose::{Pool, Prose, Taken, style};
use super::{Document, front_matter, templates};
use crate::source::Source;
use comments::Comments;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use room::Room;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::ops::Range;

/// Parses a whole file.
pub fn parse(source: &Source, generator: Generator, pool: &Pool) -> Document {
    let text = source.text();
    let front_matter = front_matter::parse(text);
    let body = front_matter.body;
    let opaque: Vec<Range<usize>> = templates::find(&text[body..])
        .into_iter()
        .map(|tag| tag.start + body..tag.end + body)
        .collect();
    let relative: Vec<_> = opaque
        .iter()
        .map(|tag| tag.start - body..tag.end - body)
        .collect();
    let enclosed = templates::enclosed(text, &opaque).into_iter();
    let enclosed = templates::merged(enclosed.map(|(_, range)| range));
    let masked = templates::mask(&text[body..], &relative);
    let room = Room::take();
    let mut builder = Builder {
        text,
        body,
        document: Document {
            front_matter,
            headings: room.headings,
            blocks: room.blocks,
            lists: room.lists,
            items: room.items,
            links: room.links,
            html_ids: Vec::new(),
            html_links: Vec::new(),
            comments: Vec::new(),
            opaque,
            english: std::sync::OnceLock::new(),
        },
        prose: room.prose,
        pool: pool.take(text),
        open: None,
        lists: Vec::new(),
        items: Vec::new(),
        links: Vec::new(),
        quotes: 0,
        footnotes: 0,
        style: 0,
        emphasis: 0,
        images: 0,
        table_head: false,
        heading: None,
        in_heading: false,
        ids: room.ids.anew(generator),
        generator,
        inline: room.inline,
        enclosed,
        as_written: FxHashMap::default(),
        code: None,
        comments: Comments::default(),
    };
    builder.front_matter_prose();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let parser = Parser::new_ext(&masked, options);
    for (label, definition) in parser.reference_definitions().iter() {
        let range = definition.span.start + body..definition.span.end + body;
        let Some((_, written)) = text[range.clone()].split_once("]:") else {
            continue;
        };
        let written = written.trim();
        let is_opaque = builder.document.is_opaque(&range);
        if is_opaque || generator == Generator::Hugo && written.contains('\\') {
            let first = written.split_whitespace().next().unwrap_or_default();
            let destination = if is_opaque { written } else { first };
            builder
                .as_written
                .insert(label.to_lowercase(), destination.to_owned());
        }
    }
    builder.read(parser);
    builder.finish()
}

/// A link whose text is being read.
struct OpenLink {
    kind: LinkKind,
    range: Range<usize>,
    destination: String,
    block: usize,
    text_start: usize,
    /// Where the last thing inside it ended in the file.
    inner_end: usize,
    has_content: bool,
    /// Whether the destination is a shortcode in a definition elsewhere.
    masked: bool,
}

struct Builder<'a> {
    text: &'a str,
    body: usize,
    document: Document,
    /// What was read of the last block; those before it have theirs.
    prose: Prose,
    pool: Taken<'a>,
    /// The block that text goes to, by index: none, or the last one.
    open: Option<usize>,
    lists: Vec<usize>,
    items: Vec<usize>,
    links: Vec<OpenLink>,
    quotes: usize,
    footnotes: usize,
    style: u8,
    emphasis: usize,
    images: usize,
    table_head: bool,
    heading: Option<usize>,
    /// Whether a heading is being read.
    in_heading: bool,
    ids: Ids,
    generator: Generator,
    /// The pieces of the heading that is being read.
    inline: Vec<Inline>,
    /// What stands between two shortcodes that wrap it.
    enclosed: Vec<Range<usize>>,
    /// The destinations of link definitions that the parser does not give as they are written, by label.
    as_written: FxHashMap<String, String>,
    /// The bytes of the code that is being read.
    code: Option<Range<usize>>,
    comments: Comments,
}

impl Builder<'_> {
    fn read(&mut self, parser: Parser<'_>) {
        for (event, range) in parser.into_offset_iter() {
            let range = range.start + self.body..range.end + self.body;
            if self.in_heading {
                anchors::collect(&mut self.inline, &event, &range, self.text);
            }
            match event {
                Event::Start(tag) => self.start(tag, range),
                Event::End(tag) => self.end(tag, range),
                Event::Text(_) if self.comments.hidden => {}
                Event::Text(text) => {
                    if let Some(code) = &mut self.code {
                        code.end = range.end;
                    } else {
                        self.push_text(&text, range, self.style);
                    }
                }
                Event::Code(code) => {
                    let inner = text::inner_code(self.text, &range, &code);
                    self.touch(range.end);
                    let block = self.block(range.clone());
                    if self.comments_wait() {
                        self.text_follows(block);
                    }
                    let flags = self.style | style::CODE;
                    let prose = &mut self.prose;
                    match inner {
                        Some(start) => prose.push_verbatim(&code, start, flags),
                        None => prose.push_replaced(&code, range, flags),
                    }
                }
                Event::SoftBreak | Event::HardBreak => self.push_break(range),
                Event::Html(html) => {
                    self.html(&html, &range);
                    if let Some(code) = &mut self.code {
                        code.end = range.end;
                    }
                }
                Event::InlineHtml(html) => {
                    self.html(&html, &range);
                    if html.starts_with("<br") {
                        self.push_break(range);
                    } else {
                        self.touch(range.end);
                        if let Some(link) = self.links.last_mut() {
                            link.has_content = true;
                        }
                        // A line of nothing but HTML is a block too, with nothing to read.
                        self.block(range);
                    }
                }
                Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.touch(range.end),
                Event::Rule => {
                    if let Some(&item) = self.items.last() {
                        self.document.items[item].has_other_content = true;
                    }
                }
                Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        self.block_follows(&tag, &range);
        match tag {
            Tag::Paragraph => {
                self.open = None;
                self.open_block(BlockKind::Paragraph, range);
            }
            Tag::Heading { level, .. } => self.start_heading(level, range),
            Tag::BlockQuote(_) => {
                self.open = None;
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.open = None;
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next(),
                    CodeBlockKind::Indented => None,
                };
                let diagram = language == Some("mermaid");
                self.code = Some(range.start..range.start);
                self.open_block(BlockKind::Code { diagram }, range);
            }
            Tag::HtmlBlock => {
                self.open = None;
                if !self.comments.hidden {
                    self.open_block(BlockKind::Html, range);
                }
            }
            Tag::List(_) if let Some(list) = self.goes_on(&range) => {
                self.open = None;
                self.list_ended(None);
                self.document.lists[list].range.end = range.end;
                self.lists.push(list);
            }
            Tag::List(first) => {
                self.open = None;
                self.list_ended(None);
                let index = self.document.lists.len();
                let parent = self.items.last().copied();
                if let Some(parent) = parent {
                    self.document.items[parent].has_list(index);
                }
                self.document.lists.push(List {
                    range,
                    items: SmallVec::new(),
                    parent,
                    ordered: first.is_some(),
                    heading: self.heading,
                });
                self.lists.push(index);
            }
            Tag::Item => {
                self.open = None;
                let Some(&list) = self.lists.last() else {
                    return;
                };
                let index = self.document.items.len();
                self.document.lists[list].items.push(index);
                let marker = text::marker(self.text, &range);
                let blocks = self.document.blocks.len();
                self.document
                    .items
                    .push(Item::new(range, marker, list, blocks));
                self.items.push(index);
            }
            Tag::FootnoteDefinition(_) => {
                self.open = None;
                self.footnotes += 1;
            }
            Tag::TableHead => self.table_head = true,
            Tag::TableCell => {
                self.open = None;
                let head = self.table_head;
                self.open_block(BlockKind::Cell { head }, range);
            }
            Tag::Emphasis | Tag::Strong => {
                self.emphasis += 1;
                self.style |= style::EMPHASIS;
            }
            Tag::Link {
                link_type,
                dest_url,
                id,
                ..
            } => {
                let kind = match link_type {
                    LinkType::Inline => LinkKind::Inline,
                    LinkType::Autolink | LinkType::Email => LinkKind::Auto,
                    _ => LinkKind::Reference,
                };
                let destination = match link_type {
                    LinkType::Email => with_scheme(&dest_url),
                    _ => dest_url.into_string(),
                };
                self.open_link(kind, range, destination);
                if kind == LinkKind::Reference && !self.as_written.is_empty() {
                    self.unmask(&id);
                }
                self.style |= style::LINK;
                if kind == LinkKind::Auto {
                    self.style |= style::ADDRESS;
                }
            }
            Tag::Image { dest_url, .. } => {
                for link in &mut self.links {
                    link.has_content = true;
                }
                if let Some(&item) = self.items.last() {
                    self.document.items[item].has_other_content = true;
                }
                self.open_link(LinkKind::Image, range, dest_url.into_string());
                self.images += 1;
                self.style |= style::IMAGE;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Table => self.table_ends(&range),
            TagEnd::Paragraph | TagEnd::TableCell | TagEnd::HtmlBlock => {
                self.comments.hidden = false;
                if let (TagEnd::HtmlBlock, Some(open)) = (tag, self.open) {
                    self.document.blocks[open].range = range.into();
                }
                self.open = None;
            }
            TagEnd::Heading(_) => {
                self.open = None;
                self.end_heading();
            }
            TagEnd::BlockQuote(_) => {
                self.open = None;
                self.list_ended(None);
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                if let (Some(code), Some(open)) = (self.code.take(), self.open.take())
                    && code.end > code.start
                {
                    self.document.blocks[open].range = code.into();
                }
            }
            TagEnd::List(_) => {
                self.open = None;
                let list = self.lists.pop();
                self.list_ended(list);
            }
            TagEnd::Item => {
                self.open = None;
                if let Some(item) = self.items.pop() {
                    self.item_ends(item);
                    self.document.items[item].blocks.end =
                        crate::source::offset(self.document.blocks.len());
                }
            }
            TagEnd::FootnoteDefinition => {
                self.open = None;
                self.footnotes = self.footnotes.saturating_sub(1);
            }
            TagEnd::TableHead => self.table_head = false,
            TagEnd::Emphasis | TagEnd::Strong => {
                self.emphasis = self.emphasis.saturating_sub(1);
                if self.emphasis == 0 {
                    self.style &= !style::EMPHASIS;
                }
                self.touch(range.end);
            }
            TagEnd::Link | TagEnd::Image => self.close_link(tag),
            _ => {}
        }
    }
}
