//! Headings, paragraphs, lists, tables and code of one file: the only place that sees the Markdown parser.

use super::anchors::{self, Generator, Ids, Inline};
use super::links::{self, Link, LinkKind};
use super::prose::{Prose, style};
use super::{Comment, Document, front_matter, html, templates};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use rustc_hash::FxHashMap;
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
    Code(String),
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
    pub prose: Prose,
    /// The innermost list item it stands in.
    pub item: Option<usize>,
    /// Whether it stands in a quotation.
    pub quoted: bool,
    /// Whether it stands in a footnote.
    pub footnote: bool,
    /// The heading it stands under (for a heading: itself).
    pub heading: Option<usize>,
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

/// Parses a whole file.
pub fn parse(text: &str, generator: Generator) -> Document {
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
    let enclosed = templates::enclosed(text, &opaque);
    let masked = templates::mask(&text[body..], &relative);
    let mut builder = Builder {
        text,
        body,
        document: Document {
            front_matter,
            headings: Vec::new(),
            blocks: Vec::new(),
            lists: Vec::new(),
            items: Vec::new(),
            links: Vec::new(),
            html_ids: Vec::new(),
            html_links: Vec::new(),
            comments: Vec::new(),
            opaque,
        },
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
        ids: Ids::new(generator),
        generator,
        inline: Vec::new(),
        enclosed,
        masked: FxHashMap::default(),
        code: None,
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
        if builder.document.is_opaque(&range)
            && let Some((_, destination)) = text[range].split_once("]:")
        {
            builder
                .masked
                .insert(label.to_lowercase(), destination.trim().to_owned());
        }
    }
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, range.start + body..range.end + body);
    }
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
    /// The block that text goes to, by index.
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
    ids: Ids,
    generator: Generator,
    /// The pieces of the heading that is being read.
    inline: Vec<Inline>,
    /// What stands between two shortcodes that wrap it.
    enclosed: Vec<Range<usize>>,
    /// The destinations of link definitions that hold a shortcode, by label.
    masked: FxHashMap<String, String>,
    code: Option<(String, Range<usize>)>,
}

impl Builder<'_> {
    fn front_matter_prose(&mut self) {
        for key in ["title", "description", "summary"] {
            let Some(entry) = self.document.front_matter.get(key) else {
                continue;
            };
            if entry.text.is_none() {
                continue;
            }
            let range = entry.value_range.clone();
            let mut prose = Prose::default();
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
            self.document.blocks.push(Block {
                kind: BlockKind::FrontMatter,
                range,
                prose,
                item: None,
                quoted: false,
                footnote: false,
                heading: None,
            });
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.in_heading() {
            anchors::collect(&mut self.inline, &event, &range, self.text);
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => {
                if let Some((_, code)) = &mut self.code {
                    code.end = range.end;
                } else {
                    self.push_text(&text, range, self.style);
                }
            }
            Event::Code(code) => {
                let inner = inner_code(self.text, &range, &code);
                self.touch(range.end);
                let block = self.block(range.clone());
                let flags = self.style | style::CODE;
                let prose = &mut self.document.blocks[block].prose;
                match inner {
                    Some(start) => prose.push_verbatim(&code, start, flags),
                    None => prose.push_replaced(&code, range, flags),
                }
            }
            Event::SoftBreak | Event::HardBreak => self.push_break(range),
            Event::Html(html) => {
                self.html(&html, &range);
                if let Some((_, code)) = &mut self.code {
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

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
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
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info
                        .split([' ', ',', '{'])
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, range.start..range.start));
                let index = self.open_block(BlockKind::Code(String::new()), range);
                self.open = Some(index);
            }
            Tag::HtmlBlock => {
                self.open = None;
                self.open_block(BlockKind::Html, range);
            }
            Tag::List(first) => {
                self.open = None;
                let index = self.document.lists.len();
                let parent = self.items.last().copied();
                if let Some(parent) = parent {
                    self.document.items[parent].lists.push(index);
                }
                self.document.lists.push(List {
                    range,
                    items: Vec::new(),
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
                let marker = marker(self.text, &range);
                let blocks = self.document.blocks.len();
                self.document.items.push(Item {
                    range,
                    marker,
                    list,
                    blocks: blocks..blocks,
                    lists: Vec::new(),
                    depth: self.lists.len(),
                    has_other_content: false,
                });
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
                self.open_link(kind, range, dest_url.into_string());
                if kind == LinkKind::Reference
                    && !self.masked.is_empty()
                    && let Some(destination) = self.masked.get(&id.to_lowercase())
                    && let Some(link) = self.links.last_mut()
                {
                    link.destination.clone_from(destination);
                    link.masked = true;
                }
                self.style |= style::LINK;
                if kind == LinkKind::Auto {
                    self.style |= style::ADDRESS;
                }
            }
            Tag::Image {
                link_type,
                dest_url,
                ..
            } => {
                let _ = link_type;
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
            TagEnd::Paragraph | TagEnd::TableCell | TagEnd::HtmlBlock => {
                if let (TagEnd::HtmlBlock, Some(open)) = (tag, self.open) {
                    self.document.blocks[open].range = range;
                }
                self.open = None;
            }
            TagEnd::Heading(_) => {
                self.open = None;
                self.end_heading();
            }
            TagEnd::BlockQuote(_) => {
                self.open = None;
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                if let (Some((language, code)), Some(open)) = (self.code.take(), self.open.take()) {
                    let block = &mut self.document.blocks[open];
                    block.kind = BlockKind::Code(language);
                    if code.end > code.start {
                        block.range = code;
                    }
                }
            }
            TagEnd::List(_) => {
                self.open = None;
                self.lists.pop();
            }
            TagEnd::Item => {
                self.open = None;
                if let Some(item) = self.items.pop() {
                    self.document.items[item].blocks.end = self.document.blocks.len();
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

    fn in_heading(&self) -> bool {
        self.open.is_some_and(|open| {
            matches!(self.document.blocks[open].kind, BlockKind::Heading(_))
        })
    }

    fn start_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        self.open = None;
        self.inline.clear();
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
    fn end_heading(&mut self) {
        let Some(heading) = self.document.headings.last_mut() else {
            return;
        };
        let prose = &mut self.document.blocks[heading.block].prose;
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
        let tag = self.document.opaque.partition_point(|tag| tag.end <= heading.range.start);
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
            None if self.enclosed.iter().any(|range| range.contains(&heading.range.start)) => slug,
            // Of nothing at all no id is made.
            None if heading.id_unknown || plain.is_empty() => slug,
            None => self.ids.unique(slug),
        };
    }

    fn open_block(&mut self, kind: BlockKind, range: Range<usize>) -> usize {
        let index = self.document.blocks.len();
        self.document.blocks.push(Block {
            kind,
            range,
            prose: Prose::default(),
            item: self.items.last().copied(),
            quoted: self.quotes > 0,
            footnote: self.footnotes > 0,
            heading: self.heading,
        });
        self.open = Some(index);
        index
    }

    /// The block that text goes to. The text of a tight list item comes without a paragraph: one is opened for it.
    fn block(&mut self, range: Range<usize>) -> usize {
        match self.open {
            Some(open) => {
                let block = &mut self.document.blocks[open];
                block.range.end = block.range.end.max(range.end);
                open
            }
            None => self.open_block(BlockKind::Paragraph, range),
        }
    }

    fn push_text(&mut self, text: &str, range: Range<usize>, flags: u8) {
        self.touch(range.end);
        let source = self.text;
        let block = self.block(range.clone());
        let first = self
            .document
            .opaque
            .partition_point(|tag| tag.end <= range.start);
        let tags: Vec<_> = self.document.opaque[first..]
            .iter()
            .take_while(|tag| tag.start < range.end)
            .cloned()
            .collect();
        let prose = &mut self.document.blocks[block].prose;
        if tags.is_empty() {
            if source.get(range.clone()) == Some(text) {
                prose.push_verbatim(text, range.start, flags);
            } else {
                prose.push_replaced(text, range, flags);
            }
            return;
        }
        for (piece, opaque) in split_opaque(source, range, &tags) {
            if !opaque {
                prose.push_verbatim(&source[piece.clone()], piece.start, flags);
            } else if !source[piece.clone()].starts_with("{:") {
                prose.push_replaced("\u{FFFC}", piece, flags | style::OPAQUE);
            }
        }
    }

    fn push_break(&mut self, range: Range<usize>) {
        self.touch(range.end);
        let block = self.block(range.clone());
        let flags = self.style | style::BREAK;
        self.document.blocks[block]
            .prose
            .push_replaced("\n", range, flags);
    }

    fn touch(&mut self, end: usize) {
        for link in &mut self.links {
            link.inner_end = end;
        }
    }

    fn open_link(&mut self, kind: LinkKind, range: Range<usize>, destination: String) {
        let block = self.block(range.clone());
        let text_start = self.document.blocks[block].prose.text.len();
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

    fn close_link(&mut self, tag: TagEnd) {
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
        let text_end = self.document.blocks[link.block].prose.text.len();
        let opaque = link.masked || self.document.is_opaque(
            &destination_range
                .clone()
                .unwrap_or_else(|| link.range.clone()),
        );
        // A mask stands for a tag in what the parser saw; the destination is what the file says.
        let destination = match (&destination_range, opaque) {
            (Some(range), true) => self.text[range.clone()].to_owned(),
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

    fn html(&mut self, html: &str, range: &Range<usize>) {
        html::find_ids(html, range.start, &mut self.document.html_ids);
        self.html_links(html, range);
        // A comment may come in several events, one a line.
        if html.starts_with("<!--") || html.trim_start().starts_with("<!--") {
            let mut at = range.start;
            while let Some(open) = self.text[at..range.end].find("<!--") {
                let start = at + open;
                let Some(close) = self.text[start + 4..].find("-->") else {
                    break;
                };
                let end = start + 4 + close + 3;
                self.document.comments.push(Comment {
                    range: start..end,
                    text: self.text[start + 4..start + 4 + close].to_owned(),
                });
                at = end;
                if at >= range.end {
                    break;
                }
            }
        }
    }

    fn html_links(&mut self, html: &str, range: &Range<usize>) {
        for (tag, destination) in html::links(html) {
            let tag = range.start + tag.start..range.start + tag.end;
            let destination_range = range.start + destination.start..range.start + destination.end;
            // A mask may stand for a shortcode in what the parser saw.
            let Some(destination) = self.text.get(destination_range.clone()) else {
                continue;
            };
            self.document.html_links.push(Link {
                kind: LinkKind::Html,
                block: self.open.unwrap_or_default(),
                text: 0..0,
                destination: destination.replace("&amp;", "&"),
                opaque: self.document.is_opaque(&destination_range),
                destination_range: Some(destination_range),
                has_content: true,
                heading: self.heading,
                range: tag,
            });
        }
    }

    /// Ties headings to their parents, blocks and ends.
    fn finish(mut self) -> Document {
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
fn inner_code(text: &str, range: &Range<usize>, code: &str) -> Option<usize> {
    let whole = text.get(range.clone())?;
    let ticks = whole.len() - whole.trim_start_matches('`').len();
    let inner = &whole[ticks..];
    let start = range.start + ticks + usize::from(inner.starts_with(' ') && !code.starts_with(' '));
    (text.get(start..start + code.len()) == Some(code)).then_some(start)
}

/// The marker at the start of an item.
fn marker(text: &str, range: &Range<usize>) -> Range<usize> {
    let item = &text[range.clone()];
    let indent = item.len() - item.trim_start_matches([' ', '\t']).len();
    let rest = &item[indent..];
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let len = (digits + 1).min(rest.len());
    range.start + indent..range.start + indent + len
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

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(document: &Document) -> Vec<&str> {
        document
            .blocks
            .iter()
            .map(|block| block.prose.text.as_str())
            .collect()
    }

    #[test]
    fn every_block_maps_back_to_its_bytes() {
        let text = "\u{FEFF}---\r\ntitle: \"T & C\"\r\n---\r\n## A &amp; *B* {#ab}\r\n\r\n- one {{< x >}} two\r\n  - [in](/x/ \"t\")\r\n\r\nlast \\* `co de`\r\nline\r\n";
        let document = parse(text, Generator::Hugo);
        assert_eq!(
            texts(&document),
            [
                "T & C",
                "A & B",
                "one \u{FFFC} two",
                "in",
                "last * co de\nline"
            ]
        );
        assert_eq!(document.headings[0].id, "ab");
        let link = &document.links[0];
        assert_eq!(link.destination, "/x/");
        assert_eq!(
            link.destination_range.clone().map(|range| &text[range]),
            Some("/x/")
        );
        let item = &document.blocks[2];
        let two = item.prose.text.find("two").unwrap_or(0);
        assert_eq!(&text[item.prose.source(two..two + 3)], "two");
        let last = &document.blocks[4];
        assert_eq!(&text[last.prose.source(5..6)], "*");
        assert_eq!(document.items[1].depth, 2);
        assert_eq!(&text[document.items[1].marker.clone()], "-");
    }

    #[test]
    fn sections_nest_by_level() {
        let document = parse("---\ntitle: x\n---\n# A\n## B\ntext\n### C\n## D\n> # quoted\n# E\n", Generator::Hugo);
        let shown: Vec<_> = document
            .headings
            .iter()
            .map(|h| (h.id.as_str(), h.parent, h.section_end, h.nested))
            .collect();
        assert_eq!(
            shown,
            [
                ("a", None, 5, false),
                ("b", Some(0), 3, false),
                ("c", Some(1), 3, false),
                ("d", Some(0), 5, false),
                ("quoted", None, 5, true),
                ("e", None, 6, false)
            ]
        );
        assert_eq!(document.blocks_under(Some(1)).count(), 1);
    }

    #[test]
    fn html_gives_ids_and_comments() {
        let document =
            parse("<a name=\"x\" id='y'></a>Text <!-- note -->\n\n<!-- a\n\nb -->\n\n<p id=z>\n", Generator::Hugo);
        let ids: Vec<_> = document
            .html_ids
            .iter()
            .map(|(id, _)| id.as_str())
            .collect();
        assert_eq!(ids, ["x", "y", "z"]);
        let comments: Vec<_> = document.comments.iter().map(|c| c.text.trim()).collect();
        assert_eq!(comments, ["note", "a\n\nb"]);
    }

    #[test]
    fn hostile_nesting_is_parsed_without_a_deep_stack() {
        for text in [
            ">".repeat(20_000),
            "[".repeat(100_000),
            "- ".repeat(3_000) + "x",
            "*".repeat(50_000) + "a",
            "{{<".repeat(50_000),
            "<!--".repeat(50_000),
        ] {
            let document = parse(&text, Generator::Hugo);
            assert!(document.headings.is_empty());
        }
    }
}
