//! Misspelt words: those that are known to be wrong, and slips of one letter in a long word that nobody else writes.

use crate::corpus::Corpus;
use crate::corpus::words::Usage;
use crate::document::filter::Filter;
use crate::document::{Block, Prose, Token, Word, english, marks, tokens};
use crate::finding::{Finding, Fix};
use crate::lexicon;
use crate::model::Page;
use crate::rules::NoParams;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

mod context;
mod derived;
mod joined;
mod names;
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
    /// What speaks against it.
    proof: Proof,
}

impl Wrong {
    /// Whether a list has it.
    fn is_known(&self) -> bool {
        !matches!(self.proof, Proof::Guessed(_)) && !self.corrections.is_empty()
    }
}

/// What speaks against a word.
enum Proof {
    /// Our own list.
    Ours,
    /// A list of misspellings.
    Listed,
    /// Only its likeness to another word.
    Guessed(Guess),
}

/// Looks each word of the corpus up once, then finds the wrong ones in the texts that hold them.
pub fn check(_: &NoParams, corpus: &Corpus) -> Vec<Finding> {
    let right = right_words(corpus);
    let targets = neighbours::Targets::new(&corpus.words);
    let wrong: FxHashMap<u64, Wrong> = corpus
        .words
        .parts()
        .flat_map_iter(|words| {
            let numbers: Vec<u64> = words.clone().map(|(number, ..)| number).collect();
            let found = lexicon::find_numbers(&numbers);
            let words = words.zip(found);
            words.map(|((number, word, usage), found)| (number, found, word, usage))
        })
        // Most words, which costs least to find out.
        .filter(|(_, found, ..)| !matches!(found, Some(lexicon::Word::Right { .. })))
        .filter(|(number, ..)| !right.contains(number))
        .filter_map(|(number, found, word, usage)| {
            Some((number, judge(found, word, usage, corpus, &targets)?))
        })
        .collect();
    let letters = wrong.keys().filter_map(|&number| corpus.words.letters(number));
    let possessive = letters.map(|letters| tokens::hash(&[letters, "'s"].concat()));
    let filter = Filter::new(wrong.keys().copied().chain(possessive));
    // Of most words, nothing but the first of these is asked. With a possessive ending, a word has another number.
    let is_wrong = |token: &Token| {
        token.is_running() && (token.is_possessive() || wrong.contains_key(&token.hash))
    };
    let mut found = corpus.of_telling_texts(
        |tokens, found| {
            filter.each(tokens, |at| {
                if is_wrong(&tokens[at]) {
                    found(at);
                }
            });
        },
        |prose, tokens, telling| {
            let words = telling.iter().map(|telling| tokens[telling.word]);
            let suspects = words.filter_map(|token| suspect(&prose.text, token, &wrong));
            unless_foreign(suspects.collect(), prose)
        },
        |page, block, word| of_word(page, block, word, &wrong),
    );
    // Both parts of a word that was parted tell of it.
    found.dedup_by_key(|found| found.at);
    // Stops stand tight only where a text looks like an address.
    found.extend(corpus.of_marked_texts(
        marks::ADDRESS,
        |prose, tokens| {
            let mut stops = Vec::new();
            joined::each_tight_stop(prose, tokens, |words, stop| stops.push((words, stop)));
            unless_foreign(stops, prose)
        },
        |page, block, (words, stop)| tight_stop(page, block, words.clone(), *stop),
    ));
    found
}

/// What was found in a text, unless it is in another language. That is asked once for a text, and only of one that has
/// something to be found.
fn unless_foreign<T>(found: Vec<T>, prose: &Prose) -> Vec<T> {
    if found.is_empty() || !english::is_foreign(&prose.text) {
        found
    } else {
        Vec::new()
    }
}

/// A word that looks wrong.
struct WrongWord<'a> {
    /// Where it stands, without a possessive ending.
    range: Range<usize>,
    verdict: &'a Wrong,
    /// The whole word of which it is a part, if that was written as two, and where that stands.
    whole: Option<(Range<usize>, String)>,
}

/// A word of a text, if it looks wrong.
fn suspect<'a>(
    text: &str,
    token: Token,
    wrong: &'a FxHashMap<u64, Wrong>,
) -> Option<WrongWord<'a>> {
    let verdict = wrong.get(&token.stem_hash(text))?;
    let range = token.stem(text);
    let whole = match verdict.proof {
        Proof::Ours => None,
        _ => joined::whole(text, range.clone()),
    };
    (whole.is_some() || !verdict.corrections.is_empty()).then_some(WrongWord {
        range,
        verdict,
        whole,
    })
}

/// The words that configuration calls right, and the names that it knows, by their numbers.
fn right_words(corpus: &Corpus) -> FxHashSet<u64> {
    let profile = &corpus.profile;
    let brands = profile.brands.iter().map(|brand| &brand.name);
    profile
        .words
        .iter()
        .chain(brands)
        .flat_map(|name| name.split(|c: char| !(c.is_alphanumeric() || c == '\'')))
        .map(tokens::hash)
        .collect()
}

/// What is wrong with a word of which the lexicon says this.
fn judge(
    found: Option<lexicon::Word>,
    word: &str,
    usage: &Usage,
    corpus: &Corpus,
    targets: &neighbours::Targets,
) -> Option<Wrong> {
    match found {
        Some(lexicon::Word::Right { .. }) => None,
        Some(lexicon::Word::Wrong { corrections, ours }) => Some(if ours {
            Wrong {
                corrections: corrections.split(',').map(str::to_owned).collect(),
                proof: Proof::Ours,
            }
        } else {
            Wrong {
                corrections: slip::reviewed(word, corrections, &corpus.words, targets),
                proof: Proof::Listed,
            }
        }),
        None if joined::is_end(word) => Some(Wrong {
            corrections: Vec::new(),
            proof: Proof::Listed,
        }),
        None => match slip::correction(word, usage, &corpus.words, targets) {
            Some(slip) => Some(Wrong {
                corrections: slip.corrections,
                proof: Proof::Guessed(Guess {
                    margin: slip.margin,
                    capital: slip.capital,
                }),
            }),
            None => (usage.pages < 3 && joined::may_be_part(word)).then_some(Wrong {
                corrections: Vec::new(),
                proof: Proof::Listed,
            }),
        },
    }
}

/// What is wrong with a word of a block.
fn of_word(
    page: &Page,
    index: usize,
    found: &WrongWord<'_>,
    wrong: &FxHashMap<u64, Wrong>,
) -> Option<Finding> {
    let blocks = &page.document.blocks;
    let block = blocks.get(index)?;
    let WrongWord { range, verdict, whole } = found;
    let word = Word {
        text: &block.prose.text[range.clone()],
        at: range.start,
    };
    // Only then: the language costs most to tell.
    let is_slip = |word: &str| wrong.get(&tokens::hash(word)).is_some_and(Wrong::is_known);
    if names::is_name(page, index, word, verdict, is_slip)
        || !page.document.is_english()
        || is_beside_foreign(blocks, index)
    {
        return None;
    }
    if let Some((range, whole)) = whole {
        return Some(apart(page, block, range.clone(), whole));
    }
    let guessed = matches!(verdict.proof, Proof::Guessed(_));
    let ends = page.document.links_in(index).flat_map(|link| [link.text.start, link.text.end]);
    let mut cuts = ends.filter(|end| (word.at + 1..word.range().end).contains(end));
    Some(match cuts.find_map(|cut| joined::parted_at(word.text, cut - word.at)) {
        Some(parted) => finding(page, block, word, &[parted], false),
        None => {
            let sure = verdict.corrections.len() == 1 && !guessed;
            finding(page, block, word, &verdict.corrections, sure)
        }
    })
}

/// A word that was written as two.
fn apart(page: &Page, block: &Block, range: Range<usize>, whole: &str) -> Finding {
    let at = page.span(block.prose.source(range.clone()));
    let written = &block.prose.text[range.clone()];
    let finding = Finding::new(at, format!("`{written}` is one word: `{whole}`"));
    if block.prose.is_verbatim(range) {
        finding.fix(Fix::reviewed(format!("write `{whole}`"), at, whole))
    } else {
        finding
    }
}

fn tight_stop(page: &Page, block: usize, range: Range<usize>, stop: usize) -> Option<Finding> {
    let prose = &page.document.blocks.get(block)?.prose;
    if !prose.is_verbatim(range.clone()) || !page.document.is_english() {
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

/// Whether a text of a few words stands before one in another language.
fn is_beside_foreign(blocks: &[Block], index: usize) -> bool {
    let text = |index: usize| blocks.get(index).map_or("", |block| block.prose.text.as_str());
    text(index).split(' ').nth(3).is_none() && english::is_foreign(text(index + 1))
}

/// A finding with these corrections, best first; `sure` says that the first is right for certain.
fn finding(
    page: &Page,
    block: &Block,
    word: Word<'_>,
    corrections: &[String],
    sure: bool,
) -> Finding {
    let at = page.span(block.prose.source(word.range()));
    let corrections: Vec<String> = corrections
        .iter()
        .map(|correction| with_case_of(word.text, correction))
        .collect();
    let choice = match corrections.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => [&first.join("`, `"), "` or `", last].concat(),
    };
    let message = ["`", word.text, "` is misspelt: did you mean `", &choice, "`?"].concat();
    let finding = Finding::new(at, message)
    // The other pages may teach another correction.
    .known_by(word.text);
    let Some(best) = corrections.first() else {
        return finding;
    };
    if !block.prose.is_verbatim(word.range()) {
        return finding;
    }
    let title = ["write `", best, "`"].concat();
    if sure {
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
