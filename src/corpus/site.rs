//! The addresses at which the site's generator puts pages, and where a link leads.

use crate::document::Document;
use crate::document::prose::style;
use crate::document::{BlockKind, Link};
use crate::model::Page;
use rustc_hash::{FxHashMap, FxHashSet};

/// Every address of the checked pages.
#[derive(Debug, Default)]
pub struct Site {
    /// The pages by address: lower case, with `/` at both ends. An index into the corpus's pages.
    addresses: FxHashMap<String, usize>,
    /// Addresses that lead on to a page: aliases of the front matter.
    aliases: FxHashSet<String>,
    /// The first parts of the addresses: where the corpus can answer.
    roots: FxHashSet<String>,
    /// Whether the site was read, and not single files alone.
    whole: bool,
    /// The pages by the last part of their address.
    by_name: FxHashMap<String, Vec<usize>>,
    /// Each page's address and anchors.
    places: Vec<Place>,
}

#[derive(Debug)]
struct Place {
    address: String,
    /// The folder that relative links start from, as an address.
    folder: String,
    anchors: FxHashSet<String>,
    /// Whether only the generator knows all anchors.
    open: bool,
}

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
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
    },
    /// A page that has no such anchor.
    NoAnchor {
        /// The page, as an index into the corpus's.
        page: usize,
        /// The anchor.
        anchor: String,
    },
}

impl Site {
    /// The addresses of these pages. Unless `whole`, they are single pages of a site that was not read.
    pub fn new(pages: &[Page], whole: bool) -> Self {
        let mut site = Self {
            whole,
            ..Self::default()
        };
        for (index, page) in pages.iter().enumerate() {
            let place = place(page);
            site.addresses.entry(place.address.clone()).or_insert(index);
            if let Some(root) = place
                .address
                .split('/')
                .nth(1)
                .filter(|root| !root.is_empty())
            {
                site.roots.insert(root.to_owned());
            }
            if let Some(name) = last_part(&place.address) {
                site.by_name.entry(name.to_owned()).or_default().push(index);
            }
            for alias in aliases(page) {
                site.aliases.insert(alias);
            }
            site.places.push(place);
        }
        site
    }

    /// Where a link of a page leads.
    pub fn resolve(&self, from: usize, link: &Link) -> Target {
        if link.opaque {
            return Target::Elsewhere;
        }
        self.resolve_destination(from, &link.destination)
    }

    /// Where a link of a page leads, one that names the site's own host included.
    pub fn resolve_any(&self, from: usize, link: &Link, hosts: &[String]) -> Target {
        let own = hosts.iter().find_map(|host| {
            let rest = link
                .destination
                .split_once("://")?
                .1
                .strip_prefix(host.as_str())?;
            rest.starts_with('/').then_some(rest)
        });
        match own {
            Some(path) if !link.opaque => self.resolve_destination(from, path),
            _ => self.resolve(from, link),
        }
    }

    fn resolve_destination(&self, from: usize, destination: &str) -> Target {
        let (path, anchor) = match destination.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (destination, None),
        };
        let path = path.split('?').next().unwrap_or_default();
        let anchor = anchor.filter(|anchor| !anchor.is_empty() && !anchor.starts_with(":~:"));
        if path.is_empty() {
            return match anchor {
                Some(anchor) => self.on_page(from, Some(anchor)),
                None => Target::Elsewhere,
            };
        }
        let has_scheme = path
            .split('/')
            .next()
            .is_some_and(|first| first.contains(':'));
        if has_scheme || path.starts_with("//") {
            return Target::Elsewhere;
        }
        let path = percent_decoded(path);
        if is_asset(&path) {
            return Target::Elsewhere;
        }
        let Some(place) = self.places.get(from) else {
            return Target::Elsewhere;
        };
        let candidates: Vec<String> = if path.starts_with('/') {
            joined("/", &path).into_iter().collect()
        } else {
            // The generator starts from the file's folder, the browser from the page's own address.
            [&place.folder, &place.address]
                .into_iter()
                .filter_map(|base| joined(base, &path))
                .collect()
        };
        for address in &candidates {
            if let Some(&page) = self.addresses.get(address) {
                return self.on_page(page, anchor);
            }
            if self.aliases.contains(address) {
                return Target::Elsewhere;
            }
        }
        match candidates.into_iter().next() {
            Some(address) if self.can_answer(&address) => Target::NoPage { address },
            _ => Target::Elsewhere,
        }
    }

    fn on_page(&self, page: usize, anchor: Option<&str>) -> Target {
        let (Some(anchor), Some(place)) = (anchor, self.places.get(page)) else {
            return Target::Page { page, anchor: None };
        };
        let decoded = percent_decoded(anchor);
        if place.anchors.contains(decoded.as_str()) || place.anchors.contains(anchor) {
            return Target::Page {
                page,
                anchor: Some(decoded),
            };
        }
        // `#top` is every page's; footnotes get theirs from the generator.
        if place.open
            || decoded == "top"
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
    fn can_answer(&self, address: &str) -> bool {
        let root = address.split('/').nth(1).unwrap_or_default();
        self.whole && self.roots.contains(root)
    }

    /// The address of a page.
    pub fn address(&self, page: usize) -> &str {
        self.places.get(page).map_or("/", |place| &place.address)
    }

    /// The anchor of a page that is most like this one.
    pub fn nearest_anchor(&self, page: usize, anchor: &str) -> Option<&str> {
        let place = self.places.get(page)?;
        nearest(anchor, place.anchors.iter().map(String::as_str))
    }

    /// The page whose address is most like this one: one of the same name elsewhere, or of a like name beside it.
    pub fn nearest_page(&self, address: &str) -> Option<usize> {
        let name = last_part(address)?;
        let folder = address
            .trim_end_matches('/')
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        if let Some(pages) = self.by_name.get(name) {
            return pages
                .iter()
                .copied()
                .max_by_key(|&page| common_start(self.address(page), address));
        }
        let beside = self.places.iter().filter(|place| {
            let parent = place.address.trim_end_matches('/').rsplit_once('/');
            parent.is_some_and(|(parent, _)| parent == folder)
        });
        let found = nearest(name, beside.filter_map(|place| last_part(&place.address)))?;
        let page = format!("{folder}/{found}/");
        self.addresses.get(&page).copied()
    }
}

/// The candidate that is like the wanted text, if one is.
fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .map(|candidate| (strsim::jaro_winkler(wanted, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

fn common_start(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

fn last_part(address: &str) -> Option<&str> {
    address
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .filter(|part| !part.is_empty())
}

fn place(page: &Page) -> Place {
    let (folder, address) = address_of(page);
    let document = &page.document;
    let anchors = document
        .headings
        .iter()
        .filter(|heading| !heading.id_unknown)
        .map(|heading| heading.id.clone())
        .chain(document.html_ids.iter().map(|(id, _)| id.clone()))
        .collect();
    Place {
        address,
        folder,
        anchors,
        open: has_unknown_anchors(document),
    }
}

/// Whether a shortcode or template tag may bring anchors of its own: one in a heading, or one that is a block.
fn has_unknown_anchors(document: &Document) -> bool {
    document.headings.iter().any(|heading| heading.id_unknown)
        || document.blocks.iter().any(|block| {
            block.kind == BlockKind::Paragraph
                && block
                    .prose
                    .runs()
                    .next()
                    .is_some_and(|(flags, _)| flags & style::OPAQUE != 0)
        })
        || document.front_matter.body > 0
            && document.blocks.is_empty()
            && !document.opaque.is_empty()
}

/// The folder of a page and its address.
fn address_of(page: &Page) -> (String, String) {
    let path = page.source.site_path.as_str();
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = as_address(folder);
    let stem = file
        .to_lowercase()
        .trim_end_matches(".md")
        .trim_end_matches(".markdown")
        .trim_end_matches(".html")
        .to_owned();
    if matches!(stem.as_str(), "index" | "_index") {
        let address = front_matter_text(page, "url").map_or_else(|| folder.clone(), as_address);
        return (folder, address);
    }
    let name = front_matter_text(page, "slug").map_or(stem, str::to_lowercase);
    let address = match front_matter_text(page, "url") {
        Some(url) => as_address(url),
        None => format!("{folder}{}/", name.replace(' ', "-")),
    };
    (folder, address)
}

fn front_matter_text<'a>(page: &'a Page, key: &str) -> Option<&'a str> {
    page.document
        .front_matter
        .get(key)?
        .text
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

fn as_address(path: &str) -> String {
    let path = path.trim_matches('/').to_lowercase().replace(' ', "-");
    if path.is_empty() {
        "/".to_owned()
    } else {
        format!("/{path}/")
    }
}

/// `path` from `base`, as an address; nothing if it climbs out of the site.
fn joined(base: &str, path: &str) -> Option<String> {
    let lower = path.to_lowercase();
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in lower.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    if let Some(last) = parts.last_mut() {
        let stem = last
            .trim_end_matches(".md")
            .trim_end_matches(".markdown")
            .trim_end_matches(".html");
        *last = stem;
        if matches!(stem, "index" | "_index") {
            parts.pop();
        }
    }
    Some(as_address(&parts.join("/")))
}

/// Whether the last part of a path has an ending that is no page's.
fn is_asset(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    match last.rsplit_once('.') {
        Some((stem, ending)) => {
            !stem.is_empty()
                && !ending.is_empty()
                && ending.len() <= 5
                && ending.chars().all(|c| c.is_ascii_alphanumeric())
                && !matches!(
                    ending.to_ascii_lowercase().as_str(),
                    "md" | "html" | "markdown"
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

/// The aliases that the front matter lists, as addresses.
fn aliases(page: &Page) -> Vec<String> {
    let Some(entry) = page.document.front_matter.get("aliases") else {
        return Vec::new();
    };
    let written = page.source.slice(entry.value_range.clone());
    written
        .split(['\n', ',', '[', ']'])
        .map(|alias| {
            alias
                .trim()
                .trim_start_matches("- ")
                .trim_matches(['"', '\'', ' '])
        })
        .filter(|alias| alias.starts_with('/'))
        .map(as_address)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_addresses() {
        for (base, path, address) in [
            ("/a/", "../b/c.md", Some("/b/c/")),
            ("/a/", "index.html.md", Some("/a/")),
            ("/a/", "_index.md", Some("/a/")),
            ("/", "/A/B", Some("/a/b/")),
            ("/a/", "../../../etc/passwd", None),
            ("/", "/x/Y.html", Some("/x/y/")),
        ] {
            assert_eq!(joined(base, path).as_deref(), address, "{base} {path}");
        }
    }

    #[test]
    fn assets_are_told_by_their_ending() {
        assert!(is_asset("/images/a.png"));
        assert!(!is_asset("/handbook/a.md"));
        assert!(!is_asset("/handbook/v1.2.3-notes/"));
    }

    #[test]
    fn percent_codes_are_resolved_where_they_can_be() {
        assert_eq!(percent_decoded("a%20b%2"), "a b%2");
        assert_eq!(percent_decoded("%FF"), "%FF");
        assert_eq!(percent_decoded("%€"), "%€");
    }
}
