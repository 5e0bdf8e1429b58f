//! Raw HTML: the anchors and comments in it.

use super::Builder;
use crate::document::Comment;
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn html(&mut self, html: &str, range: &Range<usize>) {
        find_ids(html, range.start, &mut self.document.html_ids);
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
}

/// Adds the `id` and `name` attributes of raw HTML.
fn find_ids(html: &str, start: usize, ids: &mut Vec<(String, usize)>) {
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
