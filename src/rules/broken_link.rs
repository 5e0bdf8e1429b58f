//! Links to pages and anchors of the site that do not exist: one check for three rules.

use crate::corpus::Corpus;
use crate::corpus::site::Target;
use crate::document::{Link, LinkKind};
use crate::finding::{Finding, Fix};
use crate::model::{FieldKind, Page};
use serde::Deserialize;
use std::ops::Range;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Params {
    /// Which of the links are this rule's.
    links: Links,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Links {
    /// Those in career ladders, to pages and to anchors.
    Ladders,
    /// Those anywhere else, to pages.
    Pages,
    /// Those anywhere else, to anchors.
    Anchors,
}

pub fn check(params: &Params, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let Some(from) = corpus.page_index(page) else {
        return Vec::new();
    };
    let ladders: Vec<Range<usize>> = page
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::CareerLadder)
        .map(|field| page.document.section_range(field.heading))
        .collect();
    let in_ladder = |link: &Link| ladders.iter().any(|ladder| ladder.contains(&link.range.start));
    page.document
        .links
        .iter()
        .filter(|link| link.kind != LinkKind::Image && !link.destination.is_empty())
        .filter(|link| (params.links == Links::Ladders) == (page.family && in_ladder(link)))
        .filter_map(|link| finding(params.links, page, corpus, link, corpus.site.resolve(from, link)))
        .collect()
}

fn finding(links: Links, page: &Page, corpus: &Corpus, link: &Link, target: Target) -> Option<Finding> {
    let at = page.span(link.range.clone());
    match target {
        Target::NoPage { address, .. } if links != Links::Anchors => {
            let finding = Finding::new(at, format!("there is no page at `{address}`"));
            let nearest = corpus.site.nearest_page(&address);
            let Some(nearest) = nearest else {
                return Some(finding.help("link to a page that exists, or drop the link"));
            };
            let nearest = corpus.site.address(nearest);
            let finding = finding.help(format!("the nearest page is `{nearest}`"));
            Some(with_fix(finding, page, link, |destination| {
                let anchor = destination.find('#').map_or("", |at| &destination[at..]);
                format!("{nearest}{anchor}")
            }))
        }
        Target::NoAnchor { page: target, anchor } if links != Links::Pages => {
            let other = &corpus.pages[target];
            let place = if other.file == page.file {
                "this page has no heading".to_owned()
            } else {
                format!("`{}` has no heading", corpus.site.address(target))
            };
            let finding = Finding::new(at, format!("{place} with the anchor `#{anchor}`"));
            let Some(nearest) = corpus.site.nearest_anchor(target, &anchor) else {
                return Some(finding.help("link to a heading that exists, or to the page as a whole"));
            };
            let mut finding = finding.help(format!("the nearest anchor is `#{nearest}`"));
            if let Some(heading) = other.document.headings.iter().position(|heading| heading.id == nearest) {
                finding = finding.relate(other.heading_span(heading), "the nearest heading");
            }
            Some(with_fix(finding, page, link, |destination| {
                let path = destination.split('#').next().unwrap_or_default();
                format!("{path}#{nearest}")
            }))
        }
        _ => None,
    }
}

/// The nearest target is a guess: a person looks at it.
fn with_fix(finding: Finding, page: &Page, link: &Link, corrected: impl Fn(&str) -> String) -> Finding {
    match &link.destination_range {
        Some(range) => {
            let text = corrected(page.source.slice(range.clone()));
            let title = format!("link to `{text}`");
            finding.fix(Fix::reviewed(title, page.span(range.clone()), text))
        }
        None => finding,
    }
}
