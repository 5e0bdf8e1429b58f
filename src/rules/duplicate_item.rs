//! Items that stand twice in one list.

use crate::corpus::Corpus;
use crate::document::prose::OPAQUE;
use crate::document::{BlockKind, Document, Item};
use crate::finding::Finding;
use crate::model::Page;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Words of items that may well stand twice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Words {
    /// First words of a step that is taken more than once, in lower case.
    steps: Vec<String>,
}

pub fn check(words: &Words, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let document = &page.document;
    let texts = corpus.page_index(page).map_or(&[][..], |index| corpus.texts.of_page(index));
    let mut findings = Vec::new();
    let mut first: FxHashMap<String, usize> = FxHashMap::default();
    let mut openings: Vec<u32> = Vec::new();
    for list in document.lists.iter().filter(|list| list.items.len() > 1) {
        // Few lists hold items that start alike; only those are read in full.
        let opening = |&item: &usize| {
            let text = texts.get(document.items[item].blocks().start);
            text.map_or(0, |&text| corpus.texts.edges(text).opening)
        };
        if are_surely_apart(list.items.iter().map(opening)) {
            continue;
        }
        openings.clear();
        openings.extend(list.items.iter().map(opening));
        openings.sort_unstable();
        if openings.array_windows().all(|[a, b]| a != b) {
            continue;
        }
        first.clear();
        let mut last = None;
        for &index in &list.items {
            let Some(key) = key(document, &document.items[index], page.source.text()) else {
                continue;
            };
            let is_step = opener(&key).is_some_and(|word| words.steps.iter().any(|step| step == word));
            let before = *first.entry(key).or_insert(index);
            // A step is taken again after others, not twice on end.
            if before == index || is_step && last != Some(before) {
                last = Some(index);
                continue;
            }
            last = Some(index);
            findings.push(
                Finding::new(
                    page.span(content(page, &document.items[index])),
                    "the item already stands in this list",
                )
                .help("take one of the two out, or say what sets them apart")
                .relate(
                    page.span(content(page, &document.items[before])),
                    "the first one",
                ),
            );
        }
    }
    findings
}

/// Whether no two of these numbers can be the same, as a bit for each tells of most lists.
fn are_surely_apart(mut numbers: impl Iterator<Item = u32>) -> bool {
    let mut taken = [0_u64; 16];
    numbers.all(|number| {
        let (place, bit) = ((number >> 28) as usize, 1 << (number >> 22 & 63));
        let is_free = taken[place] & bit == 0;
        taken[place] |= bit;
        is_free
    })
}

/// What a reader tells items apart by: the words of the item and of the lists in it, without case and final punctuation.
/// Nothing where there are no words, or where the site's generator writes some of them.
fn key(document: &Document, item: &Item, text: &str) -> Option<String> {
    let mut key = String::new();
    for block in document.blocks.get(item.blocks())? {
        match block.kind {
            BlockKind::Code { .. } | BlockKind::Html => key.push_str(text.get(block.range())?),
            _ if block.prose.text.contains(OPAQUE) => return None,
            _ => {
                push_words(&mut key, &block.prose.text);
                key.truncate(
                    key.trim_end_matches(['.', ',', ';', ':', '!', ' '])
                        .len(),
                );
                key.push('\n');
            }
        }
    }
    if item.has_other_content {
        key.push_str(text.get(item.range())?);
    }
    key.contains(char::is_alphanumeric).then_some(key)
}

/// Appends the words of a text, in lower case and each after a blank.
fn push_words(key: &mut String, text: &str) {
    if is_tidy(text.as_bytes()) {
        push_word(key, text);
    } else {
        text.split_whitespace().for_each(|word| push_word(key, word));
    }
}

fn push_word(key: &mut String, word: &str) {
    if !key.is_empty() {
        key.push(' ');
    }
    if word.is_ascii() {
        let start = key.len();
        key.push_str(word);
        key[start..].make_ascii_lowercase();
    } else {
        key.extend(word.chars().flat_map(char::to_lowercase));
    }
}

/// Whether a text is in ASCII, and single blanks between its words are all its white space: most are.
fn is_tidy(text: &[u8]) -> bool {
    let at_end = |end: Option<&u8>| end.is_none_or(|&byte| byte == b' ');
    !at_end(text.first())
        && !at_end(text.last())
        && text.iter().all(|byte| matches!(byte, b' '..=b'~'))
        && text.array_windows().all(|pair| pair != b"  ")
}

fn opener(key: &str) -> Option<&str> {
    key.split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())
}

/// The bytes of an item from its text on, without the white space after it.
fn content(page: &Page, item: &Item) -> std::ops::Range<usize> {
    let inner = page.source.slice(item.marker().end..item.range().end);
    let start = item.marker().end + (inner.len() - inner.trim_start().len());
    let end = item.marker().end + inner.trim_end().len();
    start..end.max(start)
}
