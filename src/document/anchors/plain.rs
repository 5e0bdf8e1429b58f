//! The plain text of a heading that its id is made from. Each generator has its own idea of it.

use super::Generator;
use super::inline::Inline;
use super::linkify;
use pulldown_cmark::{Event, Parser};
use std::borrow::Cow;
use std::ops::Range;

/// The plain text of a heading; none where only the generator itself can tell.
pub fn plain<'a>(pieces: &[Inline], source: &'a str, generator: Generator) -> Option<Cow<'a, str>> {
    // Most headings are one text in which nothing means more than itself.
    if let [Inline::Text(range)] = pieces
        && let Some(text) = source.get(range.clone())
        && !text.bytes().any(may_mean_more)
    {
        return Some(text.into());
    }
    let text = match generator {
        Generator::Hugo => of_hugo(pieces, source)?,
        Generator::Middleman => of_kramdown(pieces, source),
    };
    Some(text.into())
}

/// Whether a byte may be a part of a dash, an escape, an entity, an address or a line end.
fn may_mean_more(byte: u8) -> bool {
    matches!(
        byte,
        b'-' | b'\\' | b'&' | b'@' | b':' | b'.' | b'\r' | b'\n'
    )
}

/// Everything a reader sees, without images.
fn of_kramdown(pieces: &[Inline], source: &str) -> String {
    let mut text = String::new();
    let mut open = Vec::new();
    for piece in pieces {
        let in_image = open.contains(&true);
        match piece {
            Inline::Open | Inline::OpenLink => open.push(false),
            Inline::OpenImage => open.push(true),
            Inline::Close => {
                open.pop();
            }
            _ if in_image => {}
            Inline::Text(range) => {
                let written = &source[range.clone()];
                if written
                    .bytes()
                    .any(|byte| matches!(byte, b'-' | b'\\' | b'&'))
                {
                    let mut raw = String::new();
                    typeset(written, &mut raw);
                    text.push_str(&unescape(&raw));
                } else {
                    text.push_str(written);
                }
            }
            Inline::Code(code) => text.push_str(code),
            Inline::Break => text.push('\n'),
            Inline::Html(_) | Inline::Address | Inline::Other | Inline::Unclear => {}
        }
    }
    text
}

/// The text of the last line. Of emphasis, links and images Hugo reads only what the parser holds as their first
/// piece, and the parser parts text at quotes, dashes, brackets and whatever else it looks at twice.
fn of_hugo(pieces: &[Inline], source: &str) -> Option<String> {
    let mut text = String::new();
    // What is open: whether it is emphasis, in which bare addresses are links.
    let mut open = Vec::new();
    // Within emphasis, a link or an image: whether its first piece is over, and whether it has begun.
    let (mut over, mut begun) = (false, false);
    for piece in pieces {
        match piece {
            Inline::Open | Inline::OpenLink | Inline::OpenImage => {
                if open.is_empty() {
                    (over, begun) = (false, false);
                } else if begun {
                    over = true;
                }
                open.push(*piece == Inline::Open);
            }
            Inline::Close => {
                open.pop();
                over = true;
            }
            Inline::Unclear => return None,
            Inline::Break if open.is_empty() => text.push('\n'),
            // The line that counts would be a part of it.
            Inline::Break => return None,
            Inline::Html(html) if html.starts_with("<?") || is_declaration(html) => return None,
            Inline::Text(range) if open.is_empty() => push_text(&mut text, source, range)?,
            Inline::Code(code) if open.is_empty() => text.push_str(code),
            _ if open.is_empty() || over => {}
            Inline::Text(range) => {
                let addresses = open.iter().all(|emphasis| *emphasis);
                let whole = push_first(&mut text, source, range, addresses)?;
                begun |= !range.is_empty();
                over = !whole;
            }
            Inline::Code(code) => {
                if !begun {
                    text.push_str(code);
                }
                over = true;
            }
            Inline::Html(_) | Inline::Address | Inline::Other => over = true,
        }
    }
    let mut text = unescape(&text);
    if let Some(end) = text.rfind('\n') {
        text.drain(..=end);
    }
    Some(text)
}

/// `<!DOCTYPE>` and the like, which are no tags and no comments.
fn is_declaration(html: &str) -> bool {
    html.starts_with("<!") && !html.starts_with("<!--")
}

/// Adds text that stands by itself: without bare addresses.
fn push_text(text: &mut String, source: &str, run: &Range<usize>) -> Option<()> {
    let raw = source.get(run.clone())?;
    let mut at = 0;
    for range in linkify::addresses(source, run)? {
        typeset(&raw[at..range.start], text);
        at = range.end;
    }
    typeset(&raw[at..], text);
    Some(())
}

/// Adds the first piece of text in emphasis, a link or an image. Gives whether that is all of it; none where that
/// hangs on quotes far away.
fn push_first(
    text: &mut String,
    source: &str,
    run: &Range<usize>,
    addresses: bool,
) -> Option<bool> {
    let raw = source.get(run.clone())?;
    let bytes = raw.as_bytes();
    let address = if addresses {
        linkify::addresses(source, run)?
            .first()
            .map(|range| range.start)
    } else {
        None
    };
    let mut at = 0;
    while at < bytes.len() {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        // What stands alone at the start is the first piece itself.
        let mut end = |alone: &str| {
            text.push_str(if at == 0 { alone } else { &raw[..at] });
            Some(false)
        };
        if Some(at) == address {
            return end("");
        }
        match bytes[at] {
            b'\\' if next.is_ascii_punctuation() => {
                at += 2;
                continue;
            }
            mark @ (b'_' | b'*' | b'~') => {
                let run = bytes[at..].iter().take_while(|byte| **byte == mark).count();
                text.push_str(&raw[..at + run]);
                return Some(false);
            }
            b'[' => {
                text.push_str(&raw[..=at]);
                return Some(false);
            }
            mark @ (b'-' | b'<' | b'>') if next == mark => return end("–"),
            b'.' if next == b'.' && bytes.get(at + 2) == Some(&b'.') => return end("…"),
            b'\'' | b'"' => {
                let before = raw[..at].chars().next_back();
                let after = raw[at + 1..].chars().next();
                let between = before.is_some_and(char::is_alphanumeric)
                    && after.is_some_and(char::is_alphabetic);
                let opens = before.is_none_or(char::is_whitespace)
                    && after.is_some_and(char::is_alphanumeric);
                let nothing_follows = !raw[at + 1..]
                    .chars()
                    .any(|c| c.is_alphanumeric() || "-_ ".contains(c));
                if bytes[at] == b'\'' && between || opens || nothing_follows {
                    return end("’");
                }
                return None;
            }
            _ => {}
        }
        at += 1;
    }
    text.push_str(raw);
    Some(true)
}

/// Reads text as the typographer does: dashes are joined. No dash is a part of an id, but it keeps the blanks around it.
fn typeset(raw: &str, text: &mut String) {
    let mut rest = raw;
    while let Some(at) = rest.find(['-', '\\']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = if rest.starts_with("---") {
            text.push('—');
            3
        } else if rest.starts_with("--") {
            text.push('–');
            2
        } else if rest.starts_with('\\')
            && rest[1..].starts_with(|c: char| c.is_ascii_punctuation())
        {
            text.push_str(&rest[..2]);
            2
        } else {
            text.push_str(&rest[..1]);
            1
        };
        rest = &rest[end..];
    }
    text.push_str(rest);
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
