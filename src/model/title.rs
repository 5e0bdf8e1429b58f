//! Titles: their rank and function, when two are the same, and when two cannot be the same.

mod key;
mod shape;
#[cfg(test)]
mod tests;
mod words;

pub use key::TitleKey;
pub use shape::WordShape;

use super::spelling::{is_near, letters, may_be_near};
use super::vocabulary::Vocabulary;
use rustc_hash::FxHasher;
use smallvec::SmallVec;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;
use words::{TITLE_WORDS, TitleWord, expanded_words};

/// A job title, read. It stands in many places: copies share its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title(Arc<Parts>);

/// The parts of a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// As it is written, trimmed.
    pub text: String,
    /// Rank in people management (an index into the vocabulary's), `None` for individual contributors.
    pub management: Option<usize>,
    /// Words for levels, sorted: `senior`, `lead`. `intermediate` is the level without a word; of several words for
    /// one level the profile's first stands for all.
    pub levels: Vec<String>,
    /// Those of them that stand in brackets: `Data Engineer (Junior)` is often called by its name alone.
    pub bracketed: Vec<String>,
    /// All other words but `of`, `the`, `and` and the like, in order.
    pub function: Vec<String>,
    /// Whether a word in it names a kind of job or a level.
    pub has_noun: bool,
    /// A number for what same titles have in common.
    number: u64,
}

impl Deref for Title {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Parts {
    /// With the number that its words and rank make.
    fn numbered(mut self) -> Self {
        let mut hasher = FxHasher::default();
        self.management.hash(&mut hasher);
        self.levels.hash(&mut hasher);
        sorted_singulars(&self.function).hash(&mut hasher);
        self.number = hasher.finish();
        self
    }

    /// `Manager, X` manages people; `X Manager` manages a function. Every other rank is one wherever it stands.
    fn is_people_rank(&self, rank: usize) -> bool {
        rank > 0 || self.function.is_empty()
    }

    /// A word for a level is one before the function (`Senior Engineer`), after a comma or at the end
    /// (`People Lead`), not inside it (`Business Associate Programs`).
    fn is_level_here(&self, words: &[TitleWord], at: usize, vocabulary: &Vocabulary) -> bool {
        self.function.is_empty()
            || words[at].after_comma
            || at + 1 == words.len()
            || words[at + 1].after_comma
            || vocabulary.is_ordered_level(&words[at].text)
    }
}

/// Words that join others and mean nothing by themselves in a title.
const JOINTS: [&str; 12] = [
    "the", "of", "and", "for", "to", "a", "an", "in", "at", "on", "or", "with",
];

impl Title {
    /// Reads a title.
    pub fn new(text: &str, vocabulary: &Vocabulary) -> Self {
        vocabulary.titles.get(text, || Self::read(text, vocabulary))
    }

    /// The same with another function.
    #[must_use]
    pub fn with_function(&self, function: Vec<String>) -> Self {
        let parts = Parts {
            function,
            ..Parts::clone(self)
        };
        Self(Arc::new(parts.numbered()))
    }

    /// The same of another rank in people management.
    #[must_use]
    pub fn with_management(&self, management: Option<usize>) -> Self {
        let parts = Parts {
            management,
            ..Parts::clone(self)
        };
        Self(Arc::new(parts.numbered()))
    }

    fn read(text: &str, vocabulary: &Vocabulary) -> Self {
        let text = without_ending(text);
        let mut words = expanded_words(text, vocabulary);
        let mut title = Parts {
            text: text.to_owned(),
            management: None,
            levels: Vec::new(),
            bracketed: Vec::new(),
            function: Vec::with_capacity(words.len()),
            has_noun: words
                .iter()
                .any(|word| vocabulary.is_title_noun(&word.text)),
            number: 0,
        };
        let mut at = 0;
        while at < words.len() {
            let rest = &words[at..];
            let may_be_rank = vocabulary.starts_rank(&words[at].text);
            if may_be_rank
                && let Some(len) = vocabulary.not_rank(&rest.iter().map(|word| word.text.as_str()))
            {
                let run = words[at..at + len].iter_mut();
                title
                    .function
                    .extend(run.map(|word| std::mem::take(&mut word.text)));
                at += len;
                continue;
            }
            if may_be_rank
                && let Some((rank, len)) =
                    vocabulary.management_rank(&rest.iter().map(|w| w.text.as_str()))
                && title.management.is_none()
                && title.is_people_rank(rank)
            {
                title.management = Some(rank);
                at += len;
                continue;
            }
            let word = &words[at];
            if vocabulary.is_level(&word.text) && title.is_level_here(&words, at, vocabulary) {
                let level = vocabulary.canonical_level(&word.text).to_owned();
                if word.bracketed {
                    title.bracketed.push(level.clone());
                }
                title.levels.push(level);
            } else if !JOINTS.contains(&word.text.as_str()) {
                title.function.push(std::mem::take(&mut words[at].text));
            }
            at += 1;
        }
        title.has_noun |= !title.levels.is_empty();
        title
            .levels
            .retain(|level| !vocabulary.is_middle_level(level));
        title.levels.sort();
        title.levels.dedup();
        Self(Arc::new(title.numbered()))
    }

    /// Whether these are one title: the same after folding what the catalogue folds.
    pub fn same(&self, other: &Self) -> bool {
        self.number == other.number
            && self.management == other.management
            && self.levels == other.levels
            && self.same_function(other)
    }

    /// Whether both have the same function words, in any order.
    pub fn same_function(&self, other: &Self) -> bool {
        self.function.len() == other.function.len()
            && same_words_in_any_order(&self.function, &other.function)
    }

    /// Whether these cannot be one title: the ranks differ, or neither function holds the other.
    pub fn conflicts(&self, other: &Self) -> bool {
        if !self.same_levels(other) {
            return true;
        }
        let (mine, theirs) = (self.manager_word(other), other.manager_word(self));
        let rank = |title: &Self, at: Option<usize>| at.map_or(title.management, |_| Some(0));
        if rank(self, mine) != rank(other, theirs) {
            return true;
        }
        if mine.is_none() && theirs.is_none() {
            return !(holds(&self.function, &other.function)
                || holds(&other.function, &self.function));
        }
        let (mine, theirs) = (self.function_without(mine), other.function_without(theirs));
        !(holds(&mine, &theirs) || holds(&theirs, &mine))
    }

    /// A level in brackets may be left out by the other.
    fn same_levels(&self, other: &Self) -> bool {
        let lacks = |a: &Self, b: &Self| {
            a.levels
                .iter()
                .any(|level| !b.levels.contains(level) && !a.bracketed.contains(level))
        };
        !lacks(self, other) && !lacks(other, self)
    }

    /// What it is known by among others.
    pub fn key(&self) -> TitleKey {
        TitleKey::of(self)
    }

    /// Its function words in one order: equal where functions are the same.
    pub fn function_in_order(&self) -> Vec<&str> {
        sorted_singulars(&self.function).into_vec()
    }

    /// `L&D Manager` said of the `Manager, L&D` is loose, not wrong: against a people manager the word counts as rank.
    /// The index of that word.
    fn manager_word(&self, other: &Self) -> Option<usize> {
        if self.management.is_some() || other.management != Some(0) {
            return None;
        }
        self.function.iter().rposition(|word| word == "manager")
    }

    fn function_without(&self, left_out: Option<usize>) -> Vec<&str> {
        let words = self.function.iter().enumerate();
        words
            .filter(|(at, _)| Some(*at) != left_out)
            .map(|(_, word)| word.as_str())
            .collect()
    }

    /// Whether it has a rank or names a kind of job: whether it is a title at all.
    pub fn is_title(&self) -> bool {
        self.has_noun || self.management.is_some()
    }

    /// Whether a word in it tells a rank.
    pub fn has_rank(&self) -> bool {
        self.management.is_some() || !self.levels.is_empty()
    }

    /// Whether it tells a level that the other does not.
    pub fn tells_more_rank_than(&self, other: &Self) -> bool {
        self.levels
            .iter()
            .any(|level| !other.levels.contains(level))
    }

    /// How high it stands in its track, if that can be told: comparable only between titles of one track.
    pub fn height(&self, vocabulary: &Vocabulary) -> Option<i32> {
        let mut level = None;
        for word in &self.levels {
            let order = vocabulary.level_order(word)?;
            // Two words of level (`Senior Principal`) add up to a step above the higher.
            level = Some(level.map_or(order * 2, |known: i32| known.max(order * 2) + 1));
        }
        let middle = vocabulary.middle_level() * 2;
        match self.management {
            Some(rank) => {
                let rank = i32::try_from(rank).unwrap_or(i32::MAX / 1000);
                Some(rank * 100 + level.unwrap_or(middle))
            }
            None => Some(level.unwrap_or(middle)),
        }
    }
}

/// Without marks at the end, and without a word that only says that it is a title.
fn without_ending(text: &str) -> &str {
    let marks: &[char] = &[':', '.', ',', '-', '–', '—', ' ', '\n', '\t'];
    let mut text = text.trim().trim_end_matches(marks);
    for ending in [" role", " roles", " job family", " position"] {
        let at = text.len().saturating_sub(ending.len());
        if at > 0 && text.is_char_boundary(at) && text[at..].eq_ignore_ascii_case(ending) {
            text = text[..at].trim_end_matches(marks);
        }
    }
    text
}

/// Whether every word of `part` stands in `whole`, an acronym counting for the words that it stands for.
fn holds<T: AsRef<str>>(whole: &[T], part: &[T]) -> bool {
    let stands = |word: &str| {
        whole.iter().any(|other| word == other.as_ref())
            || whole.iter().any(|other| alike(word, other.as_ref()))
            || is_acronym_of(word, whole)
    };
    // `Program Manager, Programs` has one word twice.
    let count = |words: &[T], word: &str| {
        words
            .iter()
            .filter(|other| singular(other.as_ref()) == word)
            .count()
    };
    let as_often = |word: &str| {
        let word = singular(word);
        let wanted = count(part, word);
        wanted < 2 || count(whole, word) >= wanted
    };
    part.iter()
        .all(|word| stands(word.as_ref()) && as_often(word.as_ref()))
        || part.len() > 1 && whole.iter().any(|word| is_acronym_of(word.as_ref(), part))
}

fn sorted_singulars(words: &[String]) -> SmallVec<[&str; TITLE_WORDS]> {
    let mut words: SmallVec<_> = words.iter().map(|word| singular(word)).collect();
    words.sort_unstable();
    words
}

fn same_words_in_any_order(a: &[String], b: &[String]) -> bool {
    if a == b {
        return true;
    }
    sorted_singulars(a) == sorted_singulars(b)
}

/// The shortest word that is recognised in another form.
const LONG_WORD: usize = 8;
/// The shortest word that is recognised misspelt.
const SHORTEST_SLIP: usize = 5;

/// How many letters may be wrong in a word of this length.
fn most_slips(length: usize) -> usize {
    (length / 4).min(3)
}

/// Whether two words are one word in two forms or one of them misspelt: a slip of spelling is not a conflict of titles.
fn alike(a: &str, b: &str) -> bool {
    if a == b || singular(a) == singular(b) {
        return true;
    }
    let longest = a.len().max(b.len());
    if longest < SHORTEST_SLIP {
        return false;
    }
    let same_start = a.as_bytes().first() == b.as_bytes().first();
    // Their lengths and their letters tell most of the others apart.
    let most = most_slips(longest);
    let are_apart = || {
        a.len().abs_diff(b.len()) > most && a.is_ascii() && b.is_ascii()
            || !may_be_near(letters(a), letters(b), most)
    };
    if !same_start && are_apart() {
        return false;
    }
    let (one, two) = (a.chars().count(), b.chars().count());
    let (shorter, longer) = (one.min(two), one.max(two));
    // Long words in two forms: `engineer`, `engineering`. `manager` and `management` are no forms of one word.
    let common = || a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    if shorter >= LONG_WORD && same_start && common() * 4 >= shorter * 3 {
        return true;
    }
    let most = most_slips(longer);
    longer >= SHORTEST_SLIP && longer - shorter <= most && is_near(a, b, most)
}

fn singular(word: &str) -> &str {
    let bytes = word.as_bytes();
    let stem = match bytes {
        [stem @ .., b'\'', b's'] | [stem @ .., 0xE2, 0x80, 0x99, b's'] => stem.len(),
        [_, _, .., before, b's'] if *before != b's' => bytes.len() - 1,
        _ => return word,
    };
    &word[..stem]
}

/// Whether `word` is made of the first letters of a run of `words`: `ld` for `learning`, `development`.
fn is_acronym_of<T: AsRef<str>>(word: &str, words: &[T]) -> bool {
    // No letter takes more than four bytes, and most take one.
    let shortest = if word.is_ascii() {
        word.len()
    } else {
        word.len().div_ceil(4)
    };
    if word.len() < 2 || shortest > words.len() {
        return false;
    }
    let letters = word.chars().count();
    (2..=words.len()).contains(&letters)
        && words.windows(letters).any(|run| {
            run.iter()
                .zip(word.chars())
                .all(|(word, letter)| word.as_ref().starts_with(letter))
        })
}
