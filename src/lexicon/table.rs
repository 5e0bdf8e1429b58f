//! The form of the word table, for `build.rs`, which writes it, and `lexicon.rs`, which reads it.
//!
//! `lexicon.words` holds the words in order, in blocks of [`BLOCK`]. Of each word stand there: a byte with how many letters
//! it shares with the word before, at most [`MOST_SHARED`], and above them its [`kind`](RARITIES); the other letters, the
//! last of them with [`LAST`] added; and, if it is wrong, three little-endian bytes for where its corrections start in
//! `lexicon.corrections`. `lexicon.blocks` tells where each block starts: below the [`key`] of its first word, in
//! little-endian `u64`s. Plain bytes instead of a `static` map: nothing to relocate when the program starts, and only the
//! pages that are asked for are read.

/// How many words a block has.
pub const BLOCK: usize = 8;

/// How many letters a word can share with the one before it.
pub const MOST_SHARED: usize = 15;

/// Marks the last letter of a word.
pub const LAST: u8 = 0x80;

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

/// How many bits of a block's entry tell where it starts.
pub const START_BITS: u32 = 24;

/// How many letters of a word its key tells.
const KEY_LETTERS: usize = 8;

/// The first letters of a word as a number: where one word comes before another, its number is not higher. What follows a
/// digit is not told. A word of other letters than those of the table has none.
pub fn key(word: &[u8]) -> Option<u64> {
    let (mut key, mut rest) = (0, KEY_LETTERS);
    for &letter in word.iter().take(KEY_LETTERS) {
        let code = CODES[usize::from(letter)];
        if code == 0 {
            return None;
        }
        key = key << 5 | u64::from(code);
        rest -= 1;
        if code == DIGIT {
            break;
        }
    }
    Some(key << (5 * rest))
}

const DIGIT: u8 = 2;

/// The code of each letter of the table, in their order; 0 for others.
static CODES: [u8; 256] = {
    let mut codes = [0; 256];
    codes[b'\'' as usize] = 1;
    let mut digit = b'0';
    while digit <= b'9' {
        codes[digit as usize] = DIGIT;
        digit += 1;
    }
    let mut letter = b'a';
    while letter <= b'z' {
        codes[letter as usize] = letter - b'a' + DIGIT + 1;
        letter += 1;
    }
    codes
};

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
