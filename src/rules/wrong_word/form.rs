//! The form of the tables of the reviewed list, for `build.rs`, which makes them, and `list.rs`, which reads them.

/// One place of a phrase.
#[derive(Clone, Copy, Debug)]
pub enum Token {
    /// One of these words.
    Is(Set),
    /// Any other word, or the end of the clause.
    Not(Set),
    /// The start or the end of the clause.
    Edge,
    /// Some words of the sentence up to the first of either set, which is one of the first set.
    UpTo(Set, Set),
}

/// A set of words, as a part of [`Tables::members`]; and, as bits, of endings, by their places in [`Tables::endings`].
#[derive(Clone, Copy, Debug)]
pub struct Set {
    /// Where its words start.
    pub start: u16,
    /// Where they end.
    pub end: u16,
    /// Its endings.
    pub endings: u8,
}

/// One phrase, as a part of [`Tables::tokens`].
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    /// Where its tokens start.
    pub start: u16,
    /// How many they are.
    pub length: u8,
    /// Which of them are wrong.
    pub marked: (u8, u8),
}

/// A phrase in which a word is wrong, and what is meant by the word there.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// By what it is found: [`FIRST`], [`SECOND`] or [`LONE`].
    pub found_by: u8,
    /// The bits of the words that may stand beside the wrong one in the pair by which it is found.
    pub beside: u32,
    /// The phrase, by its place in [`Tables::patterns`].
    pub pattern: u16,
    /// What is meant, as a part of [`Tables::corrections`].
    pub correction: (u16, u16),
}

/// The list, made ready.
#[derive(Debug)]
pub struct Tables {
    /// The numbers of all words of the list, in order.
    pub words: &'static [u64],
    /// Where each of those stands among them, counted from 1, at its [`slot`] or the next free one after it.
    pub slots: &'static [u16; SLOTS],
    /// The words of the sets, by their places in `words`, in order within each set.
    pub members: &'static [u16],
    /// Endings of words.
    pub endings: &'static [&'static str],
    /// The tokens of all phrases, one phrase after the other.
    pub tokens: &'static [Token],
    /// The phrases, in the order of the list.
    pub patterns: &'static [Pattern],
    /// In which phrases words are wrong: by word, and in the order of the list.
    pub entries: &'static [Entry],
    /// Where the entries of each of `words` start, and where all end.
    pub starts: &'static [u16],
    /// The corrections, one after the other.
    pub corrections: &'static str,
    /// [`LONE`] at the [`lone_slot`] of each word that may be wrong whatever stands beside it.
    pub lone: &'static [u8; LONE_SLOTS],
    /// A look at two words in a row: at both [`places`] of each pair of a wrong word and the one beside it, whether the
    /// wrong word comes first or second. Few other pairs share one place with one of these, and next to none both.
    pub pairs: &'static [u64; PLACES / 32],
}

/// How many slots there are for words.
pub const SLOTS: usize = 1 << 13;

/// How many of the highest bits of a word's number tell its slot among the lone words.
const LONE_BITS: u32 = 12;
/// How many slots there are for lone words.
pub const LONE_SLOTS: usize = 1 << LONE_BITS;

/// How many bits tell the place of a pair.
const PLACE_BITS: u32 = 17;
/// How many places there are for pairs, 32 in a number: so many that few pairs share one.
pub const PLACES: usize = 1 << PLACE_BITS;

/// The wrong word comes first in a pair.
pub const FIRST: u8 = 1;
/// The wrong word comes second in a pair.
pub const SECOND: u8 = 2;
/// Any word may stand beside the wrong one.
pub const LONE: u8 = 4;

/// The bit of a word beside another.
#[inline]
pub const fn beside(word: u64) -> u32 {
    1 << (word >> 40 & 31)
}

/// Where the bits of a pair stand: in which number, and how far it must be shifted for either place.
#[inline]
pub const fn places(first: u64, second: u64) -> (usize, [u32; 2]) {
    let product = first.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = product.wrapping_add(second);
    let place = mixed >> (u64::BITS - PLACE_BITS);
    (
        (place >> 5) as usize,
        [(place % 32) as u32 * 2, (mixed >> 24) as u32 % 32 * 2],
    )
}

/// The slot of a word.
#[inline]
pub const fn slot(word: u64) -> usize {
    (word >> 40) as usize % SLOTS
}

/// The slot of a word among the lone words.
#[inline]
pub const fn lone_slot(word: u64) -> usize {
    (word >> (u64::BITS - LONE_BITS)) as usize
}
