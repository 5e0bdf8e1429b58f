//! Sets of words that tell at a glance of most words that they do not hold them.

use super::tokens::Token;

/// How many slots there are: few words of a set share one with another word, and all of them stay at hand.
const SLOTS: usize = 1 << 14;

/// A first look at a word by its [`super::tokens::hash`]: most words are in no list.
#[derive(Debug)]
pub struct Filter {
    /// Whether a word that belongs there may be in the set: a byte each is read quicker than a bit.
    slots: Box<[u8; SLOTS]>,
}

impl Filter {
    /// Lets these words through, and a few others.
    pub fn new(words: impl Iterator<Item = u64>) -> Self {
        let mut slots = Box::new([0; SLOTS]);
        for word in words {
            slots[slot(word)] = 1;
        }
        Self { slots }
    }

    /// Whether a word may be one of them.
    #[inline]
    pub fn has(&self, word: u64) -> bool {
        self.slots[slot(word)] != 0
    }

    /// Whether any of the words of a text may be one of them.
    #[inline]
    pub fn has_any(&self, words: &[Token]) -> bool {
        let slot = |word: &Token| self.slots[slot(word.hash)];
        // A few at a time: of most of them nothing else is to be decided.
        let (chunks, rest) = words.as_chunks();
        let mut chunks = chunks.iter();
        chunks.any(|[a, b, c, d]| slot(a) | slot(b) | slot(c) | slot(d) != 0)
            || rest.iter().any(|word| slot(word) != 0)
    }
}

/// The slot of a word: these bits of its number depend on all letters.
#[inline]
fn slot(word: u64) -> usize {
    (word >> 40) as usize % SLOTS
}
