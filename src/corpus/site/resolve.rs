//! Where a link leads: by file as Hugo reads it, by address as a browser does, by alias or redirect.

use super::addresses::{file_key, join, normal, rooted, without_ending};
use super::redirects::Followed;
use super::{Site, Stand, Unseen, reference};
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
        let anchor = anchor.filter(|anchor| !anchor.is_empty() && !anchor.starts_with(":~:"));
        if path.is_empty() {
            return match anchor {
                Some(anchor) => self.on_page(from, Some(anchor)).into(),
                None => Target::Elsewhere.into(),
            };
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
        self.at_url(&normal(&join(&place.address.url, &path)), anchor)
    }

    /// What a browser gets at an address.
    fn at_url(&self, url: &str, anchor: Option<&str>) -> Route {
        if let Some(route) = self.stands_at(url, anchor) {
            return route;
        }
        match self.redirects.follow(url, |url| self.urls.contains_key(url)) {
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
            if path.contains("//") || path.starts_with('/') && path.split('/').any(|part| part == "." || part == "..") {
                return None;
            }
            self.files.get(&file_of(&join(base, path))).copied()
        };
        if path.starts_with('/') || path.is_empty() {
            return find("", path);
        }
        let has_ending = path.rsplit('/').next().is_some_and(|name| name.trim_matches('.').contains('.'));
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
            match self.names.get(&name).map(Vec::as_slice) {
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
        let base = self.places.get(from).map_or("", |place| &place.address.folder);
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
                anchor: Some(decoded),
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
            anchor: decoded,
        }
    }

    /// Whether the corpus knows every page of this part of the site.
    fn can_answer(&self, url: &str) -> bool {
        let root = url.split('/').nth(1).unwrap_or_default();
        self.roots.contains(root)
            && (self.scope.is_empty()
                || self.scope.iter().any(|scope| {
                    url.strip_prefix(scope.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                }))
    }
}

/// The path of a link that names one of the site's own hosts.
pub fn own_path<'a>(destination: &'a str, hosts: &[String]) -> Option<&'a str> {
    let (scheme, rest) = destination.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let end = rest.find(['/', '#', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    hosts
        .iter()
        .any(|own| own.eq_ignore_ascii_case(host))
        .then_some(if path.starts_with('/') { path } else { "/" })
}

fn shown(url: &str) -> String {
    if url.is_empty() {
        "/".to_owned()
    } else if is_asset(url) || url.ends_with(".html") {
        url.to_owned()
    } else {
        format!("{url}/")
    }
}

/// The file that a path names: in lower case, without an ending, `index` or `_index`.
fn file_of(path: &str) -> String {
    let path = file_key(path);
    let path = ["md", "markdown", "html", "htm"]
        .iter()
        .find_map(|ending| path.strip_suffix(ending)?.strip_suffix('.'))
        .unwrap_or(&path);
    let path = ["/index", "/_index"]
        .iter()
        .find_map(|index| path.strip_suffix(index))
        .unwrap_or(path);
    rooted(path)
}

/// Whether the last part of a path has an ending that is no page's.
fn is_asset(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    match last.rsplit_once('.') {
        Some((stem, ending)) => {
            !stem.is_empty()
                && (1..=5).contains(&ending.len())
                && ending.chars().all(|c| c.is_ascii_alphanumeric())
                && ending.contains(|c: char| c.is_ascii_alphabetic())
                && !matches!(
                    ending.to_ascii_lowercase().as_str(),
                    "md" | "html" | "htm" | "markdown"
                )
        }
        None => false,
    }
}

/// With `%20` and the like resolved; as it is where that gives no text.
fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_are_told_by_their_ending() {
        assert!(is_asset("/images/a.png"));
        assert!(!is_asset("/handbook/a.md"));
        assert!(!is_asset("/handbook/v1.2.3-notes"));
        assert!(!is_asset("/handbook/v1.2"));
    }

    #[test]
    fn percent_codes_are_resolved_where_they_can_be() {
        assert_eq!(percent_decoded("a%20b%2"), "a b%2");
        assert_eq!(percent_decoded("%FF"), "%FF");
        assert_eq!(percent_decoded("%€"), "%€");
    }

    #[test]
    fn own_hosts() {
        let hosts = ["x.com".to_owned()];
        for (link, path) in [
            ("https://x.com/a#b", Some("/a#b")),
            ("HTTP://X.com", Some("/")),
            ("https://x.com.evil/a", None),
            ("ftp://x.com/a", None),
            ("/a", None),
        ] {
            assert_eq!(own_path(link, &hosts), path, "{link}");
        }
    }
}
