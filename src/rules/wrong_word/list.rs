//! The reviewed list: phrases with the word that is wrong in them, and what is meant. `build.rs` made tables of it.

use super::form::{BEHIND, Entry, FIRST, LONE, Pattern, SECOND, SLOTS, Set, Tables, Token, beside, kind_slot, places, slot};
use crate::document::Token as Word;

static LIST: Tables = include!(concat!(env!("OUT_DIR"), "/wrong-words.rs"));

/// A word that may be wrong: where it stands, and by what it was found.
#[derive(Clone, Copy)]
pub struct Candidate {
    /// Where it stands.
    pub at: usize,
    found_by: u8,
}

/// The words that may be wrong, by a first look at each and at the words beside it: few are.
pub fn candidates(words: &[Word]) -> Candidates<'_> {
    Candidates {
        words,
        next: 0,
        kinds: words.first().map_or(0, kinds_of),
        before: 0,
    }
}

/// See [`candidates`].
pub struct Candidates<'a> {
    words: &'a [Word],
    next: usize,
    /// The kinds of the next word.
    kinds: u8,
    /// [`SECOND`] where the next word is the second of a pair by which it is found.
    before: u8,
}

impl Iterator for Candidates<'_> {
    type Item = Candidate;

    #[inline]
    fn next(&mut self) -> Option<Candidate> {
        while let Some(word) = self.words.get(self.next) {
            let (at, kinds, before) = (self.next, self.kinds, self.before);
            self.next += 1;
            let next = self.words.get(self.next);
            self.kinds = next.map_or(0, kinds_of);
            let mut after = kinds & self.kinds >> BEHIND;
            // Of most words, nothing but this is asked.
            if after | before | kinds & LONE == 0 {
                continue;
            }
            if after != 0
                && let Some(next) = next
            {
                let (index, [first, second]) = places(word.hash, next.hash);
                let bits = LIST.pairs[index];
                after &= (bits >> first & bits >> second) as u8;
            }
            self.before = after & SECOND;
            let found_by = after & FIRST | before | kinds & LONE;
            if found_by != 0 {
                return Some(Candidate { at, found_by });
            }
        }
        None
    }
}

#[inline]
fn kinds_of(word: &Word) -> u8 {
    LIST.kinds[kind_slot(word.hash)]
}

/// The phrases in which a word is wrong, in the order of the list.
pub fn entries_of(word: u64) -> &'static [Entry] {
    let entries = place_of(word).map(usize::from).and_then(|word| {
        let (start, end) = (LIST.starts.get(word)?, LIST.starts.get(word + 1)?);
        LIST.entries.get(usize::from(*start)..usize::from(*end))
    });
    entries.unwrap_or_default()
}

/// What the words beside a word tell at a glance of the phrases in which it may be wrong.
pub struct Glance {
    found_by: u8,
    before: u32,
    after: u32,
}

impl Glance {
    /// At the words beside this one.
    pub fn new(words: &[Word], candidate: Candidate) -> Self {
        let bit = |at: usize| words.get(at).map_or(0, |word| beside(word.hash));
        Self {
            found_by: candidate.found_by,
            before: candidate.at.checked_sub(1).map_or(0, bit),
            after: bit(candidate.at + 1),
        }
    }

    /// Whether a phrase may stand there.
    #[inline]
    pub fn allows(&self, entry: &Entry) -> bool {
        let beside = match entry.found_by {
            FIRST => self.after,
            SECOND => self.before,
            _ => u32::MAX,
        };
        self.found_by & entry.found_by != 0 && entry.beside & beside != 0
    }
}

/// What stands in a phrase: before what is wrong, there, and after it.
pub fn tokens_of(entry: &Entry) -> Option<(&'static [Token], &'static [Token], &'static [Token])> {
    let Pattern {
        start,
        length,
        marked,
    } = *LIST.patterns.get(usize::from(entry.pattern))?;
    let start = usize::from(start);
    let tokens = LIST.tokens.get(start..start + usize::from(length))?;
    let (before, tokens) = tokens.split_at_checked(usize::from(marked.0))?;
    let (wrong, after) = tokens.split_at_checked(usize::from(marked.1 - marked.0))?;
    Some((before, wrong, after))
}

/// What is meant.
pub fn correction_of(entry: &Entry) -> &'static str {
    let (start, end) = entry.correction;
    let correction = LIST.corrections.get(usize::from(start)..usize::from(end));
    correction.unwrap_or_default()
}

/// Whether a word is in a set.
pub fn is(set: Set, text: &str, word: Word) -> bool {
    let members = LIST.members.get(usize::from(set.start)..usize::from(set.end));
    let members = members.unwrap_or_default();
    if place_of(word.hash).is_some_and(|place| members.binary_search(&place).is_ok()) {
        return true;
    }
    let letters = &text.as_bytes()[word.range()];
    let has = |at: usize| set.endings >> at & 1 != 0;
    LIST.endings.iter().enumerate().any(|(at, ending)| {
        has(at) && letters.len() > ending.len() + 2 && letters.ends_with(ending.as_bytes())
    })
}

/// The place of a word in the list of all words.
fn place_of(word: u64) -> Option<u16> {
    let mut slot = slot(word);
    loop {
        let place = LIST.slots[slot].checked_sub(1)?;
        if LIST.words.get(usize::from(place)) == Some(&word) {
            return Some(place);
        }
        slot = (slot + 1) % SLOTS;
    }
}
