//! What tells most words of titles apart without comparing their letters.

use super::singular;
use crate::model::spelling::{self, letters};
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// How many bytes of the start of a long word another form of it has at least: as many letters take no less.
const START: usize = super::LONG_WORD * 3 / 4;

/// What can be seen of a word at a glance.
#[derive(Clone, Copy, Debug)]
pub struct WordShape {
    /// A number for its singular.
    singular: u64,
    /// Which letters stand in it.
    letters: u64,
    /// How many characters it has.
    pub length: usize,
    /// Its first bytes.
    start: [u8; START],
    /// Whether it is `manager`, which may count as a rank.
    pub is_manager: bool,
}

impl WordShape {
    /// The shape of a word.
    pub fn of(word: &str) -> Self {
        let mut hasher = FxHasher::default();
        hasher.write(singular(word).as_bytes());
        let mut start = [0; START];
        for (at, byte) in start.iter_mut().zip(word.bytes()) {
            *at = byte;
        }
        Self {
            singular: hasher.finish(),
            letters: letters(word),
            length: word.chars().count(),
            start,
            is_manager: word == "manager",
        }
    }

    /// Whether the two may be one word in two forms, or one of them misspelt: true wherever [`super::alike`] is.
    pub fn may_be(&self, other: &Self) -> bool {
        let (shorter, longer) = (self.length.min(other.length), self.length.max(other.length));
        let most = super::most_slips(longer);
        self.singular == other.singular
            || shorter >= super::LONG_WORD && self.start == other.start
            || longer >= super::SHORTEST_SLIP
                && longer - shorter <= most
                && spelling::may_be_near(self.letters, other.letters, most)
    }

    /// Whether it may be made of the first letters of a run of these words: true wherever [`super::is_acronym_of`] is.
    pub fn may_join(&self, words: &[Self]) -> bool {
        if !(2..=words.len()).contains(&self.length) {
            return false;
        }
        let letters = &self.start[..self.length.min(START)];
        if !letters.is_ascii() {
            return words.iter().any(|word| word.start[0] == self.start[0]);
        }
        let mut runs = words.windows(self.length);
        runs.any(|run| {
            run.iter()
                .map(|word| &word.start[0])
                .zip(letters)
                .all(|(a, b)| a == b)
        })
    }
}
