//! The words of a text.

use std::ops::Range;

/// A word of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word, with inner apostrophes, without hyphens.
    pub text: &'a str,
    /// Where it starts in the prose.
    pub at: usize,
}

impl Word<'_> {
    /// Where it stands in the prose.
    pub fn range(&self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }
}

/// The words of `text`: letters, marks and digits, with inner apostrophes. Hyphens part words.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut first = char_at(text, at)?;
        while !first.is_alphanumeric() {
            at += first.len_utf8();
            first = char_at(text, at)?;
        }
        let start = at;
        at += first.len_utf8();
        loop {
            let is_plain = |byte: &&u8| LETTERS[usize::from(**byte)] != 0;
            at += text.as_bytes()[at..].iter().take_while(is_plain).count();
            let Some(c) = char_at(text, at) else { break };
            let after = at + c.len_utf8();
            let inner = || {
                matches!(c, '\'' | '\u{2019}')
                    && char_at(text, after).is_some_and(char::is_alphanumeric)
            };
            if !(c.is_alphanumeric() || is_mark(c) || inner()) {
                break;
            }
            at = after;
        }
        Some(Word {
            text: &text[start..at],
            at: start,
        })
    })
}

/// Each letter and digit of ASCII in small letters, and nothing for other bytes.
pub static LETTERS: [u8; 256] = {
    let (mut letters, mut byte) = ([0; 256], 0);
    while byte < 0x80 {
        if (byte as u8).is_ascii_alphanumeric() {
            letters[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    letters
};

/// The character that starts at `at`. Those of ASCII are read at once.
#[inline]
fn char_at(text: &str, at: usize) -> Option<char> {
    match *text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(char::from(byte)),
        _ => text.get(at..)?.chars().next(),
    }
}

/// Marks that stand inside words: combining diacritics, soft hyphens and zero-width joiners.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_inner_apostrophes_and_part_at_hyphens() {
        let words: Vec<_> = words("We’re cross-functional, 'so' what's up?")
            .map(|word| word.text)
            .collect();
        assert_eq!(
            words,
            ["We’re", "cross", "functional", "so", "what's", "up"]
        );
    }
}
