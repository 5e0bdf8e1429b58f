//! What is not Markdown in a Markdown file: Hugo shortcodes, ERB tags and kramdown attribute lists. They are masked by
//! as many plain letters before the parse, so that they break nothing and no byte moves.

use std::borrow::Cow;
use std::ops::Range;

/// Finds every template tag in `text`: its bytes, in order.
pub fn find(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = memchr::memchr2(b'{', b'<', &bytes[at..]) {
        let start = at + next;
        match tag_end(bytes, start) {
            Some(end) => {
                found.push(start..end);
                at = end;
            }
            None => at = start + 1,
        }
    }
    found
}

/// `text` with the bytes of each tag replaced by a letter, and lines that hold nothing but an attribute list by spaces.
pub fn mask<'a>(text: &'a str, tags: &[Range<usize>]) -> Cow<'a, str> {
    if tags.is_empty() {
        return text.into();
    }
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for tag in tags {
        masked.push_str(&text[at..tag.start]);
        let filler = if is_attribute_line(text, tag) {
            " "
        } else {
            "x"
        };
        masked.push_str(&filler.repeat(tag.len()));
        at = tag.end;
    }
    masked.push_str(&text[at..]);
    masked.into()
}

/// What stands between a shortcode and the one that closes it, where what is between is not part of the page's own
/// Markdown: `{{< x >}}` and `{{< /x >}}`, not `{{% x %}}`. With the shortcode's name, in order of their ends.
pub fn enclosed<'a>(text: &'a str, tags: &[Range<usize>]) -> Vec<(&'a str, Range<usize>)> {
    between(text, tags, "{{<")
}

/// What stands between a shortcode that is written with this mark, `{{<` or `{{%`, and the one that closes it.
pub fn between<'a>(
    text: &'a str,
    tags: &[Range<usize>],
    mark: &str,
) -> Vec<(&'a str, Range<usize>)> {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut found = Vec::new();
    for tag in tags {
        let Some(inner) = text[tag.clone()].strip_prefix(mark) else {
            continue;
        };
        let inner = inner.trim_start();
        let (inner, closes) = match inner.strip_prefix('/') {
            Some(inner) => (inner.trim_start(), true),
            None => (inner, false),
        };
        let name = inner
            .split(|c: char| c.is_whitespace() || c == '>' || c == '%')
            .next()
            .unwrap_or_default();
        if !closes {
            open.push((name, tag.end));
        } else if let Some(at) = open.iter().rposition(|(opened, _)| *opened == name) {
            found.push((name, open[at].1..tag.start));
            open.truncate(at);
        }
    }
    found
}

/// The ranges as few that do not touch, in order: what `holds` looks in.
pub fn merged(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = ranges.collect();
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Whether one of these merged ranges holds a byte.
pub fn holds(merged: &[Range<usize>], at: usize) -> bool {
    let next = merged.partition_point(|range| range.end <= at);
    merged.get(next).is_some_and(|range| range.contains(&at))
}

fn is_attribute_line(text: &str, tag: &Range<usize>) -> bool {
    let line_start = text[..tag.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[tag.end..]
        .find('\n')
        .map_or(text.len(), |at| tag.end + at);
    text[tag.clone()].starts_with("{:")
        && text[line_start..tag.start].trim().is_empty()
        && text[tag.end..line_end].trim().is_empty()
}

fn tag_end(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = &bytes[start..];
    // A tag that is never closed must not cost the rest of the file each time one is opened.
    const LONGEST: usize = 8 * 1024;
    let reach = &rest[..rest.len().min(LONGEST)];
    let closer: &[u8] = match rest {
        [b'{', b'{', b'<', ..] => b">}}",
        [b'{', b'{', b'%', ..] => b"%}}",
        [b'<', b'%', ..] => b"%>",
        [b'{', b'%', ..] => b"%}",
        [b'{', b':', ..] => return attribute_list_end(reach).map(|end| start + end),
        _ => return None,
    };
    memchr::memmem::find(&reach[2..], closer).map(|at| start + 2 + at + closer.len())
}

/// `{: .class #id key="value"}` or `{:toc}` on one line.
fn attribute_list_end(reach: &[u8]) -> Option<usize> {
    let end = memchr::memchr3(b'}', b'\n', b'{', &reach[2..])? + 2;
    let inner = &reach[2..end];
    let plain = |b: &u8| b.is_ascii_alphanumeric() || b" .#:_-=\"'/".contains(b);
    (reach[end] == b'}' && !inner.is_empty() && inner.iter().all(plain)).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_and_masked_byte_for_byte() {
        let text = "a {{< ref \"x\" >}} b <%= y %> {: .c}\n{:.toc}\n{{ not }} {% raw %}";
        let tags = find(text);
        let found: Vec<_> = tags.iter().map(|tag| &text[tag.clone()]).collect();
        assert_eq!(
            found,
            [
                "{{< ref \"x\" >}}",
                "<%= y %>",
                "{: .c}",
                "{:.toc}",
                "{% raw %}"
            ]
        );
        let masked = mask(text, &tags);
        assert_eq!(masked.len(), text.len());
        assert_eq!(
            masked,
            "a xxxxxxxxxxxxxxx b xxxxxxxx xxxxxx\n       \n{{ not }} xxxxxxxxx"
        );
    }

    #[test]
    fn a_tag_without_an_end_is_text() {
        assert!(find("{{< never closed").is_empty());
        assert!(find("<% \n{:\n").is_empty());
    }
}
