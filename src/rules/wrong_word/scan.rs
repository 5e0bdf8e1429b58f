//! The words of a text in one pass over its bytes, and which of them a list marks.

use std::ops::Range;

/// A word: where it stands, and a number for its letters, whatever their case.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    start: u32,
    end: u32,
    /// See [`hash`].
    pub hash: u64,
    /// Whether nothing but white space parts it from the word before it.
    pub follows: bool,
}

impl Word {
    /// Where it starts.
    pub fn at(&self) -> usize {
        self.start as usize
    }

    /// Where it ends.
    pub fn end(&self) -> usize {
        self.end as usize
    }

    /// Where it stands.
    pub fn range(&self) -> Range<usize> {
        self.at()..self.end()
    }
}

/// The number of a word in small letters with plain apostrophes. Sixty-four bits: no two words share one.
pub const fn hash(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut hash = SEED;
    let mut at = 0;
    while at < bytes.len() {
        hash = mix(hash, bytes[at]);
        at += 1;
    }
    hash
}

const SEED: u64 = 0xCBF2_9CE4_8422_2325;

const fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01B3)
}

/// A first look at a word: most words are in no list.
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

    fn place(word: u64) -> (usize, u64) {
        let folded = word ^ (word >> 32);
        ((folded >> 6) as usize & 255, 1 << (folded & 63))
    }

    fn has(&self, word: u64) -> bool {
        let (index, bit) = Self::place(word);
        self.bits[index] & bit != 0
    }
}

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

/// The words of one text after another, in memory that is used again.
#[derive(Debug, Default)]
pub struct Scanner {
    /// The words, in order.
    pub words: Vec<Word>,
    /// Those that the filter let through, as indexes.
    pub hits: Vec<usize>,
}

impl Scanner {
    /// Reads a text. Returns whether the filter let any word through.
    pub fn scan(&mut self, text: &str, filter: &Filter) -> bool {
        self.words.clear();
        self.hits.clear();
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut follows = false;
        while at < bytes.len() {
            if FOLDED[bytes[at] as usize] == 0 {
                follows &= bytes[at].is_ascii_whitespace();
                at += if bytes[at] == 0xC2 { 2 } else if bytes[at] == 0xE2 { 3 } else { 1 };
                continue;
            }
            let start = at;
            let mut hash = SEED;
            loop {
                while let Some(&byte) = bytes.get(at) {
                    let folded = FOLDED[byte as usize];
                    if folded == 0 {
                        break;
                    }
                    hash = mix(hash, folded);
                    at += 1;
                }
                let width = match bytes[at..] {
                    [b'\'', ..] => 1,
                    [0xE2, 0x80, 0x99, ..] => 3,
                    _ => break,
                };
                if !bytes.get(at + width).is_some_and(u8::is_ascii_alphanumeric) {
                    break;
                }
                hash = mix(hash, b'\'');
                at += width;
            }
            if filter.has(hash) {
                self.hits.push(self.words.len());
            }
            self.words.push(Word {
                start: crate::source::offset(start),
                end: crate::source::offset(at),
                hash,
                follows,
            });
            follows = true;
        }
        !self.hits.is_empty()
    }
}

/// The bytes of words, in small letters: letters, digits and whatever is beyond ASCII, but for the leading bytes of
/// punctuation. Zero for all others.
const FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let this = byte as u8;
        if this.is_ascii_alphanumeric() || this >= 0x80 && this != 0xC2 && this != 0xE2 {
            table[byte] = this.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_whatever_their_case_and_apostrophe() {
        let mut scanner = Scanner::default();
        let filter = Filter::new([hash("it's")].into_iter());
        let text = "“IT’s” — naïve\u{A0}it's…";
        assert!(scanner.scan(text, &filter));
        let words: Vec<_> = scanner.words.iter().map(|word| &text[word.range()]).collect();
        assert_eq!(words, ["IT’s", "naïve", "it's"]);
        assert_eq!(scanner.hits, [0, 2]);
    }
}
