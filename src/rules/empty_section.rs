//! Headings with nothing under them.

use super::NoParams;
use super::placeholder_text::is_template;
use crate::corpus::Corpus;
use crate::document::Document;
use crate::finding::Finding;
use crate::model::Page;

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let document = &page.document;
    if is_template(page) {
        return Vec::new();
    }
    (0..document.headings.len())
        .filter(|&index| is_empty(document, index, page.source.text()))
        .map(|index| {
            let heading = &document.headings[index];
            let text = document.heading_text(index).trim();
            let message = if text.is_empty() {
                "the heading has no text, and nothing stands under it".to_owned()
            } else {
                format!("nothing stands under the heading `{text}`")
            };
            let is_last = index + 1 == document.headings.len();
            Finding::new(page.span(heading.range.clone()), message).help(if is_last {
                "write the section, or take the heading out"
            } else {
                "write the section, lower the headings after it that belong to it, or take the heading out"
            })
        })
        .collect()
}

fn is_empty(document: &Document, index: usize, text: &str) -> bool {
    let heading = &document.headings[index];
    if heading.nested {
        return false;
    }
    let has_sections = document
        .headings_in(index)
        .any(|inner| !document.headings[inner].nested);
    if has_sections {
        return false;
    }
    // Footnotes show at the end of the page, wherever they are written.
    let is_last = heading.section_end_byte >= text.len();
    if is_last && document.blocks.iter().any(|block| block.footnote) {
        return false;
    }
    let body = heading.range.end..heading.section_end_byte.max(heading.range.end);
    !says_something(document, body, text)
}

/// Whether `range` holds anything but white space, comments, attribute lists, rules and closing tags.
fn says_something(document: &Document, range: std::ops::Range<usize>, text: &str) -> bool {
    // Most start with a word, after the marks of a list if any, which costs least to tell.
    let mut bytes = text.as_bytes().get(range.clone()).unwrap_or_default().iter();
    let first = bytes.find(|byte| !byte.is_ascii_whitespace() && !b"-*_".contains(byte));
    if first.is_some_and(u8::is_ascii_alphanumeric) {
        return true;
    }
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let blank = rest.len() - rest.trim_start().len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let skipped = if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else if rest.starts_with("{:") {
            let next = document.opaque.partition_point(|tag| tag.end <= at);
            document
                .opaque
                .get(next)
                .filter(|tag| tag.start == at)
                .map(ExactSizeIterator::len)
        } else if rest.starts_with("</") {
            rest.find('>').map(|end| end + 1)
        } else if rest.starts_with(['-', '*', '_']) {
            let line = rest.lines().next().unwrap_or_default();
            is_rule(line).then_some(line.len())
        } else {
            None
        };
        match skipped {
            Some(len) => at += len,
            None => return true,
        }
    }
    false
}

/// A line across the page: three or more of one of `-`, `*`, `_`.
fn is_rule(line: &str) -> bool {
    let marks = || line.chars().filter(|c| !c.is_whitespace());
    let first = line.chars().next();
    marks().all(|c| Some(c) == first) && marks().count() >= 3
}
