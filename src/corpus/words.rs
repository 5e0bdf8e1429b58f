//! Every word of running text in the corpus: how it is written, on how many pages it stands, and on which.

use crate::document::plain;
use crate::model::Page;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// How many pages of a word are kept by name.
const KEPT: usize = 4;

/// Where a word stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// On how many pages; where there are many, one that writes it in both cases may count twice.
    pub pages: u32,
    /// How often in small letters.
    pub lower: u32,
    /// How often with a capital first letter.
    pub capital: u32,
    /// The page it was last seen on.
    last: u32,
    /// The first pages it was seen on.
    first: [u32; KEPT],
}

impl Usage {
    /// The indexes of the pages that the word stands on, unless they are too many to be kept.
    pub fn pages(&self) -> Option<&[u32]> {
        self.first.get(..self.pages as usize)
    }

    fn keep(&mut self, page: u32) {
        if let Some(free) = self.first.get_mut(self.pages as usize) {
            *free = page;
        }
        self.pages += 1;
        self.last = page;
    }

    fn add(&mut self, other: &Self) {
        for page in other.first.iter().take(other.pages as usize) {
            if !self
                .first
                .iter()
                .take(self.pages as usize)
                .any(|kept| kept == page)
            {
                self.keep(*page);
            }
        }
        self.pages += other.pages.saturating_sub(KEPT as u32);
        self.lower += other.lower;
        self.capital += other.capital;
    }
}

/// Every word of running text, in small letters with plain apostrophes.
#[derive(Debug, Default)]
pub struct Words {
    words: FxHashMap<Box<str>, Usage>,
}

impl Words {
    /// Counts the words of these pages.
    pub fn new(pages: &[Page]) -> Self {
        // Words as they are written are counted first: nothing is allocated for a word that was seen before.
        // A few large parts: each costs a merge.
        let part = pages.len() / (2 * rayon::current_num_threads()) + 1;
        let seen = pages
            .par_iter()
            .enumerate()
            .with_min_len(part)
            .fold(
                FxHashMap::default,
                |mut seen: FxHashMap<&str, Usage>, (index, page)| {
                    let index = crate::source::offset(index);
                    for block in &page.document.blocks {
                        plain::each_word(&block.prose, |word| {
                            let usage = seen.entry(word.text).or_default();
                            if word.text.as_bytes()[0].is_ascii_uppercase() {
                                usage.capital += 1;
                            } else {
                                usage.lower += 1;
                            }
                            if usage.pages == 0 || usage.last != index {
                                usage.keep(index);
                            }
                        });
                    }
                    seen
                },
            )
            .reduce(FxHashMap::default, |a, b| {
                let (mut more, fewer) = if a.len() < b.len() { (b, a) } else { (a, b) };
                for (word, usage) in fewer {
                    more.entry(word).or_default().add(&usage);
                }
                more
            });
        let mut words: FxHashMap<Box<str>, Usage> = FxHashMap::default();
        words.reserve(seen.len());
        for (word, usage) in seen {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'\'';
            let word = if word.bytes().all(plain) {
                word.into()
            } else {
                folded(word).into()
            };
            words.entry(word).or_default().add(&usage);
        }
        Self { words }
    }

    /// Every word and where it stands, in no order.
    pub fn iter(&self) -> impl ParallelIterator<Item = (&str, &Usage)> {
        self.words.par_iter().map(|(word, usage)| (&**word, usage))
    }

    /// Where a word stands.
    pub fn get(&self, word: &str) -> Option<&Usage> {
        self.words.get(word)
    }
}

/// A word as it is looked up: in small letters, with plain apostrophes.
pub fn folded(word: &str) -> String {
    let mut folded = word.replace('\u{2019}', "'");
    folded.make_ascii_lowercase();
    folded
}
