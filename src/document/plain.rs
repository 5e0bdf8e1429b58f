//! The words of running text: prose without code, addresses, paths, file names, handles and names of variables.

use super::prose::{Prose, Word, style};

/// What is no running text.
const SKIPPED: u8 = style::CODE | style::OPAQUE | style::ADDRESS;

/// Calls `each` with every word of running text that is written in small letters, or in small letters with a capital
/// first one. Inner apostrophes belong to the word, a possessive ending does not; hyphens and slashes part words.
/// Allocates nothing: it runs over every word of every page.
pub fn each_word<'a>(prose: &'a Prose, mut each: impl FnMut(Word<'a>)) {
    let bytes = prose.text.as_bytes();
    let mut styles = prose.runs().peekable();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let start = at;
        let mut odd = false;
        while at < bytes.len() && !bytes[at].is_ascii_whitespace() {
            odd |= ODD[bytes[at] as usize];
            at += 1;
        }
        if odd && is_address(&bytes[start..at]) {
            continue;
        }
        words_of(&prose.text, start, at, |word| {
            while styles.peek().is_some_and(|(_, run)| run.end <= word.at) {
                styles.next();
            }
            let end = word.at + word.text.len();
            let skipped = match styles.peek() {
                Some((flags, run)) if run.end >= end => flags & SKIPPED != 0,
                _ => prose.style(word.range()) & SKIPPED != 0,
            };
            if !skipped {
                each(word);
            }
        });
    }
}

/// Bytes that can make a run of non-blank characters something other than words.
static ODD: [bool; 256] = {
    let mut odd = [false; 256];
    let bytes = b"@\\_=<>{}$~#./:`|";
    let mut at = 0;
    while at < bytes.len() {
        odd[bytes[at] as usize] = true;
        at += 1;
    }
    odd
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

fn words_of<'a>(text: &'a str, mut at: usize, end: usize, mut each: impl FnMut(Word<'a>)) {
    let bytes = text.as_bytes();
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
        // Of two letters, only what is surely the end of a word that was parted.
        if plain && (word.len() > 2 || &bytes[word.clone()] == b"ly") {
            each(Word {
                text: &text[word.clone()],
                at: word.start,
            });
        }
    }
}

/// Letters, digits, and what is neither plain nor a mark of punctuation: it belongs to a foreign word.
fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, 0xC3..=0xDF | 0xEF)
        || matches!(byte, 0x80..=0xBF)
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
