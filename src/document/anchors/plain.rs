//! The plain text of a heading that its id is made from. Each generator has its own idea of it.

use super::Generator;
use super::inline::Inline;
use super::linkify;
use pulldown_cmark::{Event, Parser};

/// The plain text of a heading; none where only the generator itself can tell.
pub fn plain(pieces: &[Inline], source: &str, generator: Generator) -> Option<String> {
    match generator {
        Generator::Hugo => of_hugo(pieces, source),
        Generator::Middleman => Some(of_kramdown(pieces, source)),
    }
}

/// Everything a reader sees, without images.
fn of_kramdown(pieces: &[Inline], source: &str) -> String {
    let mut text = String::new();
    let mut open = Vec::new();
    for piece in pieces {
        let in_image = open.contains(&true);
        match piece {
            Inline::Open => open.push(false),
            Inline::OpenImage => open.push(true),
            Inline::Close => {
                open.pop();
            }
            _ if in_image => {}
            Inline::Text(range) => {
                let mut raw = String::new();
                typeset(&source[range.clone()], |piece| match piece {
                    Typeset::Char(c) | Typeset::Escaped(c) => raw.push(c),
                    Typeset::Replaced | Typeset::Quote => {}
                });
                text.push_str(&unescape(&raw));
            }
            Inline::Code(code) => text.push_str(code),
            Inline::Break => text.push('\n'),
            Inline::Html(_) | Inline::Address | Inline::Other => {}
        }
    }
    text
}

/// The text of the last line. Of emphasis, links and images Hugo reads only what the parser holds as their first
/// piece, and the parser parts text at quotes, dashes, brackets and whatever else it looks at twice.
fn of_hugo(pieces: &[Inline], source: &str) -> Option<String> {
    let mut text = String::new();
    let mut depth = 0_usize;
    // Within emphasis, a link or an image: whether its first piece is over, and whether it has begun.
    let (mut over, mut begun) = (false, false);
    let mut links = Vec::new();
    for piece in pieces {
        match piece {
            Inline::Open | Inline::OpenImage => {
                if depth == 0 {
                    (over, begun) = (false, false);
                } else if begun {
                    over = true;
                }
                links.push(piece);
                depth += 1;
            }
            Inline::Close => {
                depth = depth.saturating_sub(1);
                links.pop();
                over = true;
            }
            _ if depth > 0 && over => {}
            Inline::Text(range) => {
                let raw = &source[range.clone()];
                if depth == 0 {
                    push_text(&mut text, raw);
                } else {
                    let (first, whole) = first_piece(raw)?;
                    begun |= !first.is_empty();
                    text.push_str(first);
                    over = !whole;
                }
            }
            Inline::Code(code) => {
                text.push_str(code);
                over = true;
            }
            Inline::Html(html) => {
                // What is no tag is read in its own way.
                if !html.starts_with("<!--") && html.starts_with(['!', '?']) {
                    return None;
                }
                over = true;
            }
            Inline::Address | Inline::Other => over = true,
            Inline::Break if depth == 0 => text.push('\n'),
            // The line that counts would be a part of it.
            Inline::Break => return None,
        }
    }
    let text = unescape(&text);
    Some(text.rsplit('\n').next().unwrap_or_default().to_owned())
}

/// Adds text that stands by itself: without bare addresses, with dashes joined.
fn push_text(text: &mut String, raw: &str) {
    let mut at = 0;
    let addresses = linkify::addresses(raw);
    for range in addresses
        .into_iter()
        .chain(std::iter::once(raw.len()..raw.len()))
    {
        typeset(&raw[at..range.start], |piece| match piece {
            Typeset::Char(c) | Typeset::Escaped(c) => text.push(c),
            Typeset::Replaced | Typeset::Quote => {}
        });
        at = range.end;
    }
}

/// The first piece of text in emphasis, a link or an image, and whether it is all of it. None where that hangs on
/// quotes far away.
fn first_piece(raw: &str) -> Option<(&str, bool)> {
    let bytes = raw.as_bytes();
    let address = linkify::addresses(raw).first().map(|range| range.start);
    let mut at = 0;
    while at < bytes.len() {
        if Some(at) == address {
            return Some((&raw[..at], false));
        }
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        match bytes[at] {
            b'\\' if next.is_ascii_punctuation() => {
                at += 2;
                continue;
            }
            b'[' | b'*' | b'~' => return Some((&raw[..at], false)),
            b'_' => {
                let run = bytes[at..].iter().take_while(|byte| **byte == b'_').count();
                return Some((&raw[..at + run], false));
            }
            mark @ (b'-' | b'<' | b'>') if next == mark => return Some((&raw[..at], false)),
            b'.' if next == b'.' && bytes.get(at + 2) == Some(&b'.') => {
                return Some((&raw[..at], false));
            }
            b'\'' | b'"' => {
                let before = raw[..at].chars().next_back();
                let after = raw[at + 1..].chars().next();
                let between = before.is_some_and(char::is_alphanumeric)
                    && after.is_some_and(char::is_alphabetic);
                let rest = &raw[at + 1..];
                let nothing_follows = !rest.chars().any(|c| c.is_alphanumeric() || "-_".contains(c));
                if bytes[at] == b'\'' && between || nothing_follows {
                    return Some((&raw[..at], false));
                }
                // An opening quote is always one.
                let opens = before.is_none_or(char::is_whitespace)
                    && after.is_some_and(char::is_alphanumeric);
                return opens.then_some((&raw[..at], false));
            }
            _ => {}
        }
        at += 1;
    }
    Some((raw, true))
}

enum Typeset {
    Char(char),
    Escaped(char),
    /// A dash, an ellipsis or angle quotes: no part of an id.
    Replaced,
    /// A quote: no part of an id either.
    Quote,
}

/// Reads text as the typographer does.
fn typeset(raw: &str, mut each: impl FnMut(Typeset)) {
    let mut chars = raw.chars().peekable();
    let mut rest = raw;
    while let Some(c) = chars.next() {
        let skip = if c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation) {
            let escaped = chars.next().unwrap_or(c);
            each(Typeset::Escaped(escaped));
            2
        } else if rest.starts_with("---") {
            chars.next();
            chars.next();
            each(Typeset::Replaced);
            3
        } else if rest.starts_with("--") {
            chars.next();
            each(Typeset::Replaced);
            2
        } else {
            each(if matches!(c, '\'' | '"') {
                Typeset::Quote
            } else {
                Typeset::Char(c)
            });
            c.len_utf8()
        };
        rest = &rest[skip..];
    }
}

/// With `&eacute;` and the like resolved. Numbers (`&#45;`) are left alone, as Hugo leaves them.
fn unescape(text: &str) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        resolved.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = rest[1..]
            .find(|c: char| !c.is_ascii_alphanumeric())
            .map_or("", |end| &rest[1..=end]);
        if !name.is_empty() && rest[1 + name.len()..].starts_with(';') {
            let whole = &rest[..name.len() + 2];
            for event in Parser::new(whole) {
                if let Event::Text(text) = event {
                    resolved.push_str(&text);
                }
            }
            rest = &rest[whole.len()..];
        } else {
            resolved.push('&');
            rest = &rest[1..];
        }
    }
    resolved.push_str(rest);
    resolved
}
