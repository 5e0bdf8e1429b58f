//! `a` against `an`, by the sound that follows.

use super::{in_a_row, is_whole};
use crate::document::Token as Word;
use crate::document::tokens::hash;
use crate::lexicon;
use rustc_hash::FxHashSet;
use serde::Deserialize;

/// `a`
pub const A: u64 = hash("a");
/// `an`
pub const AN: u64 = hash("an");

/// How words are spoken, where their letters do not tell.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sounds {
    /// How words start that are written with a vowel and spoken with a consonant: `use`, `eu`.
    consonant: Vec<String>,
    /// Longer starts that are spoken with a vowel after all: `unin`.
    not_consonant: Vec<String>,
    /// How words start whose `h` is silent.
    silent_h: Vec<String>,
    /// How words start before which both are right: `historic`.
    either: Vec<String>,
    /// Short forms that are spoken letter by letter though they hold a vowel.
    spelled: Vec<String>,
    /// Short forms without a vowel before which both are right.
    spelled_or_not: Vec<String>,
    /// Words before which a missing word is likelier than a wrong article.
    small: FxHashSet<String>,
    /// Words after which `a` is a name or a label.
    labels: Vec<String>,
    /// Words after which an article is too much: `should a include`.
    modals: Vec<String>,
    /// Words that an article often follows. After others `an` may be a slip for `and`, and `a` too much.
    leading: FxHashSet<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sound {
    Vowel,
    Consonant,
}

/// What should stand instead of the article at `at`, if it is the wrong one.
pub fn wrong(sounds: &Sounds, text: &str, words: &[Word], at: usize) -> Option<&'static str> {
    let (article, next) = (*words.get(at)?, *words.get(at + 1)?);
    if article.hash == A && next.starts_as_written() {
        return None;
    }
    let written = text.get(article.range())?;
    if matches!(written, "AN" | "aN") || !is_followed(text, article, next) || !is_whole(text, article) {
        return None;
    }
    let before = at.checked_sub(1).filter(|&before| in_a_row(words, before));
    if let Some(before) = before.and_then(|before| words.get(before)) {
        // `Plan A is`, `the letter a is`
        let before = text.get(before.range())?;
        let is = |list: &[String]| list.iter().any(|word| word.eq_ignore_ascii_case(before));
        if written == "A" || is(&sounds.labels) || is(&sounds.modals) {
            return None;
        }
    } else if written == "A" && text[..article.at()].ends_with(['(', '&', '+', '=']) {
        return None;
    }
    let sound = sound_of(sounds, text, next)?;
    match (article.hash == A, sound) {
        (true, Sound::Vowel) => Some("an"),
        (false, Sound::Consonant) => Some("a"),
        _ => None,
    }
}

/// Whether the article at `at` is surely meant as one.
pub fn is_certain(sounds: &Sounds, text: &str, words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).filter(|&before| in_a_row(words, before));
    before
        .and_then(|before| text.get(words.get(before)?.range()))
        .is_none_or(|before| {
            let before = before.to_ascii_lowercase();
            before.ends_with("ing") || before.ends_with("'s") || sounds.leading.contains(&before)
        })
}

/// Whether a blank follows, and at most an opening mark.
fn is_followed(text: &str, article: Word, next: Word) -> bool {
    let between = text.get(article.end()..next.at()).unwrap_or_default();
    let rest = between.trim_start_matches([' ', '\n']);
    rest.len() < between.len() && matches!(rest, "" | "\"" | "\u{201C}" | "'" | "\u{2018}")
}

fn sound_of(sounds: &Sounds, text: &str, next: Word) -> Option<Sound> {
    let word = text.get(next.range())?;
    let first = *word.as_bytes().first()?;
    if !word.is_ascii() {
        return None;
    }
    if first.is_ascii_digit() {
        return number(text, next, word);
    }
    let after = &text[next.end()..];
    if word.len() == 1 || after.starts_with(['.', '/', '&', '_', '@', ':']) && !ends_clause(after) {
        return None;
    }
    let body = word.strip_suffix("'s").or(word.strip_suffix('s')).unwrap_or(word);
    let short = body.len() > 1 && body.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        || body.len() == 2 && body.as_bytes()[1].is_ascii_digit();
    if short {
        return short_form(sounds, body);
    }
    let lower = word.to_ascii_lowercase();
    spoken(sounds, &lower, word)
}

fn ends_clause(after: &str) -> bool {
    after[1..].chars().next().is_none_or(char::is_whitespace)
}

/// `8`, `80`, `8x`, `11`, `18` and their ordinals start with a vowel.
fn number(text: &str, next: Word, word: &str) -> Option<Sound> {
    let digits: &str = &word[..word.bytes().take_while(u8::is_ascii_digit).count()];
    let after = &text[next.end()..];
    let goes_on = after.starts_with(['.', ',', ':', '/'])
        && after[1..].starts_with(|c: char| c.is_ascii_digit());
    // `is a 8.`: the word that the number belongs to was left out, and that may stand before it (`a grade 8`).
    if !goes_on && digits == word && after.trim_start().chars().next().is_none_or(|c| matches!(c, '.' | ',' | ';' | ')')) {
        return None;
    }
    match digits.as_bytes() {
        [b'8', ..] => Some(Sound::Vowel),
        b"11" | b"18" => (!goes_on || after.starts_with('.')).then_some(Sound::Vowel),
        // Eleven hundred or one thousand and a hundred.
        [b'1', b'1' | b'8', ..] | [b'0', ..] => None,
        _ => Some(Sound::Consonant),
    }
}

/// A short form in capitals, spoken letter by letter or as a word.
fn short_form(sounds: &Sounds, body: &str) -> Option<Sound> {
    let is = |list: &[String]| list.iter().any(|known| known == body);
    let has_vowel = body.bytes().any(|b| matches!(b, b'A' | b'E' | b'I' | b'O' | b'U'));
    match body.as_bytes().first()? {
        _ if is(&sounds.spelled_or_not) => None,
        // As a word or by its letters, it starts with a vowel.
        b'A' | b'I' | b'O' => (!body.starts_with("ONE")).then_some(Sound::Vowel),
        b'E' => (!body.starts_with("EU")).then_some(Sound::Vowel),
        b'U' => (body.len() < 5).then_some(Sound::Consonant),
        b'F' | b'H' | b'L' | b'M' | b'N' | b'R' | b'S' | b'X' => {
            (!has_vowel && body.len() < 6 || is(&sounds.spelled)).then_some(Sound::Vowel)
        }
        _ => Some(Sound::Consonant),
    }
}

/// A word by its letters.
fn spoken(sounds: &Sounds, lower: &str, written: &str) -> Option<Sound> {
    let first = *lower.as_bytes().first()?;
    // Most start with another letter, which costs least to tell.
    let may_start = |start: &str| start.bytes().next().is_none_or(|letter| letter == first);
    let starts = |list: &[String]| list.iter().any(|start| may_start(start) && lower.starts_with(start));
    if sounds.small.contains(lower) || starts(&sounds.either) {
        return None;
    }
    let inner_capital = written.bytes().skip(1).any(|b| b.is_ascii_uppercase());
    match first {
        b'a' | b'e' | b'i' | b'o' => {
            let consonant = starts(&sounds.consonant) && !starts(&sounds.not_consonant);
            Some(if consonant { Sound::Consonant } else { Sound::Vowel })
        }
        b'u' => {
            if starts(&sounds.consonant) && !starts(&sounds.not_consonant) {
                return Some(Sound::Consonant);
            }
            // Names and letters: `Ubuntu`, `UiPath`, `ui`.
            let known = matches!(lexicon::find(lower), Some(lexicon::Word::Right { .. }));
            let plain = matches!(lower.as_bytes(), [_, b'l' | b'm' | b'n' | b'p', third, _, _, ..] if *third != b'q');
            ((known || plain) && !written.starts_with('U') && lower.len() > 2).then_some(Sound::Vowel)
        }
        b'h' if starts(&sounds.silent_h) => Some(Sound::Vowel),
        _ => {
            // `npm`, `xAPI` and names of one kind or another are spoken in more than one way.
            let vowels = lower.bytes().any(|b| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'));
            let spelled = matches!(first, b'f' | b'h' | b'l' | b'm' | b'n' | b'r' | b's' | b'x');
            let unsure = spelled
                && (inner_capital
                    || lower.len() < 5
                        && !matches!(lexicon::find(lower), Some(lexicon::Word::Right { .. })));
            (vowels && !unsure && first != b'x').then_some(Sound::Consonant)
        }
    }
}
