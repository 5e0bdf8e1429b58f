//! Names of companies and products in the wrong case.

use crate::config::profile::Brand;
use crate::corpus::Corpus;
use crate::document::prose::style;
use crate::document::{Block, BlockKind};
use crate::finding::{Finding, Fix};
use crate::model::Page;
use crate::rules::NoParams;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rayon::prelude::*;
use std::ops::Range;

/// Looks for every configured name at once, in any case.
pub fn check(_: &NoParams, corpus: &Corpus) -> Vec<Finding> {
    let brands = &corpus.profile.brands;
    let Some(pattern) = pattern(brands) else {
        return Vec::new();
    };
    corpus
        .pages
        .par_iter()
        .flat_map_iter(|page| {
            let blocks = page.document.blocks.iter();
            blocks.flat_map(|block| of_block(page, block, &pattern, brands))
        })
        .collect()
}

fn pattern(brands: &[Brand]) -> Option<AhoCorasick> {
    // Longer names first: `GitLab Duo` before `GitLab`.
    let mut names: Vec<_> = brands.iter().map(|brand| brand.name.as_str()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    if names.is_empty() {
        return None;
    }
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostFirst)
        .kind(Some(AhoCorasickKind::DFA))
        .build(names)
        .ok()
}

fn of_block(page: &Page, block: &Block, pattern: &AhoCorasick, brands: &[Brand]) -> Vec<Finding> {
    let text = block.prose.text.as_str();
    let mut findings = Vec::new();
    for found in pattern.find_iter(text) {
        let written = &text[found.range()];
        let Some(brand) = brands
            .iter()
            .find(|brand| brand.name.eq_ignore_ascii_case(written))
        else {
            continue;
        };
        if !is_wrong(brand, written) || !is_prose(block, found.range()) {
            continue;
        }
        let span = page.span(block.prose.source(found.range()));
        let message = format!("`{written}` is written `{}`", brand.name);
        let finding = Finding::new(span, message);
        findings.push(if block.prose.is_verbatim(found.range()) {
            let title = format!("write `{}`", brand.name);
            finding.fix(Fix::safe(title, span, &brand.name))
        } else {
            finding
        });
    }
    findings
}

fn is_wrong(brand: &Brand, written: &str) -> bool {
    if brand.not.is_empty() {
        brand.name != written
    } else {
        brand.not.iter().any(|wrong| wrong == written)
    }
}

/// Whether the name stands in running text: not in an address, a path, a handle, a file name, a label or code.
fn is_prose(block: &Block, range: Range<usize>) -> bool {
    let text = block.prose.text.as_str();
    let flags = block.prose.style(range.clone());
    let written = &text[range.clone()];
    let capital = written.starts_with(char::is_uppercase);
    if flags & (style::CODE | style::OPAQUE | style::ADDRESS) != 0
        || flags & style::IMAGE != 0 && !capital
    {
        return false;
    }
    let run_start = text[..range.start].rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let run_end = text[range.end..]
        .find(char::is_whitespace)
        .map_or(text.len(), |at| range.end + at);
    let run_start = (run_start..=range.start).find(|&at| text.is_char_boundary(at)).unwrap_or(range.start);
    let (before, after) = (&text[run_start..range.start], &text[range.end..run_end]);
    if [before, after].iter().any(|part| part.contains("://") || part.contains(['@', '\\', '_', '=', '#', '$', '~', '<', '{'])) {
        return false;
    }
    let joined_before = before.chars().next_back().is_some_and(|c| {
        c.is_alphanumeric() || matches!(c, '.' | ':') || matches!(c, '-' | '/') && !capital
    });
    let mut rest = after.chars();
    let joined_after = match (rest.next(), rest.next()) {
        (Some('.'), Some(next)) if next.is_alphanumeric() => !(capital && is_domain_end(&after[1..])),
        (Some('-' | '/' | ':'), Some(next)) if next.is_alphanumeric() || next == ':' => !capital,
        (Some(c), _) => c.is_alphanumeric(),
        _ => false,
    };
    // A path: `/company/Gitlab/`. Two names with a slash between are none.
    let path = before.starts_with('/') || before.matches('/').count() > 1 || after.matches('/').count() > 1;
    !joined_before && !joined_after && !path && !is_shouted(block, written, range)
}

/// `Gitlab.com`, as the name of the product, is written as carefully as the name alone.
fn is_domain_end(text: &str) -> bool {
    ["com", "org", "io", "net"].iter().any(|end| {
        text.strip_prefix(end)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/'))
    })
}

/// Whether it stands in capitals among words in capitals, as in some headings and in the small print.
fn is_shouted(block: &Block, written: &str, range: Range<usize>) -> bool {
    if written.chars().any(char::is_lowercase) {
        return false;
    }
    let text = block.prose.text.as_str();
    let shouted = |word: Option<&str>| {
        word.is_some_and(|word| {
            word.len() > 1 && word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase)
        })
    };
    // `(GITLAB)`: as a trademark is registered.
    text[..range.start].ends_with(['(', '"', '“'])
        || matches!(block.kind, BlockKind::Heading(_)) && !text.chars().any(char::is_lowercase)
        || shouted(text[..range.start].split_whitespace().next_back())
        || shouted(text[range.end..].split_whitespace().find(|word| word.len() > 2))
}
