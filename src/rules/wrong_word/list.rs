//! The reviewed list: phrases with the word that is wrong in them, and what is meant. `build.rs` made tables of it.

use super::article;
use super::form::{Entry, FIRST, LONE, Pattern, SECOND, SLOTS, Set, Tables, Token, beside, lone_slot, places, slot};
use crate::document::Token as Word;

static LIST: Tables = include!(concat!(env!("OUT_DIR"), "/wrong-words.rs"));

/// Calls `found` with the place of each word that may be wrong, by a first look at it and at the words beside it: few are.
pub fn each_candidate(words: &[Word], found: &mut dyn FnMut(usize)) {
    // Whether the word is found by the one before it.
    let mut before = 0;
    for (at, [word, next]) in words.array_windows().enumerate() {
        let found_by = before | lone(word.hash) | short_form(word);
        let pair = Pair::of(word.hash, next.hash);
        // Of most words, nothing but this is asked.
        if pair.glance() | found_by == 0 {
            continue;
        }
        let found_by = match word.hash {
            // Most articles are right.
            article::A if next.starts_as_written() => before,
            _ => found_by,
        };
        let pair = pair.found_by();
        before = pair & SECOND;
        if pair & FIRST | found_by != 0 {
            found(at);
        }
    }
    if let [.., last] = words
        && before | lone(last.hash) | short_form(last) != 0
    {
        found(words.len() - 1);
    }
}

/// [`LONE`] for a word that may be wrong by itself.
#[inline]
fn lone(word: u64) -> u8 {
    LIST.lone[lone_slot(word)]
}

/// [`LONE`] for what may be a short form in the plural: it ends in `'s` and has more than one capital letter.
#[inline]
fn short_form(word: &Word) -> u8 {
    if word.is_possessive() && word.is_capital() && !word.is_running() {
        LONE
    } else {
        0
    }
}

/// Two words in a row.
struct Pair {
    bits: u64,
    shifts: [u32; 2],
}

impl Pair {
    #[inline]
    fn of(first: u64, second: u64) -> Self {
        let (index, shifts) = places(first, second);
        Self {
            bits: LIST.pairs[index],
            shifts,
        }
    }

    /// The same as [`Pair::found_by`], or more.
    #[inline]
    fn glance(&self) -> u8 {
        (self.bits >> self.shifts[0]) as u8 & (FIRST | SECOND)
    }

    /// By what a wrong word may be found in it: [`FIRST`], [`SECOND`], both or neither.
    fn found_by(&self) -> u8 {
        self.glance() & (self.bits >> self.shifts[1]) as u8
    }
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
    /// At the words beside the one at this place.
    pub fn new(words: &[Word], at: usize) -> Self {
        let word = words.get(at).map_or(0, |word| word.hash);
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let before = before.map_or((0, 0), |before| {
            (beside(before.hash), Pair::of(before.hash, word).found_by())
        });
        let after = words.get(at + 1).map_or((0, 0), |after| {
            (beside(after.hash), Pair::of(word, after.hash).found_by())
        });
        Self {
            found_by: after.1 & FIRST | before.1 & SECOND | lone(word),
            before: before.0,
            after: after.0,
        }
    }

    /// Whether a phrase may stand there.
    #[inline]
    pub fn allows(&self, entry: &Entry) -> bool {
        let beside = match entry.found_by {
            FIRST => self.after,
            SECOND => self.before,
            LONE => u32::MAX,
            _ => 0,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What [`each_candidate`] takes for right.
    #[test]
    fn no_phrase_says_that_any_article_is_wrong() {
        let entries = entries_of(article::A);
        assert!(entries.iter().all(|entry| entry.found_by != LONE));
        assert!(!entries.is_empty());
    }
}
