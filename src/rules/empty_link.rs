//! Links that lead nowhere, and links that nobody can see.

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::{Link, LinkKind};
use crate::finding::Finding;
use crate::model::Page;

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    page.document
        .links
        .iter()
        .filter_map(|link| finding(page, link))
        .collect()
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
        Finding::new(at, "the link has no text, so that nobody sees it")
            .help("write the link's text between the square brackets, or take the link out"),
    )
}
