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

/// The bytes of an inline link's destination, given the link's bytes and where its text ends.
pub fn destination_range(
    text: &str,
    link: &Range<usize>,
    text_end: usize,
    destination_len: usize,
) -> Option<Range<usize>> {
    let open = text_end + text.get(text_end..link.end)?.find("](")? + 2;
    let inner = text.get(open..link.end)?;
    let skipped = inner.len() - inner.trim_start().len();
    let start = open + skipped + usize::from(inner[skipped..].starts_with('<'));
    let end = start + destination_len;
    (end <= link.end && text.is_char_boundary(end)).then_some(start..end)
}
