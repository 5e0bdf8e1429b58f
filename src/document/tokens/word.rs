//! One word of a text.

use super::{CAPITAL, FOLLOWS, LONGEST, POSSESSIVE, RUNNING, Token, UNUSUAL};
use crate::lexicon::hash::{Letters, SEED, WIDTH, mix};

/// White space.
pub const BLANK: u8 = 0;
/// A mark that only parts words.
const MARK: u8 = 1;
/// A mark that can make what it stands in something other than words.
pub const ODD: u8 = 2;
/// The first byte of a mark or symbol beyond ASCII.
pub const BEYOND: u8 = 3;
/// A byte of a word.
const LETTER: u8 = 4;
/// A byte of a word that is no small letter.
const NOT_SMALL: u8 = 8;
/// A byte of a letter beyond ASCII.
const FOREIGN: u8 = 16;

/// What each byte is. Those of words are letters, digits and what belongs to foreign words.
pub static CLASS: [u8; 256] = {
    let mut class = [MARK; 256];
    let mut byte = 0;
    while byte < 256 {
        let this = byte as u8;
        class[byte] = match this {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0C => BLANK,
            b'@' | b'\\' | b'_' | b'=' | b'<' | b'>' | b'{' | b'}' | b'$' | b'~' | b'#' | b'.'
            | b'/' | b':' | b'`' | b'|' => ODD,
            0xC2 | 0xE2 | 0xF0..=0xFF => BEYOND,
            b'a'..=b'z' => LETTER,
            _ if this.is_ascii_alphanumeric() => LETTER | NOT_SMALL,
            0x80..=0xFF => LETTER | NOT_SMALL | FOREIGN,
            _ => MARK,
        };
        byte += 1;
    }
    class
};

/// How many bytes a mark or symbol beyond ASCII takes.
pub fn width(first: u8) -> usize {
    match first {
        0xC2 => 2,
        0xE2 => 3,
        _ => 4,
    }
}

/// The word that starts at `start`, and where what comes after it does.
#[inline]
pub fn word(bytes: &[u8], start: usize, follows: bool) -> (Token, usize) {
    let mut flags = if follows { FOLLOWS } else { 0 };
    let mut letters = letters_from(bytes, start);
    if (letters as u8).is_ascii_uppercase() {
        flags |= CAPITAL;
        letters |= 0x20;
    }
    let count = small_letters(letters);
    if count == WIDTH {
        return long_word(bytes, start, letters, flags);
    }
    // What stands after it; zero at the end of the text.
    let after = (letters >> (8 * count)) as u8;
    if count == 0 || !ENDS[usize::from(after)] {
        return any_word(bytes, start, flags);
    }
    let letters = first_letters(letters, count);
    if count > 2 || letters == LY {
        flags |= RUNNING;
    }
    (
        Token::new(start, count, mix(SEED, letters), flags),
        start + count,
    )
}

/// The same of a word that starts with eight small letters, but for the case of the first, if it has small letters only.
/// That takes no look at single letters.
fn long_word(bytes: &[u8], start: usize, first: u64, flags: u32) -> (Token, usize) {
    let (mut at, mut letters, mut count) = (start, first, WIDTH);
    let mut hash = SEED;
    while count == WIDTH {
        let next = letters_from(bytes, at + WIDTH);
        let more = small_letters(next);
        if more == 0 {
            break;
        }
        hash = mix(hash, letters);
        at += WIDTH;
        (letters, count) = (next, more);
    }
    let end = at + count;
    if bytes
        .get(end)
        .is_some_and(|&after| !ENDS[usize::from(after)])
        || end - start > LONGEST
    {
        return any_word(bytes, start, flags);
    }
    let hash = mix(hash, first_letters(letters, count));
    (Token::new(start, end - start, hash, flags | RUNNING), end)
}

/// Of eight letters, the first lowest, as many as that: at least one.
#[inline]
const fn first_letters(letters: u64, count: usize) -> u64 {
    let others = 8 * (WIDTH - count);
    letters << others >> others
}

/// The end of a word that was parted.
const LY: u64 = u64::from_le_bytes(*b"ly\0\0\0\0\0\0");

/// Whether a word of small letters surely ends before this byte. Zero stands for the end of the text.
static ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let mut byte = 0;
    while byte < 0x80 {
        ends[byte] = CLASS[byte] <= BEYOND && byte as u8 != b'\'';
        byte += 1;
    }
    ends
};

/// The eight bytes from `at` on, the first lowest, with zeros after the last of all.
#[inline]
fn letters_from(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..).and_then(<[u8]>::first_chunk) {
        Some(eight) => u64::from_le_bytes(*eight),
        None => last_letters(bytes, at),
    }
}

/// The same where there are fewer.
#[inline(never)]
fn last_letters(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default().iter().rev();
    rest.fold(0, |letters, &byte| letters << 8 | u64::from(byte))
}

/// How many of eight letters, the first lowest, are small up to the first one that is not.
#[inline]
const fn small_letters(letters: u64) -> usize {
    const ONE: u64 = 0x0101_0101_0101_0101;
    const TOP: u64 = 0x80 * ONE;
    let low = letters & !TOP;
    // The top bit of each byte tells that of the letter: from `a` on, and beyond `z`.
    let from_a = low + (0x80 - b'a' as u64) * ONE;
    let beyond_z = low + (0x7F - b'z' as u64) * ONE;
    let small = (from_a ^ beyond_z) & !letters & TOP;
    ((small ^ TOP).trailing_zeros() / 8) as usize
}

/// The same for words of any letters: few words need it.
#[inline(never)]
fn any_word(bytes: &[u8], start: usize, mut flags: u32) -> (Token, usize) {
    let first = CLASS[usize::from(bytes[start])];
    let mut plain = bytes[start].is_ascii_alphabetic();
    let mut at = start + 1;
    let mut hash = Letters::NONE.and(bytes[start].to_ascii_lowercase());
    let mut seen = 0;
    let mut apostrophe = None;
    loop {
        while let Some(byte) = bytes.get(at) {
            let class = CLASS[usize::from(*byte)];
            if class <= BEYOND {
                break;
            }
            seen |= class;
            hash = hash.and(byte.to_ascii_lowercase());
            at += 1;
        }
        // What has no width parts no word, but makes it one that is not judged.
        let (width, hidden) = match bytes[at..] {
            [b'\'', ..] => (1, false),
            [0xE2, 0x80, 0x99, ..] => (3, false),
            [0xC2, 0xAD, ..] => (2, true),
            [0xE2, 0x80, 0x8B..=0x8F | 0xAA..=0xAE, ..] | [0xE2, 0x81, 0xA0, ..] => (3, true),
            _ => break,
        };
        if hidden {
            plain = false;
            seen |= FOREIGN;
        } else if bytes
            .get(at + width)
            .is_some_and(|&byte| CLASS[byte as usize] > BEYOND)
        {
            hash = hash.and(b'\'');
            apostrophe = Some((at, at + width));
        } else {
            break;
        }
        at += width;
    }
    let stem = match apostrophe {
        Some((stem, from)) if &bytes[from..at] == b"s" => stem,
        _ => at,
    };
    plain &= seen & NOT_SMALL == 0;
    if stem < at {
        flags |= POSSESSIVE;
    }
    if apostrophe.is_some() || (seen | first) & FOREIGN != 0 {
        flags |= UNUSUAL;
    }
    if plain && (stem - start > 2 || &bytes[start..stem] == b"ly") {
        flags |= RUNNING;
    }
    let length = shortened(bytes, start, at - start);
    (Token::new(start, length, hash.number(), flags), at)
}

/// The length of a word, or of as much of it as is kept.
fn shortened(bytes: &[u8], start: usize, length: usize) -> usize {
    let mut kept = length.min(LONGEST);
    if kept < length {
        while bytes[start + kept] & 0xC0 == 0x80 {
            kept -= 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::hash::hash;

    #[test]
    fn words_read_at_a_glance_are_those_read_by_letters() {
        let text = "a Re aB manages Manager's eightlet Responsibilities responsibilitie2 \
            incomprehensibility abcdefghabcdefgh, MANAGEMENT 2nd Zürich I’m responsibly\u{ad}so the end of it";
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if CLASS[usize::from(bytes[at])] <= BEYOND {
                at += 1;
                continue;
            }
            let capital = bytes[at].is_ascii_uppercase();
            let (token, end) = any_word(bytes, at, if capital { CAPITAL } else { 0 });
            assert_eq!(word(bytes, at, false), (token, end));
            let letters = text[at..end].replace('\u{ad}', "");
            assert_eq!(token.hash, hash(&letters), "{letters}");
            at = end;
        }
    }
}
