//! Misspelt words: those that are known to be wrong, and slips of one letter in a long word that nobody else writes.

use crate::corpus::Corpus;
use crate::corpus::words::{Usage, folded};
use crate::document::filter::Filter;
use crate::document::{Block, BlockKind, Prose, Token, Word, english, tokens};
use crate::finding::{Finding, Fix};
use crate::lexicon;
use crate::model::Page;
use crate::rules::NoParams;
use context::Place;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

mod context;
mod derived;
mod joined;
mod neighbours;
mod slip;

/// How sure a guess is.
struct Guess {
    /// See [`slip::Slip::margin`].
    margin: i32,
    /// How often the corpus writes the word that was meant with a capital.
    capital: u32,
}

/// The corrections of a wrong word, best first.
struct Wrong {
    corrections: Vec<String>,
    /// How sure a guess is, where only likeness to another word speaks against the word, no list.
    guessed: Option<Guess>,
}

/// Looks each word of the corpus up once, then finds the wrong ones in the texts that hold them.
pub fn check(_: &NoParams, corpus: &Corpus) -> Vec<Finding> {
    let right = right_words(corpus);
    let targets = neighbours::Targets::new(&corpus.words);
    let wrong: FxHashMap<u64, Wrong> = corpus
        .words
        .iter()
        .filter(|(word, _)| !right.contains(*word))
        .filter_map(|(word, usage)| Some((tokens::hash(word), judge(word, usage, corpus, &targets)?)))
        .collect();
    let filter = Filter::new(wrong.keys().copied());
    let words = corpus.of_texts(
        |_, tokens| {
            let words = tokens.iter().filter(|word| word.is_running());
            words.filter(|word| word.is_possessive() || filter.has(word.hash)).copied().collect()
        },
        |page, block, word| of_word(page, block, *word, &wrong),
    );
    let stops = corpus.of_texts(|prose, _| tight_stops(prose), tight_stop);
    words.into_iter().chain(stops).collect()
}

/// The words that configuration calls right, and the names that it knows.
fn right_words(corpus: &Corpus) -> FxHashSet<String> {
    let profile = &corpus.profile;
    let brands = profile.brands.iter().map(|brand| &brand.name);
    profile
        .words
        .iter()
        .chain(brands)
        .flat_map(|name| name.split(|c: char| !(c.is_alphanumeric() || c == '\'')))
        .map(folded)
        .collect()
}

fn judge(
    word: &str,
    usage: &Usage,
    corpus: &Corpus,
    targets: &neighbours::Targets,
) -> Option<Wrong> {
    match lexicon::find(word) {
        Some(lexicon::Word::Right { .. }) => None,
        Some(lexicon::Word::Wrong { corrections, ours }) => Some(Wrong {
            corrections: if ours {
                corrections.split(',').map(str::to_owned).collect()
            } else {
                slip::reviewed(word, corrections, &corpus.words, targets)
            },
            guessed: None,
        }),
        None if joined::is_end(word) => Some(Wrong {
            corrections: Vec::new(),
            guessed: None,
        }),
        None => slip::correction(word, usage, &corpus.words, targets).map(|slip| Wrong {
            corrections: slip.corrections,
            guessed: Some(Guess {
                margin: slip.margin,
                capital: slip.capital,
            }),
        }),
    }
}

/// What is wrong with a word of a block.
fn of_word(page: &Page, index: usize, token: Token, wrong: &FxHashMap<u64, Wrong>) -> Option<Finding> {
    let blocks = &page.document.blocks;
    let block = blocks.get(index)?;
    let text = block.prose.text.as_str();
    let verdict = wrong.get(&token.stem_hash(text))?;
    let range = token.stem(text);
    let word = Word {
        text: &text[range.clone()],
        at: range.start,
    };
    if is_name(block, word, verdict) || is_foreign(blocks, index) {
        return None;
    }
    if verdict.corrections.is_empty() {
        return apart(page, block, word);
    }
    Some(finding(page, block, word, verdict))
}

/// A word that was written as two: `word` is the second half.
fn apart(page: &Page, block: &Block, word: Word<'_>) -> Option<Finding> {
    let (range, whole) = joined::whole(&block.prose.text, word.range())?;
    let at = page.span(block.prose.source(range.clone()));
    let written = &block.prose.text[range.clone()];
    let finding = Finding::new(at, format!("`{written}` is one word: `{whole}`"));
    Some(if block.prose.is_verbatim(range) {
        finding.fix(Fix::reviewed(format!("write `{whole}`"), at, whole))
    } else {
        finding
    })
}

/// Sentences that stand close together: the two words around each full stop, and where the stop ends.
fn tight_stops(prose: &Prose) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    joined::each_tight_stop(prose, |range, stop| {
        if !english::is_foreign(&prose.text) {
            found.push((range, stop));
        }
    });
    found
}

fn tight_stop(page: &Page, block: usize, (range, stop): &(Range<usize>, usize)) -> Option<Finding> {
    let prose = &page.document.blocks.get(block)?.prose;
    if !prose.is_verbatim(range.clone()) {
        return None;
    }
    let written = &prose.text[range.clone()];
    let at = page.span(prose.source(range.clone()));
    let (before, after) = written.split_at(stop - range.start);
    let fixed = format!("{before} {after}");
    let message = format!("`{written}` lacks a space after the full stop");
    let title = format!("write `{fixed}`");
    Some(Finding::new(at, message).fix(Fix::reviewed(title, at, fixed)))
}

/// Whether a capital makes the word look like somebody's name, or a product's.
fn is_name(block: &Block, word: Word<'_>, verdict: &Wrong) -> bool {
    if !word.text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    let title = matches!(block.kind, BlockKind::Heading(_) | BlockKind::FrontMatter);
    let length = word.text.len();
    let place = context::place(&block.prose.text, word);
    match &verdict.guessed {
        Some(guess) => guess.margin < context::doubt(place, title, length, guess.capital),
        None => !title && length < 8 && match place {
            Place::Start => false,
            Place::StartOfName => length < 5,
            _ => length < 6,
        },
    }
}

/// Whether the text, or for a text of a few words the one after it, is in another language.
fn is_foreign(blocks: &[Block], index: usize) -> bool {
    let text = |index: usize| blocks.get(index).map_or("", |block| block.prose.text.as_str());
    english::is_foreign(text(index))
        || (text(index).split(' ').nth(3).is_none() && english::is_foreign(text(index + 1)))
}

fn finding(page: &Page, block: &Block, word: Word<'_>, verdict: &Wrong) -> Finding {
    let at = page.span(block.prose.source(word.range()));
    let corrections: Vec<String> = verdict
        .corrections
        .iter()
        .map(|correction| with_case_of(word.text, correction))
        .collect();
    let shown: Vec<_> = corrections.iter().map(|c| format!("`{c}`")).collect();
    let (last, first) = (shown.last().cloned().unwrap_or_default(), &shown[..shown.len() - 1]);
    let choice = if first.is_empty() {
        last
    } else {
        format!("{} or {last}", first.join(", "))
    };
    let finding = Finding::new(
        at,
        format!("`{}` is misspelt: did you mean {choice}?", word.text),
    )
    // The other pages may teach another correction.
    .known_by(word.text);
    let Some(best) = corrections.first() else {
        return finding;
    };
    if !block.prose.is_verbatim(word.range()) {
        return finding;
    }
    let title = format!("write `{best}`");
    if corrections.len() == 1 && verdict.guessed.is_none() {
        finding.fix(Fix::safe_unless(block.is_binding(word.range()), title, at, best))
    } else {
        finding.fix(Fix::reviewed(title, at, best))
    }
}

/// The correction with a capital where the word has one, and with its kind of apostrophe.
fn with_case_of(word: &str, correction: &str) -> String {
    let mut chars = correction.chars();
    let mut result = match chars.next() {
        Some(first) if word.starts_with(|c: char| c.is_ascii_uppercase()) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => correction.to_owned(),
    };
    if word.contains('\u{2019}') {
        result = result.replace('\'', "\u{2019}");
    }
    result
}
