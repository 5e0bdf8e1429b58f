//! The number of a word, for `build.rs`, which makes tables of them, and for the program, which looks them up.

/// The number of a word in small letters with plain apostrophes. Sixty-four bits: no two words share one.
pub const fn hash(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut hash = SEED;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == 0xE2
            && at + 2 < bytes.len()
            && bytes[at + 1] == 0x80
            && bytes[at + 2] == 0x99
        {
            hash = mix(hash, b'\'');
            at += 3;
        } else {
            hash = mix(hash, bytes[at].to_ascii_lowercase());
            at += 1;
        }
    }
    hash
}

/// The number of no letters.
pub const SEED: u64 = 0xCBF2_9CE4_8422_2325;

/// Adds a letter to a number.
#[inline]
pub const fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01B3)
}
