//! Files that could not be read as text.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;

pub fn check(_: &NoParams, corpus: &Corpus) -> Vec<Finding> {
    corpus
        .unreadable
        .iter()
        .map(|(_, unreadable)| {
            Finding::new(
                unreadable.at,
                format!("the file cannot be read: {}", unreadable.reason),
            )
            .help("save the file as UTF-8 text, and see that it may be read")
        })
        .collect()
}
