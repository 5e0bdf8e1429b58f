//! Links that lead nowhere, and links that nobody can see.

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::{Link, LinkKind};
use crate::finding::Finding;
use crate::model::Page;

/// What is said of a link that nobody can see.
const NO_TEXT: &str = "the link has no text, so that nobody sees it";

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let links = page.document.links.iter();
    let of_html = page.document.html_links.iter();
    let links = links.filter_map(|link| finding(page, link));
    links.chain(of_html.filter_map(|link| finding_in_html(page, link))).collect()
}

/// What is wrong with an `<a>` of raw HTML: of its text the document knows nothing, so what stands after the tag is read.
fn finding_in_html(page: &Page, link: &Link) -> Option<Finding> {
    let at = page.span(link.range.clone());
    if link.opaque {
        return None;
    }
    if link.destination.trim().is_empty() {
        return Some(
            Finding::new(at, "the link leads nowhere")
                .help("write the address between the quotation marks after `href=`, or take the link out"),
        );
    }
    let after = page.source.text().get(link.range.end..)?.trim_start();
    let is_empty = after.get(.."</a>".len()).is_some_and(|end| end.eq_ignore_ascii_case("</a>"));
    (is_empty && !link.destination.starts_with('#')).then(|| {
        Finding::new(at, NO_TEXT)
            .help("write the link's text between the tags, or take the link out")
    })
}

fn finding(page: &Page, link: &Link) -> Option<Finding> {
    let text = page.document.link_text(link).trim();
    let at = page.span(link.range.clone());
    if link.kind != LinkKind::Auto && !link.opaque && link.destination.trim().is_empty() {
        let shown = text.lines().next().unwrap_or_default();
        return Some(if link.kind == LinkKind::Image {
            Finding::new(at, "the image has no address")
                .help("write the image's address between the brackets, or take the image out")
        } else if shown.is_empty() {
            Finding::new(at, "the link has neither a text nor an address")
                .help("take the link out, or write a text and an address")
        } else {
            Finding::new(at, format!("the link `{shown}` leads nowhere"))
                .help("write the address between the round brackets, or take the link out")
        });
    }
    let shown_text = matches!(link.kind, LinkKind::Inline | LinkKind::Reference);
    if !shown_text || !text.is_empty() || link.has_content {
        return None;
    }
    // A heading's own anchor, as some editors write it, is empty on purpose.
    if link.destination.starts_with('#') {
        return None;
    }
    Some(
        Finding::new(at, NO_TEXT)
            .help("write the link's text between the square brackets, or take the link out"),
    )
}
