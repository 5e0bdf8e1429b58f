//! List items with no content.

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::{Block, BlockKind, Item, marks};
use crate::finding::{Finding, Fix};
use crate::model::Page;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let text = page.source.text();
    let mut findings: Vec<Finding> = page
        .document
        .items
        .iter()
        .filter(|item| is_empty(item, text))
        .map(|item| {
            Finding::new(
                page.span(item.marker()),
                "the list item says nothing",
            )
            .help("write the item, or take its marker out")
            .fix(removal(page, item))
        })
        .collect();
    let held = corpus.marks(page);
    for (index, block) in page.document.blocks.iter().enumerate() {
        let heading = match block.kind {
            BlockKind::Paragraph if held.may_hold(index, marks::BREAK) => false,
            BlockKind::Heading(_) => true,
            _ => continue,
        };
        bare_markers(page, block, heading, &mut findings);
    }
    findings
}

/// A line of nothing but a marker right under a paragraph starts no list: it shows as it stands, and a `-` makes the
/// paragraph above a heading.
fn bare_markers(page: &Page, block: &Block, heading: bool, findings: &mut Vec<Finding>) {
    let range = block.range();
    let text = if heading {
        page.source.slice(range.clone()).trim_end_matches('\n')
    } else {
        block.prose.text.as_str()
    };
    if !text.as_bytes().contains(&b'\n') {
        return;
    }
    let first = page.source.line(range.start);
    let last = page.source.line(range.end.saturating_sub(1).max(range.start));
    for line in first + 1..=last {
        let line = page.source.line_range(line);
        let raw = page.source.slice(line.clone());
        let marker = raw.trim();
        let is_bare = if heading {
            marker == "-"
        } else {
            matches!(marker, "*" | "+" | "•")
        };
        if is_bare {
            let start = line.start + (raw.len() - raw.trim_start().len());
            findings.push(
                Finding::new(
                    page.span(start..start + marker.len()),
                    if heading {
                        "a list marker with nothing after it makes a heading of the text above it"
                    } else {
                        "a list marker with nothing after it shows in the text"
                    },
                )
                .help("write the item, or take its marker out"),
            );
        }
    }
}

fn is_empty(item: &Item, text: &str) -> bool {
    if item.has_other_content || item.first_list().is_some() {
        return false;
    }
    let content = item.marker().end..item.range().end;
    // Most say something right after the marker.
    let mut bytes = text.as_bytes().get(content.clone()).unwrap_or_default().iter();
    let first = bytes.find(|&&byte| byte != b' ');
    if first.is_some_and(|&byte| byte.is_ascii_graphic() && byte != b'<') {
        return false;
    }
    let Some(mut rest) = text.get(content) else {
        return false;
    };
    loop {
        rest = rest.trim_start();
        match rest.strip_prefix("<!--") {
            Some(comment) => match comment.find("-->") {
                Some(end) => rest = &comment[end + 3..],
                None => return false,
            },
            None => return rest.is_empty(),
        }
    }
}

/// Takes the item's line out.
fn removal(page: &Page, item: &Item) -> Fix {
    let line = page.source.line(item.marker().start);
    let own = page.source.line_range(line);
    let next = page.source.line_range(line + 1).start.max(own.end);
    Fix::reviewed("take the empty item out", page.span(own.start..next), "")
}
