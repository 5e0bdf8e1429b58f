//! Links and where each of their parts stands.

use std::ops::Range;

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](destination)`
    Inline,
    /// `[text][label]`, `[label][]`, `[label]`
    Reference,
    /// `<https://...>` or a bare address
    Auto,
    /// `![text](destination)`
    Image,
    /// `<a href="destination">`
    Html,
}

/// One link or image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// How it is written.
    pub kind: LinkKind,
    /// The bytes of the whole link.
    pub range: Range<usize>,
    /// The block it stands in.
    pub block: usize,
    /// Its text, as a range of the block's prose.
    pub text: Range<usize>,
    /// Where it leads, entities and escapes resolved.
    pub destination: String,
    /// The bytes of the destination in an inline link.
    pub destination_range: Option<Range<usize>>,
    /// Whether the destination holds a shortcode or template tag.
    pub opaque: bool,
    /// Whether anything but text (an image, HTML) stands in it.
    pub has_content: bool,
    /// The heading it stands under.
    pub heading: Option<usize>,
}

/// The bytes of an inline link's destination, given the link's bytes, where its text ends, and how long the destination is
/// with its escapes resolved.
pub fn destination_range(
    text: &str,
    link: &Range<usize>,
    text_end: usize,
    destination_len: usize,
) -> Option<Range<usize>> {
    let rest = text.get(text_end..link.end)?;
    // Nearly always the text ends right there.
    let between = if rest.starts_with("](") {
        0
    } else {
        rest.find("](")?
    };
    let open = text_end + between + 2;
    let inner = text.get(open..link.end)?;
    let skipped = inner.len() - inner.trim_start().len();
    let in_angles = inner[skipped..].starts_with('<');
    let start = open + skipped + usize::from(in_angles);
    let written = &text[start..link.end];
    let end = match written.get(..destination_len) {
        Some(plain) if memchr::memchr2(b'\\', b'&', plain.as_bytes()).is_none() => {
            start + destination_len
        }
        _ if in_angles => start + end_of(written, |c, _| c == '>'),
        _ => {
            start
                + end_of(written, |c, depth| {
                    c.is_whitespace() || c == ')' && depth == 0
                })
        }
    };
    Some(start..end)
}

/// Where a destination ends: at a character that ends it, not at an escaped one. `ends` is told how many brackets are
/// open.
fn end_of(written: &str, ends: impl Fn(char, usize) -> bool) -> usize {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in written.char_indices() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        if ends(c, depth) {
            return at;
        }
        match c {
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    written.len()
}

/// Where an address leads that is written without its scheme: `anna@example.com`, `www.example.com`.
pub fn with_scheme(address: &str) -> String {
    if address.contains("://") || address.starts_with("mailto:") {
        address.to_owned()
    } else if address.contains('@') {
        format!("mailto:{address}")
    } else {
        format!("http://{address}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_found_as_written() {
        for (link, destination) in [
            ("[a](/b/)", "/b/"),
            ("[a]( /b/ \"title\")", "/b/"),
            ("[a](</b c/> 'title')", "/b c/"),
            ("[a](/b_(c)/)", "/b_(c)/"),
            (r"[a](\#b)", r"\#b"),
            (r"[a](/b\)c)", r"/b\)c"),
            ("[a]()", ""),
        ] {
            let length = destination.replace('\\', "").len();
            let found = destination_range(link, &(0..link.len()), 2, length);
            assert_eq!(found.map(|range| &link[range]), Some(destination), "{link}");
        }
    }
}
