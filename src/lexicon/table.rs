//! The form of the word table, for `build.rs`, which writes it, and `lexicon.rs`, which reads it.
//!
//! `lexicon.words` holds an [`entry`] for each word, as little-endian `u64`s in the order of the words' numbers;
//! `lexicon.buckets` tells for each [`bucket`] which is its first, as `u32`s, and after the last one how many there are.
//! Plain bytes instead of a `static` map: nothing to relocate when the program starts, and only the pages that are asked
//! for are read.

/// How many of the highest bits of a word's number tell its bucket.
const BUCKET_BITS: u32 = 15;
/// How many buckets there are: a few words are in each.
pub const BUCKETS: usize = 1 << BUCKET_BITS;
/// How many bits tell where a word's corrections start.
pub const START_BITS: u32 = 24;
/// How many bits tell what is known of a word: above where its corrections start, its kind.
const SAID_BITS: u32 = START_BITS + 4;

/// The bucket of a word, by its number: see [`super::hash`].
#[inline]
pub fn bucket(number: u64) -> usize {
    (number >> (u64::BITS - BUCKET_BITS)) as usize
}

/// The entry of a word: bits of its number that tell it from all other words of its bucket, and below them its
/// [kind](RARITIES) and where its corrections start in `lexicon.corrections`.
pub fn entry(number: u64, kind: u8, start: u32) -> u64 {
    number << BUCKET_BITS >> SAID_BITS << SAID_BITS
        | u64::from(kind) << START_BITS
        | u64::from(start)
}

/// Whether this is the entry of the word in its bucket that has this number.
#[inline]
pub fn is_of(entry: u64, number: u64) -> bool {
    (entry ^ number << BUCKET_BITS) >> SAID_BITS == 0
}

/// The kind of a word, and where its corrections start.
#[inline]
pub fn said(entry: u64) -> (u8, usize) {
    let start = entry & ((1 << START_BITS) - 1);
    ((entry >> START_BITS) as u8 & 15, start as usize)
}

/// How many ranks right words have. Their kinds are these, and after them those of the same ranks that are common.
pub const RARITIES: u8 = 7;
/// The kind of a wrong word.
pub const WRONG: u8 = 2 * RARITIES;
/// The kind of a word that our own list calls wrong.
pub const OURS: u8 = WRONG + 1;

/// The rank of the rarest words; the commonest have 0.
pub const RAREST: u8 = 5;
/// The rank of names, which are written with a capital.
pub const NAME: u8 = 6;

/// The set of words that a correction can lead to has so many bits, as a power of two.
const TARGET_BITS: u32 = 20;
/// How many bytes it has.
pub const TARGET_BYTES: usize = 1 << (TARGET_BITS - 3);

/// What a hash is multiplied by for each letter more.
pub const BASE: u64 = 0x0100_0000_01b3;

/// Adds a letter to a hash that can be taken apart: the hash of a neighbour follows from those of the parts of a word.
#[inline]
pub fn append(hash: u64, letter: u8) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(u64::from(letter))
}

/// Spreads such a hash over all bits.
#[inline]
pub fn spread(hash: u64) -> u64 {
    hash.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Which three bits of the set of targets are those of a word with this hash, spread.
#[inline]
pub fn targets(spread: u64) -> [usize; 3] {
    let place = |number: u32| (spread >> (64 - number * TARGET_BITS)) as usize % (1 << TARGET_BITS);
    [place(1), place(2), place(3)]
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

/// How many groups there are.
pub const GROUPS: usize = 27 * 27 * 27;

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
