//! The words of a title, as they are compared.

use super::Vocabulary;
use crate::document::prose::{Word, words};
use smallvec::SmallVec;
use std::borrow::Cow;

/// A word of a title.
pub struct TitleWord {
    /// In lower case.
    pub text: String,
    /// Whether a comma, a slash or a dash parts it from the word before.
    pub after_comma: bool,
    /// Whether it stands in brackets.
    pub bracketed: bool,
}

/// So many words most titles have at most.
pub const TITLE_WORDS: usize = 8;

/// The words of a title in lower case, short forms expanded, bracketed acronyms and `(Intermediate)` dropped.
pub fn expanded_words(text: &str, vocabulary: &Vocabulary) -> SmallVec<[TitleWord; TITLE_WORDS]> {
    let text = without_brackets(text);
    let mut found: SmallVec<[TitleWord; TITLE_WORDS]> = SmallVec::new();
    let mut end = 0;
    let mut depth = 0usize;
    for word in words(&text) {
        let between = &text[end..word.at];
        // Between most words there is nothing to look at.
        let is_marked = between != " ";
        let after_comma = is_marked
            && end > 0
            && (between.contains([',', '/', '('])
                || between.contains(" - ")
                || between.contains('–'));
        // `L&D`, `R&D`, `FP&A`: one word.
        let glued = between == "&" && end > 0;
        if is_marked {
            for mark in between.bytes() {
                match mark {
                    b'(' => depth += 1,
                    b')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
        end = word.at + word.text.len();
        let bracketed = depth > 0;
        let mut lower = if word.text.is_ascii() {
            word.text.to_ascii_lowercase()
        } else {
            word.text.to_lowercase()
        };
        let stem = lower
            .strip_suffix("'s")
            .or_else(|| lower.strip_suffix("’s"));
        if let Some(stem) = stem {
            lower.truncate(stem.len());
        }
        if glued && let Some(last) = found.last_mut() {
            last.text.push_str(&lower);
            continue;
        }
        // An officer beside other words is whom the role serves: `Assistant to the CEO`.
        let long = vocabulary
            .expand(&lower)
            .filter(|long| !long.starts_with("chief ") || is_alone(&text, &word));
        match long {
            Some(long) => {
                found.extend(long.split(' ').enumerate().map(|(index, part)| TitleWord {
                    text: part.to_owned(),
                    after_comma: after_comma && index == 0,
                    bracketed,
                }));
            }
            None => {
                let spelt = vocabulary.rank_spelling(&lower);
                let is_slip = spelt != lower;
                found.push(TitleWord {
                    text: if is_slip { spelt.to_owned() } else { lower },
                    after_comma,
                    bracketed,
                });
            }
        }
    }
    found
}

/// Whether nothing but this word stands in a text.
fn is_alone(text: &str, word: &Word<'_>) -> bool {
    let outside = |part: &str| !part.contains(|c: char| c.is_alphanumeric());
    outside(&text[..word.at]) && outside(&text[word.range().end..])
}

/// Without what stands in brackets, if that is an acronym, a level or a remark: nothing of it is part of the title.
fn without_brackets(text: &str) -> Cow<'_, str> {
    if !text.contains('(') {
        return text.into();
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let Some(close) = rest[open..].find(')') else {
            break;
        };
        kept.push_str(&rest[..open]);
        let inner = rest[open + 1..open + close].trim();
        let is_name = inner.split_whitespace().count() <= 3
            && inner.chars().any(char::is_lowercase)
            && !inner.eq_ignore_ascii_case("intermediate");
        if is_name {
            kept.push_str(&rest[open..=open + close]);
        }
        rest = &rest[open + close + 1..];
    }
    kept.push_str(rest);
    kept.into()
}
