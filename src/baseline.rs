//! Findings that a team has written down to leave them for later, and which of a run's findings are among them.

mod text;

pub use text::Broken;

use crate::finding::Fingerprint;
use std::collections::BTreeSet;

/// One finding as it is written down. The order is that of the file: by page, then by rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The page, from the folder of the baseline, with `/`.
    pub path: String,
    /// The rule's name.
    pub rule: String,
    /// What the finding is recognised by.
    pub fingerprint: Fingerprint,
}

/// The findings that are written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// In the order of the file, each once.
    pub entries: BTreeSet<Entry>,
}

impl Baseline {
    /// Reads what [`Baseline::to_text`] wrote, in any order of its lines.
    ///
    /// # Errors
    /// A line that is none of a baseline, or another version.
    pub fn parse(text: &str) -> Result<Self, Broken> {
        text::parse(text)
    }

    /// The baseline as a file: one finding a line, sorted.
    pub fn to_text(&self) -> String {
        text::write(self)
    }

    /// Which findings of a run are written down, and the entries that the run could have found and did not.
    pub fn compare(&self, found: &[Entry], in_scope: impl Fn(&Entry) -> bool) -> Comparison<'_> {
        let known = found.iter().map(|entry| self.entries.contains(entry));
        let known = known.collect();
        let found: BTreeSet<&Entry> = found.iter().collect();
        let stale = self
            .entries
            .iter()
            .filter(|entry| !found.contains(entry) && in_scope(entry));
        Comparison {
            known,
            stale: stale.collect(),
        }
    }

    /// The baseline after a run: what it could not have found stays, what it found takes the place of the rest.
    #[must_use]
    pub fn renewed(self, found: Vec<Entry>, in_scope: impl Fn(&Entry) -> bool) -> Self {
        let mut entries = self.entries;
        entries.retain(|entry| !in_scope(entry));
        entries.extend(found);
        Self { entries }
    }
}

/// A run beside a baseline.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// Of each finding of the run, whether it is written down.
    pub known: Vec<bool>,
    /// Entries of findings that no longer occur.
    pub stale: Vec<&'a Entry>,
}
