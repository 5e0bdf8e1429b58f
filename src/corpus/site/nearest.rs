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

/// What is less like a text than this is not what was meant.
const LEAST: f64 = 0.85;

/// The candidate that is like the wanted text, if one is.
fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // What is far longer is not compared: the cost is the product of the lengths.
    let length = wanted.len();
    let wanted = Wanted::new(wanted);
    let mut candidates: Vec<(f64, &str)> = candidates
        .filter(|candidate| candidate.len() <= length * 2 + 8 && length <= candidate.len() * 2 + 8)
        .take(MOST)
        .map(|candidate| (wanted.most_likeness(candidate), candidate))
        .filter(|(most, _)| *most > LEAST)
        .collect();
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut best: Option<(f64, &str)> = None;
    for (most, candidate) in candidates {
        // None of those that follow can be better.
        if best.is_some_and(|(likeness, _)| most < likeness) {
            break;
        }
        let likeness = strsim::jaro_winkler(&wanted.text, &candidate.to_lowercase());
        let is_better = |(known, other): (f64, &str)| {
            likeness > known || likeness >= known && candidate < other
        };
        if likeness > LEAST && best.is_none_or(is_better) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A text that another is to be like.
struct Wanted {
    /// In small letters.
    text: String,
    is_ascii: bool,
    /// How often each letter stands in it.
    letters: [u32; 32],
}

impl Wanted {
    fn new(text: &str) -> Self {
        let text = text.to_lowercase();
        let mut letters = [0; 32];
        for byte in text.bytes() {
            letters[usize::from(byte & 31)] += 1;
        }
        Self {
            is_ascii: text.is_ascii(),
            text,
            letters,
        }
    }

    /// What the likeness of another text may be at most, by a quick look. The measure of likeness adds a tenth for each of
    /// up to four letters of a common start, of what is left open, to the mean of three shares, none of which is above that
    /// of the letters in common.
    fn most_likeness(&self, candidate: &str) -> f64 {
        /// What rounding may take away.
        const ROUNDING: f64 = 1e-9;
        if !self.is_ascii || !candidate.is_ascii() {
            return 1.0;
        }
        let mut letters = self.letters;
        let mut common = 0_u32;
        for byte in candidate.bytes() {
            let left = &mut letters[usize::from(byte & 31)];
            let is_common = *left > 0;
            *left -= u32::from(is_common);
            common += u32::from(is_common);
        }
        let share = |length: usize| f64::from(common) / length.max(1) as f64;
        let mean = (share(self.text.len()) + share(candidate.len()) + 1.0) / 3.0;
        let pairs = self.text.bytes().zip(candidate.bytes()).take(4);
        let start = pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
        mean + 0.1 * start as f64 * (1.0 - mean) + ROUNDING
    }
}

fn common_start(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}
