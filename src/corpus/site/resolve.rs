//! Where a link leads: by file as Hugo reads it, by address as a browser does, by alias or redirect.

use super::addresses::{file_key, join, normal, without_ending};
use super::paths::{file_of, is_asset, own_path, percent_decoded, shown};
use super::redirects::Followed;
use super::{Site, Stand, Unseen, reference, schemes};
use crate::config::Generator;
use crate::document::{Link, LinkKind};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Out of the corpus's sight: another site, an asset, a part of the site that was not read.
    Elsewhere,
    /// A page, and the anchor on it if one is named.
    Page {
        /// The page, as an index into the corpus's.
        page: usize,
        /// The anchor.
        anchor: Option<String>,
    },
    /// An address that no page has.
    NoPage {
        /// The address.
        address: String,
        /// Why there is none.
        why: Why,
    },
    /// A page that has no such anchor.
    NoAnchor {
        /// The page, as an index into the corpus's.
        page: usize,
        /// The anchor.
        anchor: String,
    },
}

/// Why there is no page at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// No file makes one.
    Missing,
    /// The page there is not shown.
    Unseen(usize, Unseen),
    /// A name that several pages have.
    Ambiguous(Vec<usize>),
    /// Redirects that lead round in a loop: the addresses in order.
    Loop(Vec<String>),
    /// It starts with something that browsers open no address by.
    Scheme(String),
    /// Hugo keeps a backslash that Markdown means to drop.
    Escaped,
}

/// Where a link leads, and how it gets there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Where it leads.
    pub target: Target,
    /// What it works by, where it is not the page's own address.
    pub via: Option<Via>,
}

/// What a link works by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// Another address that the page gives itself.
    Alias,
    /// A redirect.
    Redirect,
}

impl From<Target> for Route {
    fn from(target: Target) -> Self {
        Self { target, via: None }
    }
}

/// How the path of a link is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// By the generator first: a file.
    File,
    /// By the browser alone.
    Browser,
}

impl Site {
    /// Where a link of a page leads, and how. `hosts` are the site's own.
    pub fn route(&self, from: usize, link: &Link, hosts: &[String]) -> Route {
        if link.opaque {
            return match reference::parse(&link.destination) {
                Some(reference) => self.reference(from, &reference).into(),
                None => Target::Elsewhere.into(),
            };
        }
        let destination = link.destination.as_str();
        if let Some(path) = own_path(destination, hosts) {
            return self.destination(from, path, Reading::Browser);
        }
        let reading = match (link.kind, self.generator) {
            (LinkKind::Html, _) | (_, Generator::Middleman) => Reading::Browser,
            _ => Reading::File,
        };
        self.destination(from, destination, reading)
    }

    fn destination(&self, from: usize, destination: &str, reading: Reading) -> Route {
        let (path, anchor) = match destination.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (destination, None),
        };
        let path = path.split('?').next().unwrap_or_default();
        // A text that the browser is to look for is no part of the anchor.
        let anchor = anchor.map(|anchor| anchor.split(":~:").next().unwrap_or_default());
        let anchor = anchor.filter(|anchor| !anchor.is_empty());
        if path.is_empty() {
            return match anchor {
                Some(anchor) => self.on_page(from, Some(anchor)).into(),
                None => Target::Elsewhere.into(),
            };
        }
        if let Some(scheme) = schemes::of(path).filter(|scheme| !schemes::opens(scheme)) {
            return Target::NoPage {
                address: destination.to_owned(),
                why: Why::Scheme(scheme.to_owned()),
            }
            .into();
        }
        let has_scheme = path
            .split('/')
            .next()
            .is_some_and(|first| first.contains(':'));
        let Some(place) = self.places.get(from) else {
            return Target::Elsewhere.into();
        };
        if has_scheme || path.starts_with("//") {
            return Target::Elsewhere.into();
        }
        let path = percent_decoded(path);
        if reading == Reading::File
            && let Some(page) = self.file(from, &path)
        {
            return self.on_page(page, anchor).into();
        }
        let mut route = self.at_url(normal(&join(&place.address.url, &path)), anchor);
        if let Target::NoPage { why, .. } = &mut route.target
            && path.contains('\\')
        {
            *why = Why::Escaped;
        }
        route
    }

    /// What a browser gets at an address.
    fn at_url(&self, url: &str, anchor: Option<&str>) -> Route {
        if let Some(route) = self.stands_at(url, anchor) {
            return route;
        }
        match self
            .made
            .redirects
            .follow(url, |url| self.urls.contains_key(url))
        {
            Followed::Nowhere => self.missing(url).into(),
            Followed::Elsewhere => Target::Elsewhere.into(),
            Followed::Loop(addresses) => Target::NoPage {
                address: shown(url),
                why: Why::Loop(addresses),
            }
            .into(),
            Followed::To { url, anchor: own } => {
                let anchor = own.as_deref().or(anchor);
                let target = match self.stands_at(&url, anchor) {
                    Some(route) => route.target,
                    None => self.missing(&url),
                };
                Route {
                    target,
                    via: Some(Via::Redirect),
                }
            }
        }
    }

    fn stands_at(&self, url: &str, anchor: Option<&str>) -> Option<Route> {
        Some(match self.urls.get(url)? {
            Stand::Page(page) => self.on_page(*page, anchor).into(),
            Stand::List => Target::Elsewhere.into(),
            Stand::Alias(page) => Route {
                target: self.on_page(*page, anchor),
                via: Some(Via::Alias),
            },
        })
    }

    fn missing(&self, url: &str) -> Target {
        if is_asset(url) || !self.can_answer(url) {
            return Target::Elsewhere;
        }
        let why = match self.unseen.get(url) {
            Some(&(page, unseen)) => Why::Unseen(page, unseen),
            None => Why::Missing,
        };
        Target::NoPage {
            address: shown(url),
            why,
        }
    }

    /// The page that Hugo finds for a path, from the folder of the file first.
    fn file(&self, from: usize, path: &str) -> Option<usize> {
        let place = &self.places.get(from)?.address;
        let path = path.strip_prefix("./").unwrap_or(path);
        let path = path.trim_end_matches('/');
        let find = |base: &str, path: &str| {
            // A path is read as it stands: what a browser would tidy up is no file.
            if path.contains("//")
                || path.starts_with('/') && path.split('/').any(|part| part == "." || part == "..")
            {
                return None;
            }
            self.files.get(&file_of(&join(base, path))).copied()
        };
        if path.starts_with('/') || path.is_empty() {
            return find("", path);
        }
        let has_ending = path
            .rsplit('/')
            .next()
            .is_some_and(|name| name.trim_matches('.').contains('.'));
        let base = if place.is_leaf && !(has_ending && path.starts_with("../")) {
            super::addresses::parent(&place.folder)
        } else {
            &place.folder
        };
        if let Some(page) = find(base, path) {
            return Some(page);
        }
        if path.starts_with('.') {
            return None;
        }
        find("", path)
    }

    /// Where a `ref` leads.
    fn reference(&self, from: usize, reference: &reference::Reference) -> Target {
        let (path, anchor) = match reference.path.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (reference.path.as_str(), None),
        };
        // Hugo itself never looks at the anchor; whoever follows the link does.
        let anchor = reference
            .anchor
            .as_deref()
            .or(anchor)
            .filter(|anchor| !anchor.is_empty());
        if path.is_empty() {
            return self.on_page(from, anchor);
        }
        if path.contains("://") {
            return Target::Elsewhere;
        }
        if let Some(page) = self.file(from, path) {
            return self.on_page(page, anchor);
        }
        let path = path.trim_end_matches('/');
        if !path.contains('/') {
            let name = file_key(without_ending(path));
            match self.names.get(&*name).map(Vec::as_slice) {
                Some([page]) => return self.on_page(*page, anchor),
                Some(pages @ [_, _, ..]) => {
                    return Target::NoPage {
                        address: path.to_owned(),
                        why: Why::Ambiguous(pages.to_vec()),
                    };
                }
                _ => {}
            }
        }
        let base = self
            .places
            .get(from)
            .map_or("", |place| &place.address.folder);
        let url = file_of(&join(base, path));
        if !self.can_answer(&url) {
            return Target::Elsewhere;
        }
        let why = match self.unseen.get(&url) {
            Some(&(page, unseen)) => Why::Unseen(page, unseen),
            None => Why::Missing,
        };
        Target::NoPage {
            address: path.to_owned(),
            why,
        }
    }

    pub(super) fn on_page(&self, page: usize, anchor: Option<&str>) -> Target {
        let (Some(anchor), Some(place)) = (anchor, self.places.get(page)) else {
            return Target::Page { page, anchor: None };
        };
        let decoded = percent_decoded(anchor);
        if place.anchors.has(&decoded) || place.anchors.has(anchor) {
            return Target::Page {
                page,
                anchor: Some(decoded.into_owned()),
            };
        }
        // `#top` is every page's; footnotes get theirs from the generator.
        if place.anchors.open
            || decoded.eq_ignore_ascii_case("top")
            || decoded.starts_with("fn:")
            || decoded.starts_with("fnref")
        {
            return Target::Elsewhere;
        }
        Target::NoAnchor {
            page,
            anchor: decoded.into_owned(),
        }
    }

    /// Whether the corpus knows every page of this part of the site.
    fn can_answer(&self, url: &str) -> bool {
        let root = url.split('/').nth(1).unwrap_or_default();
        self.whole && self.roots.contains(root)
    }
}
