//! What a broken link may have meant.

use super::Site;
use super::addresses::{last, parent};
use super::best::{Candidate, best};
use std::cmp::Reverse;

/// How many candidates are compared with one name.
const MOST: usize = 2_000;

impl Site {
    /// The anchor of a page that is most like this one.
    pub fn nearest_anchor(&self, page: usize, anchor: &str) -> Option<&str> {
        let place = self.places.get(page)?;
        nearest(anchor, place.anchors.known.iter().map(AsRef::as_ref))
    }

    /// Whether a page surely has this anchor.
    pub fn has_anchor(&self, page: usize, anchor: &str) -> bool {
        self.places
            .get(page)
            .is_some_and(|place| place.anchors.known.contains(anchor))
    }

    /// The only page whose address ends like this one, wherever it stands: it may have moved.
    pub fn page_of_name(&self, address: &str) -> Option<usize> {
        let name = last(address.trim_end_matches('/')).to_lowercase();
        match self.names.get(&name)?.as_slice() {
            [page] => Some(*page),
            _ => None,
        }
    }

    /// The page beside this address whose name is the same but for a slip, else the only one whose name has one word more.
    pub fn page_of_like_name(&self, address: &str) -> Option<usize> {
        let address = address.trim_end_matches('/');
        let name = last(address);
        let beside = self.folders.get(parent(address))?.iter().take(MOST);
        let names = || {
            beside.clone().filter_map(|&page| {
                let url = &self.places.get(page)?.address.url;
                Some((last(url.trim_end_matches('/')), page))
            })
        };
        let slips = names().filter(|(found, _)| is_slip(name, found));
        let nearest = slips.min_by_key(|(found, page)| (Reverse(likeness(name, found)), *page));
        nearest.map(|(_, page)| page).or_else(|| {
            let mut longer = names().filter(|(found, _)| has_one_word_more(found, name));
            let (first, next) = (longer.next(), longer.next());
            first.filter(|_| next.is_none()).map(|(_, page)| page)
        })
    }
}

/// Whether a name has the words of another, in their order, and one more: `job-grades` and `grades`.
fn has_one_word_more(name: &str, other: &str) -> bool {
    let joints = |name: &str| name.bytes().filter(|&byte| byte == b'-').count();
    let mut left = name.split('-');
    !other.is_empty()
        && name.len() > other.len()
        && joints(name) == joints(other) + 1
        && other
            .split('-')
            .all(|word| left.any(|candidate| candidate.eq_ignore_ascii_case(word)))
}

/// Whether one name is the other but for the case, or for fewer than three letters in twenty.
pub fn is_slip(name: &str, other: &str) -> bool {
    let (shorter, longer) = (name.len().min(other.len()), name.len().max(other.len()));
    // The lengths and the letters tell most names apart: each letter that only one of them has is one to change. Long
    // names cost the product of their lengths.
    let are_many = |changes: usize| changes * 10 > longer * 2;
    let are_apart = || {
        (are_many(longer - shorter) || are_many(longer - Letters::of(name).in_common(other)))
            && name.is_ascii()
            && other.is_ascii()
    };
    longer <= LONGEST && !are_apart() && likeness(name, other) > ALIKE
}

/// The longest name that may be a slip.
const LONGEST: usize = 256;
/// What is less like a name than this, in thousandths, is no slip of it.
const ALIKE: u32 = 850;

/// How like two names are whatever their case, in thousandths.
fn likeness(name: &str, other: &str) -> u32 {
    let share = strsim::normalized_levenshtein(&name.to_lowercase(), &other.to_lowercase());
    (share * 1000.0) as u32
}

/// What is less like an anchor than this is not what was meant.
const LEAST: f64 = 0.85;

/// The candidate that is like the wanted text, if one is.
fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // What is far longer is not compared: the cost is the product of the lengths.
    let length = wanted.len();
    let wanted = Wanted::new(wanted);
    let candidates = candidates
        .filter(|candidate| candidate.len() <= length * 2 + 8 && length <= candidate.len() * 2 + 8)
        .take(MOST)
        .map(|key| Candidate {
            most: wanted.most_likeness(key),
            key,
        })
        .filter(|candidate| candidate.most > LEAST);
    let nearest = best(candidates.collect(), |key| {
        strsim::jaro_winkler(&wanted.text, &key.to_lowercase())
    });
    nearest
        .filter(|(likeness, _)| *likeness > LEAST)
        .map(|(_, candidate)| candidate)
}

/// A text that another is to be like.
struct Wanted {
    /// In small letters.
    text: String,
    is_ascii: bool,
    letters: Letters,
}

/// How often each letter stands in a text, whatever its case.
#[derive(Clone, Copy)]
struct Letters([u32; 32]);

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = [0; 32];
        for byte in text.bytes() {
            letters[usize::from(byte & 31)] += 1;
        }
        Self(letters)
    }

    /// How many letters another text has in common with it, at most.
    fn in_common(mut self, other: &str) -> usize {
        let mut common = 0;
        for byte in other.bytes() {
            let left = &mut self.0[usize::from(byte & 31)];
            common += usize::from(*left > 0);
            *left = left.saturating_sub(1);
        }
        common
    }
}

impl Wanted {
    fn new(text: &str) -> Self {
        let text = text.to_lowercase();
        Self {
            is_ascii: text.is_ascii(),
            letters: Letters::of(&text),
            text,
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
        let common = self.letters.in_common(candidate) as f64;
        let share = |length: usize| common / length.max(1) as f64;
        let mean = (share(self.text.len()) + share(candidate.len()) + 1.0) / 3.0;
        let pairs = self.text.bytes().zip(candidate.bytes()).take(4);
        let start = pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
        mean + 0.1 * start as f64 * (1.0 - mean) + ROUNDING
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_like_but_for_a_slip_or_a_word() {
        for (name, other, slip) in [
            ("alliances-manager", "alliances-managers", true),
            ("Manager-Internal-Audit", "manager-internal-audit", true),
            ("security-compliance", "security-logging", false),
            ("director-of-services", "director-operations", false),
        ] {
            assert_eq!(is_slip(name, other), slip, "{name} {other}");
        }
        for (name, other, more) in [
            ("job-grades", "grades", true),
            ("services-practice-engineer", "services-engineer", true),
            ("grades", "grades", false),
            ("engineer-services-practice", "services-engineer", false),
            ("analytics-and-insights", "analytics", false),
            ("grades", "", false),
        ] {
            assert_eq!(has_one_word_more(name, other), more, "{name} {other}");
        }
    }
}
