//! Which titles may be forms of one, and how like two titles are.

use crate::model::spelling::is_near;
use crate::model::title::WordShape;
use crate::model::{Title, Vocabulary};
use rustc_hash::FxHashMap;

/// The first letters of a title's words: what tells most titles apart without looking at their words.
#[derive(Debug)]
pub struct Shape {
    /// A bit for each first letter.
    letters: u64,
    /// How long the shortest word is that may be an acronym, which stands for as many words.
    shortest: usize,
    words: Vec<WordShape>,
}

impl Shape {
    /// The shape of a title.
    pub fn of(title: &Title) -> Self {
        // `manager` may count as a rank.
        let words = title.function.iter().filter(|word| *word != "manager");
        let letters = words.fold(0, |letters, word| letters | first_letter(word));
        let words: Vec<WordShape> = title
            .function
            .iter()
            .map(|word| WordShape::of(word))
            .collect();
        let acronyms = words
            .iter()
            .map(|word| word.length)
            .filter(|length| *length > 1);
        Self {
            letters,
            shortest: acronyms.min().unwrap_or(usize::MAX),
            words,
        }
    }

    /// Whether a word of one may be an acronym of words of the other.
    fn may_join(&self, other: &Self) -> bool {
        self.shortest <= other.words.len() || other.shortest <= self.words.len()
    }

    /// Whether all words of one may stand in the other.
    fn allows(&self, other: &Self) -> bool {
        let common = self.letters & other.letters;
        common == self.letters || common == other.letters || common != 0 && self.may_join(other)
    }

    /// Whether all words of one may stand in the other, by a closer look.
    fn may_hold(&self, other: &Self) -> bool {
        let whole = other.words.as_slice();
        let joins = self.may_join(other);
        self.words.iter().all(|word| {
            // `manager` may count as a rank.
            word.is_manager
                || whole.iter().any(|other| word.may_be(other))
                || joins && word.may_join(whole)
        }) || joins && whole.iter().any(|word| word.may_join(&self.words))
    }
}

/// About the natural logarithm of a number, 1 or more: near enough to weigh words, and the exact one would need a library
/// that is loaded at each start.
fn logarithm(number: u32) -> f64 {
    let whole = number.max(1).ilog2();
    let part = f64::from(number) / f64::from(1_u32 << whole) - 1.0;
    (f64::from(whole) + part) * std::f64::consts::LN_2
}

fn first_letter(word: &str) -> u64 {
    1 << (word.chars().next().map_or(0, u32::from) % 64)
}

/// Whether one may be a shorter or loose form of the other. A form that lacks most of the words is none.
pub fn may_be(title: &Title, shape: &Shape, other: &Title, other_shape: &Shape) -> bool {
    // What costs little first: most titles have other words, as their shapes tell.
    if !shape.allows(other_shape) || !(shape.may_hold(other_shape) || other_shape.may_hold(shape)) {
        return false;
    }
    let bracketed = !title.bracketed.is_empty() || !other.bracketed.is_empty();
    if other.function.is_empty()
        || !bracketed && title.levels != other.levels
        || title.management != other.management && title.management.or(other.management) != Some(0)
        || title.conflicts(other)
    {
        return false;
    }
    let (theirs, mine) = (other.function.len(), title.function.len());
    theirs >= mine || theirs > 1 && theirs * 2 >= mine
}

/// How like other titles are to one.
pub struct Likeness<'a> {
    title: &'a Title,
    text: String,
    words: Vec<&'a str>,
    /// A bit for the first letter of each of those.
    letters: u64,
    /// See [`word_counts`].
    counts: &'a FxHashMap<String, u32>,
    vocabulary: &'a Vocabulary,
}

impl<'a> Likeness<'a> {
    /// Likeness to this title.
    pub fn to(
        title: &'a Title,
        counts: &'a FxHashMap<String, u32>,
        vocabulary: &'a Vocabulary,
    ) -> Self {
        let words: Vec<_> = telling_words(title, vocabulary).collect();
        Self {
            title,
            text: title.text.to_lowercase(),
            letters: words
                .iter()
                .fold(0, |letters, word| letters | first_letter(word)),
            words,
            counts,
            vocabulary,
        }
    }

    /// How like another title is, if it is at all: by many of its words, and both managers of people or both not. One of
    /// the same rank is liker, and one that is spelt alike.
    pub fn of(&self, other: &Title, shape: &Shape) -> Option<f64> {
        const BY_RANK: f64 = 0.25;
        const BY_SPELLING: f64 = 0.5;
        // The letters first: what they tell apart is not looked at.
        if self.letters & shape.letters == 0
            || other.management.is_some() != self.title.management.is_some()
        {
            return None;
        }
        let shared = self.shared_words(other);
        if shared < 0.4 {
            return None;
        }
        let is_of_rank =
            other.management == self.title.management && other.levels == self.title.levels;
        let spelling = strsim::jaro_winkler(&self.text, &other.text.to_lowercase());
        Some(shared + f64::from(u8::from(is_of_rank)) * BY_RANK + spelling * BY_SPELLING)
    }

    /// How many of the telling words of the two titles are the same, give or take a letter: of 1. A word that stands in few
    /// titles tells more than one that stands in many.
    fn shared_words(&self, other: &Title) -> f64 {
        let is_like = |a: &str, b: &str| {
            a.as_bytes().first() == b.as_bytes().first()
                && a.len().abs_diff(b.len()) <= 1
                && (a == b || a.len() > 4 && is_near(a, b, 1))
        };
        let weight = |word: &str| {
            let count = self.counts.get(word).copied().unwrap_or(1);
            1.0 / (1.0 + logarithm(count))
        };
        // A word counts as it is spelt in the other title, which is no slip.
        let shared: f64 = self
            .words
            .iter()
            .filter_map(|word| other.function.iter().find(|other| is_like(word, other)))
            .map(|word| weight(word))
            .sum();
        if shared == 0.0 {
            return 0.0;
        }
        let theirs: f64 = telling_words(other, self.vocabulary).map(weight).sum();
        let mine: f64 = self.words.iter().copied().map(weight).sum();
        // `Threat Management` is no `Product Management`: what tells it apart is not shared.
        if shared < 0.5 * mine {
            return 0.0;
        }
        2.0 * shared / (mine + theirs)
    }
}

/// The function words of a title that name no kind of job.
fn telling_words<'a>(
    title: &'a Title,
    vocabulary: &'a Vocabulary,
) -> impl Iterator<Item = &'a str> {
    let of = title.function.iter().map(String::as_str);
    of.filter(|word| !vocabulary.is_title_noun(word))
}

/// In how many of these titles each telling word stands.
pub fn word_counts<'a>(
    titles: impl Iterator<Item = &'a Title>,
    vocabulary: &Vocabulary,
) -> FxHashMap<String, u32> {
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    for title in titles {
        for word in telling_words(title, vocabulary) {
            match counts.get_mut(word) {
                Some(count) => *count += 1,
                None => {
                    counts.insert(word.to_owned(), 1);
                }
            }
        }
    }
    counts
}
