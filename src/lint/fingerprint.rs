//! What tells one finding from another even after lines have moved and other findings have come and gone.
//!
//! A finding is known by its rule, its page and what its message quotes, else by the first words of its place; never by
//! its line, nor by text around it. Findings that are alike in all this are told apart by their order on the page.

use crate::corpus::Corpus;
use crate::finding::{Diagnostic, Finding, Fingerprint};
use crate::source::{FileId, Source};
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

/// How many words of a place tell it from others: those further on may be corrected without making another finding.
const WORDS: usize = 5;

/// A number for the name of each file, with which all starts that its findings are known by.
pub struct Names(Vec<u64>);

impl Names {
    /// Those of the files of a corpus, the same in every run.
    pub fn of(corpus: &Corpus) -> Self {
        let files = 0..corpus.pages.len() + corpus.unreadable.len();
        let number = |file| {
            let source = corpus.source(FileId(crate::source::offset(file)));
            named(&source.map_or_else(String::new, |source| corpus.lasting_path(source)))
        };
        Self(files.into_par_iter().map(number).collect())
    }

    /// Gives diagnostics a number for what each is known by, instead of a fingerprint, until [`tell_apart`] does.
    pub fn mark(&self, diagnostics: &mut [Diagnostic], corpus: &Corpus) {
        for Diagnostic {
            rule,
            finding,
            fingerprint,
            ..
        } in diagnostics
        {
            let file = finding.at.file;
            let name = self.0.get(file.0 as usize).copied();
            let start = part(name.unwrap_or_else(|| named("")), rule);
            *fingerprint = Fingerprint(key(start, finding, corpus.source(file)));
        }
    }
}

fn named(path: &str) -> u64 {
    part(part(OFFSET, "jflint"), path)
}

/// Gives marked diagnostics, in order, their fingerprints: what is known by the same is told apart by its order. All that
/// a rule says of a page is among them, or nothing.
pub fn tell_apart(diagnostics: &mut [Diagnostic]) {
    let mut ordinals = FxHashMap::with_capacity_and_hasher(diagnostics.len(), FxBuildHasher);
    for Diagnostic { fingerprint, .. } in diagnostics {
        let ordinal: &mut u64 = ordinals.entry(fingerprint.0).or_default();
        *fingerprint = Fingerprint(fnv(fingerprint.0, &ordinal.to_le_bytes()));
        *ordinal += 1;
    }
}

/// Gives a diagnostic of a run another fingerprint if one before it has the same: two files may have one lasting path.
pub fn keep_apart(diagnostics: &mut [Diagnostic]) {
    let count = diagnostics.len();
    let mut given = FxHashSet::with_capacity_and_hasher(count, FxBuildHasher);
    for Diagnostic { fingerprint, .. } in diagnostics {
        while !given.insert(fingerprint.0) {
            *fingerprint = Fingerprint(fnv(fingerprint.0, b"again"));
        }
    }
}

/// Adds what a finding is known by.
fn key(hash: u64, finding: &Finding, source: Option<&Source>) -> u64 {
    if let Some(key) = &finding.known_by {
        return part(hash, key);
    }
    let mut parts = finding.message.split('`');
    // Every other part stands between marks.
    parts.next();
    if let Some(first) = parts.next() {
        let mut hash = part(hash, first);
        while let (Some(_), Some(next)) = (parts.next(), parts.next()) {
            hash = part(hash, next);
        }
        return hash;
    }
    let text = source.map_or("", |source| source.slice(finding.at.range()));
    text.split_whitespace().take(WORDS).fold(hash, part)
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// Adds a part that cannot run into the next one.
fn part(hash: u64, text: &str) -> u64 {
    fnv(fnv(hash, text.as_bytes()), &[0])
}

/// FNV-1a: the same on every machine and in every release.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(PRIME)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_published_tables() {
        assert_eq!(fnv(OFFSET, b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv(OFFSET, b"foobar"), 0x8594_4171_f739_67e8);
    }
}
