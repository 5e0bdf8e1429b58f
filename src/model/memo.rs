//! What was made of a text once and is asked for again: pages of one site repeat their headings, titles and phrases.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{OnceLock, PoisonError, RwLock};

/// Longer texts are made anew each time: they hardly repeat, and keeping them would cost their length again.
const LONGEST: usize = 400;

/// Several tables, so that threads seldom wait for each other.
const SHARDS: usize = 16;

/// Answers by the text that they were made of. What makes an answer must depend on the text alone.
#[derive(Debug)]
pub struct Memo<T> {
    shards: [RwLock<FxHashMap<Box<str>, T>>; SHARDS],
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self {
            shards: std::array::from_fn(|_| RwLock::default()),
        }
    }
}

impl<T: Clone> Memo<T> {
    /// The answer for `text`, made by `make` if it is not known yet.
    pub fn get(&self, text: &str, make: impl FnOnce() -> T) -> T {
        if text.len() > LONGEST {
            return make();
        }
        let mut hasher = FxHasher::default();
        hasher.write(text.as_bytes());
        let shard =
            &self.shards[usize::try_from(hasher.finish() >> 32).unwrap_or_default() % SHARDS];
        // Nothing that could leave a table half changed is done while it is locked.
        let known = shard.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = known.get(text) {
            return answer.clone();
        }
        drop(known);
        let answer = make();
        let mut known = shard.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(text.into(), answer.clone());
        answer
    }
}

/// Answers of yes or no by the numbers of texts, for questions that are asked of texts of one corpus only.
#[derive(Debug, Default)]
pub struct Answers {
    of_texts: OnceLock<Box<[AtomicU8]>>,
}

impl Answers {
    const YES: u8 = 1;
    const NO: u8 = 2;

    /// The answer for a text, of `all` texts, made by `make` if it is not known yet.
    pub fn get(&self, text: usize, all: usize, make: impl FnOnce() -> bool) -> bool {
        let unknown = || (0..all).map(|_| AtomicU8::default()).collect();
        let Some(answer) = self.of_texts.get_or_init(unknown).get(text) else {
            return make();
        };
        match answer.load(Ordering::Relaxed) {
            Self::YES => true,
            Self::NO => false,
            _ => {
                let is = make();
                let made = if is { Self::YES } else { Self::NO };
                answer.store(made, Ordering::Relaxed);
                is
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_made_once() {
        let memo = Memo::default();
        assert_eq!(memo.get("a", || 1), 1);
        assert_eq!(memo.get("a", || 2), 1);
        assert_eq!(memo.get("b", || 3), 3);
        let long = "c".repeat(LONGEST + 1);
        assert_eq!(memo.get(&long, || 4), 4);
        assert_eq!(memo.get(&long, || 5), 5);
    }

    #[test]
    fn an_answer_of_yes_or_no_is_made_once() {
        let answers = Answers::default();
        assert!(!answers.get(0, 2, || false));
        assert!(!answers.get(0, 2, || true));
        assert!(answers.get(1, 2, || true));
        assert!(answers.get(1, 2, || false));
        assert!(answers.get(2, 2, || true));
        assert!(!answers.get(2, 2, || false));
    }
}
