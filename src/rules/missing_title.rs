//! Front matter without a title.

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::FrontMatterState;
use crate::finding::Finding;
use crate::model::Page;

const HELP: &str = "write the page's title after `title:`";

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let front_matter = &page.document.front_matter;
    // Front matter that is missing or broken is another rule's: there, nobody can tell what the title is.
    if front_matter.state != FrontMatterState::Mapping {
        return Vec::new();
    }
    // Hugo reads keys in any case.
    let title = front_matter
        .entries
        .iter()
        .find(|entry| entry.key.eq_ignore_ascii_case("title"));
    let finding = match title {
        None => {
            let fence = page
                .source
                .line_range(page.source.line(front_matter.range.start));
            let fence = fence.start.max(front_matter.range.start)..fence.end;
            Finding::new(page.span(fence), "the front matter has no `title`")
                .help("add a line `title:` with the page's title")
        }
        Some(entry) if entry.blank => Finding::new(
            page.span(entry.key_range.start..entry.value_range.end),
            "the page's title is blank",
        )
        .help(HELP),
        Some(_) => return Vec::new(),
    };
    vec![finding]
}
