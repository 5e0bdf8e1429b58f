//! `KPI's` for `KPIs`: a short form in the plural takes no apostrophe.

use super::{in_a_row, is_cut, is_whole};
use crate::document::Token as Word;
use rustc_hash::FxHashSet;

/// How far on another possessive may tell that this one is one, too: `the CTO's and the team's goals`.
const REACH: usize = 4;
/// How many short forms in a row are looked at: `PM's, EM's and SRE's`.
const ROW: usize = 4;

/// The short form at `at` in the plural, if it has an apostrophe and cannot be a possessive: no noun follows.
pub fn without_apostrophe(
    after_plurals: &FxHashSet<String>,
    text: &str,
    words: &[Word],
    at: usize,
) -> Option<String> {
    let stem = stem(text, *words.get(at)?)?;
    is_plural(after_plurals, text, words, at, ROW).then(|| format!("{stem}s"))
}

/// A short form in capitals without its `'s`.
fn stem(text: &str, word: Word) -> Option<&str> {
    if !word.is_possessive() {
        return None;
    }
    let stem = text.get(word.stem(text))?;
    let is_short_form = stem.len() > 1 && stem.bytes().all(|byte| byte.is_ascii_uppercase());
    (is_short_form && !is_office(stem) && !is_part(text, word)).then_some(stem)
}

fn is_plural(
    after_plurals: &FxHashSet<String>,
    text: &str,
    words: &[Word],
    at: usize,
    row: usize,
) -> bool {
    let follows = if in_a_row(words, at) {
        words.get(at + 1).is_some_and(|&next| {
            is_whole(text, next) && text.get(next.range()).is_some_and(|next| after_plurals.contains(next))
        })
    } else {
        ends_clause(text, words, at)
    };
    if !follows {
        return false;
    }
    let mut near = (at + 1..words.len()).take(REACH);
    match near.find(|&near| words[near].is_possessive()) {
        None => true,
        // Of a row, all are possessives, or none is.
        Some(other) => {
            row > 1
                && stem(text, words[other]).is_some()
                && is_plural(after_plurals, text, words, other, row - 1)
        }
    }
}

/// Whether it is what one person is: `the CEO's in town`, `the reports are the CTO's`.
fn is_office(stem: &str) -> bool {
    matches!(stem.as_bytes(), [b'C', _, b'O'] | [b'V', b'P'])
}

/// Whether a word is a part of a compound, an address or code. `EM/PM's` are two short forms.
fn is_part(text: &str, word: Word) -> bool {
    is_cut(text, word) || text[..word.at()].ends_with(['-', '_', '@', '#', '=', '\\', '.'])
}

/// Whether a clause ends with a word, and the word before it leaves no doubt that it is no possessive without its noun:
/// `faster than the team's`.
fn ends_clause(text: &str, words: &[Word], at: usize) -> bool {
    let Some(word) = words.get(at) else {
        return false;
    };
    let rest = &text[word.end()..];
    let after = rest.trim_start_matches(['.', ',', ';', ':']);
    let ends = rest.trim().is_empty()
        || after.len() < rest.len() && (after.is_empty() || after.starts_with(char::is_whitespace));
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let before = before.and_then(|before| text.get(before.range())).unwrap_or_default();
    let may_own = ["the", "a", "an", "this", "that", "than", "like", "as"];
    ends && !may_own.iter().any(|word| before.eq_ignore_ascii_case(word))
}
