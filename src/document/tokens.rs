//! The words of a text in one pass over its bytes: where each stands, a number for its letters, and whether it is a word
//! of running text. Every rule about words reads these instead of the letters.

mod word;

use super::marks;
use super::prose::{Prose, style};
pub use crate::lexicon::hash::hash;
use std::ops::Range;
use word::{BEYOND, BLANK, CLASS, ODD, any_word, small_word, width};

/// What is no running text.
const SKIPPED: u8 = style::CODE | style::OPAQUE | style::ADDRESS;

/// A word. Inner apostrophes belong to it; hyphens, slashes and all other marks part words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// A number for its letters, whatever their case and the form of their apostrophes: see [`hash`].
    pub hash: u64,
    start: u32,
    /// Its length above its flags: there is one of these for every word of a site.
    length_and_flags: u32,
}

/// How many bits the flags take.
const FLAGS: u32 = 8;
/// The longest word; of a longer one the rest is not part of it.
const LONGEST: usize = (1 << (u32::BITS - FLAGS)) - 1;

/// Nothing but white space parts it from the word before it.
const FOLLOWS: u32 = 1;
/// See [`Token::is_running`].
const RUNNING: u32 = 2;
/// It ends in `'s`.
const POSSESSIVE: u32 = 4;
/// It has apostrophes, or letters beyond ASCII.
const UNUSUAL: u32 = 8;
/// See [`Token::starts_as_written`].
const CONSONANT: u32 = 16;
/// Its first letter is a capital of ASCII: the bit that a small one has and a capital has not.
const CAPITAL: u32 = 32;

impl Token {
    /// A word of so many bytes that starts there.
    #[inline]
    fn new(start: usize, length: usize, hash: u64, flags: u32) -> Self {
        // No text is so long that an offset does not fit, and no word is longer than the longest.
        Self {
            hash,
            start: start as u32,
            length_and_flags: (length as u32) << FLAGS | flags,
        }
    }

    /// Where it starts.
    #[inline]
    pub fn at(&self) -> usize {
        self.start as usize
    }

    /// Where it ends.
    #[inline]
    pub fn end(&self) -> usize {
        self.at() + (self.length_and_flags >> FLAGS) as usize
    }

    #[inline]
    fn has(&self, flag: u32) -> bool {
        self.length_and_flags & flag != 0
    }

    /// Where it stands.
    #[inline]
    pub fn range(&self) -> Range<usize> {
        self.at()..self.end()
    }

    /// Whether nothing but white space parts it from the word before it.
    #[inline]
    pub fn follows(&self) -> bool {
        self.has(FOLLOWS)
    }

    /// Whether it is a word of running text, written in small letters or in small letters with a capital first one: no
    /// part of an address, a path, a file name, a handle or code, nothing foreign, and of words of two letters only what
    /// is surely the end of a word that was parted.
    #[inline]
    pub fn is_running(&self) -> bool {
        self.has(RUNNING)
    }

    fn stop_running(&mut self) {
        self.length_and_flags &= !RUNNING;
    }

    /// Whether it ends in `'s`.
    #[inline]
    pub fn is_possessive(&self) -> bool {
        self.has(POSSESSIVE)
    }

    /// Whether it starts with a capital letter of ASCII.
    #[inline]
    pub fn is_capital(&self) -> bool {
        self.has(CAPITAL)
    }

    /// Whether it surely starts with the sound of a consonant: it is no short form and no single letter, and its first
    /// letter is a consonant whatever follows it.
    #[inline]
    pub fn starts_as_written(&self) -> bool {
        self.has(CONSONANT)
    }

    /// Whether it has nothing but plain letters and digits: no apostrophe, nothing beyond ASCII.
    #[inline]
    pub fn is_plain(&self) -> bool {
        !self.has(UNUSUAL)
    }

    /// Where it stands in `text` without a possessive ending.
    pub fn stem(&self, text: &str) -> Range<usize> {
        let mut range = self.range();
        if self.is_possessive() {
            let ending = if text[range.clone()].ends_with("'s") {
                2
            } else {
                "\u{2019}s".len()
            };
            range.end -= ending;
        }
        range
    }

    /// The number of the word without a possessive ending.
    #[inline]
    pub fn stem_hash(&self, text: &str) -> u64 {
        // Few words: all others have their number at hand, wherever this is asked.
        if self.is_possessive() {
            self.hash_of_stem(text)
        } else {
            self.hash
        }
    }

    #[cold]
    fn hash_of_stem(&self, text: &str) -> u64 {
        hash(&text[self.stem(text)])
    }
}

/// One number for a row of numbers of words.
pub fn fold(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(1, |hash, word| {
        (hash.rotate_left(5) ^ word).wrapping_mul(0x517C_C1B7_2722_0A95)
    })
}

/// The words of a text of one style, in order.
pub fn of_text(text: &str) -> Vec<Token> {
    let mut prose = Prose::default();
    prose.push_verbatim(text, 0, 0);
    read(&prose)
}

/// The words of a text, in order.
pub fn read(prose: &Prose) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(prose.text.len() / LETTERS + 1);
    read_into(prose, &mut tokens);
    tokens
}

/// How many letters a word has, with the blank after it, in running text: seldom less.
pub const LETTERS: usize = 6;

/// The same, after those of other texts. Gives the [`marks`] of the text.
pub fn read_into(prose: &Prose, tokens: &mut Vec<Token>) -> u8 {
    let bytes = prose.text.as_bytes();
    let before = tokens.len();
    let mut marks = 0;
    // Whether what stands since the last blank may be something other than words.
    let mut odd = false;
    let mut follows = 0;
    let mut at = 0;
    while at < bytes.len() {
        // So goes most of a text: words of small letters, each with a space after it.
        if let Some((token, after, next)) = small_word(bytes, at, follows) {
            tokens.push(token);
            follows = FOLLOWS;
            at = after + usize::from((next == b' ') & !odd);
            continue;
        }
        let byte = bytes[at];
        let class = CLASS[byte as usize];
        if class > BEYOND {
            let (token, after) = any_word(bytes, at, follows);
            if !token.is_plain() && !bytes[at..after].is_ascii() {
                marks |= marks::BEYOND;
            }
            tokens.push(token);
            follows = FOLLOWS;
            at = after;
        } else if class == BLANK {
            if odd {
                marks |= stop_address(&bytes[..at], &mut tokens[before..]);
                odd = false;
            }
            marks |= marks::of(byte);
            if at > 0 && is_blank(bytes[at - 1]) {
                marks |= marks::GAP;
            }
            at += 1;
        } else {
            follows = 0;
            odd |= class == ODD && !is_plain_stop(bytes, at);
            marks |= marks::of(byte);
            at += if class == BEYOND { width(byte) } else { 1 };
        }
    }
    if odd {
        marks |= stop_address(bytes, &mut tokens[before..]);
    }
    skip_styles(prose, &mut tokens[before..]);
    marks | marks::of_end(bytes)
}

/// If what these bytes end in, back to the last blank, is an address or the like, its words are no words of running text,
/// and it has a mark.
fn stop_address(bytes: &[u8], tokens: &mut [Token]) -> u8 {
    let blank = bytes.iter().rposition(|&byte| is_blank(byte));
    let start = blank.map_or(0, |blank| blank + 1);
    if !is_address(&bytes[start..]) {
        return 0;
    }
    let last = tokens.iter_mut().rev();
    last.take_while(|token| token.at() >= start)
        .for_each(Token::stop_running);
    marks::ADDRESS
}

/// Whether this is a stop or a colon right after a word and right before none: no address is told by that.
fn is_plain_stop(bytes: &[u8], at: usize) -> bool {
    let is_in_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    matches!(bytes[at], b'.' | b':') && at > 0 && is_in_word(at - 1) && !is_in_word(at + 1)
}

fn is_blank(byte: u8) -> bool {
    CLASS[byte as usize] == BLANK
}

/// Words in code, shortcodes and addresses are no words of running text.
fn skip_styles(prose: &Prose, tokens: &mut [Token]) {
    for (flags, range) in prose.runs() {
        if flags & SKIPPED != 0 {
            let from = tokens.partition_point(|token| token.end() <= range.start);
            let to = tokens.partition_point(|token| token.at() < range.end);
            tokens[from..to].iter_mut().for_each(Token::stop_running);
        }
    }
}

/// Whether a run without blanks is an address, a path, a file name, a handle, a hashtag or code.
fn is_address(run: &[u8]) -> bool {
    let inner = run
        .iter()
        .position(|b| !matches!(b, b'(' | b'[' | b'"' | b'\'' | b'*'))
        .map_or(run, |start| &run[start..]);
    if matches!(
        inner.first(),
        Some(b'#' | b'/' | b'~' | b'.' | b'$' | b'@' | b':')
    ) {
        return true;
    }
    let mut slashes = 0;
    for (at, &byte) in inner.iter().enumerate() {
        let next = inner.get(at + 1).copied().unwrap_or(b' ');
        match byte {
            b'@' | b'\\' | b'_' | b'=' | b'<' | b'>' | b'{' | b'}' | b'$' | b'~' | b'#' | b'`' => {
                return true;
            }
            b'.' | b':' if next.is_ascii_alphanumeric() && at > 0 => return true,
            b'/' if next == b'/' || next == b' ' => return true,
            b'/' => slashes += 1,
            _ => {}
        }
    }
    slashes > 0 && inner.contains(&b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Prose, Vec<Token>) {
        let mut prose = Prose::default();
        prose.push_verbatim(text, 0, 0);
        let tokens = read(&prose);
        (prose, tokens)
    }

    #[test]
    fn only_words_of_running_text() {
        let cases = [
            (
                "The manager’s plan, and/or 2nd GitLab",
                "The manager plan and",
            ),
            (
                "see /a/b, x@y.com a_b www.example.com #tag @handle ok",
                "see",
            ),
            (
                "naïve cross-functional “Team” — don't",
                "cross functional Team don't",
            ),
            (
                "file.md job-families/sales e.g. word (also) IT OKRs",
                "word also",
            ),
            ("rep\u{200b}orts soft\u{ad}ware cafe\u{301}s plain", "plain"),
            ("日本 text™ ends… emoji🙂joined", "text ends emoji joined"),
        ];
        for (text, expected) in cases {
            let (prose, tokens) = of(text);
            let words: Vec<_> = tokens
                .iter()
                .filter(|token| token.is_running())
                .map(|token| &prose.text[token.stem(&prose.text)])
                .collect();
            let expected: Vec<_> = expected.split(' ').collect();
            assert_eq!(words, expected, "{text}");
        }
    }

    #[test]
    fn words_are_known_whatever_their_case_and_apostrophe() {
        let (prose, tokens) = of("“IT’s” — naïve\u{A0}it's…");
        let words: Vec<_> = tokens
            .iter()
            .map(|token| &prose.text[token.range()])
            .collect();
        assert_eq!(words, ["IT’s", "naïve", "it's"]);
        assert_eq!(tokens[0].hash, hash("it's"));
        assert_eq!(tokens[0].hash, tokens[2].hash);
        assert_eq!(tokens[0].stem_hash(&prose.text), hash("it"));
        assert_eq!(hash("it’s"), hash("it's"));
    }
}
