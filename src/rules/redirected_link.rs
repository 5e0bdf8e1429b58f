//! Links that work only by an alias or a redirect.

use super::NoParams;
use crate::corpus::Corpus;
use crate::corpus::site::{Target, Via};
use crate::document::LinkKind;
use crate::finding::{Finding, Fix};
use crate::model::Page;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let Some(from) = corpus.page_index(page) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (link, route) in corpus.site.links(from, page) {
        if link.kind == LinkKind::Image {
            continue;
        }
        let (Some(via), Target::Page { page: target, anchor }) = (&route.via, &route.target) else {
            continue;
        };
        let address = corpus.site.address(*target);
        let written = link.destination.split(['#', '?']).next().unwrap_or_default();
        let how = match via {
            Via::Alias => "another address of",
            Via::Redirect => "redirected to",
        };
        let finding = Finding::new(
            page.span(link.range.clone()),
            format!("`{written}` is {how} `{address}`"),
        )
        .help("link to the page itself")
        .relate(corpus.pages[*target].title_span(), "the page");
        findings.push(match &link.destination_range {
            Some(range) => {
                let anchor = anchor.as_ref().map_or(String::new(), |anchor| format!("#{anchor}"));
                let text = format!("{address}{anchor}");
                let title = format!("link to `{text}`");
                // What a query asks of the page may be lost.
                let binding = link.destination.contains('?');
                finding.fix(Fix::safe_unless(binding, title, page.span(range.clone()), text))
            }
            None => finding,
        });
    }
    findings
}
