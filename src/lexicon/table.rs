//! The form of the word table, for `build.rs`, which writes it, and `lexicon.rs`, which reads it.
//!
//! `lexicon.txt` holds one line a word: `word`, a tab and what is said of it. `lexicon.idx` is an open-addressed hash
//! table of little-endian `u32`: where a word's line starts, plus one; 0 is a free place. Plain bytes instead of a
//! `static` map: nothing to relocate when the program starts, and only the pages that are asked for are read.

/// What is said of a word that is right.
pub const KNOWN: &str = "";
/// What is said of a word that is right and common: a correction may lead to it.
pub const COMMON: &str = "+";

/// The hash of a word.
pub fn hash(word: &[u8]) -> usize {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in word {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    usize::try_from((hash ^ (hash >> 29)) & 0xffff_ffff).unwrap_or_default()
}

/// Where the three letters at the start of `letters` stand in the set of letter groups that English words have: `a` is
/// 1, anything else (the edge of a word) 0.
pub fn group(letters: &[u8; 3]) -> usize {
    letters.iter().fold(0, |place, letter| {
        let letter = if letter.is_ascii_lowercase() {
            usize::from(letter - b'a') + 1
        } else {
            0
        };
        place * 27 + letter
    })
}

/// The groups of three letters of a word, edges included.
pub fn groups(word: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let at = |place: usize| {
        place
            .checked_sub(1)
            .and_then(|place| word.get(place))
            .copied()
            .unwrap_or(0)
    };
    (0..word.len()).map(move |place| group(&[at(place), at(place + 1), at(place + 2)]))
}
