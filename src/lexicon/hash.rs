//! The number of a word, for `build.rs`, which makes tables of them, and for the program, which looks them up.

/// The number of a word in small letters with plain apostrophes. Sixty-four bits: no two words share one.
pub const fn hash(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut letters = Letters::NONE;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == 0xE2
            && at + 2 < bytes.len()
            && bytes[at + 1] == 0x80
            && bytes[at + 2] == 0x99
        {
            letters = letters.and(b'\'');
            at += 3;
        } else {
            letters = letters.and(bytes[at].to_ascii_lowercase());
            at += 1;
        }
    }
    letters.number()
}

/// The same of a word that is known to be in small letters with plain apostrophes.
pub fn of_small_letters(word: &[u8]) -> u64 {
    let few = |letters: &[u8]| {
        let letters = letters.iter().rev();
        letters.fold(0, |few, &letter| few << 8 | u64::from(letter))
    };
    let mut before = SEED;
    let mut rest = word;
    while rest.len() > WIDTH
        && let Some((letters, others)) = rest.split_first_chunk()
    {
        before = mix(before, u64::from_le_bytes(*letters));
        rest = others;
    }
    mix(before, few(rest))
}

/// How many letters are taken at a time.
pub const WIDTH: usize = 8;

/// The number of no letters.
pub const SEED: u64 = 0xCBF2_9CE4_8422_2325;

/// The letters of a word read so far.
#[derive(Clone, Copy, Debug)]
pub struct Letters {
    /// The number of those before the last few.
    before: u64,
    /// The last few, the first of them lowest.
    last: u64,
    /// How many these are.
    count: usize,
}

impl Letters {
    /// No letter.
    pub const NONE: Self = Self {
        before: SEED,
        last: 0,
        count: 0,
    };

    /// One letter more.
    #[must_use]
    pub const fn and(mut self, letter: u8) -> Self {
        if self.count == WIDTH {
            self.before = mix(self.before, self.last);
            (self.last, self.count) = (0, 0);
        }
        self.last |= (letter as u64) << (8 * self.count);
        self.count += 1;
        self
    }

    /// Their number.
    pub const fn number(self) -> u64 {
        mix(self.before, self.last)
    }
}

/// Adds up to [`WIDTH`] letters to a number, the first lowest; it takes fewer only at the end of a word.
#[inline]
pub const fn mix(number: u64, letters: u64) -> u64 {
    let product = (number ^ letters).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    product ^ product >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_one_number_each_whatever_their_case_and_apostrophe() {
        assert_eq!(hash("I’m"), hash("i'm"));
        assert_eq!(hash("MANAGEMENT"), hash("management"));
        let words = [
            "",
            "a",
            "@",
            "`",
            "manager",
            "managers",
            "manages",
            "abcdefgh",
            "abcdefghi",
            "incomprehensible",
            "incomprehensibly",
        ];
        for word in words {
            assert_eq!(of_small_letters(word.as_bytes()), hash(word), "{word}");
        }
        let numbers: std::collections::HashSet<u64> = words.into_iter().map(hash).collect();
        assert_eq!(numbers.len(), words.len());
    }
}
