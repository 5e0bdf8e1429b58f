//! Two or more spaces inside a sentence.

use crate::corpus::Corpus;
use crate::document::prose::style;
use crate::document::{Block, marks};
use crate::finding::{Finding, Fix};
use crate::model::Page;
use crate::rules::NoParams;
use memchr::memmem::Finder;

/// Finds runs of spaces. After the end of a sentence and around dashes they are allowed.
pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let finder = Finder::new("  ");
    let marks = corpus.marks(page);
    let mut findings = Vec::new();
    for (index, block) in page.document.blocks.iter().enumerate() {
        if marks.may_hold(index, marks::GAP) {
            of_block(page, block, &finder, &mut findings);
        }
    }
    findings
}

fn of_block(page: &Page, block: &Block, finder: &Finder, findings: &mut Vec<Finding>) {
    let prose = &block.prose;
    let bytes = prose.text.as_bytes();
    let mut at = 0;
    while let Some(next) = finder.find(&bytes[at..]) {
        let start = at + next;
        let width = bytes[start..].iter().take_while(|&&b| b == b' ').count();
        let end = start + width;
        at = end;
        let spaces = start..end;
        if !inside_sentence(&prose.text[..start], &prose.text[end..])
            || prose.style(start - 1..end + 1) & (style::CODE | style::OPAQUE) != 0
            || !prose.is_verbatim(spaces.clone())
        {
            continue;
        }
        let span = page.span(prose.source(spaces));
        findings.push(
            Finding::new(span, format!("{width} spaces stand inside the sentence"))
                .fix(Fix::safe_unless(block.is_heading(), "leave one space", span, " ")),
        );
    }
}

fn inside_sentence(before: &str, after: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '–' | '—' | '|' | '=' | '>' | '<' | '→' | '\n' | '\u{A0}');
    let closing = |c: char| matches!(c, ')' | '"' | '\'' | '”' | '’' | ']' | '*' | '_');
    let last = before.trim_end_matches(closing).chars().next_back();
    // `1.2  Definitions`
    let numbered = before.chars().all(|c| c.is_ascii_digit() || ".()".contains(c));
    !numbered
        && before.ends_with(|c: char| !dash(c))
        && after.starts_with(|c: char| !dash(c))
        && last.is_some_and(|c| !matches!(c, '.' | '!' | '?' | '…' | '。'))
}
