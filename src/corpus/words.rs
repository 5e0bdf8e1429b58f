//! Every word of running text in the corpus: how it is written, and on how many pages it stands.

use super::texts::{Text, Texts};
use crate::document::tokens;
use crate::model::Page;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// How a word is used. A text that stands in several places counts once, for the page where it stands first: copies say
/// nothing new of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// On how many pages; where there are many, one that is read in two parts may count twice.
    pub pages: u32,
    /// How often in small letters.
    pub lower: u32,
    /// How often with a capital first letter.
    pub capital: u32,
    /// The page it was last seen on.
    last: u32,
}

impl Usage {
    fn add(&mut self, other: &Self) {
        self.pages += other.pages;
        self.lower += other.lower;
        self.capital += other.capital;
    }
}

/// A word: its letters, as a part of all words' letters, and how it is used.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: u32,
    end: u32,
    usage: Usage,
}

/// Every word of running text, in small letters with plain apostrophes, by its [`tokens::hash`].
#[derive(Debug, Default)]
pub struct Words {
    words: FxHashMap<u64, Word>,
    letters: String,
}

/// A text for every so many words, roughly: what to make room for.
const REPEATED: usize = 24;
/// How long a word is, roughly.
const LENGTH: usize = 8;

impl Words {
    /// Counts the words of the texts on these pages.
    pub fn new(pages: &[Page], texts: &Texts) -> Self {
        // A few large parts: each costs a merge.
        let part = texts.all.len() / rayon::current_num_threads() + 1;
        let parts = texts.all.par_chunks(part);
        parts
            .map(|part| Self::count(pages, texts, part))
            .reduce(Self::default, Self::merge)
    }

    fn count(pages: &[Page], texts: &Texts, part: &[Text]) -> Self {
        let all: usize = part.iter().map(Text::len).sum();
        let room = all / REPEATED;
        let mut counted = Self {
            words: FxHashMap::with_capacity_and_hasher(room, FxBuildHasher),
            letters: String::with_capacity(room * LENGTH),
        };
        for text in part {
            let page = &pages[text.page as usize];
            let written = &page.document.blocks[text.block as usize].prose.text;
            let words = texts.tokens_of(text).iter();
            for token in words.filter(|token| token.is_running()) {
                let hash = token.stem_hash(written);
                let usage = match counted.words.get_mut(&hash) {
                    Some(word) => &mut word.usage,
                    None => counted.add(hash, &written[token.stem(written)]),
                };
                if written.as_bytes()[token.at()].is_ascii_uppercase() {
                    usage.capital += 1;
                } else {
                    usage.lower += 1;
                }
                if usage.pages == 0 || usage.last != text.page {
                    usage.pages += 1;
                    usage.last = text.page;
                }
            }
        }
        counted
    }

    /// Adds a word that is new.
    fn add(&mut self, hash: u64, written: &str) -> &mut Usage {
        let start = crate::source::offset(self.letters.len());
        push_folded(&mut self.letters, written);
        let word = Word {
            start,
            end: crate::source::offset(self.letters.len()),
            usage: Usage::default(),
        };
        &mut self.words.entry(hash).or_insert(word).usage
    }

    fn merge(a: Self, b: Self) -> Self {
        let (mut more, fewer) = if a.words.len() < b.words.len() {
            (b, a)
        } else {
            (a, b)
        };
        for (hash, word) in fewer.words {
            let usage = match more.words.get_mut(&hash) {
                Some(word) => &mut word.usage,
                None => more.add(hash, &fewer.letters[word.start as usize..word.end as usize]),
            };
            usage.add(&word.usage);
        }
        more
    }

    /// Every word and how it is used, in no order.
    pub fn iter(&self) -> impl ParallelIterator<Item = (&str, &Usage)> {
        self.words.par_iter().map(|(_, word)| {
            let letters = word.start as usize..word.end as usize;
            (&self.letters[letters], &word.usage)
        })
    }

    /// How a word is used.
    pub fn get(&self, word: &str) -> Option<&Usage> {
        self.words.get(&tokens::hash(word)).map(|word| &word.usage)
    }
}

/// A word as it is looked up: in small letters, with plain apostrophes.
pub fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    push_folded(&mut folded, word);
    folded
}

fn push_folded(letters: &mut String, word: &str) {
    let start = letters.len();
    for (part, rest) in word.split('\u{2019}').enumerate() {
        if part > 0 {
            letters.push('\'');
        }
        letters.push_str(rest);
    }
    letters[start..].make_ascii_lowercase();
}
