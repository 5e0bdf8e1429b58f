//! Links to pages and anchors of the site that do not exist: one check for three rules.

use crate::corpus::Corpus;
use crate::corpus::site::{Route, Target, Unseen, Via, Why, is_slip, schemes};
use crate::corpus::titles::RoleId;
use crate::document::{Link, LinkKind};
use crate::finding::{Finding, Fix};
use crate::model::{FieldKind, Page, Title};
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
        from,
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
            findings.extend(finding(params.links, page, link, route, &mut nearest));
        }
    }
    findings
}

/// Suggestions, each looked for once.
struct Nearest<'a> {
    corpus: &'a Corpus,
    /// The page that the links stand on.
    from: usize,
    pages: FxHashMap<String, Option<Found>>,
    anchors: FxHashMap<(usize, String), Option<&'a str>>,
}

/// A page that may be meant.
#[derive(Clone, Copy)]
enum Found {
    /// It has the same name elsewhere: it has moved.
    Moved(usize),
    /// Its name is like the one asked for.
    Like(usize),
}

impl<'a> Nearest<'a> {
    fn page(&mut self, address: &str) -> Option<Found> {
        if let Some(known) = self.pages.get(address) {
            return *known;
        }
        if self.pages.len() >= MOST_SUGGESTIONS {
            return None;
        }
        let site = &self.corpus.site;
        let other = |page: &usize| *page != self.from;
        let moved = site.page_of_name(address).filter(|&page| self.may_have_moved(address, page));
        let found = match moved.filter(other) {
            Some(page) => Some(Found::Moved(page)),
            None => site.page_of_like_name(address).filter(other).map(Found::Like),
        };
        self.pages.insert(address.to_owned(), found);
        found
    }

    /// Whether a page may have stood at an address that has its name. The name of a job tells; `faq` and the like stand in
    /// many folders, and tell where the one folder is in the other, or has its name.
    fn may_have_moved(&self, address: &str, page: usize) -> bool {
        let folder = |address: &str| {
            let address = address.trim_end_matches('/');
            address.rsplit_once('/').map_or("", |(folder, _)| folder).to_lowercase()
        };
        let (before, now) = (folder(address), folder(self.corpus.site.address(page)));
        let holds = |outer: &str, inner: &str| {
            outer.matches('/').count() > 1
                && inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'))
        };
        let name = |folder: &str| folder.rsplit('/').next().map(str::to_owned);
        self.corpus.pages[page].family
            || holds(&before, &now)
            || holds(&now, &before)
            || before.matches('/').count() > 1 && name(&before) == name(&now)
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

    /// The role that the text of a link names, if there is one such, and what to link to for it. The role in whose own
    /// section the link stands is not meant.
    fn role(&self, page: &Page, link: &Link, on: Option<usize>) -> Option<(RoleId, String)> {
        let corpus = self.corpus;
        let title = Title::new(page.document.link_text(link), &corpus.vocabulary);
        if !title.is_title() || title.function.is_empty() {
            return None;
        }
        let named = corpus.titles.roles(&title).iter();
        let mut named = named.filter(|role| on.is_none_or(|page| role.page == page));
        let (Some(&role), None) = (named.next(), named.next()) else {
            return None;
        };
        let holds_link = |heading| page.document.section_range(heading).contains(&link.range.start);
        if role.page == self.from && corpus.role(role).1.heading().is_none_or(holds_link) {
            return None;
        }
        let address = corpus.role_address(self.from, role).filter(|address| !address.is_empty())?;
        Some((role, address))
    }
}

/// Names the role that is meant, and offers to link to it.
fn with_role(finding: Finding, page: &Page, link: &Link, (role, address): (RoleId, String), corpus: &Corpus) -> Finding {
    let (other, role) = corpus.role(role);
    let finding = finding
        .help(format!("the role `{}` is described at `{address}`", role.title.text))
        .relate(other.span(role.at.clone()), "the role that the link names");
    // On another page it may be the role of another department.
    let path = |address: &str| address.split('#').next().map(str::to_owned);
    if address.starts_with('#') || path(&address) == path(&link.destination) {
        with_fix(finding, page, link, |_| address.clone())
    } else {
        finding
    }
}

fn finding(
    links: Links,
    page: &Page,
    link: &Link,
    route: &Route,
    nearest: &mut Nearest,
) -> Option<Finding> {
    match &route.target {
        Target::NoPage { address, why } if links != Links::Anchors => {
            Some(no_page(page, link, address, why, route.via.as_ref(), nearest))
        }
        Target::NoAnchor {
            page: target,
            anchor,
        } if links != Links::Pages => Some(no_anchor(page, link, *target, anchor, nearest)),
        _ => None,
    }
}

fn no_page(
    page: &Page,
    link: &Link,
    address: &str,
    why: &Why,
    via: Option<&Via>,
    nearest: &mut Nearest,
) -> Finding {
    let corpus = nearest.corpus;
    let at = page.span(link.range.clone());
    let title_of = |page: usize| corpus.pages.get(page).map(Page::title_span);
    match why {
        Why::Missing => missing_page(page, link, address, via, nearest),
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
            match title_of(cause) {
                Some(cause) => finding.relate(cause, "why it is not shown"),
                None => finding,
            }
        }
        Why::Ambiguous(pages) => {
            let mut finding =
                Finding::new(at, format!("`{address}` is the name of {} pages", pages.len()))
                    .help("name the page by its path");
            for title in pages.iter().take(5).filter_map(|&page| title_of(page)) {
                finding = finding.relate(title, "a page of this name");
            }
            finding
        }
        Why::Scheme(scheme) => {
            let message = format!("no browser opens an address that starts with `{scheme}:`");
            let finding = Finding::new(at, message);
            let Some(meant) = schemes::meant(scheme) else {
                return finding.help("say in words where to find it");
            };
            with_fix(finding, page, link, |destination| {
                format!("{meant}{}", destination.get(scheme.len()..).unwrap_or_default())
            })
            .help(format!("write `{meant}:`"))
        }
        Why::Escaped => {
            let plain = link.destination.replace('\\', "");
            with_fix(
                Finding::new(at, format!("the backslash stays in the address `{}`", link.destination)),
                page,
                link,
                |_| plain.clone(),
            )
            .help(format!("write `{plain}`"))
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
            Finding::new(at, message).help("link to a page that exists, and mend the redirects")
        }
    }
}

/// An address that nothing has.
fn missing_page(page: &Page, link: &Link, address: &str, via: Option<&Via>, nearest: &mut Nearest) -> Finding {
    let corpus = nearest.corpus;
    let message = match via {
        // What stands on the page is another address.
        Some(Via::Redirect) => {
            let written = link.destination.split(['#', '?']).next().unwrap_or_default();
            format!("`{written}` is redirected to `{address}`, where there is no page")
        }
        _ => format!("there is no page at `{address}`"),
    };
    let finding = Finding::new(page.span(link.range.clone()), message);
    if let Some(role) = nearest.role(page, link, None) {
        return with_role(finding, page, link, role, corpus);
    }
    let (found, moved) = match nearest.page(address) {
        Some(Found::Moved(found)) => (found, true),
        Some(Found::Like(found)) => (found, false),
        None => return finding.help("link to a page that exists, or drop the link"),
    };
    let nearest = corpus.site.address(found);
    let finding = finding.help(format!("the nearest page is `{nearest}`"));
    let anchor = link.destination.split_once('#').map_or("", |(_, anchor)| anchor);
    // A page of a like name is a hint; so is one without the anchor.
    if !moved || !anchor.is_empty() && !corpus.site.has_anchor(found, anchor) {
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
    if let Some(role) = nearest.role(page, link, Some(target)) {
        return with_role(finding, page, link, role, corpus);
    }
    let found = nearest.anchor(target, anchor);
    if !found.is_some_and(|found| is_slip(anchor, found))
        && let Some(role) = nearest.role(page, link, None)
    {
        return with_role(finding, page, link, role, corpus);
    }
    let Some(nearest) = found else {
        return finding.help(match corpus.site.unknown_shortcode(target) {
            Some(name) => format!(
                "link to a heading that exists; if the shortcode `{name}` brings this one, name it under `site.shortcodes`"
            ),
            None => "link to a heading that exists, or to the page as a whole".to_owned(),
        });
    };
    let mut finding = finding.help(format!("the nearest anchor is `#{nearest}`"));
    let headings = &other.document.headings;
    if let Some(heading) = headings.iter().position(|heading| *heading.id == *nearest) {
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
