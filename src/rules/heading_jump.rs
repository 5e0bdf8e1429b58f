//! Headings that stand more than one level below the one before.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::Page;

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let document = &page.document;
    let mut findings = Vec::new();
    // The title is the heading of level 1.
    let mut before: u8 = 1;
    let mut end = document.front_matter.body;
    let mut last = None;
    let mut headings = document.headings.iter().filter(|heading| !heading.nested);
    while let Some(heading) = headings.next() {
        if heading.level > before + 1 {
            let between = page.source.slice(end..heading.range.start);
            let level = html_heading(between).unwrap_or(before);
            if heading.level > level + 1 {
                let shown = heading.level;
                let missing = level + 1;
                let mut finding = Finding::new(
                    page.span(heading.range.clone()),
                    match last {
                        Some(_) => format!(
                            "a heading of level {shown} follows one of level {level}, so that level {missing} is left out"
                        ),
                        None => format!(
                            "the first heading is of level {shown}, so that level {missing} is left out below the page's title"
                        ),
                    },
                )
                .help({
                    let marks = "#".repeat(missing.into());
                    // Those that hang on it would stand too deep next.
                    let after = headings.clone().take_while(|after| after.level > missing);
                    match after.count() {
                        0 => format!("write it with {marks}"),
                        1 => format!("write it with {marks}, and raise the next heading with it"),
                        count => format!("write it with {marks}, and raise the next {count} headings with it"),
                    }
                });
                if let Some(range) = last {
                    finding = finding.relate(page.span(range), "the heading before it");
                }
                findings.push(finding);
            }
        }
        before = heading.level;
        end = heading.range.end;
        last = Some(heading.range.clone());
    }
    findings
}

/// The level of the last heading that is written in HTML.
fn html_heading(text: &str) -> Option<u8> {
    text.rmatch_indices(['h', 'H'])
        .filter(|(at, _)| text[..*at].ends_with('<'))
        .find_map(|(at, _)| {
            let mut rest = text[at + 1..].chars();
            let level = rest.next()?.to_digit(10).filter(|n| (1..=6).contains(n))?;
            let ends = rest.next().is_some_and(|c| c == '>' || c.is_whitespace());
            ends.then(|| u8::try_from(level).ok()).flatten()
        })
}
