//! A word, or a run of words, written twice in a row.

use crate::corpus::Corpus;
use crate::document::prose::{Word, style};
use crate::document::{Block, Prose, Token, english};
use crate::finding::{Finding, Fix};
use crate::lexicon;
use crate::model::Page;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::ops::Range;

/// The longest run of words that is looked for.
const LONGEST: usize = 8;

/// What is no running text.
const SKIPPED: u8 = style::CODE | style::OPAQUE | style::ADDRESS | style::IMAGE;

/// What may stand twice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Parameters {
    /// Words that may stand twice in a row anywhere.
    doubled: FxHashSet<String>,
    /// Words that, after such a particle, belong to the verb: `log in in the office`.
    verbs_with_particle: FxHashSet<String>,
    particles: FxHashSet<String>,
    /// Words after which a clause ends in `is`: `what this is is a plan`.
    subjects: FxHashSet<String>,
    /// Words that show that `that that` is a slip.
    determiners: FxHashSet<String>,
    /// Verbs after which the first of two articles may stand for a preposition: `reports the the Director`.
    bare_verbs: FxHashSet<String>,
    /// Words that start a clause which ends before its main clause starts: `When you sample the table the table is read`.
    subordinate: FxHashSet<String>,
}

/// Looks at each block by itself: what stands in two list items or cells is not in a row.
pub fn check(parameters: &Parameters, corpus: &Corpus) -> Vec<Finding> {
    corpus.of_telling_texts(
        each_end,
        |prose, _, _| repeats(parameters, prose),
        |page, block, repeat| finding(page, page.document.blocks.get(block)?, repeat),
    )
}

/// Two runs of words in a row that are the same, by where they stand.
struct Repeat {
    first: Range<usize>,
    second: Range<usize>,
    is_certain: bool,
}

fn repeats(parameters: &Parameters, prose: &Prose) -> Vec<Repeat> {
    let mut found = Vec::new();
    let words: Vec<Word<'_>> = prose.words().collect();
    let mut at = 0;
    while at + 1 < words.len() {
        match run_at(parameters, prose, &words, at) {
            Some(run) => {
                // Asked once for a text, and only of one that has something to be found.
                if found.is_empty() && english::is_foreign(&prose.text) {
                    return found;
                }
                found.push(Repeat {
                    first: words[at].at..words[at + run - 1].range().end,
                    second: words[at + run].at..words[at + 2 * run - 1].range().end,
                    is_certain: is_certain(parameters, prose, &words, at, run),
                });
                at += 2 * run;
            }
            None => at += 1,
        }
    }
    found
}

/// Calls `found` with each place where a run of words ends that may stand twice in a row. Of most words none of the last
/// ones is alike, which the place of each in a small table tells: only what ends in as many others as it is long is compared
/// with what stands before it.
fn each_end(tokens: &[Token], found: &mut dyn FnMut(usize)) {
    // One byte a word: places that go round now and then look near though they are far, and comparing tells.
    let mut seen = [0_u8; 256];
    // How many words in a row up to here have one near before them that may be alike.
    let mut near = 0;
    for (at, token) in tokens.iter().enumerate() {
        // Places count from one more than the longest run: before the first word, nothing was seen.
        let now = (at + LONGEST + 1) as u8;
        let place = usize::from((token.hash >> 40) as u8);
        let back = usize::from(now.wrapping_sub(std::mem::replace(&mut seen[place], now)));
        if back > LONGEST {
            near = 0;
            continue;
        }
        near += 1;
        // A run is as long as the way back to the one before it, or longer.
        if near >= back && end_in_repeat(&tokens[..=at], LONGEST.min(near)) {
            found(at);
        }
    }
}

/// Whether the last of these words, as many as `longest` or fewer, stand there twice in a row. Words of two texts do not
/// stand in a row.
#[inline(never)]
fn end_in_repeat(tokens: &[Token], longest: usize) -> bool {
    let end = tokens.len();
    let is_twice = |run: usize| {
        let alike = |back: usize| tokens[end - back].hash == tokens[end - back - run].hash;
        let both = &tokens[end - 2 * run..];
        (1..=run).all(alike) && both.is_sorted_by(|a, b| a.at() < b.at())
    };
    (1..=longest.min(end / 2)).any(is_twice)
}

/// How many words from `at` on stand twice in a row there, if that is a slip.
fn run_at(parameters: &Parameters, prose: &Prose, words: &[Word<'_>], at: usize) -> Option<usize> {
    let longest = LONGEST.min((words.len() - at) / 2);
    (1..=longest).find(|&run| {
        // The first letters first: this is asked at every word.
        let same = |k: usize| words[at + k].text.eq_ignore_ascii_case(words[at + run + k].text);
        same(0) && (1..run).all(same) && is_slip(parameters, prose, words, at, run)
    })
}

fn is_slip(parameters: &Parameters, prose: &Prose, words: &[Word<'_>], at: usize, run: usize) -> bool {
    let both = &words[at..at + 2 * run];
    let text = prose.text.as_str();
    let (Some(first), Some(last)) = (both.first(), both.last()) else {
        return false;
    };
    let whole = first.at..last.range().end;
    // One sentence, nothing but blanks between the words.
    let apart = both.windows(2).all(|pair| {
        let between = &text[pair[0].range().end..pair[1].at];
        !between.is_empty() && between.chars().all(char::is_whitespace)
    });
    if !apart
        || text[..whole.start].ends_with(['-', '/', '_', '@', '.', '#', '&', '+'])
        || text[whole.end..].starts_with(['-', '/', '_', '@', '&', '+', '(', '='])
        || is_cut(&text[whole.end..])
        || prose.style(whole.clone()) & SKIPPED != 0
        || is_caption(prose, &both[run - 1], &both[run])
    {
        return false;
    }
    let copy = &both[..run];
    if copy.iter().all(|word| word.text.bytes().all(|b| b.is_ascii_digit())) {
        return false;
    }
    if between_links(prose, &both[run - 1], &both[run]) && !is_small(first.text) {
        return false;
    }
    if run > 1 {
        // `Write a plan A plan is short`: a full stop is missing, and no word too many.
        let starts_sentence = !is_capital(first.text) && is_capital(both[run].text);
        return !starts_sentence && !is_chain(text, words, at, run) && !is_name(copy);
    }
    is_single_slip(parameters, words, at)
}

/// Whether a word goes on after a full stop, as in `example.com`.
fn is_cut(after: &str) -> bool {
    after
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// Whether one word that stands twice is a slip, by the words around it.
fn is_single_slip(parameters: &Parameters, words: &[Word<'_>], at: usize) -> bool {
    let word = words[at].text;
    let lower = word.to_lowercase();
    let near = |index: Option<usize>| {
        index
            .and_then(|index| words.get(index))
            .map(|word| word.text.to_lowercase())
            .unwrap_or_default()
    };
    let (before, after) = (near(at.checked_sub(1)), near(Some(at + 2)));
    let shouted = |word: &str| word.len() > 1 && !word.chars().any(char::is_lowercase);
    // `told IT it works`, `the URL url`
    if parameters.doubled.contains(&lower) || shouted(word) != shouted(words[at + 1].text) {
        return false;
    }
    match lower.as_str() {
        "that" => parameters.determiners.contains(&after),
        "is" => !parameters.subjects.contains(&before),
        // `Will will lead`, `May may differ`
        "will" | "may" | "mark" | "can" => !is_capital(word) || is_capital(words[at + 1].text),
        "a" | "i" => !is_capital(words[at + 1].text),
        _ if lower.chars().count() == 1 => false,
        _ if parameters.particles.contains(&lower) => {
            !parameters.verbs_with_particle.contains(&before)
        }
        _ if is_capital(word) && is_capital(words[at + 1].text) => {
            !is_name(&words[at..=at]) || lower.len() < 4 && lexicon::find(&lower).is_some()
        }
        _ => true,
    }
}

/// `step by step by step`, `more and more and more`.
fn is_chain(text: &str, words: &[Word<'_>], at: usize, run: usize) -> bool {
    const JOINS: [&str; 11] = [
        "after", "and", "by", "for", "in", "on", "or", "over", "per", "to", "upon",
    ];
    let same = |a: usize, b: usize| {
        words.get(a).zip(words.get(b)).is_some_and(|(a, b)| {
            let between = &text[a.range().end.min(b.range().end)..a.at.max(b.at)];
            a.text.eq_ignore_ascii_case(b.text) && !between.contains(['.', ',', ';'])
        })
    };
    let joined = words[at..at + run]
        .iter()
        .any(|word| JOINS.iter().any(|join| word.text.eq_ignore_ascii_case(join)));
    run == 2 && joined && (same(at, at + 4) || at > 0 && same(at - 1, at + 1))
}

/// Words with capitals that are no common words and no company's name: `New York`, `Walla`, but not `Product Manager`.
fn is_name(words: &[Word<'_>]) -> bool {
    words.iter().all(|word| is_capital(word.text))
        && words.iter().any(|word| {
            let inner_capital = word.text.chars().skip(1).any(char::is_uppercase);
            let lower = word.text.to_lowercase();
            let common = matches!(
                lexicon::find(&lower),
                Some(lexicon::Word::Right { common: true, .. })
            );
            !common && !inner_capital
        })
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// An article, pronoun or preposition: written twice, it is a slip even where a link starts between.
fn is_small(word: &str) -> bool {
    word.len() < 5 && !is_capital(word)
}

/// Whether the first word ends in one link and the second starts in another, or only one of them is in a link.
fn between_links(prose: &Prose, first: &Word<'_>, second: &Word<'_>) -> bool {
    let linked = |range: Range<usize>| prose.style(range) & style::LINK != 0;
    let gap = first.range().end..second.at;
    (linked(first.range()) || linked(second.range())) && !linked(gap)
}

/// Whether a term in bold or italics ends with the first word and its explanation starts with the second.
fn is_caption(prose: &Prose, first: &Word<'_>, second: &Word<'_>) -> bool {
    let emphasis = |word: &Word<'_>| prose.style(word.range()) & style::EMPHASIS;
    emphasis(first) != emphasis(second) && is_capital(second.text)
}

/// Whether a line of its own starts inside: `<br>`, a backslash or two spaces at the end of a line.
fn has_hard_break(block: &Block, text: &str, start: usize) -> bool {
    memchr::memchr_iter(b'\n', text.as_bytes()).any(|at| {
        let source = block.prose.source(start + at..start + at + 1);
        // A soft break takes the bytes of its line end only.
        source.len() > 2
    })
}

/// Whether one of the two is too much for sure, and neither stands for another word or starts another clause.
fn is_certain(parameters: &Parameters, prose: &Prose, words: &[Word<'_>], at: usize, run: usize) -> bool {
    // A clause is not longer than this, in words.
    const CLAUSE: usize = 60;
    let text = &prose.text;
    let before = &words[at.saturating_sub(CLAUSE)..at];
    let from = before.first().map_or(words[at].at, |word| word.at);
    let start = text[from..words[at].at].rfind(['.', '!', '?', ':', ';', ',']).map_or(from, |stop| from + stop + 1);
    let before = &before[before.partition_point(|word| word.at < start)..];
    let lower = |word: &Word<'_>| word.text.to_lowercase();
    let (opener, last) = (before.first().map(lower), before.last().map(lower));
    if run > 1 {
        return !opener.is_some_and(|opener| parameters.subordinate.contains(&opener));
    }
    // `Is is good` and `To to the test` lack a word instead.
    let (first, second) = (words[at].text, words[at + 1].text);
    let lost_word = is_capital(first)
        && !is_capital(second)
        && !parameters.determiners.contains(&second.to_lowercase());
    let is_verb = |word: String| parameters.bare_verbs.contains(&word);
    !lost_word && !last.or(opener).is_some_and(is_verb)
}

fn finding(page: &Page, block: &Block, repeat: &Repeat) -> Option<Finding> {
    let (first, second) = (repeat.first.clone(), repeat.second.clone());
    let text = block.prose.text.as_str();
    let whole = first.start..second.end;
    if has_hard_break(block, &text[whole.clone()], whole.start) {
        return None;
    }
    let shown = text[first.clone()].replace('\n', " ");
    let span = page.span(block.prose.source(whole));
    let finding = Finding::new(span, format!("`{shown}` stands twice in a row"));
    // The blanks before the second one go with it; where marks stand between, a person must decide.
    let (kept, gone) = (block.prose.source(first), block.prose.source(second.clone()));
    let between = page.source.slice(kept.end..gone.start);
    let binding = !repeat.is_certain || block.is_binding(second.clone());
    let plain = between.chars().all(|c| c.is_whitespace() || c == '>');
    if !plain || page.source.slice(gone.clone()) != &text[second] {
        return Some(finding.help("remove one of them"));
    }
    let at = page.span(kept.end..gone.end);
    Some(finding.fix(Fix::safe_unless(binding, "remove the second one", at, "")))
}
