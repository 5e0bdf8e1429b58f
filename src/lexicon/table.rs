//! The form of the word table, for `build.rs`, which writes it, and `lexicon.rs`, which reads it.
//!
//! There are two tables: `usual.words` has the words that most pages are made of, so few that they stay at hand, and
//! `other.words` all others. Each holds an [`entry`] for each word, in the order of the words' numbers; `*.buckets` tells
//! for each [`bucket`] which is its first word, and after the last one how many there are. `other.starts` tells for each
//! word where its corrections start in `corrections`, which is asked of wrong words alone. All are little-endian `u32`s,
//! but for the entries, which are as short as can be: the less they take up, the more of them are at hand.
//! Plain bytes instead of a `static` map: nothing to relocate when the program starts, and only the pages that are asked
//! for are read.

/// How many of the highest bits of a usual word's number tell its bucket: a few words are in each.
pub const USUAL: u32 = 12;
/// The same of other words.
pub const OTHER: u32 = 15;
/// How many bytes the entry of a word has.
pub const ENTRY_BYTES: usize = 5;
/// How many of its bits tell the word's kind.
const KIND_BITS: u32 = 4;
/// How many bits of a number are not in an entry: those above, which tell the bucket, are the same in all of it.
const LEFT_OUT: u32 = u64::BITS - ENTRY_BYTES as u32 * 8 + KIND_BITS;

/// The bucket of a word, of those that so many bits tell, by its number: see [`super::hash`].
#[inline]
pub fn bucket<const BITS: u32>(number: u64) -> usize {
    (number >> (u64::BITS - BITS)) as usize
}

/// The entry of a word: bits of its number that tell it from all other words of its bucket, and below them its
/// [kind](RARITIES).
#[inline]
pub fn entry<const BITS: u32>(number: u64, kind: u8) -> [u8; ENTRY_BYTES] {
    let [a, b, c, d, e, ..] =
        (number << BITS >> LEFT_OUT << KIND_BITS | u64::from(kind)).to_le_bytes();
    [a, b, c, d, e]
}

/// What a look into a bucket for a word says.
#[derive(Clone, Copy)]
pub struct Found {
    place: usize,
    /// The word's kind, or more than any kind if the bucket does not hold the word.
    kind: u8,
}

impl Found {
    /// Which of the bucket's entries is that of the word, and the word's kind.
    #[inline]
    pub fn word(self) -> Option<(usize, u8)> {
        (self.kind >> KIND_BITS == 0).then_some((self.place, self.kind))
    }
}

/// Looks for the word with this number among the entries of its bucket. All are looked at, for where they end is known
/// before they are read: nobody waits for one word's to look for the next one's.
#[inline]
pub fn find<const BITS: u32>(entries: &[[u8; ENTRY_BYTES]], number: u64) -> Found {
    let own = entry::<BITS>(number, 0);
    let nothing = Found {
        place: 0,
        kind: u8::MAX,
    };
    entries
        .iter()
        .zip(0..)
        .fold(nothing, |found, (entry, place)| {
            if tag(entry) == tag(&own) {
                let kind = entry[0] ^ own[0];
                Found { place, kind }
            } else {
                found
            }
        })
}

/// The part of an entry that alone tells it from the others of its bucket.
#[inline]
pub fn tag(&[_, a, b, c, d]: &[u8; ENTRY_BYTES]) -> u32 {
    u32::from_le_bytes([a, b, c, d])
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
