//! Links to pages and anchors of the site that do not exist: one check for three rules.

use crate::corpus::Corpus;
use crate::corpus::site::{Target, Unseen, Why, schemes};
use crate::document::{Link, LinkKind};
use crate::finding::{Finding, Fix};
use crate::model::{FieldKind, Page};
use rustc_hash::FxHashMap;
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

/// How many different broken links of a page get a suggestion: finding one costs time.
const MOST_SUGGESTIONS: usize = 500;

/// How many addresses of a loop of redirects a message names.
const MOST_STEPS: usize = 5;

pub fn check(params: &Params, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let Some(from) = corpus.page_index(page) else {
        return Vec::new();
    };
    // Nobody can follow a link of a page that is not shown.
    if corpus.site.is_draft(from) {
        return Vec::new();
    }
    let ladders: Vec<Range<usize>> = page
        .fields
        .iter()
        .filter(|field| page.family && field.kind == FieldKind::CareerLadder)
        .map(|field| page.document.section_range(field.heading))
        .collect();
    let in_ladder = |link: &Link| ladders.iter().any(|ladder| ladder.contains(&link.range.start));
    let mut nearest = Nearest {
        corpus,
        pages: FxHashMap::default(),
        anchors: FxHashMap::default(),
    };
    let mut findings = Vec::new();
    for (link, route) in corpus.site.links(from, page) {
        let is_broken = matches!(route.target, Target::NoPage { .. } | Target::NoAnchor { .. });
        let ours = is_broken
            && link.kind != LinkKind::Image
            && !link.destination.is_empty()
            && (params.links == Links::Ladders) == in_ladder(link);
        if ours {
            findings.extend(finding(params.links, page, link, &route.target, &mut nearest));
        }
    }
    findings
}

/// Suggestions, each looked for once.
struct Nearest<'a> {
    corpus: &'a Corpus,
    pages: FxHashMap<String, Option<usize>>,
    anchors: FxHashMap<(usize, String), Option<&'a str>>,
}

impl<'a> Nearest<'a> {
    fn page(&mut self, address: &str) -> Option<usize> {
        if let Some(known) = self.pages.get(address) {
            return *known;
        }
        if self.pages.len() >= MOST_SUGGESTIONS {
            return None;
        }
        let found = self.corpus.site.nearest_page(address);
        self.pages.insert(address.to_owned(), found);
        found
    }

    fn anchor(&mut self, page: usize, anchor: &str) -> Option<&'a str> {
        let key = (page, anchor.to_owned());
        if let Some(known) = self.anchors.get(&key) {
            return *known;
        }
        if self.anchors.len() >= MOST_SUGGESTIONS {
            return None;
        }
        let found = self.corpus.site.nearest_anchor(page, anchor);
        self.anchors.insert(key, found);
        found
    }
}

fn finding(
    links: Links,
    page: &Page,
    link: &Link,
    target: &Target,
    nearest: &mut Nearest,
) -> Option<Finding> {
    match target {
        Target::NoPage { address, why } if links != Links::Anchors => {
            Some(no_page(page, link, address, why, nearest))
        }
        Target::NoAnchor {
            page: target,
            anchor,
        } if links != Links::Pages => Some(no_anchor(page, link, *target, anchor, nearest)),
        _ => None,
    }
}

fn no_page(page: &Page, link: &Link, address: &str, why: &Why, nearest: &mut Nearest) -> Finding {
    let corpus = nearest.corpus;
    let at = page.span(link.range.clone());
    let title_of = |page: usize| corpus.pages.get(page).map(Page::title_span);
    match why {
        Why::Missing => {}
        Why::Unseen(target, unseen) => {
            let (message, cause, help) = match unseen {
                Unseen::Draft => (
                    format!("the page at `{address}` is not shown: its front matter keeps it back"),
                    *target,
                    "link to a page that is shown, or show this one",
                ),
                Unseen::Hidden(by) => (
                    format!("the page at `{address}` is not shown: it lies beside an `index.md`"),
                    *by,
                    "rename that `index.md` to `_index.md`",
                ),
            };
            let finding = Finding::new(at, message).help(help);
            return match title_of(cause) {
                Some(cause) => finding.relate(cause, "why it is not shown"),
                None => finding,
            };
        }
        Why::Ambiguous(pages) => {
            let mut finding =
                Finding::new(at, format!("`{address}` is the name of {} pages", pages.len()))
                    .help("name the page by its path");
            for title in pages.iter().take(5).filter_map(|&page| title_of(page)) {
                finding = finding.relate(title, "a page of this name");
            }
            return finding;
        }
        Why::Scheme(scheme) => {
            let message = format!("no browser opens an address that starts with `{scheme}:`");
            let finding = Finding::new(at, message);
            let Some(meant) = schemes::meant(scheme) else {
                return finding.help("say in words where to find it");
            };
            return with_fix(finding, page, link, |destination| {
                format!("{meant}{}", destination.get(scheme.len()..).unwrap_or_default())
            })
            .help(format!("write `{meant}:`"));
        }
        Why::Escaped => {
            let plain = link.destination.replace('\\', "");
            return with_fix(
                Finding::new(at, format!("the backslash stays in the address `{}`", link.destination)),
                page,
                link,
                |_| plain.clone(),
            )
            .help(format!("write `{plain}`"));
        }
        Why::Loop(addresses) => {
            let first: Vec<String> = addresses
                .iter()
                .take(MOST_STEPS)
                .map(|address| format!("`{address}/`"))
                .collect();
            let more = if addresses.len() > MOST_STEPS { ", ..." } else { "" };
            let comes_back = addresses
                .split_last()
                .is_some_and(|(last, others)| others.contains(last));
            let how = if comes_back { "lead round in a loop" } else { "lead on and on" };
            let message = format!("the redirects of `{address}` {how}: {}{more}", first.join(", "));
            return Finding::new(at, message).help("link to a page that exists, and mend the redirects");
        }
    }
    let finding = Finding::new(at, format!("there is no page at `{address}`"));
    let Some(nearest) = nearest.page(address) else {
        return finding.help("link to a page that exists, or drop the link");
    };
    let nearest = corpus.site.address(nearest);
    let finding = finding.help(format!("the nearest page is `{nearest}`"));
    // A page of a like name is a hint; one of the same name is likely to be the one that moved.
    let name = |address: &str| address.trim_end_matches('/').rsplit('/').next().map(str::to_lowercase);
    if name(address) != name(nearest) {
        return finding;
    }
    with_fix(finding, page, link, |destination| {
        let anchor = destination.find('#').map_or("", |at| &destination[at..]);
        format!("{nearest}{anchor}")
    })
}

fn no_anchor(page: &Page, link: &Link, target: usize, anchor: &str, nearest: &mut Nearest) -> Finding {
    let corpus = nearest.corpus;
    let other = &corpus.pages[target];
    let place = if other.file == page.file {
        "this page has no heading".to_owned()
    } else {
        format!("`{}` has no heading", corpus.site.address(target))
    };
    let finding = Finding::new(
        page.span(link.range.clone()),
        format!("{place} with the anchor `#{anchor}`"),
    );
    let Some(nearest) = nearest.anchor(target, anchor) else {
        return finding.help(match corpus.site.unknown_shortcode(target) {
            Some(name) => format!(
                "link to a heading that exists; if the shortcode `{name}` brings this one, name it under `site.shortcodes`"
            ),
            None => "link to a heading that exists, or to the page as a whole".to_owned(),
        });
    };
    let mut finding = finding.help(format!("the nearest anchor is `#{nearest}`"));
    let headings = &other.document.headings;
    if let Some(heading) = headings.iter().position(|heading| heading.id == nearest) {
        finding = finding.relate(other.heading_span(heading), "the nearest heading");
    }
    if !is_slip(anchor, nearest) {
        return finding;
    }
    with_fix(finding, page, link, |destination| {
        let path = destination.split('#').next().unwrap_or_default();
        format!("{path}#{nearest}")
    })
}

/// Whether one anchor is the other but for a letter in ten or the case: what is farther off is a hint, no correction.
fn is_slip(anchor: &str, nearest: &str) -> bool {
    const LONGEST: usize = 256;
    anchor.len() <= LONGEST
        && strsim::normalized_levenshtein(&anchor.to_lowercase(), &nearest.to_lowercase()) > 0.85
}

/// The nearest target is a guess: a person looks at it.
fn with_fix(finding: Finding, page: &Page, link: &Link, corrected: impl Fn(&str) -> String) -> Finding {
    match &link.destination_range {
        Some(range) if !link.opaque => {
            let text = corrected(page.source.slice(range.clone()));
            let title = format!("link to `{text}`");
            finding.fix(Fix::reviewed(title, page.span(range.clone()), text))
        }
        _ => finding,
    }
}
