//! A real word where another is meant: phrases of a reviewed list, `a` against `an` by sound, and short forms in the
//! plural.

mod article;
mod form;
#[cfg(test)]
mod lines;
mod list;
mod plural;

use crate::corpus::Corpus;
use crate::document::prose::style;
use crate::document::{Block, Prose, Token as Word, english};
use crate::finding::{Finding, Fix};
use crate::model::Page;
use form::{Entry, Set, Token};
use list::Glance;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::borrow::Cow;
use std::ops::Range;

/// What is no running text.
const SKIPPED: u8 = style::CODE | style::OPAQUE | style::ADDRESS | style::IMAGE;

/// What the rule's file says. Its `classes` of words are a part of the list by now: see `build.rs`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Parameters {
    /// How a word is spoken, where its letters do not tell.
    sounds: article::Sounds,
    /// Words before which a short form that ends in `'s` is no possessive: no noun can follow.
    after_plurals: FxHashSet<String>,
}

/// Looks at what a reader sees; only words that the list marks are looked at more closely.
pub fn check(parameters: &Parameters, corpus: &Corpus) -> Vec<Finding> {
    corpus.of_telling_texts(
        list::each_candidate,
        |prose, words, telling| {
            let candidates = telling.iter().map(|candidate| candidate.word);
            slips(parameters, prose, words, candidates)
        },
        |page, block, (range, slip)| {
            let block = page.document.blocks.get(block)?;
            page.document.is_english().then(|| finding(page, block, range.clone(), slip))
        },
    )
}

/// The wrong words of a text, of those that may be wrong, and where each stands.
fn slips(
    parameters: &Parameters,
    prose: &Prose,
    words: &[Word],
    candidates: impl Iterator<Item = usize>,
) -> Vec<(Range<usize>, Slip)> {
    let mut found = Vec::new();
    let text = prose.text.as_str();
    let mut after = 0;
    for at in candidates {
        if at < after {
            continue;
        }
        let Some(slip) = slip_at(parameters, text, words, at) else {
            continue;
        };
        let range = range_of(words, &slip.words);
        if !is_meant(prose, &range) {
            continue;
        }
        if english::is_foreign(text) {
            break;
        }
        after = slip.words.end;
        found.push((range, slip));
    }
    found
}

/// A wrong word.
struct Slip {
    words: Range<usize>,
    correction: Cow<'static, str>,
    /// Whether the correction never changes what is meant.
    certain: bool,
}

/// What is wrong with a word.
fn slip_at(parameters: &Parameters, text: &str, words: &[Word], at: usize) -> Option<Slip> {
    let glance = Glance::new(words, at);
    let mut longest: Option<Slip> = None;
    for entry in list::entries_of(words.get(at)?.hash) {
        if !glance.allows(entry) {
            continue;
        }
        // The longest says most.
        if let Some(slip) = match_at(entry, text, words, at)
            && longest.as_ref().is_none_or(|known| known.words.len() <= slip.words.len())
        {
            longest = Some(slip);
        }
    }
    longest
        .or_else(|| wrong_article(parameters, text, words, at))
        .or_else(|| wrong_plural(parameters, text, words, at))
}

/// A short form in the plural with an apostrophe.
fn wrong_plural(parameters: &Parameters, text: &str, words: &[Word], at: usize) -> Option<Slip> {
    let correction = plural::without_apostrophe(&parameters.after_plurals, text, words, at)?;
    Some(Slip {
        words: at..at + 1,
        correction: correction.into(),
        certain: false,
    })
}

/// An article that does not go with the sound that follows.
fn wrong_article(parameters: &Parameters, text: &str, words: &[Word], at: usize) -> Option<Slip> {
    if !matches!(words.get(at)?.hash, article::A | article::AN) {
        return None;
    }
    let correction = article::wrong(&parameters.sounds, text, words, at)?;
    Some(Slip {
        words: at..at + 1,
        correction: correction.into(),
        certain: article::is_certain(&parameters.sounds, text, words, at),
    })
}

fn match_at(entry: &Entry, text: &str, words: &[Word], at: usize) -> Option<Slip> {
    let (before, wrong, after) = list::tokens_of(entry)?;
    // The words before the marked one, from it backwards.
    let mut next = at;
    for token in before.iter().rev() {
        let before = next
            .checked_sub(1)
            .filter(|&before| in_a_row(words, before));
        next = step(token, text, words, before, next)?;
    }
    let mut next = at;
    for token in wrong {
        next = forward(token, text, words, at, next)?;
    }
    let marked = at..next;
    for token in after {
        next = forward(token, text, words, at, next)?;
    }
    let range = range_of(words, &marked);
    let written = text.get(range.clone())?;
    let correction = list::correction_of(entry);
    // `GitLabs' values`, `every users' score`: the apostrophe is there, in the wrong place or of the wrong number.
    let of_another_form = correction.ends_with("'s") || written.ends_with('s') && !correction.ends_with('s');
    if of_another_form && text[range.end..].starts_with(['\'', '\u{2019}']) {
        return None;
    }
    // `LED lights`, `IT order`: a short form, another word.
    if written.len() > 1 && !written.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    Some(Slip {
        words: marked,
        correction: correction.into(),
        certain: false,
    })
}

/// Matches a token with the word at `next`, which must follow the one before it at once. Returns where to go on.
fn forward(token: &Token, text: &str, words: &[Word], at: usize, next: usize) -> Option<usize> {
    let follows = next == at || next > 0 && in_a_row(words, next - 1);
    let there = (follows && next < words.len()).then_some(next);
    match token {
        Token::Edge => there.is_none().then_some(next),
        Token::Not(set) => {
            let other = there.is_none_or(|there| !list::is(*set, text, words[there]));
            other.then_some(next)
        }
        Token::Is(set) => {
            let there = there.filter(|&there| list::is(*set, text, words[there]))?;
            is_whole(text, words[there]).then_some(there + 1)
        }
        Token::UpTo(wanted, stops) => up_to(*wanted, *stops, text, words, next),
    }
}

/// Goes on after the first word from `next` on that is one of `wanted`, if none of `stops` and no end of a sentence comes
/// before it.
fn up_to(wanted: Set, stops: Set, text: &str, words: &[Word], next: usize) -> Option<usize> {
    const FAR: usize = 16;
    let pairs = words.array_windows().enumerate();
    for (at, [before, word]) in pairs.skip(next.saturating_sub(1)).take(FAR) {
        if text[before.end()..word.at()].contains(['.', ';', ':', '?', '!', '\u{2014}', '\u{2013}']) {
            return None;
        }
        if list::is(wanted, text, *word) {
            return is_whole(text, *word).then_some(at + 2);
        }
        if list::is(stops, text, *word) {
            return None;
        }
    }
    None
}

/// The same for a token before the marked word. `before` is the word there, if it stands in the same clause.
fn step(
    token: &Token,
    text: &str,
    words: &[Word],
    before: Option<usize>,
    next: usize,
) -> Option<usize> {
    match token {
        Token::Edge => before.is_none().then_some(next),
        Token::Not(set) => {
            let other = before.is_none_or(|before| !list::is(*set, text, words[before]));
            other.then_some(next)
        }
        Token::Is(set) => before.filter(|&before| {
            list::is(*set, text, words[before]) && is_whole(text, words[before])
        }),
        // Only what comes after can be looked for at a distance.
        Token::UpTo(..) => None,
    }
}

/// Whether nothing but white space parts the word at `index` from the next one.
fn in_a_row(words: &[Word], index: usize) -> bool {
    words.get(index + 1).is_some_and(Word::follows)
}

/// Whether a word is no part of a compound, path, address or name.
fn is_whole(text: &str, word: Word) -> bool {
    let before = text.as_bytes()[..word.at()].last();
    !is_cut(text, word) && !before.is_some_and(|byte| joins(*byte) || *byte == b'.')
}

/// Whether a compound, path, address or name goes on behind a word.
fn is_cut(text: &str, word: Word) -> bool {
    match &text.as_bytes()[word.end()..] {
        [b'.' | b':' | b'\'', next, ..] => next.is_ascii_alphanumeric(),
        [b'-', next, ..] => !next.is_ascii_whitespace() && *next != b'-',
        [first, ..] => joins(*first),
        [] => false,
    }
}

/// Whether a byte joins two words to one.
fn joins(byte: u8) -> bool {
    matches!(byte, b'-' | b'/' | b'_' | b'@' | b'#' | b'&' | b'+' | b'=' | b'\\')
}

fn range_of(words: &[Word], range: &Range<usize>) -> Range<usize> {
    let start = words.get(range.start).map_or(0, Word::at);
    let end = range.end.checked_sub(1).and_then(|last| words.get(last));
    start..end.map_or(start, Word::end)
}

/// Whether the word stands for what it means, and is not spoken of: in code, in an address or between marks of its own.
fn is_meant(prose: &Prose, range: &Range<usize>) -> bool {
    let opened = prose.text[..range.start].ends_with(['"', '\'', '\u{201C}', '\u{2018}', '`']);
    let closed = prose.text[range.end..].starts_with(['"', '\'', '\u{201D}', '\u{2019}', '`']);
    prose.style(range.clone()) & SKIPPED == 0 && !(opened && closed)
}

fn finding(page: &Page, block: &Block, range: Range<usize>, slip: &Slip) -> Finding {
    let written = &block.prose.text[range.clone()];
    let correction = with_case_of(written, &slip.correction);
    let at = page.span(block.prose.source(range.clone()));
    let shown = written.replace('\n', " ");
    let finding = Finding::new(at, format!("`{shown}` stands where `{correction}` is meant"));
    if !block.prose.is_verbatim(range.clone()) {
        return finding.help(format!("write `{correction}`"));
    }
    let title = format!("write `{correction}`");
    finding.fix(if slip.certain {
        Fix::safe_unless(block.is_binding(range), title, at, correction)
    } else {
        Fix::reviewed(title, at, correction)
    })
}

/// The correction with a capital where the word has one, and with its kind of apostrophe.
fn with_case_of(written: &str, correction: &str) -> String {
    let mut chars = correction.chars();
    let mut result: String = match chars.next() {
        Some(first) if written.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => correction.to_owned(),
    };
    if written.contains('\u{2019}') {
        result = result.replace('\'', "\u{2019}");
    }
    result
}

#[cfg(test)]
mod tests;
