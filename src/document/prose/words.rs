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
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = loop {
            match *bytes.get(at)? {
                byte if IS_PLAIN[usize::from(byte)] => break at,
                byte if byte.is_ascii() => at += 1,
                _ => match text[at..].chars().next()? {
                    first if first.is_alphanumeric() => break at,
                    other => at += other.len_utf8(),
                },
            }
        };
        loop {
            while bytes
                .get(at)
                .is_some_and(|byte| IS_PLAIN[usize::from(*byte)])
            {
                at += 1;
            }
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

/// Whether a byte is a letter or digit of ASCII.
static IS_PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    plain
};

/// The character that starts at `at`. Most are plain letters, which are read at once.
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
