//! Every word of running text in the corpus: how it is written, and on how many pages it stands.

use crate::document::tokens::{self, Token};
use rayon::prelude::*;

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
    /// The page it was last seen on, while words are counted.
    last: u32,
}

impl Usage {
    /// That of a word that was not counted yet, on the page where it stands first.
    fn first_on(page: u32) -> Self {
        Self {
            pages: 1,
            last: page,
            ..Self::default()
        }
    }

    /// Counts the word once more. Chance decides how it is written and where it was seen last, so no branch does.
    #[inline]
    fn count(&mut self, is_capital: bool, page: u32) {
        self.capital += u32::from(is_capital);
        self.lower += u32::from(!is_capital);
        self.pages += u32::from(self.last != page);
        self.last = page;
    }

    /// That on these pages and on others.
    fn and(&self, others: &Self) -> Self {
        Self {
            pages: self.pages + others.pages,
            lower: self.lower + others.lower,
            capital: self.capital + others.capital,
            last: others.last,
        }
    }
}

/// A word: its letters, as a part of all words' letters, and how it is used.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// Its [`tokens::hash`].
    number: u64,
    start: u32,
    end: u32,
    usage: Usage,
}

/// Every word of running text, in small letters with plain apostrophes, by its [`tokens::hash`].
#[derive(Debug, Default)]
pub struct Words {
    /// As they were met: those that are met most often stand close together.
    words: Vec<Word>,
    /// The place of each word, at the lower bits of its number or the next free slot: their numbers are well mixed.
    slots: Vec<u32>,
    letters: String,
}

/// What a slot holds that is free.
const FREE: u32 = u32::MAX;
/// A text for every so many words, roughly: what to make room for.
const REPEATED: usize = 24;
/// How long a word is, roughly.
const LENGTH: usize = 8;
/// How many words are looked at together.
const PART: usize = 128;

impl Words {
    /// No words yet, and room for those of a text of so many.
    pub fn with_room_for(words: usize) -> Self {
        let room = words / REPEATED;
        Self {
            words: Vec::with_capacity(room),
            slots: vec![FREE; slots_for(room)],
            letters: String::with_capacity(room * LENGTH),
        }
    }

    /// Counts the words of a text that stands on this page. The texts of a page come one after another.
    pub fn count(&mut self, text: &str, words: &[Token], page: u32) {
        for token in words {
            if !token.is_running() {
                continue;
            }
            let number = token.stem_hash(text);
            let place = self.place_of(number).unwrap_or_else(|| {
                let written = &text[token.stem(text)];
                self.add(number, written, Usage::first_on(page))
            });
            self.words[place].usage.count(token.is_capital(), page);
        }
    }

    /// The place of the word that has this number.
    #[inline]
    fn place_of(&self, number: u64) -> Option<usize> {
        let last = self.slots.len().wrapping_sub(1);
        let mut slot = number as usize & last;
        loop {
            let place = *self.slots.get(slot)? as usize;
            if self.words.get(place)?.number == number {
                return Some(place);
            }
            slot = (slot + 1) & last;
        }
    }

    /// Adds a word that is new, and gives its place.
    fn add(&mut self, number: u64, written: &str, usage: Usage) -> usize {
        let place = self.words.len();
        let start = crate::source::offset(self.letters.len());
        push_folded(&mut self.letters, written);
        self.words.push(Word {
            number,
            start,
            end: crate::source::offset(self.letters.len()),
            usage,
        });
        // Where half of them are taken, too many words would miss their own.
        if self.words.len() * 2 > self.slots.len() {
            self.slots = vec![FREE; slots_for(self.words.len())];
            (0..place).for_each(|place| self.take_slot(place));
        }
        self.take_slot(place);
        place
    }

    /// Takes the next free slot for the word at this place.
    fn take_slot(&mut self, place: usize) {
        let last = self.slots.len() - 1;
        let mut slot = self.words[place].number as usize & last;
        while self.slots[slot] != FREE {
            slot = (slot + 1) & last;
        }
        self.slots[slot] = crate::source::offset(place);
    }

    /// These words and those of the texts of other pages.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        if self.words.len() < others.words.len() {
            return others.and(self);
        }
        for word in &others.words {
            match self.place_of(word.number) {
                Some(place) => {
                    let usage = &mut self.words[place].usage;
                    *usage = usage.and(&word.usage);
                }
                None => {
                    self.add(word.number, others.letters_of(word), word.usage);
                }
            }
        }
        self
    }

    /// Every word with its number and how it is used, in no order, some at a time.
    pub fn parts(
        &self,
    ) -> impl ParallelIterator<Item = impl Iterator<Item = (u64, &str, &Usage)> + Clone> {
        let parts = self.words.par_chunks(PART);
        parts.map(|words| {
            let words = words.iter();
            words.map(|word| (word.number, self.letters_of(word), &word.usage))
        })
    }

    /// The words that stand on so many pages or more, in no order.
    pub fn on_pages(&self, pages: u32) -> impl Iterator<Item = &str> {
        let words = self.words.iter();
        let words = words.filter(move |word| word.usage.pages >= pages);
        words.map(|word| self.letters_of(word))
    }

    /// The letters of the word that has this number.
    pub fn letters(&self, number: u64) -> Option<&str> {
        let place = self.place_of(number)?;
        Some(self.letters_of(&self.words[place]))
    }

    fn letters_of(&self, word: &Word) -> &str {
        &self.letters[word.start as usize..word.end as usize]
    }

    /// How a word is used.
    pub fn get(&self, word: &str) -> Option<&Usage> {
        let place = self.place_of(tokens::hash(word))?;
        Some(&self.words[place].usage)
    }
}

/// How many slots so many words have.
fn slots_for(words: usize) -> usize {
    (words * 4).next_power_of_two()
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

    /// Pages whose texts are read by several threads have their words counted once.
    #[test]
    fn words_are_counted_alike_on_any_number_of_threads() {
        let page = |number: usize| load::File {
            path: format!("content/page-{number}.md"),
            text: Ok((0..700)
                .map(|line| format!("Plans {number} and owns {line} budgets.\n\n"))
                .collect::<String>()
                .into()),
        };
        let counted = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.unwrap().install(|| {
                let corpus = Corpus::new((0..5).map(page).collect(), Profile::gitlab());
                let words = corpus.words.parts();
                let mut words: Vec<_> = words
                    .flat_map_iter(|words| {
                        words.map(|(_, word, usage)| {
                            (word.to_owned(), usage.pages, usage.lower, usage.capital)
                        })
                    })
                    .collect();
                words.sort();
                words
            })
        };
        let alone = counted(1);
        let expected = [
            ("and", 3500, 0),
            ("budgets", 3500, 0),
            ("owns", 3500, 0),
            ("plans", 0, 3500),
        ];
        let expected = expected.map(|(word, lower, capital)| (word.to_owned(), 5, lower, capital));
        assert_eq!(alone, expected);
        for threads in 2..6 {
            assert_eq!(counted(threads), alone, "{threads} threads");
        }
    }
}
