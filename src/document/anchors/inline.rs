//! The pieces of a heading that its id is made from.

use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// One piece of a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text, as it is written.
    Text(Range<usize>),
    /// Inline code, without its ticks.
    Code(String),
    /// Raw HTML.
    Html(String),
    /// A link from an address to itself.
    Address,
    /// Something without a text of its own: a footnote's mark.
    Other,
    /// The start of emphasis.
    Open,
    /// The start of a link.
    OpenLink,
    /// The start of an image.
    OpenImage,
    /// The end of emphasis, a link or an image.
    Close,
    /// The end of a line.
    Break,
    /// What parsers read in different ways.
    Unclear,
}

/// Adds what the parser found in a heading.
pub fn collect(pieces: &mut Vec<Inline>, event: &Event<'_>, range: &Range<usize>, source: &str) {
    let piece = match event {
        Event::Text(_) => {
            if pieces.last() == Some(&Inline::Address) {
                // The text of the address.
                return;
            }
            if let Some(Inline::Text(last)) = pieces.last_mut() {
                // The parser parts text at escapes and at marks that turn out to mean nothing.
                if matches!(source.get(last.end..range.start), Some("" | "\\")) {
                    last.end = range.end;
                    return;
                }
            }
            let escaped = range.start > 0
                && source.as_bytes().get(range.start - 1) == Some(&b'\\')
                && source[range.clone()].starts_with(|c: char| c.is_ascii_punctuation());
            Inline::Text(range.start - usize::from(escaped)..range.end)
        }
        Event::Code(code) => Inline::Code(code.to_string()),
        Event::InlineHtml(html) => Inline::Html(html.to_string()),
        Event::FootnoteReference(_) | Event::TaskListMarker(_) => Inline::Other,
        Event::SoftBreak | Event::HardBreak => Inline::Break,
        Event::Start(Tag::Link {
            link_type: pulldown_cmark::LinkType::Autolink | pulldown_cmark::LinkType::Email,
            ..
        }) => Inline::Address,
        Event::Start(Tag::Image { .. }) => Inline::OpenImage,
        // Goldmark strikes nothing out from inside a word to a mark.
        Event::Start(Tag::Strikethrough)
            if source[..range.start].ends_with(char::is_alphanumeric)
                && !source[range.start..]
                    .trim_start_matches('~')
                    .starts_with(char::is_alphanumeric) =>
        {
            Inline::Unclear
        }
        Event::Start(Tag::Link { .. }) => Inline::OpenLink,
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => Inline::Open,
        Event::End(TagEnd::Link) if pieces.last() == Some(&Inline::Address) => Inline::Other,
        Event::End(
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image,
        ) => Inline::Close,
        _ => return,
    };
    pieces.push(piece);
}

/// Drops the text from the byte `end` of the file on.
pub fn cut(pieces: &mut [Inline], end: usize) {
    for piece in pieces {
        if let Inline::Text(range) = piece {
            range.end = range.end.min(end).max(range.start);
            if range.start >= end {
                *range = end..end;
            }
        }
    }
}
