//! What the words around a word with a capital tell of it: names stand among names, a slip in a title among words.

use crate::document::Word;
use crate::lexicon;

/// Where a word with a capital stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the start of a sentence, where any word has one.
    Start,
    /// There, before another word with a capital.
    StartOfName,
    /// Beside a word of the dictionary with a capital: `Senior Manager`.
    AmongWords,
    /// Beside a word with a capital that is no word of the dictionary.
    AmongNames,
    /// Alone in a sentence.
    Alone,
}

/// Where `word` stands in `text`. `is_slip` tells whether a word in small letters is a known misspelling.
pub fn place(text: &str, word: Word<'_>, is_slip: impl Fn(&str) -> bool) -> Place {
    let (before, after) = (&text[..word.at], &text[word.range().end..]);
    let mark = |c: char| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?' | ':' | ',' | ';' | '&');
    let start = before.trim_end_matches(mark);
    let starts = start.is_empty() || start.ends_with(['.', '!', '?', ':']);
    let before = last_word(before);
    let after = first_word(after);
    let beside: Vec<bool> = [before, after]
        .into_iter()
        .flatten()
        .filter(|word| word.starts_with(char::is_uppercase) && !is_acronym(word))
        .map(|word| is_common(word) || is_slip(&word.to_lowercase()))
        .collect();
    if starts {
        return match (beside.contains(&false), beside.is_empty()) {
            (true, _) => Place::StartOfName,
            (false, true) => Place::Start,
            (false, false) => Place::AmongWords,
        };
    }
    match (beside.contains(&true), beside.is_empty()) {
        (_, true) => Place::Alone,
        (true, _) => Place::AmongWords,
        (false, false) => Place::AmongNames,
    }
}

/// The margin that a guess needs for a word with a capital. `capital` tells how often the corpus writes the word that it
/// leads to with one.
pub fn doubt(place: Place, title: bool, length: usize, capital: u32) -> i32 {
    let usual = capital.checked_ilog2().unwrap_or(0).min(6).cast_signed();
    let short = i32::from(length < 5) + i32::from(length < 7);
    match place {
        Place::Start => i32::from(length < 7),
        Place::AmongWords => 2 + short - usual / 2,
        Place::Alone if title => 2 + short - usual / 2,
        Place::Alone => 5 + short - usual / 2,
        Place::StartOfName | Place::AmongNames if length > 8 => 8 - usual / 2,
        Place::StartOfName | Place::AmongNames => 10,
    }
}

fn last_word(text: &str) -> Option<&str> {
    let text = text.strip_suffix([' ', '\n', '/', '-']).unwrap_or(text);
    let text = text.strip_suffix([',', '&']).unwrap_or(text).trim_end();
    let word = text.rsplit(|c: char| !c.is_alphabetic()).next()?;
    (!word.is_empty()).then_some(word)
}

fn first_word(text: &str) -> Option<&str> {
    let text = text.strip_prefix("'s").unwrap_or(text);
    let text = text.strip_prefix([',', ' ', '/', '-', '\n']).unwrap_or(text);
    let text = text.strip_prefix('&').unwrap_or(text).trim_start();
    let word = text.split(|c: char| !c.is_alphabetic()).next()?;
    (!word.is_empty()).then_some(word)
}

fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_uppercase)
}

/// Whether a word with a capital is no name: one of the dictionary, or a brand like `GitLab`.
fn is_common(word: &str) -> bool {
    if word.chars().skip(1).any(char::is_uppercase) {
        return true;
    }
    let lower = word.to_lowercase();
    matches!(lexicon::find(&lower), Some(lexicon::Word::Right { rank, .. }) if rank < 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_apart() {
        for (text, expected) in [
            ("Manaer of the team", Place::Start),
            ("He left. Manaer works", Place::Start),
            ("the Senior Manaer leads", Place::AmongWords),
            ("by Jarek Manaer here", Place::AmongNames),
            ("Manaer Kowalczyk leads", Place::StartOfName),
            ("we use Manaer daily", Place::Alone),
            ("our Techincal Manaer leads", Place::AmongWords),
            ("🎉 Manaer of the team", Place::Start),
        ] {
            let at = text.find("Manaer").unwrap_or_default();
            let word = Word { text: "Manaer", at };
            let is_slip = |word: &str| word == "techincal";
            assert_eq!(place(text, word, is_slip), expected, "{text}");
        }
    }
}
