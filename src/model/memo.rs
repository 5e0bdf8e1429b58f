//! What was made of a text once and is asked for again: pages of one site repeat their headings, titles and phrases.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::sync::{PoisonError, RwLock};

/// Longer texts are made anew each time: they hardly repeat, and keeping them would cost their length again.
const LONGEST: usize = 400;

/// Several tables, so that threads seldom wait for each other.
const SHARDS: usize = 16;

/// Texts and their answers, by a number for the text.
type Table<T> = FxHashMap<u64, (Box<str>, T)>;

/// Answers by the text that they were made of. What makes an answer must depend on the text alone.
#[derive(Debug)]
pub struct Memo<T> {
    shards: [RwLock<Table<T>>; SHARDS],
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
        let number = hasher.finish();
        let shard = &self.shards[usize::try_from(number >> 32).unwrap_or_default() % SHARDS];
        // Nothing that could leave a table half changed is done while it is locked.
        let known = shard.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((made_of, answer)) = known.get(&number)
            && **made_of == *text
        {
            return answer.clone();
        }
        drop(known);
        let answer = make();
        let mut known = shard.write().unwrap_or_else(PoisonError::into_inner);
        // Of two with one number the second is made each time.
        known
            .entry(number)
            .or_insert_with(|| (text.into(), answer.clone()));
        answer
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
}
