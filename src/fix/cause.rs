//! Where the change may be that caused a finding which was not there before.

use crate::corpus::Corpus;
use crate::corpus::site::Target;
use crate::finding::Diagnostic;
use crate::model::Page;
use crate::source::Span;

/// The places to look at, the likeliest first: the finding's own, the headings of the pages that its link leads to,
/// those that it relates; then the whole of these pages.
pub fn places(corpus: &Corpus, diagnostic: &Diagnostic) -> Vec<Vec<Span>> {
    let finding = &diagnostic.finding;
    let own = vec![finding.at];
    let linked = linked(corpus, finding.at);
    let headings = linked
        .iter()
        .flat_map(|page| {
            page.document
                .headings
                .iter()
                .map(|heading| page.span(heading.range.clone()))
        })
        .collect();
    let related: Vec<Span> = finding.related.iter().map(|related| related.at).collect();
    let whole = |spans: &[Span]| -> Vec<Span> {
        let pages = spans.iter().filter_map(|span| corpus.page(span.file));
        pages.map(whole_page).collect()
    };
    let wholes = [
        whole(&own),
        linked.iter().copied().map(whole_page).collect(),
        whole(&related),
    ];
    [own, headings, related].into_iter().chain(wholes).collect()
}

fn whole_page(page: &Page) -> Span {
    page.span(0..page.source.text().len())
}

/// The pages that a link at this place leads to.
fn linked(corpus: &Corpus, at: Span) -> Vec<&Page> {
    let Some(page) = corpus.page(at.file) else {
        return Vec::new();
    };
    let from = corpus.page_index(page).unwrap_or_default();
    let range = at.range();
    corpus
        .site
        .links(from, page)
        .filter(|(link, _)| link.range.start < range.end && range.start < link.range.end)
        .filter_map(|(_, route)| match &route.target {
            Target::Page { page, .. } | Target::NoAnchor { page, .. } => corpus.pages.get(*page),
            Target::NoPage { .. } | Target::Elsewhere => None,
        })
        .collect()
}
