//! Links that did not parse as such.

use super::is_plain;
use crate::corpus::Corpus;
use crate::document::Block;
use crate::document::prose::style;
use crate::finding::Finding;
use crate::model::Page;

/// `page](/x/)` without its `[`, and `[x](` that is no link.
pub(super) fn unparsed(page: &Page, block: &Block, findings: &mut Vec<Finding>) {
    let text = block.prose.text.as_str();
    let mut done = 0;
    for (at, _) in text.match_indices("](") {
        if at < done || !is_plain(page, block, at..at + 2) {
            continue;
        }
        // No link is longer than a few lines of text; a page of brackets must not be read again for each of them.
        let reach = floor(text, at.saturating_sub(LONGEST)).max(done)..floor(text, at + LONGEST);
        let before = &text[reach.start..at];
        let before = &before[before.rfind('\n').map_or(0, |line| line + 1)..];
        let open = before.rfind('[');
        let start = at - before.len()
            + open.unwrap_or_else(|| before.trim_end_matches(|c: char| !c.is_whitespace()).len());
        let rest = &text[at + 2..reach.end.max(at + 2)];
        let rest = &rest[..rest.find('\n').unwrap_or(rest.len())];
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let len = match rest.find([')', '[', '(']) {
            Some(close) if rest[close..].starts_with(')') => close + 1,
            _ => word,
        };
        let end = at + 2 + len;
        let end = start + text[start..end].trim_end().len();
        done = end;
        let help = match open {
            None => "put `[` before the link's text",
            Some(_) if !text[at..end].ends_with(')') => "close the link's address with `)`",
            Some(_) => "write the address without spaces",
        };
        findings.push(
            Finding::new(
                page.span(block.prose.source(start..end)),
                "the link is not written as one, so that its brackets and its address show in the text",
            )
            .help(help),
        );
    }
}

/// `[text][label]` where nothing says what the label means.
pub(super) fn undefined(page: &Page, block: &Block, findings: &mut Vec<Finding>) {
    let text = block.prose.text.as_str();
    for (at, _) in text.match_indices("][") {
        let before = &text[floor(text, at.saturating_sub(LONGEST))..at];
        let rest = &text[at + 2..floor(text, at + 2 + LONGEST)];
        let Some((open, label)) = before.rfind('[').zip(rest.find(']').map(|end| &rest[..end])) else {
            continue;
        };
        let words = &before[open + 1..];
        let range = at - before.len() + open..at + 2 + label.len() + 1;
        // `row[0][1]`, `[a][b]`
        let is_words = |part: &str| {
            let letters = part.chars().filter(|c| c.is_alphabetic()).count();
            letters > 1 && !part.contains(['\n', '"', '\'', '['])
        };
        let is_index = before[..open].ends_with(|c: char| c.is_alphanumeric() || matches!(c, ']' | ')' | '_'));
        let is_closed = !words.contains(']') && !text[range.end..].starts_with(['[', '(', ':']);
        if is_words(words) && is_words(label) && !is_index && is_closed && is_plain(page, block, range.clone()) {
            findings.push(
                Finding::new(
                    page.span(block.prose.source(range)),
                    format!("nothing on the page says where `[{label}]` leads, so that the brackets show in the text"),
                )
                .help(format!("write the link's address in round brackets, or define it: `[{label}]: /address/`")),
            );
        }
    }
}

/// How the address of a link starts behind words that are not in brackets.
const START: &str = " (/";

/// `the plan (/handbook/plan/)`, with the words of the link without their brackets.
pub(super) fn without_words(
    page: &Page,
    block: &Block,
    corpus: &Corpus,
    findings: &mut Vec<Finding>,
) {
    let text = block.prose.text.as_str();
    // Most texts, and cheaper than to look for each place.
    if !text.contains(START) {
        return;
    }
    for (at, _) in text.match_indices(START) {
        let at = at + 1;
        let rest = &text[at + 1..];
        let path = &rest[..rest.find(|c: char| c == ')' || c.is_whitespace()).unwrap_or(rest.len())];
        let is_path = path.matches('/').count() > 1 && rest[path.len()..].starts_with(')');
        let range = at..at + 1 + path.len() + 1;
        let follows_words = text[..at].trim_end_matches(' ').ends_with(char::is_alphanumeric);
        if is_path
            && follows_words
            && corpus.site.is_own(path)
            && block.prose.style(range.clone()) & (style::CODE | style::OPAQUE | style::LINK) == 0
        {
            findings.push(
                Finding::new(
                    page.span(block.prose.source(range)),
                    "the address of a link shows in the text, and no words are linked to it",
                )
                .help(format!("put the words before it in square brackets: `[words]({path})`")),
            );
        }
    }
}

/// How far a link's text and address may reach, in bytes.
const LONGEST: usize = 2048;

/// The last character boundary of `text` up to `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}
