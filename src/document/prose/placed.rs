//! Prose where it stands.

use super::Prose;
use smallvec::SmallVec;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// Prose without its place. The pages of a site repeat many texts: those that are written alike are kept once, see
/// [`Pool`](super::Pool).
#[derive(Clone, Debug, Default)]
pub struct KeptProse {
    /// None where there is nothing to read.
    pub(super) prose: Option<Arc<Prose>>,
}

impl Deref for KeptProse {
    type Target = Prose;

    fn deref(&self) -> &Prose {
        static NOTHING: Prose = Prose {
            text: String::new(),
            pieces: SmallVec::new_const(),
            mentions: 0,
        };
        self.prose.as_deref().unwrap_or(&NOTHING)
    }
}

impl KeptProse {
    /// Whether a reader sees the same: the same text in the same styles.
    pub fn reads_like(&self, other: &Self) -> bool {
        let is_one = self
            .prose
            .as_ref()
            .zip(other.prose.as_ref())
            .is_some_and(|(mine, theirs)| Arc::ptr_eq(mine, theirs));
        is_one || self.text == other.text && self.runs().eq(other.runs())
    }
}

/// Prose and where it stands in its file.
#[derive(Clone, Debug, Default)]
pub struct PlacedProse {
    /// What stands there.
    pub(super) kept: KeptProse,
    /// See [`PlacedProse::number`].
    pub(super) number: u64,
    /// The byte of the file from which the pieces count.
    pub(super) start: u32,
    /// What it may mention.
    pub(super) mentions: u8,
}

impl Deref for PlacedProse {
    type Target = Prose;

    fn deref(&self) -> &Prose {
        &self.kept
    }
}

impl PlacedProse {
    /// The same without its place.
    pub fn kept(&self) -> &KeptProse {
        &self.kept
    }

    /// The bytes of the file that `range` of the text comes from.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        self.source_from(self.start, range)
    }

    /// Whether it may mention any of these: flags of the [`Pool`] that keeps it.
    #[inline]
    pub fn may_mention(&self, flags: u8) -> bool {
        self.mentions & flags != 0
    }

    /// The bytes of the file that the whole text comes from.
    pub fn whole(&self) -> Range<usize> {
        self.source(0..self.text.len())
    }

    /// A number for what a reader sees: two proses that read alike have the same.
    pub fn number(&self) -> u64 {
        self.number
    }
}
