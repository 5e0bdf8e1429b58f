//! List items with no content.

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::Item;
use crate::finding::{Finding, Fix};
use crate::model::Page;

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let text = page.source.text();
    page.document
        .items
        .iter()
        .filter(|item| is_empty(item, text))
        .map(|item| {
            Finding::new(
                page.span(item.marker.clone()),
                "the list item says nothing",
            )
            .help("write the item, or take its marker out")
            .fix(removal(page, item))
        })
        .collect()
}

fn is_empty(item: &Item, text: &str) -> bool {
    if item.has_other_content || !item.lists.is_empty() {
        return false;
    }
    let Some(mut rest) = text.get(item.marker.end..item.range.end) else {
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
    let line = page.source.line(item.marker.start);
    let own = page.source.line_range(line);
    let next = page.source.line_range(line + 1).start.max(own.end);
    Fix::reviewed("take the empty item out", page.span(own.start..next), "")
}
