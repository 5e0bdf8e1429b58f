//! Slips: a word that no dictionary, no list and hardly another page knows, near to one that is common. Careful by
//! design: what could be a rare word, a coinage, a name or a British spelling is left alone.

use super::derived::{self, Derived};
use super::neighbours::{self, COMMON_PAGES, Edit, Targets};
use crate::corpus::words::{Usage, Words};
use crate::lexicon;

/// A word that stands on more pages is a term.
const RARE_PAGES: u32 = 4;

/// A slip that stands on several pages (copied along) must lead to a word that so many times as many pages have.
const COPIED: u32 = 25;

/// What a word is believed to be a slip of.
pub struct Slip {
    /// The words that may have been meant, best first.
    pub corrections: Vec<String>,
    /// By how much it is more likely than the least that is believed of a word in small letters.
    pub margin: i32,
}

/// What `word` is a slip of, if it is one.
pub fn correction(word: &str, usage: &Usage, words: &Words, targets: &Targets) -> Option<Slip> {
    let letters = word.as_bytes();
    if usage.pages > RARE_PAGES
        || usage.lower + usage.capital > 2 * RARE_PAGES
        || !(4..=24).contains(&letters.len())
        || !letters.iter().all(u8::is_ascii_lowercase)
    {
        return None;
    }
    let odd = !lexicon::looks_english(word);
    let doubt = match derived::is_derived(word, words) {
        Derived::Surely => return None,
        Derived::Perhaps => 4,
        Derived::No => 0,
    };
    let mut found: Vec<(i32, String)> = Vec::new();
    neighbours::each(letters, targets, |neighbour, edit| {
        let candidate = std::str::from_utf8(neighbour).unwrap_or_default();
        let pages = words.get(candidate).map_or(0, |usage| usage.pages);
        let Some(likely) = likelihood(candidate, pages) else {
            return;
        };
        let copied = usage.pages > 1 && pages < usage.pages * COPIED;
        if copied || is_variant(word, candidate) {
            return;
        }
        let score = likely - cost(letters, neighbour, edit);
        if !found.iter().any(|(_, known)| known == candidate) {
            found.push((score, candidate.to_owned()));
        }
    });
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let best = found.first()?.0;
    let margin = best - least(letters.len(), odd) - doubt;
    found.retain(|(score, _)| *score + 2 >= best);
    found.truncate(3);
    (margin >= 0).then(|| Slip {
        corrections: found.into_iter().map(|(_, word)| word).collect(),
        margin,
    })
}

/// How likely a word is to be meant, without regard to what was written: by how common it is in English and here.
fn likelihood(candidate: &str, pages: u32) -> Option<i32> {
    let english = match lexicon::find(candidate) {
        Some(lexicon::Word::Wrong(_)) => return None,
        Some(lexicon::Word::Right { common: true, .. }) => 5,
        Some(lexicon::Word::Right { rank, .. }) => match rank {
            1 => 5,
            2 => 4,
            3 => 3,
            4 => 1,
            _ => -2,
        },
        // The filter lets through what is not a word at all.
        None if pages < COMMON_PAGES => return None,
        None => 0,
    };
    // 1 page is 0, 2 are 1, 4 are 2, and so on.
    let here = pages
        .checked_ilog2()
        .map_or(-1, |doublings| doublings.min(6).cast_signed());
    Some(english + here)
}

/// How unlikely a slip is that makes `written` of `meant`.
fn cost(written: &[u8], meant: &[u8], edit: Edit) -> i32 {
    let last = |at: usize| at + 1 >= written.len();
    match edit {
        Edit::Swap(at) => i32::from(at == 0) + 2 * i32::from(at + 2 >= written.len()) - 1,
        // What was written has a letter too many.
        Edit::Extra(at) => {
            let letter = written.get(at);
            let before = at.checked_sub(1).and_then(|before| written.get(before));
            if before == letter || written.get(at + 1) == letter {
                0
            } else if at == 0 {
                5
            } else if last(at) {
                4
            } else {
                2
            }
        }
        // It lacks one.
        Edit::Missing(at) => {
            let letter = meant.get(at);
            let before = at.checked_sub(1).and_then(|before| meant.get(before));
            if at == 0 {
                4
            } else if before == letter {
                0
            } else if at + 1 == meant.len() {
                if letter == Some(&b's') || letter == Some(&b'd') { 3 } else { 2 }
            } else {
                1
            }
        }
        Edit::Other(at) => {
            let (Some(&is), Some(&should)) = (written.get(at), meant.get(at)) else {
                return 9;
            };
            let likely = is_vowel(is) && is_vowel(should) || neighbours::are_near(is, should);
            2 + 2 * i32::from(!likely) + 3 * i32::from(at == 0) + 2 * i32::from(last(at))
        }
    }
}

/// The least score that is believed: short words are too near to one another.
fn least(length: usize, odd: bool) -> i32 {
    let least = match length {
        0..=4 => 9,
        5 => 7,
        6 => 5,
        7 => 3,
        8..=9 => 2,
        _ => 1,
    };
    if odd { least - 3 } else { least }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Whether both are accepted spellings of one word.
fn is_variant(word: &str, other: &str) -> bool {
    let skeleton = |word: &str| {
        let mut plain = word
            .replace("ae", "e")
            .replace("oe", "e")
            .replace("our", "or")
            .replace('z', "s")
            .replace("yse", "yze")
            .replace("ogue", "og")
            .replace("eable", "able")
            .replace("dgement", "dgment");
        for pair in ["ll", "ss"] {
            for ending in [
                "ed", "ing", "er", "ers", "ation", "or", "ment",
            ] {
                let double = format!("{pair}{ending}");
                if plain.ends_with(&double) {
                    let cut = plain.len() - double.len() + 1;
                    plain.remove(cut);
                }
            }
        }
        plain
    };
    skeleton(word) == skeleton(other)
}
