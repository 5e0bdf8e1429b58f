//! Which of the pages that changed caused a finding that was not there before.

use crate::corpus::Corpus;
use crate::corpus::site::Target;
use crate::finding::Diagnostic;
use crate::source::FileId;
use std::collections::BTreeSet;

/// The changed pages that a finding speaks of: those that its link leads to, else the one that it is on, else those that
/// it relates. None: a change anywhere may have caused it.
pub fn suspects(
    corpus: &Corpus,
    diagnostic: &Diagnostic,
    changed: &BTreeSet<FileId>,
) -> BTreeSet<FileId> {
    let finding = &diagnostic.finding;
    let own = [finding.at.file];
    let related = finding.related.iter().map(|related| related.at.file);
    let among = |files: &mut dyn Iterator<Item = FileId>| -> BTreeSet<FileId> {
        files.filter(|file| changed.contains(file)).collect()
    };
    let linked = among(&mut linked(corpus, diagnostic).into_iter());
    if !linked.is_empty() {
        return linked;
    }
    let own = among(&mut own.into_iter());
    if own.is_empty() {
        among(&mut related.into_iter())
    } else {
        own
    }
}

/// The pages that a link at the finding's place leads to.
fn linked(corpus: &Corpus, diagnostic: &Diagnostic) -> Vec<FileId> {
    let at = diagnostic.finding.at;
    let Some(page) = corpus.page(at.file) else {
        return Vec::new();
    };
    let from = corpus.page_index(page).unwrap_or_default();
    corpus
        .site
        .links(from, page)
        .filter(|(link, _)| {
            link.range.start < at.end as usize && (at.start as usize) < link.range.end
        })
        .filter_map(|(_, route)| match &route.target {
            Target::Page { page, .. } | Target::NoAnchor { page, .. } => corpus.pages.get(*page),
            Target::NoPage { .. } | Target::Elsewhere => None,
        })
        .map(|page| page.file)
        .collect()
}
