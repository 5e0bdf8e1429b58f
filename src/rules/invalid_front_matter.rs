//! Front matter that is missing, never closed, no YAML, or no mapping.

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::FrontMatterState;
use crate::finding::Finding;
use crate::model::Page;

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let front_matter = &page.document.front_matter;
    let finding = match &front_matter.state {
        FrontMatterState::Mapping | FrontMatterState::Other => return Vec::new(),
        FrontMatterState::Absent => {
            let first_line = page.source.line_range(1);
            let start = if page.source.text().starts_with('\u{FEFF}') { 3 } else { 0 };
            Finding::new(
                page.span(start.min(first_line.end)..first_line.end),
                "the page has no front matter",
            )
            .help("start the page with `---`, a `title:` line and `---`")
        }
        FrontMatterState::Unclosed => Finding::new(
            page.span(front_matter.range.clone()),
            "the front matter is opened here and never closed",
        )
        .help("put a line of `---` after the last key"),
        FrontMatterState::Invalid { message, at } => {
            let line = page.source.line_range(page.source.line(*at));
            Finding::new(
                page.span(line),
                format!("the front matter is no valid YAML: {message}"),
            )
            .help("put a value with a colon, a bracket or a quotation mark in quotes, and indent with spaces")
        }
        FrontMatterState::NotMapping => Finding::new(
            page.span(front_matter.range.clone()),
            "the front matter holds no keys with values",
        )
        .help("write each entry as `key: value`"),
    };
    vec![finding]
}
