//! Edits pages at random around their findings, and holds that what is still found is still recognised.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/random.rs"]
mod random;

use jflint::config::Profile;
use jflint::corpus::{Corpus, load::File};
use jflint::finding::{Diagnostic, Fingerprint};
use jflint::lint;
use jflint::rules::{self, BoundRule};
use random::Random;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

const ROUNDS: u64 = 40;
const EDITS: usize = 12;

/// The pages of a handbook by path.
type Pages = BTreeMap<String, String>;

/// Every readable page of the handbooks that are full of faults.
fn pages() -> Pages {
    let mut pages = Pages::new();
    for name in ["messy", "ladders"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures")
            .join(name);
        add(&folder, &format!("/{name}"), &mut pages);
    }
    pages
}

fn add(folder: &Path, shown: &str, pages: &mut Pages) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let shown = format!("{shown}/{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            add(&path, &shown, pages);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            pages.insert(shown, text);
        }
    }
}

struct Found {
    path: String,
    diagnostic: Diagnostic,
}

fn found(pages: &Pages, rules: &[BoundRule]) -> Vec<Found> {
    let files = pages.iter().map(|(path, text)| File {
        path: path.clone(),
        text: Ok(text.as_str().into()),
    });
    let corpus = Corpus::new(files.collect(), Profile::gitlab());
    let diagnostics = lint::run(&corpus, rules).diagnostics;
    diagnostics
        .into_iter()
        .map(|diagnostic| Found {
            path: corpus
                .source(diagnostic.finding.at.file)
                .unwrap()
                .path
                .clone(),
            diagnostic,
        })
        .collect()
}

fn all_rules() -> Vec<BoundRule> {
    let rules = rules::catalogue().unwrap().into_iter();
    rules.filter_map(|rule| rule.bind(None).unwrap()).collect()
}

/// The blank lines between paragraphs, behind the front matter.
fn gaps(text: &str) -> Vec<usize> {
    let start = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.find("\n---\n"))
        .map_or(0, |end| end + 9);
    let at = text[start..].match_indices("\n\n");
    at.map(|(at, _)| start + at + 2).collect()
}

/// A page that is being edited, with where each of its findings has gone.
struct Edited<'a> {
    text: &'a mut String,
    /// The places of the findings on it, in the order of the run.
    places: Vec<&'a mut Range<usize>>,
}

impl Edited<'_> {
    fn insert(&mut self, at: usize, new: &str) {
        self.text.insert_str(at, new);
        for place in &mut self.places {
            if place.start >= at {
                place.start += new.len();
                place.end += new.len();
            } else if place.end > at {
                place.end += new.len();
            }
        }
    }

    /// Takes a paragraph out that holds nothing of any finding.
    fn remove(&mut self, range: Range<usize>) {
        let free = self
            .places
            .iter()
            .all(|place| place.end <= range.start || place.start >= range.end);
        let paragraph = &self.text[range.clone()];
        let plain =
            paragraph.starts_with(|c: char| c.is_ascii_uppercase()) && !paragraph.contains('[');
        if !free || !plain {
            return;
        }
        self.text.replace_range(range.clone(), "");
        for place in &mut self.places {
            if place.start >= range.end {
                place.start -= range.len();
                place.end -= range.len();
            }
        }
    }

    fn edit(&mut self, random: &mut Random, serial: usize) {
        let gaps = gaps(self.text);
        if gaps.len() < 2 {
            return;
        }
        let index = random.below(gaps.len() - 1);
        match random.below(5) {
            0 => self.insert(
                gaps[index],
                "They read what customers write, and answer it.\n\n",
            ),
            1 => self.insert(gaps[index], "<!-- a remark -->\n\n\n"),
            // Findings of their own: a word that is wrong, and a link that leads nowhere.
            2 => self.insert(gaps[index], "They work with customres every day.\n\n"),
            3 => self.insert(
                gaps[index],
                &format!("See [a page](/handbook/not-there-{serial}/).\n\n"),
            ),
            _ => self.remove(gaps[index]..gaps[index + 1]),
        }
    }
}

/// What an edit elsewhere cannot change.
fn fact(found: &Found) -> (&str, &str, String) {
    let diagnostic = &found.diagnostic;
    // Counts, lines and shares are told in the message as they are now.
    let message = diagnostic
        .finding
        .message
        .replace(|c: char| c.is_ascii_digit(), "");
    (&found.path, diagnostic.rule, message)
}

#[test]
fn what_is_still_there_is_recognised() {
    let rules = all_rules();
    let original = pages();
    let before = found(&original, &rules);
    assert!(before.len() > 80);
    let (mut compared, mut moved) = (0, 0);
    for round in 1..=ROUNDS {
        let mut random = Random(round.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut pages = original.clone();
        let mut places: Vec<Range<usize>> = before
            .iter()
            .map(|found| found.diagnostic.finding.at.range())
            .collect();
        for serial in 0..EDITS {
            let path = pages.keys().nth(random.below(pages.len())).unwrap().clone();
            let on_page = before.iter().map(|found| found.path == path);
            let mut edited = Edited {
                places: places
                    .iter_mut()
                    .zip(on_page)
                    .filter_map(|(place, here)| here.then_some(place))
                    .collect(),
                text: pages.get_mut(&path).unwrap(),
            };
            edited.edit(&mut random, serial);
        }
        let after = found(&pages, &rules);
        let known: BTreeSet<Fingerprint> = after
            .iter()
            .map(|found| found.diagnostic.fingerprint)
            .collect();
        assert_eq!(
            known.len(),
            after.len(),
            "two findings have one fingerprint"
        );
        for (old, place) in before.iter().zip(&places) {
            // Found again: the same fact at the place that has moved along.
            let again = after
                .iter()
                .find(|new| fact(new) == fact(old) && new.diagnostic.finding.at.range() == *place);
            let Some(new) = again else { continue };
            compared += 1;
            moved += usize::from(old.diagnostic.finding.at.range() != *place);
            let alike = |other: &&Found| fact(other) == fact(old);
            if after.iter().filter(alike).count() == 1 {
                assert_eq!(
                    new.diagnostic.fingerprint,
                    old.diagnostic.fingerprint,
                    "{:?}",
                    fact(old)
                );
            }
            // Of several that are alike, none is lost.
            assert!(
                known.contains(&old.diagnostic.fingerprint),
                "{:?}",
                fact(old)
            );
        }
    }
    let all = before.len() * usize::try_from(ROUNDS).unwrap();
    assert!(
        compared > all * 9 / 10 && moved > all / 4,
        "{compared} of {all} compared, {moved} moved"
    );
}

/// A fixed finding takes no other with it.
#[test]
fn what_is_left_is_recognised_when_a_finding_is_fixed() {
    let rules = all_rules();
    let original = pages();
    let before = found(&original, &rules);
    let mut fixed = 0;
    for gone in &before {
        let Some(fix) = &gone.diagnostic.finding.fix else {
            continue;
        };
        let mut pages = original.clone();
        let text = pages.get_mut(&gone.path).unwrap();
        for edit in fix.edits.iter().rev() {
            text.replace_range(edit.at.range(), &edit.text);
        }
        let after = found(&pages, &rules);
        let known: BTreeSet<Fingerprint> = before
            .iter()
            .map(|found| found.diagnostic.fingerprint)
            .collect();
        let facts: BTreeSet<_> = before.iter().map(fact).collect();
        for left in after.iter().filter(|left| facts.contains(&fact(left))) {
            assert!(
                known.contains(&left.diagnostic.fingerprint),
                "{:?}, once {:?} is fixed",
                fact(left),
                fact(gone)
            );
        }
        fixed += 1;
    }
    assert!(fixed > 10, "{fixed}");
}

/// Git may check pages out with other line ends.
#[test]
fn line_ends_make_no_other_finding() {
    let rules = all_rules();
    let unix = pages();
    let dos: Pages = unix
        .iter()
        .map(|(path, text)| {
            (
                path.clone(),
                text.replace("\r\n", "\n").replace('\n', "\r\n"),
            )
        })
        .collect();
    let prints = |pages: &Pages| -> Vec<Fingerprint> {
        let found = found(pages, &rules);
        found
            .iter()
            .map(|found| found.diagnostic.fingerprint)
            .collect()
    };
    assert_eq!(prints(&unix), prints(&dos));
}
