//! Words as numbers: reading them off a text, and parting it into sentences.

use crate::document::tokens::{self, Token};
use std::ops::Range;

/// A sentence: where it stands.
pub struct Sentence {
    /// Its part of the prose, up to the end of its last word: see [`closed`].
    pub prose: Range<usize>,
    /// Its words.
    pub words: Range<usize>,
}

/// Appends the words of `text`, without case; tells each sentence, or the whole if it is not to be parted.
///
/// Apostrophes do not count: `OKR's` and `OKRs` are one word, in both writings of the mark.
pub fn read_words(
    text: &str,
    tokens: &[Token],
    part: bool,
    words: &mut Vec<u32>,
    mut tell: impl FnMut(Sentence),
) {
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        let len = if part {
            sentence_len(text, rest)
        } else {
            rest.len()
        };
        let (sentence, others) = rest.split_at(len);
        let end = sentence.last().map_or(first.end(), Token::end);
        let first_word = words.len();
        words.extend(sentence.iter().map(|token| {
            finish(if token.is_plain() {
                token.hash
            } else {
                folded_hash(&text[token.range()])
            })
        }));
        tell(Sentence {
            prose: first.at()..end,
            words: first_word..words.len(),
        });
        rest = others;
    }
}

/// How many of these words, the first of which starts a sentence, belong to it.
fn sentence_len(text: &str, tokens: &[Token]) -> usize {
    let bytes = text.as_bytes();
    let is_end = |pair: &[Token]| {
        let (end, at) = (pair[0].end(), pair[1].at());
        // Marks part the two words.
        !pair[1].follows() && !bytes[at].is_ascii_lowercase() && ends_sentence(&bytes[end..at])
    };
    let end = tokens.windows(2).position(is_end);
    end.map_or(tokens.len(), |last| last + 1)
}

/// The number of a word without apostrophes and marks, in lower case beyond ASCII too.
fn folded_hash(word: &str) -> u64 {
    let mut letters = String::with_capacity(word.len());
    for letter in word.chars() {
        if letter.is_ascii_alphanumeric() {
            letters.push(letter.to_ascii_lowercase());
        } else if !letter.is_ascii() && letter.is_alphanumeric() {
            letters.extend(letter.to_lowercase());
        }
    }
    tokens::hash(&letters)
}

/// Whether what stands between two words ends a sentence: a stop before white space.
fn ends_sentence(between: &[u8]) -> bool {
    between.len() > 1
        && between
            .windows(2)
            .any(|pair| matches!(pair[0], b'.' | b'!' | b'?') && pair[1].is_ascii_whitespace())
}

/// Where a sentence ends whose last word ends at `end`: its closing marks belong to it.
pub fn closed(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let marks = rest
        .bytes()
        .take_while(|byte| byte.is_ascii() && !byte.is_ascii_whitespace())
        .count();
    end + marks
}

#[inline]
#[allow(clippy::cast_possible_truncation)]
fn finish(hash: u64) -> u32 {
    (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

/// One number for a row of words.
pub fn fold(words: &[u32]) -> u64 {
    tokens::fold(words.iter().map(|&word| u64::from(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<(&str, usize)> {
        let mut words = Vec::new();
        let mut found = Vec::new();
        read_words(text, &tokens::of_text(text), true, &mut words, |sentence| {
            let prose = sentence.prose.start..closed(text, sentence.prose.end);
            found.push((&text[prose], sentence.words.len()));
        });
        found
    }

    #[test]
    fn paragraphs_part_at_sentences() {
        for (text, expected) in [
            ("", vec![]),
            (" ... ", vec![]),
            (
                "One two. Three (four)! five",
                vec![("One two.", 2), ("Three (four)! five", 3)],
            ),
            (
                "e.g. version 1.2 of it",
                vec![("e.g. version 1.2 of it", 7)],
            ),
            (
                "Größe ändert sich. Été, l’été",
                vec![("Größe ändert sich.", 3), ("Été, l’été", 2)],
            ),
        ] {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }

    #[test]
    fn case_marks_and_apostrophes_do_not_count() {
        let words = |text| {
            let mut words = Vec::new();
            read_words(text, &tokens::of_text(text), false, &mut words, |_| ());
            words
        };
        assert_eq!(
            words("The OKR's: well-known, isn’t it"),
            words("the OKRs well known isn't IT.")
        );
        assert_ne!(words("ab c"), words("a bc"));
        assert_eq!(words("'quoted' Ä"), words("quoted ä"));
    }
}
