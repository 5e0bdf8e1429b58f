//! Two pages that the generator puts at one address.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;

pub fn check(_: &NoParams, corpus: &Corpus) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (_, first, second) in corpus.site.doubled() {
        let (Some(shown), Some(page)) = (corpus.pages.get(*first), corpus.pages.get(*second)) else {
            continue;
        };
        findings.push(
            Finding::new(
                page.title_span(),
                format!(
                    "the page has the same address as `{}`: `{}`",
                    shown.source.path,
                    corpus.site.address(*second)
                ),
            )
            .help("move or rename one of the two: readers see only one of them")
            .relate(shown.title_span(), "the other page")
            .known_by(corpus.site.address(*second)),
        );
    }
    findings
}
