//! The proses of a site, each kept once however often it stands.

use super::{Piece, PlacedProse, Prose};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};
use smallvec::SmallVec;
use std::collections::hash_map::Entry;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Proses, by what they read and how they are written.
type Table = FxHashMap<u64, Arc<Prose>>;

/// For how many bytes of a site there is a prose that stands nowhere before, roughly.
const LENGTH: usize = 144;
/// For how many of them a thread makes room at once.
const ROOM: usize = 1 << 14;

/// Proses that were read so far. A thread that reads a page takes what was read before, so none waits for another; a
/// prose that several threads read may be kept as often.
#[derive(Default)]
pub struct Pool {
    /// What no thread has taken.
    tables: Mutex<Vec<Table>>,
    /// For how many a thread makes room at first.
    room: usize,
    /// Tells what a text mentions, as flags.
    mentions: Option<Mentions>,
}

/// Tells what a text mentions, as flags.
type Mentions = Box<dyn Fn(&str) -> u8 + Send + Sync>;

/// Proses that a thread has taken, until it is dropped.
pub struct Taken<'a> {
    pool: &'a Pool,
    known: Table,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.pool.tables().push(std::mem::take(&mut self.known));
    }
}

impl Pool {
    /// A pool that tells of each prose what it mentions. Each text is looked into once.
    pub fn telling(mentions: impl Fn(&str) -> u8 + Send + Sync + 'static) -> Self {
        Self {
            mentions: Some(Box::new(mentions)),
            ..Self::default()
        }
    }

    /// Makes room for what stands in so many bytes of pages: to grow takes its time. Of many pages, most repeat what
    /// others hold.
    pub fn make_room_for(&mut self, bytes: usize) {
        self.room = (bytes / LENGTH / rayon::current_num_threads()).min(ROOM);
    }

    /// What was read so far, if no other thread has it.
    pub fn take(&self) -> Taken<'_> {
        let known = self.tables().pop();
        let roomy = || Table::with_capacity_and_hasher(self.room, FxBuildHasher);
        let known = known.unwrap_or_else(roomy);
        Taken { pool: self, known }
    }

    /// How many proses are kept.
    pub fn count(&self) -> usize {
        self.tables().iter().map(Table::len).sum()
    }

    fn tables(&self) -> MutexGuard<'_, Vec<Table>> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A prose in no more memory than it takes.
    fn keep(&self, prose: &Prose) -> Arc<Prose> {
        Arc::new(Prose {
            text: prose.text.as_str().into(),
            pieces: SmallVec::from_slice(&prose.pieces),
            number: prose.number,
            // Anything, where nobody tells.
            mentions: self
                .mentions
                .as_ref()
                .map_or(u8::MAX, |mentions| mentions(&prose.text)),
        })
    }
}

impl Taken<'_> {
    /// Prose that is read to its end, as it is kept. What was read is left without its place.
    pub fn place(&mut self, prose: &mut Prose) -> PlacedProse {
        let Some(first) = prose.pieces.first() else {
            return PlacedProse::default();
        };
        let start = first.source.0;
        for Piece { source, .. } in &mut prose.pieces {
            *source = (source.0.wrapping_sub(start), source.1.wrapping_sub(start));
        }
        prose.number = number(prose);
        let kept = match self.known.entry(key(prose)) {
            Entry::Occupied(known) if known.get().is_like(prose) => Arc::clone(known.get()),
            // Two proses with one key: the second is kept each time.
            Entry::Occupied(_) => self.pool.keep(prose),
            Entry::Vacant(free) => Arc::clone(free.insert(self.pool.keep(prose))),
        };
        PlacedProse {
            start,
            mentions: kept.mentions,
            prose: Some(kept),
        }
    }
}

/// A number for what a reader sees of a prose and how it is written.
fn key(prose: &Prose) -> u64 {
    match prose.pieces.as_slice() {
        // Text and bytes are the same: there is no more to tell.
        [only] if only.verbatim => prose.number,
        pieces => {
            let mut hasher = FxHasher::default();
            hasher.write_u64(prose.number);
            pieces.hash(&mut hasher);
            hasher.finish()
        }
    }
}

/// A number for what a reader sees of a prose.
fn number(prose: &Prose) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(prose.text.as_bytes());
    for (style, range) in prose.runs() {
        hasher.write_usize(range.start << 8 | usize::from(style));
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::prose::style;

    #[test]
    fn proses_that_are_written_alike_are_kept_once() {
        let pool = Pool::default();
        let place = |start: usize, style: u8| {
            let mut prose = Prose::default();
            prose.push_verbatim("Owns ", start, 0);
            prose.push_verbatim("it", start + 7, style);
            pool.take().place(&mut prose)
        };
        let (first, second) = (place(10, style::EMPHASIS), place(40, style::EMPHASIS));
        let kept = |prose: &PlacedProse| prose.prose.as_ref().map(Arc::as_ptr);
        assert_eq!(kept(&first), kept(&second));
        assert_eq!(first.source(3..7), 13..19);
        assert_eq!(second.source(3..7), 43..49);
        let plain = place(10, 0);
        assert!(!plain.reads_like(&first));
        assert_eq!(plain.source(3..7), 13..19);
    }
}
