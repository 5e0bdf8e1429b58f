//! The form of the word table, for `build.rs`, which writes it, and `lexicon.rs`, which reads it.
//!
//! `lexicon.txt` holds one line a word: `word`, a tab and what is said of it. `lexicon.idx` is an open-addressed hash
//! table of little-endian `u32`: where a word's line starts, plus one; 0 is a free place. Plain bytes instead of a
//! `static` map: nothing to relocate when the program starts, and only the pages that are asked for are read.
//!
//! Of a right word is said how rare it is, with a `+` if our own list calls it common; of a wrong one, its corrections.

/// Goes before the corrections of our own list.
pub const OURS: char = '!';

/// The rank of the rarest words; the commonest have 0.
pub const RAREST: u8 = 5;
/// The rank of names, which are written with a capital.
pub const NAME: u8 = 6;

/// The rank of a right word by what is said of it.
pub fn rank(said: &str) -> Option<u8> {
    let first = *said.as_bytes().first()?;
    first.is_ascii_digit().then(|| first - b'0')
}

/// The set of words that a correction can lead to has so many bits, as a power of two.
pub const TARGET_BITS: u32 = 21;

/// What a hash is multiplied by for each letter more.
pub const BASE: u64 = 0x0100_0000_01b3;

/// Adds a letter to a hash that can be taken apart: the hash of a neighbour follows from those of the parts of a word.
pub fn append(hash: u64, letter: u8) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(u64::from(letter))
}

/// Where a word with this hash stands in the set of targets.
pub fn target(hash: u64) -> usize {
    let mixed = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - TARGET_BITS);
    usize::try_from(mixed).unwrap_or_default()
}

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
