//! A place where whoever holds the role must live or work.

use crate::corpus::Corpus;
use crate::document::Block;
use crate::finding::Finding;
use crate::model::{FieldKind, Page};
use crate::rules::NoParams;
use regex::Regex;
use std::sync::LazyLock;

/// A demand, then a place: words with capitals.
static PLACE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:(?i:^\W*|\b(?:must|should|shall|need(?:s)? to|has to|have to|required to|able to|willing to|candidates?|applicants?|role|position|you)\s+)",
        r"(?i:(?:is |are |must |should |will |to )*(?:be )?(?:currently |physically |preferably |ideally )?",
        r"(?:based|located|resid(?:e|es|ing|ent)|liv(?:e|es|ing)|work(?:ing)? (?:from|out of))\s+(?:in|within|near|out of)?\s*(?:the )?(?:one of the \d+ states (?:of|in) (?:the )?|(?:city|state|region|country|area) of )?))",
        r"[A-Z][\w.]*(?:,? (?:or |and |& |the |of )?[A-Z][\w.]*)*"
    ))
    .ok()
});

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let mut findings = Vec::new();
    let fields = page.fields.iter();
    for field in fields.filter(|field| field.kind == FieldKind::Requirements) {
        let blocks = page.document.blocks.get(page.field_blocks(field));
        for block in blocks.into_iter().flatten() {
            findings.extend(of_block(page, block));
        }
    }
    findings
}

fn of_block(page: &Page, block: &Block) -> Option<Finding> {
    let text = block.prose.text.as_str();
    // Most items say nothing of the kind.
    if !["ased", "ocated", "esid", "ive", "iving", "ork"].iter().any(|stem| text.contains(stem)) {
        return None;
    }
    let found = PLACE.as_ref()?.find(text)?;
    let shown = found.as_str().trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = found.end() - shown.len();
    let shown = shown.trim_end_matches('.');
    let at = page.span(block.prose.source(start..start + shown.len()));
    let message = format!("`{}` ties the role to a place", shown.replace('\n', " "));
    Some(Finding::new(at, message).help("leave the place out, unless the law or the customers ask for it"))
}
