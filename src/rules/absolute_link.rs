//! Absolute links to the site itself.

use super::NoParams;
use crate::corpus::Corpus;
use crate::corpus::site::{Target, own_path};
use crate::document::LinkKind;
use crate::finding::{Finding, Fix};
use crate::model::Page;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let hosts = &corpus.profile.hosts;
    let Some(from) = corpus.page_index(page) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (link, route) in corpus.site.links(from, page) {
        let Some(path) = own_path(&link.destination, hosts) else {
            continue;
        };
        // An address in angle brackets or by itself is there to be read.
        let is_link = !matches!(link.kind, LinkKind::Image | LinkKind::Auto) && !link.opaque;
        if !is_link || !corpus.site.is_own(path) {
            continue;
        }
        let host = link.destination.split('/').nth(2).unwrap_or_default();
        let title = ["link to `", path, "`"].concat();
        let finding = Finding::new(
            page.span(link.range.clone()),
            format!("the link names the site's own host, `{host}`"),
        )
        .help(title.clone())
        .known_by(path);
        findings.push(match &link.destination_range {
            Some(range) => {
                let at = page.span(range.clone());
                let written = page.source.slice(range.clone());
                // The same in the file's own writing.
                let path = own_path(written, hosts).unwrap_or(path);
                let known = matches!(
                    route.target,
                    Target::Page { .. } | Target::NoAnchor { .. }
                );
                finding.fix(if known {
                    Fix::safe(title, at, path)
                } else {
                    Fix::reviewed(title, at, path)
                })
            }
            None => finding,
        });
    }
    findings
}
