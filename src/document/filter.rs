//! Sets of words that tell at a glance of most words that they do not hold them.

/// A first look at a word by its [`super::tokens::hash`]: most words are in no list.
#[derive(Debug)]
pub struct Filter {
    bits: [u64; 256],
}

impl Filter {
    /// Lets these words through, and a few others.
    pub fn new(words: impl Iterator<Item = u64>) -> Self {
        let mut bits = [0; 256];
        for word in words {
            let (index, bit) = Self::place(word);
            bits[index] |= bit;
        }
        Self { bits }
    }

    #[inline]
    fn place(word: u64) -> (usize, u64) {
        // These bits of a product depend on all letters, the last one too.
        let mixed = word >> 40;
        ((mixed >> 6) as usize & 255, 1 << (mixed & 63))
    }

    /// Whether a word may be one of them.
    #[inline]
    pub fn has(&self, word: u64) -> bool {
        let (index, bit) = Self::place(word);
        self.bits[index] & bit != 0
    }
}
