//! Every word of running text in the corpus: how it is written, and on how many pages it stands.

use crate::document::tokens::{self, Token};
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// How a word is used. A text that stands in several places counts once, for the page where it stands first: copies say
/// nothing new of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// On how many pages.
    pub pages: u32,
    /// How often in small letters.
    pub lower: u32,
    /// How often with a capital first letter.
    pub capital: u32,
    /// The pages it was first and last seen on.
    first: u32,
    last: u32,
}

impl Usage {
    /// That of a word that was not counted yet, on the page where it stands first.
    fn first_on(page: u32) -> Self {
        Self {
            pages: 1,
            first: page,
            last: page,
            ..Self::default()
        }
    }

    /// That of two parts of a corpus, one after the other: a page may have a share in both.
    fn of_both(before: &Self, after: &Self) -> Self {
        Self {
            pages: before.pages + after.pages - u32::from(before.last == after.first),
            lower: before.lower + after.lower,
            capital: before.capital + after.capital,
            first: before.first,
            last: after.last,
        }
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
    /// No words yet, and room for those of a text of so many.
    pub fn with_room_for(words: usize) -> Self {
        let room = words / REPEATED;
        Self {
            words: FxHashMap::with_capacity_and_hasher(room, FxBuildHasher),
            letters: String::with_capacity(room * LENGTH),
        }
    }

    /// Counts the words of a text that stands on this page. Texts come in the order of their pages.
    pub fn count(&mut self, text: &str, words: &[Token], page: u32) {
        for token in words.iter().filter(|token| token.is_running()) {
            let hash = token.stem_hash(text);
            let usage = match self.words.get_mut(&hash) {
                Some(word) => &mut word.usage,
                None => self.add(hash, &text[token.stem(text)], Usage::first_on(page)),
            };
            if token.is_capital() {
                usage.capital += 1;
            } else {
                usage.lower += 1;
            }
            if usage.last != page {
                usage.pages += 1;
                usage.last = page;
            }
        }
    }

    /// Adds a word that is new.
    fn add(&mut self, hash: u64, written: &str, usage: Usage) -> &mut Usage {
        let start = crate::source::offset(self.letters.len());
        push_folded(&mut self.letters, written);
        let word = Word {
            start,
            end: crate::source::offset(self.letters.len()),
            usage,
        };
        &mut self.words.entry(hash).or_insert(word).usage
    }

    /// These words and those of the texts after them.
    #[must_use]
    pub fn and(self, after: Self) -> Self {
        let before = self;
        let into_after = before.words.len() < after.words.len();
        let (mut more, fewer) = if into_after {
            (after, before)
        } else {
            (before, after)
        };
        for (hash, word) in fewer.words {
            match more.words.get_mut(&hash) {
                Some(known) => {
                    let (before, after) = if into_after {
                        (&word.usage, &known.usage)
                    } else {
                        (&known.usage, &word.usage)
                    };
                    known.usage = Usage::of_both(before, after);
                }
                None => {
                    let letters = word.start as usize..word.end as usize;
                    more.add(hash, &fewer.letters[letters], word.usage);
                }
            }
        }
        more
    }

    /// Every word with its number and how it is used, in no order.
    pub fn iter(&self) -> impl ParallelIterator<Item = (u64, &str, &Usage)> {
        let words = self.words.par_iter();
        words.map(|(&number, word)| (number, self.letters_of(word), &word.usage))
    }

    /// The letters of the word that has this number.
    pub fn letters(&self, number: u64) -> Option<&str> {
        self.words.get(&number).map(|word| self.letters_of(word))
    }

    fn letters_of(&self, word: &Word) -> &str {
        &self.letters[word.start as usize..word.end as usize]
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
    if word.is_ascii() {
        letters.push_str(word);
        letters[start..].make_ascii_lowercase();
        return;
    }
    for (part, rest) in word.split('\u{2019}').enumerate() {
        if part > 0 {
            letters.push('\'');
        }
        letters.push_str(rest);
    }
    letters[start..].make_ascii_lowercase();
}

#[cfg(test)]
mod tests {
    use crate::config::Profile;
    use crate::corpus::{Corpus, load};
    use rayon::prelude::*;

    /// A page whose texts are read in several parts has its words counted once.
    #[test]
    fn words_are_counted_alike_on_any_number_of_threads() {
        let page = |number: usize| load::File {
            path: format!("content/page-{number}.md"),
            text: Ok((0..7)
                .map(|line| format!("Plans {number} and owns {line} budgets.\n\n"))
                .collect::<String>()
                .into()),
        };
        let counted = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.unwrap().install(|| {
                let corpus = Corpus::new((0..3).map(page).collect(), Profile::gitlab());
                let words = corpus.words.iter();
                let mut words: Vec<_> = words
                    .map(|(_, word, usage)| {
                        (word.to_owned(), usage.pages, usage.lower, usage.capital)
                    })
                    .collect();
                words.sort();
                words
            })
        };
        let alone = counted(1);
        let expected = [
            ("and", 21, 0),
            ("budgets", 21, 0),
            ("owns", 21, 0),
            ("plans", 0, 21),
        ];
        let expected = expected.map(|(word, lower, capital)| (word.to_owned(), 3, lower, capital));
        assert_eq!(alone, expected);
        for threads in 2..6 {
            assert_eq!(counted(threads), alone, "{threads} threads");
        }
    }
}
