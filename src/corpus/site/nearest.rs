//! What a broken link may have meant.

use super::addresses::{last, parent};
use super::{Site, Stand};

/// How many candidates are compared with one name.
const MOST: usize = 2_000;

impl Site {
    /// The anchor of a page that is most like this one.
    pub fn nearest_anchor(&self, page: usize, anchor: &str) -> Option<&str> {
        let place = self.places.get(page)?;
        nearest(anchor, place.anchors.known.iter().map(String::as_str))
    }

    /// The page whose address is most like this one: one of the same name elsewhere, or of a like name beside it.
    pub fn nearest_page(&self, address: &str) -> Option<usize> {
        let address = address.trim_end_matches('/');
        let name = last(address);
        if let Some(pages) = self.names.get(&name.to_lowercase()) {
            return pages.iter().take(MOST).copied().max_by_key(|&page| {
                (
                    common_start(self.address(page), address),
                    std::cmp::Reverse(page),
                )
            });
        }
        let folder = parent(address);
        let beside = self.folders.get(folder)?;
        let names = beside
            .iter()
            .filter_map(|page| self.places.get(*page))
            .map(|place| last(&place.address.url));
        let found = nearest(name, names)?;
        match self.urls.get(&format!("{folder}/{found}"))? {
            Stand::Page(page) => Some(*page),
            _ => None,
        }
    }
}

/// The candidate that is like the wanted text, if one is.
fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // What is far longer is not compared: the cost is the product of the lengths.
    let length = wanted.len();
    let wanted = wanted.to_lowercase();
    candidates
        .filter(|candidate| candidate.len() <= length * 2 + 8 && length <= candidate.len() * 2 + 8)
        .take(MOST)
        .filter(|candidate| may_be_like(&wanted, candidate))
        .map(|candidate| {
            (
                strsim::jaro_winkler(&wanted, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(likeness, _)| *likeness > 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// A quick look, which lets through what is like the wanted text and some more. The measure of likeness adds at most 0.4
/// of what a common start leaves open to the mean of three shares, none of which is above that of the letters in common.
fn may_be_like(wanted: &str, candidate: &str) -> bool {
    const LEAST: usize = 5;
    if !wanted.is_ascii() || !candidate.is_ascii() {
        return true;
    }
    let mut letters = [0_u16; 32];
    for byte in wanted.bytes() {
        letters[usize::from(byte & 31)] += 1;
    }
    let mut common = 0;
    for byte in candidate.bytes() {
        let left = &mut letters[usize::from(byte & 31)];
        if *left > 0 {
            *left -= 1;
            common += 1;
        }
    }
    // (common / wanted + common / candidate + 1) / 3 is above 0.75, and so the two shares together above 5 / 4.
    common * (wanted.len() + candidate.len()) * 4 > LEAST * wanted.len() * candidate.len()
}

fn common_start(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}
