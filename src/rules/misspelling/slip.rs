//! Slips: a word that no dictionary, no list and hardly another page knows, near to one that is common. Careful by
//! design: what could be a rare word, a coinage, a name or a British spelling is left alone.

use super::derived::{self, Derived};
use super::joined;
use super::neighbours::{self, COMMON_PAGES, Edit, Targets};
use crate::corpus::words::{Usage, Words};
use crate::lexicon;

/// A word that stands on more pages is a term.
const RARE_PAGES: u32 = 4;

/// A slip of so many letters that stands on several pages (copied along) must lead to a word that so many times as many
/// pages have.
fn copied(length: usize) -> u32 {
    match length {
        0..=6 => 25,
        7..=8 => 10,
        _ => 3,
    }
}

/// How much likelier a correction is that a list has.
const LISTED: i32 = 3;

/// What a word is believed to be a slip of.
pub struct Slip {
    /// The words that may have been meant, best first.
    pub corrections: Vec<String>,
    /// By how much it is more likely than the least that is believed of a word in small letters.
    pub margin: i32,
    /// How often the corpus writes the word that was meant with a capital.
    pub capital: u32,
}

/// What `word` is a slip of, if it is one.
pub fn correction(word: &str, usage: &Usage, words: &Words, targets: &Targets) -> Option<Slip> {
    let letters = word.as_bytes();
    if usage.pages > RARE_PAGES
        || usage.lower + usage.capital > 2 * RARE_PAGES
        || !(3..=24).contains(&letters.len())
        || !letters.iter().all(u8::is_ascii_lowercase)
    {
        return None;
    }
    let odd = !lexicon::looks_english(word);
    let derived = derived::is_derived(word, words);
    if usage.pages < 3
        && derived != Derived::Surely
        && let Some(parted) = joined::parted(word, words)
    {
        return Some(Slip {
            corrections: vec![parted],
            margin: 0,
            capital: 0,
        });
    }
    let doubt = match derived {
        Derived::Surely => 7,
        Derived::Perhaps => 4,
        Derived::No => 0,
    };
    let mut found = candidates(word, words, targets);
    found.retain(|candidate| {
        let pages = words.get(&candidate.word).map_or(0, |usage| usage.pages);
        usage.pages < 2 || pages >= usage.pages * copied(letters.len())
    });
    // The look further away is the dearest part: not for what is likely a name anyway.
    let near = !found.is_empty();
    let far = doubt == 0
        && usage.pages < 2
        && usage.lower + usage.capital < 4
        && letters.len() > if usage.lower > 0 { 6 } else { 9 }
        && !found.iter().any(|candidate| words.get(&candidate.word).is_some());
    if far {
        far_candidates(word, words, targets, &mut found);
    }
    if usage.lower == 0 {
        prefer_capitals(&mut found, words);
    }
    rank(&mut found, words);
    let first = found.first()?;
    let best = first.score;
    let unsure = far && !near && letters.len() < LONG;
    let margin = best - least(letters.len(), odd) - doubt - i32::from(unsure);
    found.retain(|candidate| candidate.score + 2 >= best);
    found.truncate(3);
    (margin >= 0).then(|| Slip {
        capital: found
            .first()
            .and_then(|candidate| words.get(&candidate.word))
            .map_or(0, |usage| usage.capital),
        corrections: found.into_iter().map(|candidate| candidate.word).collect(),
        margin,
    })
}

/// The corrections of a word that a list of misspellings has, with those that are likelier here.
pub fn reviewed(word: &str, listed: &str, words: &Words, targets: &Targets) -> Vec<String> {
    let mut found = candidates(word, words, targets);
    let best = found.iter().map(|candidate| candidate.score).max();
    for listed in listed.split(',') {
        match found.iter_mut().find(|candidate| candidate.word == listed) {
            Some(candidate) => candidate.score += LISTED,
            None => {
                let pages = words.get(listed).map_or(0, |usage| usage.pages);
                found.push(Candidate {
                    word: listed.to_owned(),
                    score: likelihood(listed, pages).unwrap_or(0) + LISTED - 3,
                });
            }
        }
    }
    found.retain(|candidate| {
        best.is_some_and(|best| candidate.score >= best) || listed.split(',').any(|listed| candidate.word == listed)
    });
    rank(&mut found, words);
    found.truncate(4);
    found.into_iter().map(|candidate| candidate.word).collect()
}

/// How much less likely two slips are.
const FAR: i32 = 3;

/// A word of so many letters is hardly near to another by chance.
const LONG: usize = 11;

/// How much less likely two slips are in a word of `length` letters.
fn far_cost(length: usize) -> i32 {
    FAR - i32::from(length >= LONG)
}

struct Candidate {
    word: String,
    score: i32,
}

/// The words that are one slip from `word`, in no order.
fn candidates(word: &str, words: &Words, targets: &Targets) -> Vec<Candidate> {
    let letters = word.as_bytes();
    let mut found: Vec<Candidate> = Vec::new();
    neighbours::each(letters, targets, |neighbour, edit| {
        let candidate = std::str::from_utf8(neighbour).unwrap_or_default();
        let pages = words.get(candidate).map_or(0, |usage| usage.pages);
        let Some(likely) = likelihood(candidate, pages) else {
            return;
        };
        if is_variant(word, candidate) {
            return;
        }
        let score = likely - cost(letters, neighbour, edit);
        keep(&mut found, candidate, score);
    });
    found
}

/// Adds the words that are two slips from a long word and begin like it, and those that it lost a syllable of.
fn far_candidates(word: &str, words: &Words, targets: &Targets, found: &mut Vec<Candidate>) {
    let letters = word.as_bytes();
    let mut add = |neighbour: &[u8], cost: i32| {
        let candidate = std::str::from_utf8(neighbour).unwrap_or_default();
        if neighbour.first() != letters.first() || neighbour.len() < 8 {
            return;
        }
        let pages = words.get(candidate).map_or(0, |usage| usage.pages);
        let Some(likely) = likelihood(candidate, pages) else {
            return;
        };
        if !is_variant(word, candidate) {
            keep(found, candidate, likely - cost);
        }
    };
    let far = far_cost(letters.len());
    neighbours::each_syllable(letters, targets, |neighbour, lost| {
        add(neighbour, if lost { 1 + far } else { 1 });
    });
    if letters.len() > 7 {
        neighbours::each_far(letters, targets, |between, neighbour, edit| {
            add(neighbour, cost(between, neighbour, edit) + far);
        });
    }
}

/// A word that is only written with a capital is likelier a slip of one that mostly is.
fn prefer_capitals(found: &mut [Candidate], words: &Words) {
    for candidate in found {
        let usual = words.get(&candidate.word);
        candidate.score += i32::from(usual.is_some_and(|usage| usage.capital > 2 * usage.lower));
    }
}

/// Keeps a word with its best score: several slips may lead to one word.
fn keep(found: &mut Vec<Candidate>, candidate: &str, score: i32) {
    match found.iter_mut().find(|known| known.word == candidate) {
        Some(known) => known.score = known.score.max(score),
        None => found.push(Candidate {
            word: candidate.to_owned(),
            score,
        }),
    }
}

/// Puts the likeliest first; of those that are as likely, the one that the corpus writes most often.
fn rank(found: &mut [Candidate], words: &Words) {
    let often = |word: &str| words.get(word).map_or(0, |usage| usage.lower + usage.capital);
    found.sort_by(|a, b| {
        let more = || often(&b.word).cmp(&often(&a.word));
        b.score
            .cmp(&a.score)
            .then_with(more)
            .then_with(|| a.word.cmp(&b.word))
    });
}

/// How likely a word is to be meant, without regard to what was written: by how common it is in English and here.
fn likelihood(candidate: &str, pages: u32) -> Option<i32> {
    // In a small corpus, what is common in English is likely all the same.
    let (english, least) = match lexicon::find(candidate) {
        Some(lexicon::Word::Wrong { .. }) => return None,
        Some(lexicon::Word::Right { common, rank }) => match rank {
            0 => (5, 9),
            _ if common => (5, 7),
            1 => (5, 7),
            2 => (4, 4),
            3 => (3, 3),
            4 => (1, 1),
            _ => (-2, -2),
        },
        // The filter lets through what is not a word at all.
        None if pages < COMMON_PAGES => return None,
        None => (0, 0),
    };
    // 1 page is 0, 2 are 1, 4 are 2, and so on.
    let here = pages
        .checked_ilog2()
        .map_or(-1, |doublings| doublings.min(6).cast_signed());
    Some((english + here).max(least))
}

/// How unlikely a slip is that makes `written` of `meant`.
fn cost(written: &[u8], meant: &[u8], edit: Edit) -> i32 {
    let last = |at: usize| at + 1 >= written.len();
    match edit {
        Edit::Swap(at) => i32::from(at == 0) + i32::from(at + 2 >= written.len()) - 1,
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
            let first = i32::from(at == 0) + i32::from(at == 0 && written.len() < 8);
            2 + 2 * i32::from(!likely) + first + i32::from(last(at))
        }
    }
}

/// The least score that is believed: short words are too near to one another.
fn least(length: usize, odd: bool) -> i32 {
    let least = match length {
        0..=3 => 11,
        4 => 7,
        5 => 5,
        6 => 4,
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
    // Skeletons differ from words in these letters only, and most pairs differ in others.
    let kept = |letter: &u8| !matches!(letter, b'e' | b'l' | b's' | b'u' | b'z');
    word.bytes().filter(kept).eq(other.bytes().filter(kept)) && skeleton(word) == skeleton(other)
}

/// What all accepted spellings of a word have in common.
fn skeleton(word: &str) -> String {
    const SPELLINGS: [(&str, &str); 6] = [
        ("our", "or"),
        ("z", "s"),
        ("yse", "yze"),
        ("ogue", "og"),
        ("eable", "able"),
        ("dgement", "dgment"),
    ];
    const ENDINGS: [&str; 7] = ["ed", "ing", "er", "ers", "ation", "or", "ment"];
    let mut plain = word.to_owned();
    for (british, american) in SPELLINGS {
        if plain.contains(british) {
            plain = plain.replace(british, american);
        }
    }
    for pair in ["ll", "ss"] {
        for ending in ENDINGS {
            // `travelling`, but not `reschedulling`.
            if let Some(stem) = plain.strip_suffix(ending)
                && stem.ends_with(pair)
                && lexicon::find(&stem[..stem.len() - 1]).is_some()
            {
                let cut = stem.len() - 1;
                plain.remove(cut);
            }
        }
    }
    plain
}
