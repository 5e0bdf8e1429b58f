//! Text that was decoded with the wrong character set: UTF-8 that somebody read as Windows-1252 or Latin-1.

use crate::corpus::Corpus;
use crate::document::{Block, marks};
use crate::document::prose::style;
use crate::finding::{Finding, Fix};
use crate::model::Page;
use crate::rules::NoParams;
use std::ops::Range;

/// Finds each word that holds such text.
pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    if page.source.text().is_ascii() {
        return Vec::new();
    }
    let held = corpus.marks(page);
    let blocks = page.document.blocks.iter().enumerate();
    blocks
        .filter(|(index, _)| held.may_hold(*index, marks::BEYOND))
        .flat_map(|(_, block)| of_block(page, block))
        .collect()
}

/// The first bytes of all characters that [start](length) a sequence, and of the one that stands for lost ones. Quotation
/// marks and dashes, most of what is beyond ASCII, have others.
const STARTS: (u8, u8) = (0xC3, 0xEF);

fn of_block(page: &Page, block: &Block) -> Vec<Finding> {
    let text = block.prose.text.as_str();
    let mut findings = Vec::new();
    if memchr::memchr2(STARTS.0, STARTS.1, text.as_bytes()).is_none() {
        return findings;
    }
    let mut at = 0;
    let beyond = |at: usize| text.as_bytes()[at..].iter().position(|byte| !byte.is_ascii());
    while let Some(start) = beyond(at).map(|next| at + next) {
        let word = around(text, start);
        at = word.end;
        if block.prose.style(word.clone()) & (style::CODE | style::OPAQUE | style::ADDRESS) != 0 {
            continue;
        }
        let Some(meant) = restored(&text[word.clone()]) else {
            continue;
        };
        let span = page.span(block.prose.source(word.clone()));
        let message = format!("`{}` was decoded with the wrong character set", &text[word.clone()]);
        let finding = Finding::new(span, message);
        findings.push(if meant.contains(char::REPLACEMENT_CHARACTER) {
            finding.help("write what was meant: the characters themselves are lost")
        } else if block.prose.is_verbatim(word) {
            let title = format!("write `{meant}`");
            finding.help(title.clone()).fix(Fix::safe_unless(block.is_heading(), title, span, meant))
        } else {
            finding.help(format!("write `{meant}`"))
        });
    }
    findings
}

/// The run of letters and of characters beyond ASCII that holds byte `at`.
fn around(text: &str, at: usize) -> Range<usize> {
    let inside = |c: char| !c.is_ascii() && !blank(c) || c.is_ascii_alphanumeric();
    let start = text[..at]
        .rfind(|c: char| !inside(c))
        .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(|c: char| !inside(c)).map_or(text.len(), |len| at + len);
    let first = text[at..].chars().next().map_or(1, char::len_utf8);
    start.min(at)..end.max(at + first)
}

/// Blanks that part words. A no-break space does not: it is the second half of much that is garbled.
fn blank(c: char) -> bool {
    c.is_whitespace() && c != '\u{A0}' && c != '\u{85}'
}

/// What was meant, if anything in `text` is garbled. It may have been garbled more than once.
fn restored(text: &str) -> Option<String> {
    let mut meant = restored_once(text)?;
    for _ in 0..2 {
        match restored_once(&meant) {
            Some(again) => meant = again,
            None => break,
        }
    }
    Some(meant)
}

fn restored_once(text: &str) -> Option<String> {
    // Most of what is beyond ASCII are quotation marks and dashes: nothing of it can start a sequence.
    if !text.contains(|c| length(c).is_some() || c == char::REPLACEMENT_CHARACTER) {
        return None;
    }
    let mut meant = String::with_capacity(text.len());
    let mut found = text.contains(char::REPLACEMENT_CHARACTER);
    let chars: Vec<char> = text.chars().collect();
    // In Cyrillic or Chinese text that was garbled, one such sequence follows another; alone it may be chance.
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        match sequence(&chars[at..]) {
            Some((character, taken))
                if is_certain(character, &chars[at..at + taken])
                    || sequence(&chars[at + taken..]).is_some()
                    || at.checked_sub(taken).is_some_and(|before| {
                        sequence(&chars[before..]).is_some_and(|(_, len)| len == taken)
                    }) =>
            {
                meant.push(character);
                found = true;
                at += taken;
            }
            _ => {
                meant.push(c);
                at += 1;
            }
        }
    }
    found.then_some(meant)
}

/// The character that a UTF-8 sequence at the start of `chars`, read as Windows-1252, stood for, and its length.
fn sequence(chars: &[char]) -> Option<(char, usize)> {
    let taken = length(*chars.first()?)?;
    let mut bytes = [0; 4];
    for (place, &c) in bytes[..taken].iter_mut().zip(chars.get(..taken)?) {
        *place = byte(c)?;
    }
    let decoded = std::str::from_utf8(&bytes[..taken]).ok()?;
    Some((decoded.chars().next()?, taken))
}

/// How long a sequence is that starts with such a character. The bytes that start one are the same in both sets.
fn length(first: char) -> Option<usize> {
    match first {
        '\u{C2}'..='\u{DF}' => Some(2),
        '\u{E0}'..='\u{EF}' => Some(3),
        '\u{F0}'..='\u{F4}' => Some(4),
        _ => None,
    }
}

/// Whether such a sequence is no chance meeting of characters, as `É” ` or `é »` are.
fn is_certain(character: char, chars: &[char]) -> bool {
    match character as u32 {
        // `Â` or `Ã` and a sign: no language writes that. `Â` and a blank or quotation mark may be French capitals.
        0x80..=0xFF => !matches!(chars, ['Â', '»' | '’' | '”' | '“']),
        // `â€™`, `â†’`, `â‚¬`, `â„¢`, `âœ“`: punctuation, arrows, signs.
        0x2000..=0x27BF | 0x2900..=0x2BFF => true,
        // `ï»¿`, `ï¿½`, `ï¬`
        0xFB00..=0xFB06 | 0xFEFF | 0xFFFD => true,
        // `ðŸ™‚`
        0x1F000..=0x1FAFF => true,
        // Latin letters with marks: `Å‚`, `Ä‡`, `Å¡`; but not before a quotation mark or a dash.
        0x100..=0x17F => !chars.iter().skip(1).any(|c| "‘’“”–—…•«»\u{A0}".contains(*c)),
        _ => false,
    }
}

/// The byte that Windows-1252, or where that has none Latin-1, shows as `c`.
fn byte(c: char) -> Option<u8> {
    let specials = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    match c {
        '\u{80}'..='\u{FF}' => u8::try_from(u32::from(c)).ok(),
        _ => {
            let place = specials.chars().position(|special| special == c)?;
            u8::try_from(0x80 + place).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `text` looks like when its UTF-8 is read as Windows-1252.
    fn garbled(text: &str) -> String {
        text.bytes()
            .map(|b| (0..=0x2122).filter_map(char::from_u32).find(|&c| {
                if b < 0x80 { c == b as char } else { byte(c) == Some(b) && !('\u{80}'..='\u{9F}').contains(&c) }
            }).unwrap_or(b as char))
            .collect()
    }

    #[test]
    fn what_was_garbled_is_restored() {
        for text in ["company’s", "café", "“quoted”", "naïve", "100 €", "a–b…", "→", "✓", "🙂", "Привет", "日本語", "łódź"] {
            for word in garbled(text).split(' ') {
                let expected: Vec<_> = text.split(' ').filter(|w| garbled(w) == word).collect();
                if !word.is_ascii() {
                    assert_eq!(restored(word).as_deref(), expected.first().copied(), "{word}");
                }
            }
        }
        assert_eq!(restored(&garbled(&garbled("team’s"))).as_deref(), Some("team’s"));
    }

    #[test]
    fn other_languages_are_not_garbled() {
        for text in ["été »", "“CAFÉ”", "à\u{A0}«", "NÃO", "Zürich", "Ångström", "Привет", "日本語", "🙂", "20 °C", "©2020", "Île–de", "É…", "µs", "¿Qué?"] {
            assert_eq!(restored(text), None, "{text}");
        }
    }
}
