//! The words of running text: prose without code, addresses, paths, file names, handles and names of variables.

use super::prose::{Prose, Word, style};

/// What is no running text.
const SKIPPED: u8 = style::CODE | style::OPAQUE | style::ADDRESS;

/// Calls `each` with every word of running text that is written in small letters, or in small letters with a capital
/// first one. Inner apostrophes belong to the word, a possessive ending does not; hyphens and slashes part words.
/// Allocates nothing: it runs over every word of every page.
pub fn each_word<'a>(prose: &'a Prose, mut each: impl FnMut(Word<'a>)) {
    let bytes = prose.text.as_bytes();
    let class = |at: usize| bytes.get(at).map_or(BLANK, |&byte| CLASS[byte as usize]);
    // The flags of the run of one style that was reached, and where it ends.
    let mut styles = prose.runs();
    let (mut flags, mut until) = (0, 0);
    let mut each = |start: usize, end: usize| {
        while until <= start {
            (flags, until) = styles
                .next()
                .map_or((0, usize::MAX), |(flags, run)| (flags, run.end));
        }
        let flags = if until >= end {
            flags
        } else {
            prose.style(start..end)
        };
        if flags & SKIPPED == 0 {
            each(Word {
                text: &prose.text[start..end],
                at: start,
            });
        }
    };
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let first = class(at);
        at += 1;
        if first == BLANK {
            continue;
        }
        // Most runs of what is not blank are small letters, with a comma or a full stop after them.
        if first & (LOWER | UPPER) != 0 {
            while class(at) == LOWER {
                at += 1;
            }
            let stop = matches!(bytes.get(at), Some(b',' | b'.'));
            let next = at + usize::from(stop);
            if class(next) == BLANK {
                if is_judged(&bytes[start..at]) {
                    each(start, at);
                }
                at = next + 1;
                continue;
            }
        }
        let mut seen = first;
        while class(at) != BLANK {
            seen |= class(at);
            at += 1;
        }
        if seen & ODD == 0 || !is_address(&bytes[start..at]) {
            words_of(bytes, start, at, &mut each);
        }
    }
}

/// Of words of two letters, only what is surely the end of a word that was parted.
fn is_judged(word: &[u8]) -> bool {
    word.len() > 2 || word == b"ly"
}

/// White space.
const BLANK: u8 = 1;
/// What can make a run of non-blank characters something other than words.
const ODD: u8 = 2;
/// A small letter.
const LOWER: u8 = 4;
/// A capital.
const UPPER: u8 = 8;
/// A digit, or what is neither plain nor a mark of punctuation: it belongs to a foreign word.
const FOREIGN: u8 = 16;

/// What each byte is.
static CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        class[byte] = match byte as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' | 0x80..=0xBF | 0xC3..=0xDF | 0xEF => FOREIGN,
            b' ' | b'\t' | b'\n' | b'\r' | 0x0C => BLANK,
            b'@' | b'\\' | b'_' | b'=' | b'<' | b'>' | b'{' | b'}' | b'$' | b'~' | b'#' | b'.'
            | b'/' | b':' | b'`' | b'|' => ODD,
            _ => 0,
        };
        byte += 1;
    }
    class
};

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

/// Calls `each` with the start and the end of every word between `at` and `end`.
fn words_of(bytes: &[u8], mut at: usize, end: usize, mut each: impl FnMut(usize, usize)) {
    while at < end {
        if !in_word(bytes[at]) {
            at += width_of_mark(bytes, at);
            continue;
        }
        let start = at;
        // Small letters after the first, no digits, nothing foreign.
        let mut plain = bytes[at].is_ascii_alphabetic();
        let mut possessive = None;
        at += 1;
        while at < end {
            let byte = bytes[at];
            if in_word(byte) {
                plain &= byte.is_ascii_lowercase();
                at += 1;
                continue;
            }
            // What has no width parts no word, but makes it one that is not judged.
            let hidden = match bytes[at..end] {
                [0xC2, 0xAD, ..] => 2,
                [0xE2, 0x80, 0x8B..=0x8F | 0xAA..=0xAE, ..] | [0xE2, 0x81, 0xA0, ..] => 3,
                _ => 0,
            };
            if hidden > 0 {
                plain = false;
                at += hidden;
                continue;
            }
            let width = match bytes[at..end] {
                [b'\'', ..] => 1,
                [0xE2, 0x80, 0x99, ..] => 3,
                _ => break,
            };
            if !bytes.get(at + width).is_some_and(u8::is_ascii_alphabetic) {
                break;
            }
            possessive = Some((at, at + width));
            at += width;
        }
        let word = match possessive {
            Some((cut, from)) if &bytes[from..at] == b"s" => start..cut,
            _ => start..at,
        };
        if plain && is_judged(&bytes[word.clone()]) {
            each(word.start, word.end);
        }
    }
}

/// Letters, digits, and what is neither plain nor a mark of punctuation: it belongs to a foreign word.
fn in_word(byte: u8) -> bool {
    CLASS[byte as usize] & (LOWER | UPPER | FOREIGN) != 0
}

/// How many bytes a mark of punctuation or a symbol takes.
fn width_of_mark(bytes: &[u8], at: usize) -> usize {
    match bytes[at] {
        0xC2 => 2,
        0xE0..=0xEE => 3,
        0xF0.. => 4,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let mut prose = Prose::default();
            prose.push_verbatim(text, 0, 0);
            let mut words = Vec::new();
            each_word(&prose, |word| words.push(word.text));
            let expected: Vec<_> = expected.split(' ').collect();
            assert_eq!(words, expected, "{text}");
        }
    }
}
