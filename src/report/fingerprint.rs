//! What tells one finding from another even after lines have moved.

use crate::corpus::Corpus;
use crate::finding::Diagnostic;
use rustc_hash::FxHashMap;

/// Makes fingerprints. Findings that say the same of the same page are told apart by their order.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: FxHashMap<u64, u64>,
}

impl Fingerprints {
    /// The fingerprint of the next finding of a run: of its rule, page and sentence, not of its line.
    pub fn next(&mut self, corpus: &Corpus, diagnostic: &Diagnostic) -> u64 {
        let path = corpus
            .source(diagnostic.finding.at.file)
            .map_or("", |source| &source.path);
        let parts = ["jflint", diagnostic.rule, path, &diagnostic.finding.message];
        let mut hash = parts
            .iter()
            .fold(OFFSET, |hash, part| fnv(fnv(hash, part.as_bytes()), &[0]));
        let ordinal = self.seen.entry(hash).or_default();
        *ordinal += 1;
        if *ordinal > 1 {
            hash = fnv(hash, &ordinal.to_le_bytes());
        }
        hash
    }
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

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
