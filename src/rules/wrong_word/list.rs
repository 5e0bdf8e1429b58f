//! The reviewed list: phrases with the word that is wrong in them, and what is meant. `build.rs` made tables of it.

use super::form::{Entry, FIRST, LONE, Pattern, SECOND, Set, Tables, Token, beside, mark, place};
use crate::document::Token as Word;

static LIST: Tables = include!(concat!(env!("OUT_DIR"), "/wrong-words.rs"));

/// A word that may be wrong: where it stands, and by what it was found.
#[derive(Clone, Copy)]
pub struct Candidate {
    /// Where it stands.
    pub at: usize,
    found_by: u8,
}

/// The words that may be wrong, by a first look at the words beside them: few are.
pub fn candidates(words: &[Word]) -> impl Iterator<Item = Candidate> {
    let mut before = 0;
    words.iter().enumerate().filter_map(move |(at, word)| {
        let after = words.get(at + 1).map_or(0, |next| {
            let (index, shift) = place(word.hash, next.hash);
            (LIST.pairs[index] >> shift) as u8
        });
        let (index, shift) = mark(word.hash);
        let lone = (LIST.lone[index] >> shift) as u8 & 1;
        let found_by = after & FIRST | before & SECOND | lone * LONE;
        before = after;
        (found_by != 0).then_some(Candidate { at, found_by })
    })
}

/// The phrases in which a word may be wrong, in the order of the list.
pub fn entries_of(words: &[Word], candidate: Candidate) -> impl Iterator<Item = &'static Entry> {
    let number = |at: usize| words.get(at).map_or(0, |word| word.hash);
    let word = place_of(number(candidate.at)).map(usize::from);
    let range = word.and_then(|word| {
        let (start, end) = (LIST.starts.get(word)?, LIST.starts.get(word + 1)?);
        LIST.entries.get(usize::from(*start)..usize::from(*end))
    });
    let after = beside(number(candidate.at + 1));
    let before = beside(candidate.at.checked_sub(1).map_or(0, number));
    range.unwrap_or_default().iter().filter(move |entry| {
        candidate.found_by & entry.found_by != 0
            && match entry.found_by {
                FIRST => entry.beside & after != 0,
                SECOND => entry.beside & before != 0,
                _ => true,
            }
    })
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
    let place = LIST.words.binary_search(&word).ok()?;
    u16::try_from(place).ok()
}
