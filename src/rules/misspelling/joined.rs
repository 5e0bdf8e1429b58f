//! Words that lost the space between them, and words that got one: `theteam`, `functional ly`, `done.Next`.

use super::derived;
use crate::corpus::words::Words;
use crate::document::prose::style;
use crate::document::{Prose, Token};
use crate::lexicon;
use std::ops::Range;

/// Small words that stand first in two that were joined.
const FIRST: [&str; 22] = [
    "after", "and", "as", "before", "for", "from", "have", "in", "of", "on", "our", "that", "the",
    "their", "these", "this", "those", "to", "when", "which", "with", "your",
];

/// Small words that stand second.
const SECOND: [&str; 25] = [
    "and", "are", "as", "because", "could", "for", "from", "have", "here", "in", "is", "of", "our",
    "should", "that", "the", "their", "they", "this", "to", "when", "which", "with", "would",
    "your",
];

/// Of these, those that hardly any term begins or ends with.
const SURE: [&str; 11] = [
    "because", "could", "should", "that", "the", "their", "this", "which", "with", "would", "your",
];

/// The two words that `word` was made of, if one of them is a small word and no term is made like that.
pub fn parted(word: &str, words: &Words) -> Option<String> {
    let content = |part: &str, small: &str| {
        // Short small words end and begin many a term: `opt-in`, `goto`.
        let shortest = match small.len() {
            0..=2 => 7,
            3 => 4,
            _ => 3,
        };
        part.len() >= shortest
            && part.is_ascii()
            && match lexicon::find(part) {
                Some(lexicon::Word::Right { common, rank }) => {
                    let usual = || words.get(part).is_some_and(|usage| usage.pages > 4);
                    common || rank < 2 || rank < 4 && (SURE.contains(&small) || usual())
                }
                _ => false,
            }
    };
    let parts = |first: &str, second: &str| Some(format!("{first} {second}"));
    for small in FIRST {
        if let Some(rest) = word.strip_prefix(small)
            && (content(rest, small) || rest.len() > 2 && FIRST.contains(&rest))
        {
            return parts(small, rest);
        }
    }
    SECOND.iter().find_map(|small| {
        let rest = word.strip_suffix(small)?;
        content(rest, small).then(|| parts(rest, small)).flatten()
    })
}

/// Ends of words that are no words.
const ENDS: [&str; 19] = [
    "ally", "ance", "ated", "ation", "ence", "ibility", "ical", "ies", "ility", "ing", "ings",
    "ities", "ively", "ly", "ment", "ments", "ness", "tion", "tions",
];

/// Whether `word` is only the end of one.
pub fn is_end(word: &str) -> bool {
    ENDS.contains(&word)
}

/// Whether a word that nobody knows may be a part of one: no beginning that people set apart (`pre sales`).
pub fn may_be_part(word: &str) -> bool {
    word.len() < 15 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !derived::is_prefix(word)
}

/// The whole word of which a part stands at `part` of the text, and where it is written: `manage ment`, `respon sible`.
pub fn whole(text: &str, part: Range<usize>) -> Option<(Range<usize>, String)> {
    let before = text[..part.start].strip_suffix(' ').and_then(|before| {
        let start = before.trim_end_matches(|c: char| c.is_ascii_lowercase()).len();
        (start < before.len()).then_some((start..before.len(), part.clone()))
    });
    let after = text[part.end..].strip_prefix(' ').and_then(|after| {
        let length = after.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(after.len());
        (length > 1).then_some((part.clone(), part.end + 1..part.end + 1 + length))
    });
    [before, after].into_iter().flatten().find_map(|(first, second)| {
        let word = [&text[first.clone()], &text[second.clone()]].concat();
        let folded = word.to_ascii_lowercase();
        let known = matches!(lexicon::find(&folded), Some(lexicon::Word::Right { rank, .. }) if rank < 5);
        known.then_some((first.start..second.end, word))
    })
}

/// The two words of a run of letters in which a link begins or ends at `cut`: `[the team](/x/)and`.
pub fn parted_at(word: &str, cut: usize) -> Option<String> {
    let (first, second) = (word.get(..cut)?, word.get(cut..)?);
    let known = |word: &str| {
        let folded = word.to_ascii_lowercase();
        word.len() > 1 && matches!(lexicon::find(&folded), Some(lexicon::Word::Right { rank, .. }) if rank < 4)
    };
    (known(first) && known(second)).then(|| format!("{first} {second}"))
}

/// Full stops in the middle of running text that lack the space after them: where the two words around each stand.
pub fn each_tight_stop(prose: &Prose, words: &[Token], mut found: impl FnMut(Range<usize>, usize)) {
    let text = prose.text.as_str();
    let bytes = text.as_bytes();
    for [before, after] in words.array_windows() {
        let at = before.end();
        if after.follows() || after.at() != at + 1 || bytes[at] != b'.' {
            continue;
        }
        let Some(around) = bytes.get(at - 1..at + 3) else {
            continue;
        };
        if !around[0].is_ascii_lowercase()
            || !around[2].is_ascii_uppercase()
            || !around[3].is_ascii_lowercase()
        {
            continue;
        }
        let start = bytes[..at]
            .iter()
            .rposition(|byte| !byte.is_ascii_lowercase())
            .map_or(0, |before| before + 1);
        let end = bytes[at + 2..]
            .iter()
            .position(|byte| !byte.is_ascii_lowercase())
            .map_or(bytes.len(), |length| at + 2 + length);
        // The sentence before has more than this word, and what comes after is no file's ending or part of a name.
        let free = |at: Option<&u8>| matches!(at, None | Some(b' ' | b'\n' | b',' | b'\'' | b')'));
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        let starts = matches!(before, Some(b' ' | b'\n'));
        let goes_on = matches!(bytes.get(end..end + 3), Some([b' ' | b'\n', next, _]) if next.is_ascii_lowercase());
        let skipped = style::CODE | style::OPAQUE | style::ADDRESS | style::LINK;
        if starts
            && free(bytes.get(end))
            && is_prose(&text[start..at], 4)
            && is_prose(&text[at + 1..end].to_ascii_lowercase(), if goes_on { 3 } else { 1 })
            && prose.style(start..end) & skipped == 0
        {
            found(start..end, at + 1);
        }
    }
}

fn is_prose(word: &str, rarest: u8) -> bool {
    word.len() > 1
        && word != "net"
        && matches!(lexicon::find(word), Some(lexicon::Word::Right { rank, .. }) if rank <= rarest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tokens;

    #[test]
    fn joined_words_are_parted() {
        let parted = |word| parted(word, &Words::default());
        assert_eq!(parted("theteam").as_deref(), Some("the team"));
        assert_eq!(parted("requestfrom").as_deref(), Some("request from"));
        assert_eq!(parted("withthe").as_deref(), Some("with the"));
        for term in ["optin", "goto", "teambuilding", "plugin", "signin"] {
            assert_eq!(parted(term), None, "{term}");
        }
    }

    #[test]
    fn parted_words_are_joined() {
        let text = "the manage ment of it";
        assert_eq!(whole(text, 11..15), Some((4..15, "management".to_owned())));
        assert_eq!(whole("see the ment here", 8..12), None);
        assert_eq!(whole("is respon sible", 3..9), Some((3..15, "responsible".to_owned())));
    }

    #[test]
    fn words_are_parted_where_a_link_ends() {
        assert_eq!(parted_at("Engineeringon", 11).as_deref(), Some("Engineering on"));
        assert_eq!(parted_at("teams", 4), None);
    }

    #[test]
    fn stops_without_a_space() {
        let count = |text: &str| {
            let mut prose = Prose::default();
            prose.push_verbatim(text, 0, 0);
            let mut count = 0;
            each_tight_stop(&prose, &tokens::read(&prose), |_, _| count += 1);
            count
        };
        assert_eq!(count("The work is done.Next week we plan."), 1);
        for text in ["on example.Net or see asp.Net", "file.Read me", "the v1.Next", "www.done.Next", "a.B"] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
