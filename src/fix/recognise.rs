//! Which finding after some edits is which finding before them.

use super::edits::Moves;
use crate::corpus::Corpus;
use crate::finding::Diagnostic;
use crate::source::FileId;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// What a finding is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    pub file: FileId,
    pub rule: &'static str,
    pub start: u32,
    pub end: u32,
    /// Of its message and of the text that it marks.
    pub hash: u64,
}

impl Mark {
    pub fn of(corpus: &Corpus, diagnostic: &Diagnostic) -> Self {
        let at = diagnostic.finding.at;
        let source = corpus.source(at.file);
        let text = source.map_or("", |source| source.slice(at.range()));
        let mut hasher = FxHasher::default();
        (&diagnostic.finding.message, text).hash(&mut hasher);
        Self {
            file: at.file,
            rule: diagnostic.rule,
            start: at.start,
            end: at.end,
            hash: hasher.finish(),
        }
    }

    /// The same after the edits of its page.
    pub fn moved(mut self, moves: Option<&Moves>) -> Self {
        if let Some(moves) = moves {
            (self.start, self.end) = (moves.of(self.start), moves.of(self.end));
        }
        self
    }

    fn exact(&self) -> Key {
        (self.file, self.rule, self.start, self.hash)
    }

    /// A finding whose words changed: it counts other things now, or names another page.
    fn same_place(&self) -> Key {
        (self.file, self.rule, self.start, 0)
    }

    fn same_words(&self) -> Key {
        (self.file, self.rule, 0, self.hash)
    }

    /// A copy that is longer now, a run that starts earlier.
    fn overlaps(&self, other: &Self) -> bool {
        self.rule == other.rule && self.start < other.end && other.start < self.end
    }
}

type Key = (FileId, &'static str, u32, u64);

/// For each finding after, the one before that it is: the places of those before are those that they have after. In
/// doubt they are taken as the same.
pub fn recognise(before: &[Mark], after: &[Mark]) -> Vec<Option<usize>> {
    let mut known = vec![None; after.len()];
    let mut free = vec![true; before.len()];
    for key in [Mark::exact, Mark::same_place, Mark::same_words] {
        let mut by_key: FxHashMap<Key, Vec<usize>> = FxHashMap::default();
        for (index, mark) in before.iter().enumerate().rev() {
            if free[index] {
                by_key.entry(key(mark)).or_default().push(index);
            }
        }
        for (mark, known) in after.iter().zip(&mut known) {
            if known.is_none()
                && let Some(index) = by_key.get_mut(&key(mark)).and_then(Vec::pop)
            {
                *known = Some(index);
                free[index] = false;
            }
        }
    }
    for (mark, known) in after.iter().zip(&mut known) {
        if known.is_none() {
            let first = before.partition_point(|other| other.file < mark.file);
            let of_file = before[first..]
                .iter()
                .take_while(|other| other.file == mark.file);
            *known = of_file
                .enumerate()
                .find(|(_, other)| mark.overlaps(other))
                .map(|(index, _)| first + index);
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(rule: &'static str, start: u32, end: u32, hash: u64) -> Mark {
        Mark {
            file: FileId(1),
            rule,
            start,
            end,
            hash,
        }
    }

    #[test]
    fn a_finding_is_known_by_its_place_or_by_its_words() {
        let before = [
            mark("a", 0, 4, 1),
            mark("a", 10, 14, 1),
            mark("b", 20, 30, 2),
        ];
        for (after, expected) in [
            (mark("a", 10, 14, 1), Some(1)),
            (mark("a", 10, 14, 7), Some(1)),
            (mark("a", 50, 54, 1), Some(0)),
            (mark("b", 25, 40, 7), Some(2)),
            (mark("b", 30, 40, 7), None),
            (mark("c", 0, 4, 1), None),
        ] {
            assert_eq!(recognise(&before, &[after]), [expected], "{after:?}");
        }
    }

    #[test]
    fn each_is_known_once() {
        let before = [mark("a", 0, 4, 1)];
        let after = [mark("a", 6, 9, 1), mark("a", 0, 4, 1)];
        assert_eq!(recognise(&before, &after), [None, Some(0)]);
    }
}
