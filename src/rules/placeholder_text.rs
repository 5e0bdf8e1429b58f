//! Text of a template that nobody filled in.

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::prose::style;
use crate::document::{Block, BlockKind};
use crate::finding::Finding;
use crate::model::Page;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

#[allow(clippy::unwrap_used)]
static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \{ \s* (?P<braces> [A-Za-z][^{}\[\]\n|=$]* ) [}\]]
        | \b (?P<mark> TODO | TBD | XXX+ ) \b
        | (?i: \b (?P<latin> lorem\s+ipsum ) \b )
        ",
    )
    .unwrap()
});

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let mut findings = Vec::new();
    for block in &page.document.blocks {
        if matches!(block.kind, BlockKind::Code(_) | BlockKind::Html) {
            continue;
        }
        let text = block.prose.text.as_str();
        let bytes = text.as_bytes();
        let quick = memchr::memchr2(b'{', b'O', bytes).is_some() || text.contains("TBD") || text.contains("XXX") || text.contains("psum");
        if !quick { continue; }
        for found in PLACEHOLDER.find_iter(text) {
            let flags = block.prose.style(found.range());
            if flags & (style::CODE|style::OPAQUE|style::ADDRESS|style::IMAGE) != 0 { continue; }
            findings.push(Finding::new(page.span(block.prose.source(found.range())), format!("placeholder `{}`", found.as_str())));
        }
    }
    findings
}
