//! An `index.md` that hides the other pages of its folder.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use std::collections::BTreeMap;

/// How many of the hidden pages are named.
const NAMED: usize = 10;

pub fn check(_: &NoParams, corpus: &Corpus) -> Vec<Finding> {
    let mut hidden: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (page, by) in corpus.site.hidden() {
        hidden.entry(by).or_default().push(page);
    }
    let mut findings = Vec::new();
    for (by, mut pages) in hidden {
        pages.sort_unstable();
        let Some(index) = corpus.pages.get(by) else {
            continue;
        };
        let what = match pages.len() {
            1 => "the other page of its folder".to_owned(),
            count => format!("the {count} other pages of its folder"),
        };
        let mut finding = Finding::new(index.title_span(), format!("this `index.md` hides {what}"))
            .help("rename it to `_index.md`");
        for page in pages.iter().take(NAMED).filter_map(|&page| corpus.pages.get(page)) {
            finding = finding.relate(page.title_span(), "a page that the site does not show");
        }
        findings.push(finding);
    }
    findings
}
