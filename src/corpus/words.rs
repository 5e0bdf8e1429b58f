//! Every word of running text in the corpus: how it is written, and on how many pages it stands.

use super::texts::{Text, Texts};
use crate::document::tokens;
use crate::model::Page;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

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

/// Every word of running text, in small letters with plain apostrophes, by its [`tokens::hash`].
#[derive(Debug, Default)]
pub struct Words {
    words: FxHashMap<u64, (Box<str>, Usage)>,
}

impl Words {
    /// Counts the words of the texts on these pages.
    pub fn new(pages: &[Page], texts: &Texts) -> Self {
        let prose = |text: &Text| {
            let page = &pages[text.page as usize];
            page.document.blocks[text.block as usize]
                .prose
                .text
                .as_str()
        };
        // A few large parts: each costs a merge.
        let part = texts.all.len() / (2 * rayon::current_num_threads()) + 1;
        let seen = texts
            .all
            .par_iter()
            .with_min_len(part)
            .fold(
                FxHashMap::default,
                |mut seen: FxHashMap<u64, (&str, Usage)>, text| {
                    let written = prose(text);
                    for token in text.tokens.iter().filter(|token| token.is_running()) {
                        let (_, usage) = seen
                            .entry(token.stem_hash(written))
                            .or_insert_with(|| (&written[token.stem(written)], Usage::default()));
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
                    seen
                },
            )
            .reduce(FxHashMap::default, |a, b| {
                let (mut more, fewer) = if a.len() < b.len() { (b, a) } else { (a, b) };
                for (hash, (word, usage)) in fewer {
                    more.entry(hash)
                        .or_insert((word, Usage::default()))
                        .1
                        .add(&usage);
                }
                more
            });
        let words = seen.into_iter();
        Self {
            words: words
                .map(|(hash, (word, usage))| (hash, (folded(word).into(), usage)))
                .collect(),
        }
    }

    /// Every word and how it is used, in no order.
    pub fn iter(&self) -> impl ParallelIterator<Item = (&str, &Usage)> {
        self.words
            .par_iter()
            .map(|(_, (word, usage))| (&**word, usage))
    }

    /// How a word is used.
    pub fn get(&self, word: &str) -> Option<&Usage> {
        self.words.get(&tokens::hash(word)).map(|(_, usage)| usage)
    }
}

/// A word as it is looked up: in small letters, with plain apostrophes.
pub fn folded(word: &str) -> String {
    let mut folded = word.replace('\u{2019}', "'");
    folded.make_ascii_lowercase();
    folded
}
