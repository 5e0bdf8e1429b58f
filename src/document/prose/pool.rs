//! The proses of a site, each kept once however often it stands.

use super::{Piece, PlacedProse, Prose};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};
use smallvec::SmallVec;
use std::collections::hash_map::Entry;
use std::fmt;
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
    /// Tells what texts mention; none: each may mention anything.
    mentions: Option<Mentions>,
}

/// Tells what texts mention, as flags.
struct Mentions {
    /// What any text may mention.
    always: u8,
    /// Where a text mentions something.
    each: Box<EachMention>,
}

/// Calls another with each place of a text where it mentions something, in order, and what that is.
type EachMention = dyn Fn(&str, &mut dyn FnMut(usize, u8)) + Send + Sync;

/// Proses that a thread has taken for a page, until it is dropped.
pub struct Taken<'a> {
    pool: &'a Pool,
    known: Table,
    /// Where the page mentions something, and what.
    mentions: Vec<(u32, u8)>,
}

impl fmt::Debug for Pool {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Pool({})", self.count())
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.pool.tables().push(std::mem::take(&mut self.known));
    }
}

impl Pool {
    /// A pool that tells of each prose what it may mention: all of `always`, and what `each` tells of places in a text, in
    /// order.
    pub fn telling(
        always: u8,
        each: impl Fn(&str, &mut dyn FnMut(usize, u8)) + Send + Sync + 'static,
    ) -> Self {
        Self {
            mentions: Some(Mentions {
                always,
                each: Box::new(each),
            }),
            ..Self::default()
        }
    }

    /// Makes room for what stands in so many bytes of pages: to grow takes its time. Of many pages, most repeat what
    /// others hold.
    pub fn make_room_for(&mut self, bytes: usize) {
        self.room = (bytes / LENGTH / rayon::current_num_threads()).min(ROOM);
    }

    /// What was read so far, if no other thread has it, for the page of this text.
    pub fn take(&self, page: &str) -> Taken<'_> {
        let known = self.tables().pop();
        let roomy = || Table::with_capacity_and_hasher(self.room, FxBuildHasher);
        let mut taken = Taken {
            pool: self,
            known: known.unwrap_or_else(roomy),
            mentions: Vec::new(),
        };
        if let Some(mentions) = &self.mentions {
            (mentions.each)(page, &mut |at, flags| {
                taken.mentions.push((crate::source::offset(at), flags));
            });
        }
        taken
    }

    /// How many proses are kept.
    pub fn count(&self) -> usize {
        self.tables().iter().map(Table::len).sum()
    }

    fn tables(&self) -> MutexGuard<'_, Vec<Table>> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken<'_> {
    /// Keeps prose that is read to its end, and tells where it is placed; without text nothing is. What was read is left
    /// without its place.
    pub fn place(&mut self, prose: &mut Prose, placed: &mut PlacedProse) {
        let Some(first) = prose.pieces.first() else {
            return;
        };
        let start = first.source.0;
        for Piece { source, .. } in &mut prose.pieces {
            *source = (source.0.wrapping_sub(start), source.1.wrapping_sub(start));
        }
        let number = number(prose);
        let mentions = || {
            let told = self.pool.mentions.as_ref();
            told.map_or(u8::MAX, |told| {
                mentioned_in(prose, start, &self.mentions, told)
            })
        };
        let kept = match self.known.entry(key(prose, number)) {
            Entry::Occupied(known) if known.get().is_like(prose) => Arc::clone(known.get()),
            // Two proses with one key: the second is kept each time.
            Entry::Occupied(_) => keep(prose, mentions()),
            Entry::Vacant(free) => Arc::clone(free.insert(keep(prose, mentions()))),
        };
        placed.number = number;
        placed.start = start;
        placed.mentions = kept.mentions;
        placed.kept.prose = Some(kept);
    }
}

/// What a prose may mention, of a page that mentions something at these places.
fn mentioned_in(prose: &Prose, start: u32, of_page: &[(u32, u8)], told: &Mentions) -> u8 {
    let mut mentioned = told.always;
    match prose.pieces.as_slice() {
        // Most are as they stand on the page. A word that starts in one and ends beyond it is no mention, but costs only
        // a look.
        [only] if only.verbatim => {
            let end = start.wrapping_add(only.source.1);
            let first = of_page.partition_point(|&(at, _)| at < start);
            let within = of_page[first..].iter().take_while(|&&(at, _)| at < end);
            within.for_each(|(_, flags)| mentioned |= flags);
        }
        _ => (told.each)(&prose.text, &mut |_, flags| mentioned |= flags),
    }
    mentioned
}

/// A prose in no more memory than it takes.
fn keep(prose: &Prose, mentions: u8) -> Arc<Prose> {
    Arc::new(Prose {
        text: prose.text.as_str().into(),
        pieces: SmallVec::from_slice(&prose.pieces),
        mentions,
    })
}

/// A number for how a prose is written, and for what a reader sees of it, of which `number` is the number.
fn key(prose: &Prose, number: u64) -> u64 {
    match prose.pieces.as_slice() {
        // Text and bytes are the same: there is no more to tell.
        [only] if only.verbatim => number,
        pieces => {
            let mut hasher = FxHasher::default();
            hasher.write_u64(number);
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

    fn place(pool: &Pool, page: &str, mut prose: Prose) -> PlacedProse {
        let mut placed = PlacedProse::default();
        pool.take(page).place(&mut prose, &mut placed);
        placed
    }

    #[test]
    fn proses_that_are_written_alike_are_kept_once() {
        let pool = Pool::default();
        let placed = |start: usize, style: u8| {
            let mut prose = Prose::default();
            prose.push_verbatim("Owns ", start, 0);
            prose.push_verbatim("it", start + 7, style);
            place(&pool, "", prose)
        };
        let (first, second) = (placed(10, style::EMPHASIS), placed(40, style::EMPHASIS));
        let kept = |prose: &PlacedProse| prose.kept.prose.as_ref().map(Arc::as_ptr);
        assert_eq!(kept(&first), kept(&second));
        assert_eq!(first.source(3..7), 13..19);
        assert_eq!(second.source(3..7), 43..49);
        let plain = placed(10, 0);
        assert!(!plain.kept.reads_like(&first.kept));
        assert_eq!(plain.source(3..7), 13..19);
    }

    #[test]
    fn what_a_prose_mentions_is_told_by_its_page_or_its_own_text() {
        const WORD: u8 = 1;
        const ALWAYS: u8 = 2;
        let pool = Pool::telling(ALWAYS, |text, found| {
            text.match_indices("port")
                .for_each(|(at, _)| found(at, WORD));
        });
        let page = "A plan. It re**por**ts. Reports to him.";
        let mentions = |pieces: &[(&str, u8)]| {
            let mut prose = Prose::default();
            for &(text, style) in pieces {
                prose.push_verbatim(text, page.find(text).unwrap(), style);
            }
            place(&pool, page, prose).mentions
        };
        assert_eq!(mentions(&[("A plan.", 0)]), ALWAYS);
        assert_eq!(mentions(&[("Reports to him.", 0)]), ALWAYS | WORD);
        let parted = [("It re", 0), ("por", style::EMPHASIS), ("ts.", 0)];
        assert_eq!(mentions(&parted), ALWAYS | WORD);
        let mut nobody_tells = Prose::default();
        nobody_tells.push_verbatim("A plan.", 0, 0);
        assert_eq!(
            place(&Pool::default(), page, nobody_tells).mentions,
            u8::MAX
        );
    }
}
