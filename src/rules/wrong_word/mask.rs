//! What may stand beside a word, told at a glance.

/// A first look at a neighbour: a bit for each word of a set, which other words may share, and one for no word.
#[derive(Clone, Copy, Debug)]
pub struct Mask([u64; 4]);

impl Mask {
    /// Lets everything through.
    pub const ALL: Self = Self([u64::MAX; 4]);

    /// Lets these words through, and a few others; `None` is the end of the clause.
    pub fn new(words: impl Iterator<Item = Option<u64>>) -> Self {
        let mut bits = [0; 4];
        for word in words {
            let (index, bit) = Self::place(word);
            bits[index] |= bit;
        }
        Self(bits)
    }

    /// Where the bit of a word is.
    pub fn place(word: Option<u64>) -> (usize, u64) {
        // The high bits of the product depend on all letters.
        word.map_or((0, 1), |word| ((word >> 62) as usize, 1 << (word >> 56 & 63)))
    }

    /// Whether the bit at a place is set.
    pub fn has(&self, (index, bit): (usize, u64)) -> bool {
        self.0[index & 3] & bit != 0
    }
}
