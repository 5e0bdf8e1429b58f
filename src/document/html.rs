//! What raw HTML adds to a page: anchors and links.

use std::ops::Range;

/// Adds the `id` and `name` attributes of raw HTML.
pub fn find_ids(html: &str, start: usize, ids: &mut Vec<(String, usize)>) {
    let mut at = 0;
    while let Some(equals) = html[at..].find('=') {
        let before = html[..at + equals].trim_end();
        let after = &html[at + equals + 1..];
        let is_attribute = ["id", "name"].iter().any(|name| {
            before.strip_suffix(name).is_some_and(|rest| {
                rest.ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\''))
            })
        });
        at += equals + 1;
        if !is_attribute {
            continue;
        }
        let value = after.trim_start();
        let id = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next().unwrap_or_default(),
            _ => value
                .split(|c: char| c.is_whitespace() || c == '>')
                .next()
                .unwrap_or_default(),
        };
        if !id.is_empty() {
            ids.push((id.to_owned(), start + at));
        }
    }
}

/// The links of a piece of HTML: the bytes of each `<a>` tag and of its `href`, from the start of the piece.
pub fn links(html: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find("<a").or_else(|| html[at..].find("<A")) {
        let start = at + open;
        at = start + 2;
        if !html[at..].starts_with(char::is_whitespace) {
            continue;
        }
        let end = tag_end(html, at);
        if let Some(href) = href(html, at..end) {
            found.push((start..end, href));
        }
        at = end;
    }
    found
}

/// Where the tag ends that is open at `at`: past its `>`.
fn tag_end(html: &str, at: usize) -> usize {
    let mut quote = None;
    for (offset, c) in html[at..].char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return at + offset + 1,
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// The value of `href` among the attributes in `tag`.
fn href(html: &str, tag: Range<usize>) -> Option<Range<usize>> {
    let text = &html[tag.clone()];
    let name = text
        .match_indices("href")
        .find(|(at, _)| text[..*at].ends_with(|c: char| c.is_whitespace() || "\"'".contains(c)))?
        .0;
    let rest = &text[name + 4..];
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let start = tag.start + text.len() - value.len();
    let (start, length) = match value.chars().next()? {
        quote @ ('"' | '\'') => (start + 1, value[1..].find(quote)?),
        _ => (start, value.find(|c: char| c.is_whitespace() || c == '>')?),
    };
    Some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_html() {
        let html = "<p><a class='x > y' href=\"/a/?b=c\">x</a> <a href=/b/>y</a> <abbr href=z> <a name=q> <a";
        let found: Vec<_> = links(html)
            .into_iter()
            .map(|(tag, href)| (&html[tag], &html[href]))
            .collect();
        assert_eq!(
            found,
            [
                ("<a class='x > y' href=\"/a/?b=c\">", "/a/?b=c"),
                ("<a href=/b/>", "/b/")
            ]
        );
    }
}
