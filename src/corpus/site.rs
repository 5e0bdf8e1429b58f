//! The addresses at which the site's generator puts pages, and what lies there.

mod addresses;
mod anchors;
mod best;
mod nearest;
mod paths;
pub mod redirects;
mod reference;
mod resolve;
pub mod schemes;
pub mod shortcodes;

pub use addresses::{Address, generator};
pub use nearest::is_slip;
pub use paths::own_path;
pub use resolve::{Route, Target, Via, Why};

use crate::config::{Generator, Profile};
use crate::document::{Link, LinkKind};
use crate::model::Page;
use crate::model::memo::Memo;
use anchors::Anchors;
use rayon::prelude::*;
use redirects::Redirects;
use rustc_hash::{FxHashMap, FxHashSet};
use shortcodes::Shortcodes;

/// Every address of the checked pages.
#[derive(Debug, Default)]
pub struct Site {
    generator: Generator,
    /// What lies at each address, without the `/` at its end. Case counts.
    urls: FxHashMap<String, Stand>,
    /// The pages by their place among the files: lower case, without the ending. Hugo's links by file go there.
    files: FxHashMap<String, usize>,
    /// The pages by the name of their file or folder, in lower case: `ref` finds a page by it.
    names: FxHashMap<String, Vec<usize>>,
    /// The pages by the folder of their address.
    folders: FxHashMap<String, Vec<usize>>,
    /// Pages that the site does not show, by the address that they would have.
    unseen: FxHashMap<String, (usize, Unseen)>,
    made: Made,
    /// The first parts of the addresses: where the corpus can answer.
    roots: FxHashSet<String>,
    /// Whether the site was read, and not single files alone.
    whole: bool,
    /// Where the links of each page lead: those of its text, then those of its HTML.
    routes: Vec<Vec<Route>>,
    /// Each page's place.
    places: Vec<Place>,
    /// Pages that share an address: the address, the page that is shown, the other one.
    doubled: Vec<(String, usize, usize)>,
    /// How often pages link to each first part of an address: without the site's host, and with it.
    uses: FxHashMap<String, (u32, u32)>,
}

/// What files beside the pages say of the site.
#[derive(Debug, Default)]
pub struct Made {
    /// Where addresses lead that no page has.
    pub redirects: Redirects,
    /// What shortcodes bring to pages.
    pub shortcodes: Shortcodes,
}

/// What lies at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Page(usize),
    /// A list of the pages of a section that has no page of its own.
    List,
    /// Another address of a page, given by that page.
    Alias(usize),
}

/// Why the site does not show a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// It is a draft, or the front matter keeps it from being shown.
    Draft,
    /// It lies in the folder of this page's `index.md`.
    Hidden(usize),
}

#[derive(Debug)]
struct Place {
    address: Address,
    anchors: Anchors,
}

impl Site {
    /// The addresses of these pages. Unless `whole`, they are single pages of a site that was not read.
    pub fn new(pages: &[Page], profile: &Profile, made: Made, whole: bool) -> Self {
        let generator = profile.generator.unwrap_or_default();
        let mut site = Self {
            generator,
            made,
            whole,
            ..Self::default()
        };
        for page in pages {
            let place = Place {
                address: Address::of(page, generator),
                anchors: Anchors::of(page, &site.made.shortcodes),
            };
            site.places.push(place);
        }
        let leaves = site.leaves();
        for (index, page) in pages.iter().enumerate() {
            site.add(index, page, &leaves);
        }
        site.add_lists();
        site.count_uses(pages, &profile.hosts);
        // Where an address of the whole site leads does not depend on the page that names it.
        let (by_file, by_browser) = (Memo::default(), Memo::default());
        let route = |from: usize, link: &Link| {
            let destination = link.destination.as_str();
            let find = || site.route(from, link, &profile.hosts);
            let of_site =
                destination.starts_with('/') || own_path(destination, &profile.hosts).is_some();
            match link.kind {
                _ if link.opaque || !of_site => find(),
                LinkKind::Html => by_browser.get(destination, find),
                _ => by_file.get(destination, find),
            }
        };
        site.routes = pages
            .par_iter()
            .enumerate()
            .with_max_len(super::PAGES)
            .map(|(from, page)| links(page).map(|link| route(from, link)).collect())
            .collect();
        site
    }

    /// Whether the site was read, and not single files alone.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// What is said of it beside the pages, for the site that takes its place.
    pub fn take_made(&mut self) -> Made {
        std::mem::take(&mut self.made)
    }

    /// Takes back what another site had meanwhile.
    pub fn give_made(&mut self, made: Made) {
        self.made = made;
    }

    /// The folders that an `index.md` makes a single page of.
    fn leaves(&self) -> FxHashMap<String, usize> {
        let mut leaves = FxHashMap::default();
        if self.generator == Generator::Hugo {
            for (index, place) in self.places.iter().enumerate() {
                if place.address.is_leaf {
                    leaves.insert(place.address.folder.clone(), index);
                }
            }
            for place in &self.places {
                if place.address.is_branch {
                    leaves.remove(&place.address.folder);
                }
            }
        }
        leaves
    }

    fn add(&mut self, index: usize, page: &Page, leaves: &FxHashMap<String, usize>) {
        let Some(place) = self.places.get(index) else {
            return;
        };
        let address = place.address.clone();
        if let Some(root) = address.root() {
            self.roots.insert(root.to_owned());
        }
        let hidden_by = ancestors(&address.folder)
            .filter(|folder| !(address.is_leaf && *folder == address.folder))
            .find_map(|folder| leaves.get(folder))
            .copied();
        let unseen = match hidden_by {
            Some(by) => Some(Unseen::Hidden(by)),
            None => addresses::is_unseen(page, self.generator).then_some(Unseen::Draft),
        };
        if let Some(unseen) = unseen {
            self.unseen
                .entry(address.url.clone())
                .or_insert((index, unseen));
            return;
        }
        match self.urls.get(&address.url) {
            Some(Stand::Page(other)) => self.doubled.push((address.url.clone(), *other, index)),
            _ => {
                self.urls.insert(address.url.clone(), Stand::Page(index));
            }
        }
        self.files.entry(address.file.clone()).or_insert(index);
        self.names
            .entry(addresses::last(&address.file).to_owned())
            .or_default()
            .push(index);
        self.folders
            .entry(addresses::parent(&address.url).to_owned())
            .or_default()
            .push(index);
        for alias in addresses::aliases(page, &address) {
            self.urls.entry(alias).or_insert(Stand::Alias(index));
        }
    }

    /// Hugo lists the pages of the folders right below the root, and of the root, where they have no page.
    fn add_lists(&mut self) {
        if self.generator == Generator::Hugo {
            for root in &self.roots {
                self.urls.entry(format!("/{root}")).or_insert(Stand::List);
            }
            self.urls.entry(String::new()).or_insert(Stand::List);
        }
    }

    fn count_uses(&mut self, pages: &[Page], hosts: &[String]) {
        for link in pages.iter().flat_map(|page| &page.document.links) {
            let own = own_path(&link.destination, hosts);
            let path = own.unwrap_or(&link.destination);
            let Some(first) = first_part(path) else {
                continue;
            };
            let (relative, absolute) = match self.uses.get_mut(first) {
                Some(uses) => uses,
                None => self.uses.entry(first.to_owned()).or_default(),
            };
            match own {
                Some(_) => *absolute += 1,
                None => *relative += 1,
            }
        }
    }

    /// Whether a path of one of the site's hosts is a part of this very site: a part of the tree, or one that pages
    /// link to without naming the host at least as often. A picture or another file may lie in any of the trees that the
    /// hosts serve.
    pub fn is_own(&self, path: &str) -> bool {
        let file = path.split(['?', '#']).next().unwrap_or_default();
        let Some(first) = first_part(path).filter(|_| !paths::is_asset(file)) else {
            return false;
        };
        self.roots.contains(first)
            || self
                .uses
                .get(first)
                .is_some_and(|(relative, absolute)| relative >= absolute)
    }

    /// The address of a page, as it stands in a link.
    pub fn address(&self, page: usize) -> &str {
        self.places
            .get(page)
            .map_or("/", |place| &place.address.shown)
    }

    /// The part of the site that a page stands in: the address above its own.
    pub fn section(&self, page: usize) -> &str {
        let place = self.places.get(page);
        place.map_or("", |place| addresses::parent(&place.address.url))
    }

    /// Whether the front matter keeps a page from being shown.
    pub fn is_draft(&self, page: usize) -> bool {
        self.places.get(page).is_some_and(|place| {
            self.unseen.get(&place.address.url) == Some(&(page, Unseen::Draft))
        })
    }

    /// Whether the site shows a page at all.
    pub fn is_shown(&self, page: usize) -> bool {
        self.places
            .get(page)
            .is_some_and(|place| self.urls.get(&place.address.url) == Some(&Stand::Page(page)))
    }

    /// Where the links of a page lead, and how, one that names the site's own host included: first those of its text,
    /// then those of its HTML.
    pub fn routes(&self, from: usize) -> &[Route] {
        self.routes.get(from).map_or(&[], Vec::as_slice)
    }

    /// The links of a page, in the order of its routes, with where each leads.
    pub fn links<'a>(
        &'a self,
        from: usize,
        page: &'a Page,
    ) -> impl Iterator<Item = (&'a Link, &'a Route)> {
        links(page).zip(self.routes(from))
    }

    /// Where a link of a page's text leads, by its index.
    pub fn target(&self, from: usize, link: usize) -> &Target {
        self.routes(from)
            .get(link)
            .map_or(&Target::Elsewhere, |route| &route.target)
    }

    /// A shortcode on a page of which nobody said whether it brings anchors.
    pub fn unknown_shortcode(&self, page: usize) -> Option<&str> {
        self.places.get(page)?.anchors.unknown.as_deref()
    }

    /// Pages that share an address: the address, the page that is shown there, and the other one.
    pub fn doubled(&self) -> &[(String, usize, usize)] {
        &self.doubled
    }

    /// The pages that the site does not show because of another page's `index.md`, with that page.
    pub fn hidden(&self) -> impl Iterator<Item = (usize, usize)> {
        self.unseen
            .values()
            .filter_map(|(page, unseen)| match unseen {
                Unseen::Hidden(by) => Some((*page, *by)),
                Unseen::Draft => None,
            })
    }
}

/// The links of a page's text, and then those of its HTML.
fn links(page: &Page) -> impl Iterator<Item = &Link> {
    let document = &page.document;
    document.links.iter().chain(&document.html_links)
}

/// A folder and those above it, without the root.
fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| {
        folder.rsplit_once('/').map(|(above, _)| above)
    })
    .filter(|folder| !folder.is_empty())
}

/// The first part of a path from the root.
fn first_part(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('/')?;
    rest.split(['/', '#', '?'])
        .next()
        .filter(|first| !first.is_empty())
}
