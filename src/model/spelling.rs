//! Whether one word is a slip of another. Asked of nearly every pair of words, so most are told apart without a matrix.

/// Whether `a` becomes `b` by at most `most` letters put in, left out, changed or swapped.
pub fn is_near(a: &str, b: &str, most: usize) -> bool {
    a.len().abs_diff(b.len()) <= most * 4
        && may_be_near(letters(a), letters(b), most)
        && a.chars().count().abs_diff(b.chars().count()) <= most
        && strsim::osa_distance(a, b) <= most
}

/// The same as far as the letters tell that stand in the words: each change puts one in and takes one out.
pub fn may_be_near(a: u64, b: u64, most: usize) -> bool {
    (a ^ b).count_ones() as usize <= most * 2
}

/// The letters that stand in a word, as bits, and above them those that stand in it twice. What is beyond ASCII shares one,
/// and stands there once: a letter may take several bytes.
pub fn letters(word: &str) -> u64 {
    const TWICE: u32 = 32;
    const BEYOND: u64 = 1 << 26;
    word.bytes().fold(0, |letters, byte| {
        let letter = match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            0x80.. => BEYOND,
            _ => 1 << 27,
        };
        letters | letter | (letters & letter & !BEYOND) << TWICE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_those_a_few_letters_apart() {
        for (a, b, most, near) in [
            ("requirments", "requirements", 1, true),
            ("responsibilites", "responsibilities", 2, true),
            ("anaylst", "analyst", 1, true),
            ("senior", "staff", 2, false),
            ("résumé", "resumé", 1, true),
            ("abc", "abc", 0, true),
            ("pleede", "pleedé", 1, true),
            ("éa", "aa", 1, true),
        ] {
            assert_eq!(is_near(a, b, most), near, "{a} {b}");
        }
    }
}
