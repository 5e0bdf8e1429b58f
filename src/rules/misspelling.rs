//! Misspelt words: those that are known to be wrong, and slips of one letter in a long word that nobody else writes.

use crate::corpus::Corpus;
use crate::corpus::words::{Usage, folded};
use crate::document::{Block, BlockKind, Word, english, plain};
use crate::finding::{Finding, Fix};
use crate::lexicon;
use crate::model::Page;
use crate::rules::NoParams;
use context::Place;
use memchr::memmem;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

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

/// Looks each word of the corpus up once, then finds the wrong ones on the pages that hold them.
pub fn check(_: &NoParams, corpus: &Corpus) -> Vec<Finding> {
    let right = right_words(corpus);
    let targets = neighbours::Targets::new(&corpus.words);
    let judged: Vec<(&str, &Usage, Wrong)> = corpus
        .words
        .iter()
        .filter(|(word, _)| !right.contains(*word))
        .filter_map(|(word, usage)| Some((word, usage, judge(word, usage, corpus, &targets)?)))
        .collect();
    // What to look for on each page, so that only the blocks that hold such a word are taken apart again.
    let mut sought: Vec<Vec<&str>> = vec![Vec::new(); corpus.pages.len()];
    let mut wrong: FxHashMap<&str, Wrong> = FxHashMap::default();
    for (word, usage, verdict) in judged {
        match usage.pages() {
            Some(kept) => {
                for &page in kept {
                    if let Some(words) = sought.get_mut(page as usize) {
                        words.push(word);
                    }
                }
            }
            None => sought.iter_mut().for_each(|words| words.push(word)),
        }
        wrong.insert(word, verdict);
    }
    corpus
        .pages
        .par_iter()
        .zip(sought)
        .flat_map_iter(|(page, words)| {
            let mut findings = of_page(page, &words, &wrong);
            findings.extend(tight_stops(page));
            findings
        })
        .collect()
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

fn of_page(page: &Page, words: &[&str], wrong: &FxHashMap<&str, Wrong>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if words.is_empty() {
        return findings;
    }
    // The first letter may be a capital, an apostrophe may be a curved one.
    let finders: Vec<_> = words
        .iter()
        .filter_map(|word| word.split('\'').next()?.get(1..))
        .map(memmem::Finder::new)
        .collect();
    let blocks = &page.document.blocks;
    for (index, block) in blocks.iter().enumerate() {
        let text = block.prose.text.as_bytes();
        if finders.iter().all(|finder| finder.find(text).is_none()) {
            continue;
        }
        plain::each_word(&block.prose, |word| {
            let Some(verdict) = look_up(word.text, wrong) else {
                return;
            };
            if is_name(block, word, verdict) || is_foreign(blocks, index) {
                return;
            }
            if verdict.corrections.is_empty() {
                findings.extend(apart(page, block, word));
                return;
            }
            findings.push(finding(page, block, word, verdict));
        });
    }
    findings
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

/// Sentences that stand close together.
fn tight_stops(page: &Page) -> Vec<Finding> {
    let mut findings = Vec::new();
    for block in &page.document.blocks {
        joined::each_tight_stop(&block.prose, |range, stop| {
            if english::is_foreign(&block.prose.text) || !block.prose.is_verbatim(range.clone()) {
                return;
            }
            let written = &block.prose.text[range.clone()];
            let at = page.span(block.prose.source(range.clone()));
            let (before, after) = written.split_at(stop - range.start);
            let fixed = format!("{before} {after}");
            let message = format!("`{written}` lacks a space after the full stop");
            let title = format!("write `{fixed}`");
            findings.push(Finding::new(at, message).fix(Fix::reviewed(title, at, fixed)));
        });
    }
    findings
}

/// Folds into a buffer on the stack: this is asked of every word of a page.
fn look_up<'a>(word: &str, wrong: &'a FxHashMap<&str, Wrong>) -> Option<&'a Wrong> {
    if word.is_ascii() {
        let mut buffer = [0; 40];
        let folded = buffer.get_mut(..word.len())?;
        folded.copy_from_slice(word.as_bytes());
        folded.make_ascii_lowercase();
        return wrong.get(std::str::from_utf8(folded).ok()?);
    }
    wrong.get(folded(word).as_str())
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
        finding.fix(Fix::safe_unless(block.is_heading(), title, at, best))
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
