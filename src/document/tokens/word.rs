//! One word of a text.

use super::{CAPITAL, CONSONANT, LONGEST, POSSESSIVE, RUNNING, Token, UNUSUAL};
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

/// The word that starts at `start`, where it ends, and the byte after it (zero at the end of the text), if it surely has
/// small letters only, but for the case of the first. That takes no look at single letters.
#[inline]
pub fn small_word(bytes: &[u8], start: usize, flags: u32) -> Option<(Token, usize, u8)> {
    let letters = letters_from(bytes, start);
    let first = FIRST[usize::from(letters as u8)];
    let letters = letters | u64::from(first & CAPITAL);
    let count = small_letters(letters);
    if count == WIDTH {
        return long_word(bytes, start, letters, flags | first);
    }
    let after = (letters >> (8 * count)) as u8;
    if count == 0 || !ENDS[usize::from(after)] {
        return None;
    }
    let letters = first_letters(letters, count);
    let running = u32::from(count > 2 || letters == LY) * RUNNING;
    // Of a single letter nobody knows the sound.
    let single = u32::from(count == 1) * CONSONANT;
    let flags = flags | running | first & !single;
    let token = Token::new(start, count, mix(SEED, letters), flags);
    Some((token, start + count, after))
}

/// The same of a word whose first eight letters are these.
#[inline]
fn long_word(bytes: &[u8], start: usize, first: u64, flags: u32) -> Option<(Token, usize, u8)> {
    let mut hash = mix(SEED, first);
    let (mut end, mut count) = (start + WIDTH, WIDTH);
    while count == WIDTH {
        let letters = letters_from(bytes, end);
        count = small_letters(letters);
        if count > 0 {
            hash = mix(hash, first_letters(letters, count));
        }
        end += count;
    }
    let after = bytes.get(end).copied().unwrap_or_default();
    let is_whole = ENDS[usize::from(after)] && end - start <= LONGEST;
    let token = || Token::new(start, end - start, hash, flags | RUNNING);
    is_whole.then(|| (token(), end, after))
}

/// What the first byte of a word tells: [`CAPITAL`], and [`CONSONANT`] unless the sound depends on what follows, as that of
/// `h` does.
static FIRST: [u32; 256] = {
    let mut first = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let letter = byte as u8;
        let small = letter.to_ascii_lowercase();
        if letter.is_ascii_uppercase() {
            first[byte] |= CAPITAL;
        }
        if small.is_ascii_lowercase() && !matches!(small, b'a' | b'e' | b'h' | b'i' | b'o' | b'u') {
            first[byte] |= CONSONANT;
        }
        byte += 1;
    }
    first
};

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
    let missing = at + WIDTH - bytes.len();
    if let (Some(eight), 0..WIDTH) = (bytes.last_chunk(), missing) {
        return u64::from_le_bytes(*eight) >> (8 * missing);
    }
    let rest = bytes.get(at..).unwrap_or_default().iter().rev();
    rest.fold(0, |letters, &byte| letters << 8 | u64::from(byte))
}

/// How many of eight letters, the first lowest, are small up to the first one that is not.
#[inline]
const fn small_letters(letters: u64) -> usize {
    const ONE: u64 = 0x0101_0101_0101_0101;
    // The top bit of a byte tells that the letter stands before `a`, or beyond `z`. What is borrowed or carried comes from
    // such a letter, so it changes only what stands after the first one.
    let before_a = letters.wrapping_sub(b'a' as u64 * ONE);
    let beyond_z = letters.wrapping_add((0x7F - b'z' as u64) * ONE);
    let others = (before_a | beyond_z) & (0x80 * ONE);
    (others.trailing_zeros() / 8) as usize
}

/// The word of any letters that starts at `start`, and where what comes after it does: few words need it.
#[inline(never)]
pub fn any_word(bytes: &[u8], start: usize, mut flags: u32) -> (Token, usize) {
    let first = CLASS[usize::from(bytes[start])];
    flags |= FIRST[usize::from(bytes[start])];
    let mut plain = bytes[start].is_ascii_alphabetic();
    let second = bytes.get(start + 1).copied().unwrap_or_default();
    let is_short_form = bytes[start].is_ascii_uppercase() && !second.is_ascii_lowercase();
    if is_short_form || CLASS[usize::from(second)] <= BEYOND {
        flags &= !CONSONANT;
    }
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
    use crate::document::tokens::FOLLOWS;
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
            let (token, end) = any_word(bytes, at, FOLLOWS);
            let small = small_word(bytes, at, FOLLOWS);
            let after = bytes.get(end).copied().unwrap_or_default();
            let expected = (token, end, after);
            assert!(small.is_none_or(|small| small == expected), "{token:?}");
            let letters = text[at..end].replace('\u{ad}', "");
            assert_eq!(token.hash, hash(&letters), "{letters}");
            at = end;
        }
    }

    #[test]
    fn small_letters_are_counted_up_to_the_first_other_byte() {
        for (first, after) in
            (0..=u8::MAX).flat_map(|first| [(first, 0), (first, b'z'), (first, 0xFF)])
        {
            for count in 0..WIDTH {
                let mut letters = [b'z'; WIDTH];
                letters[count] = first;
                letters[count + 1..].fill(after);
                let is_small = |byte: &&u8| byte.is_ascii_lowercase();
                let expected = letters.iter().take_while(is_small).count();
                assert_eq!(
                    small_letters(u64::from_le_bytes(letters)),
                    expected,
                    "{letters:?}"
                );
            }
        }
    }
}
