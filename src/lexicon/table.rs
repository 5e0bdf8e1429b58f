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
