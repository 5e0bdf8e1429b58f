//! The text that a reader sees of one block, with its map back to the bytes of the file.

mod placed;
mod pool;
mod words;

pub use placed::{KeptProse, PlacedProse};
pub use pool::{Pool, Taken};
pub use words::{LETTERS, Word, words};

use smallvec::SmallVec;
use std::ops::Range;

/// What a piece of prose is, beside plain text. Flags add up.
pub mod style {
    /// Inline code.
    pub const CODE: u8 = 1;
    /// A shortcode, template tag or attribute list: one U+FFFC stands for it.
    pub const OPAQUE: u8 = 2;
    /// The text of a link.
    pub const LINK: u8 = 4;
    /// A bare address that links to itself.
    pub const ADDRESS: u8 = 8;
    /// The alternative text of an image.
    pub const IMAGE: u8 = 16;
    /// Strong or emphasised text.
    pub const EMPHASIS: u8 = 32;
    /// A line break, soft or hard.
    pub const BREAK: u8 = 64;
}

/// The character that stands for content which only the site's generator knows.
pub const OPAQUE: char = '\u{FFFC}';

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Piece {
    /// Where it starts in the text.
    at: u32,
    /// The bytes it comes from, counted from where the prose starts.
    source: (u32, u32),
    style: u8,
    /// Whether text and source are the same bytes; otherwise (entities, breaks) the piece maps as a whole.
    verbatim: bool,
}

/// Visible text and how it is written, wherever it stands.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// What a reader sees. A soft or hard break is `\n`; see [`OPAQUE`].
    pub text: String,
    /// Most texts are in one piece.
    pieces: SmallVec<[Piece; 1]>,
    /// What it may mention.
    mentions: u8,
}

impl Prose {
    /// Appends text that stands in the file just so.
    pub fn push_verbatim(&mut self, text: &str, start: usize, style: u8) {
        if text.is_empty() {
            return;
        }
        let at = crate::source::offset(self.text.len());
        let (start, end) = (
            crate::source::offset(start),
            crate::source::offset(start + text.len()),
        );
        match self.pieces.last_mut() {
            Some(last) if last.verbatim && last.style == style && last.source.1 == start => {
                last.source.1 = end;
            }
            _ => self.pieces.push(Piece {
                at,
                source: (start, end),
                style,
                verbatim: true,
            }),
        }
        self.text.push_str(text);
    }

    /// Appends text that stands in the file in another form.
    pub fn push_replaced(&mut self, text: &str, source: Range<usize>, style: u8) {
        if text.is_empty() {
            return;
        }
        self.pieces.push(Piece {
            at: crate::source::offset(self.text.len()),
            source: (
                crate::source::offset(source.start),
                crate::source::offset(source.end),
            ),
            style,
            verbatim: false,
        });
        self.text.push_str(text);
    }

    /// Whether both say the same, and are written in the same way.
    fn is_like(&self, other: &Self) -> bool {
        self.text == other.text && self.pieces == other.pieces
    }

    /// Forgets all, but not the room for it.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }

    fn piece(&self, at: usize) -> Option<(usize, Piece)> {
        let index = self
            .pieces
            .partition_point(|piece| piece.at as usize <= at)
            .checked_sub(1)?;
        self.pieces.get(index).map(|&piece| (index, piece))
    }

    /// The bytes that `range` of the text comes from, in a file where the prose starts at `start`.
    fn source_from(&self, start: u32, range: Range<usize>) -> Range<usize> {
        let placed = |at: u32| at.wrapping_add(start) as usize;
        let start = self.piece(range.start).map_or(0, |(_, piece)| {
            if piece.verbatim {
                placed(piece.source.0) + (range.start - piece.at as usize)
            } else {
                placed(piece.source.0)
            }
        });
        if range.end <= range.start {
            return start..start;
        }
        let end = self.piece(range.end - 1).map_or(start, |(_, piece)| {
            if piece.verbatim {
                placed(piece.source.0) + (range.end - piece.at as usize)
            } else {
                placed(piece.source.1)
            }
        });
        start.min(end)..end
    }

    /// The bytes that `range` of the text comes from, while it is being read from its file.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        self.source_from(0, range)
    }

    /// How much of the text comes from the bytes before `end`, while it is being read from its file.
    pub(super) fn text_before(&self, end: usize) -> usize {
        self.pieces.iter().fold(0, |length, piece| {
            let (start, stop) = (piece.source.0 as usize, piece.source.1 as usize);
            let at = piece.at as usize;
            if stop <= end {
                self.piece_end(at)
            } else if start < end && piece.verbatim {
                at + (end - start)
            } else {
                length
            }
        })
    }

    fn piece_end(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.at as usize <= at);
        self.pieces
            .get(next)
            .map_or(self.text.len(), |next| next.at as usize)
    }

    /// The style flags that any byte of `range` has.
    pub fn style(&self, range: Range<usize>) -> u8 {
        let Some((first, _)) = self.piece(range.start) else {
            return 0;
        };
        self.pieces[first..]
            .iter()
            .take_while(|piece| (piece.at as usize) < range.end.max(range.start + 1))
            .fold(0, |flags, piece| flags | piece.style)
    }

    /// Whether `range` of the text stands in the file byte for byte.
    pub fn is_verbatim(&self, range: Range<usize>) -> bool {
        self.source_from(0, range.clone()).len() == range.len()
            && self.piece(range.start).is_some_and(|(_, p)| p.verbatim)
    }

    /// Whether there is nothing to read: no text but white space.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// The runs of text with one style each: the flags, and the range of the text.
    pub fn runs(&self) -> impl Iterator<Item = (u8, Range<usize>)> + '_ {
        self.pieces.iter().enumerate().map(|(index, piece)| {
            let end = self
                .pieces
                .get(index + 1)
                .map_or(self.text.len(), |next| next.at as usize);
            (piece.style, piece.at as usize..end)
        })
    }

    /// The words of the text: letters, marks and digits, with inner apostrophes. Hyphens part words.
    pub fn words(&self) -> impl Iterator<Item = Word<'_>> {
        words(&self.text)
    }
}

/// Short forms that end in a full stop and end no sentence.
const ABBREVIATIONS: [&str; 16] = [
    "sr", "jr", "dir", "mgr", "dept", "e.g", "i.e", "eg", "ie", "etc", "vs", "no", "st", "approx",
    "incl", "inc",
];

/// The sentences of `text`, without the white space around them. A line break inside a paragraph ends none.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in marks(text.as_bytes()) {
        let end = at + 1;
        let followed = text[end..].chars().next();
        if followed
            .is_some_and(|next| !next.is_whitespace() && !matches!(next, ')' | '"' | '”' | '’'))
        {
            continue;
        }
        let before = &text[start..at];
        let last = before
            .rsplit(|c: char| c.is_whitespace() || c == '(')
            .next()
            .unwrap_or_default();
        let next = text[end..].trim_start().chars().next();
        let abbreviated = text.as_bytes()[at] == b'.'
            && next.is_some()
            && ABBREVIATIONS
                .iter()
                .any(|short| last.eq_ignore_ascii_case(short))
            && !(last.eq_ignore_ascii_case("etc") && next.is_some_and(char::is_uppercase));
        if abbreviated {
            continue;
        }
        push_trimmed(text, start..end, &mut found);
        start = end;
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

/// Where the marks stand that may end a sentence.
fn marks(text: &[u8]) -> impl Iterator<Item = usize> {
    let mut stops = memchr::memchr3_iter(b'.', b'!', b'?', text).peekable();
    let mut semicolons = memchr::memchr_iter(b';', text).peekable();
    std::iter::from_fn(move || {
        let stop = stops.peek().copied();
        match semicolons.next_if(|&at| stop.is_none_or(|stop| at < stop)) {
            Some(semicolon) => Some(semicolon),
            None => stops.next(),
        }
    })
}

fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let part = text[range.clone()].trim_start();
    let start = range.end - part.len();
    let length = part.trim_end().len();
    if length > 0 {
        found.push(start..start + length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_maps_back_to_the_bytes_it_comes_from() {
        // R&amp;D *team*
        let mut prose = Prose::default();
        prose.push_verbatim("R", 0, 0);
        prose.push_replaced("&", 1..6, 0);
        prose.push_verbatim("D ", 6, 0);
        prose.push_verbatim("team", 9, style::EMPHASIS);
        assert_eq!(prose.text, "R&D team");
        assert_eq!(prose.source(0..3), 0..7);
        assert_eq!(prose.source(1..2), 1..6);
        assert_eq!(prose.source(4..8), 9..13);
        assert_eq!(prose.style(0..3), 0);
        assert_eq!(prose.style(3..6), style::EMPHASIS);
        assert!(prose.is_verbatim(4..8));
        assert!(!prose.is_verbatim(0..3));
    }

    #[test]
    fn sentences_end_at_full_stops_but_not_after_short_forms() {
        let text = "Reports to the Sr. Director, X. Owns a.b and v1.2; grows (e.g. teams)!\nLast";
        let found: Vec<_> = sentences(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(
            found,
            [
                "Reports to the Sr. Director, X.",
                "Owns a.b and v1.2;",
                "grows (e.g. teams)!",
                "Last"
            ]
        );
    }
}
