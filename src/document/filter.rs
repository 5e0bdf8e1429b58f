//! Sets of words that tell at a glance of most words that they do not hold them.

use super::tokens::Token;

/// How many of the highest bits of a word's number, which depend on all letters, tell its slot.
const SLOT_BITS: u32 = 14;
/// How many slots there are: few words of a set share one with another word, and all of them stay at hand.
const SLOTS: usize = 1 << SLOT_BITS;

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

    /// Calls `found` with the place of each of these words that may be one of them.
    pub fn each(&self, words: &[Token], mut found: impl FnMut(usize)) {
        let slot = |word: &Token| self.slots[slot(word.hash)];
        let (chunks, rest) = words.as_chunks();
        // A few at a time: of most of them nothing else is to be decided.
        for (part, chunk) in chunks.iter().enumerate() {
            let [a, b, c, d] = chunk;
            if slot(a) | slot(b) | slot(c) | slot(d) != 0 {
                let words = (4 * part..).zip(chunk);
                words
                    .filter(|(_, word)| slot(word) != 0)
                    .for_each(|(at, _)| found(at));
            }
        }
        let words = (4 * chunks.len()..).zip(rest);
        words
            .filter(|(_, word)| slot(word) != 0)
            .for_each(|(at, _)| found(at));
    }
}

/// The slot of a word.
#[inline]
fn slot(word: u64) -> usize {
    (word >> (u64::BITS - SLOT_BITS)) as usize
}
