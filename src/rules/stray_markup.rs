//! Markdown that did not parse as meant and shows in the text.

mod links;
mod lists;

use super::NoParams;
use crate::corpus::Corpus;
use crate::document::prose::style;
use crate::document::{Block, BlockKind, marks};
use crate::finding::Finding;
use crate::model::Page;
use memchr::memmem::{self, Finder};
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut strong = Vec::new();
    let held = corpus.marks(page);
    let text = page.source.text().as_bytes();
    let has_bars = memchr::memchr(b'|', text).is_some();
    let has_dash = DASH.find(text).is_some();
    for (index, block) in page.document.blocks.iter().enumerate() {
        let read = match block.kind {
            BlockKind::Heading(_) | BlockKind::Paragraph => true,
            BlockKind::Cell { .. } => false,
            _ => continue,
        };
        if held.may_hold(index, marks::LINK_OR_STAR) {
            links::unparsed(page, block, &mut findings);
            links::undefined(page, block, &mut findings);
            strong.extend(strong_marks(page, block).into_iter().map(|at| (index, at)));
            if read {
                stars(page, block, &mut findings);
                lost_line_break(page, block, "*", ".* ", &mut findings);
            }
        }
        if has_dash && read {
            lost_line_break(page, block, "-", ". - ", &mut findings);
        }
        if held.may_hold(index, marks::ADDRESS) {
            links::without_words(page, block, corpus, &mut findings);
        }
        if held.may_hold(index, marks::BEYOND) && read {
            bullets(page, block, &mut findings);
        }
        if block.kind == BlockKind::Paragraph {
            if held.may_hold(index, marks::BREAK) {
                lists::too_deep(page, block, &mut findings);
            }
            if has_bars {
                rows(page, block, &mut findings);
            }
            if held.may_hold(index, marks::HASH) {
                headings(page, block, &mut findings);
            }
        }
    }
    strong_findings(page, &strong, &mut findings);
    doubled_markers(page, &mut findings);
    findings
}

/// How the dash of a list shows behind a sentence: most pages hold none.
static DASH: LazyLock<Finder> = LazyLock::new(|| Finder::new(". - "));
/// A bullet that other programs write.
const BULLET: &str = "•";

/// Whether a piece of prose is plain text that nobody escaped.
fn is_plain(page: &Page, block: &Block, range: Range<usize>) -> bool {
    const OTHER: u8 = style::CODE | style::OPAQUE | style::ADDRESS | style::IMAGE;
    if block.prose.style(range.clone()) & OTHER != 0 {
        return false;
    }
    let source = block.prose.source(range);
    !page
        .source
        .slice(source.start.saturating_sub(1)..source.end)
        .contains('\\')
}

/// `•`, pasted from another program: Markdown knows no such marker.
fn bullets(page: &Page, block: &Block, findings: &mut Vec<Finding>) {
    let text = block.prose.text.as_str();
    if !text.contains(BULLET) {
        return;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        let end = start + trimmed.len();
        at += line.len();
        let found = if trimmed.starts_with(BULLET) {
            start..start + BULLET.len()
        } else if trimmed.ends_with(BULLET) {
            end - BULLET.len()..end
        } else {
            continue;
        };
        if is_plain(page, block, found.clone()) {
            findings.push(
                Finding::new(
                    page.span(block.prose.source(found)),
                    "the bullet shows as a character of the text",
                )
                .help("start each item on a line of its own with `- `"),
            );
        }
    }
}

/// Where `**` shows as it stands: each run of stars in the block's prose.
fn strong_marks(page: &Page, block: &Block) -> Vec<Range<usize>> {
    let text = block.prose.text.as_str();
    let bytes = text.as_bytes();
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(found) = memmem::find(&bytes[at..], b"**") {
        let start = at + found;
        let mut end = start + 2;
        while bytes.get(end) == Some(&b'*') {
            end += 1;
        }
        at = end;
        let near = |index: Option<usize>| index.and_then(|index| bytes.get(index)).copied();
        let (before, after) = (near(start.checked_sub(1)), near(Some(end)));
        let is_pattern = before == Some(b'/') || matches!(after, Some(b'/' | b'.'));
        let is_power = before.is_some_and(|b| b.is_ascii_digit())
            && after.is_some_and(|b| b.is_ascii_digit());
        if !is_pattern && !is_power && is_plain(page, block, start..end) {
            marks.push(start..end);
        }
    }
    marks
}

/// Tells marks that were to make text bold from those of footnotes, and reports the former in pairs.
fn strong_findings(page: &Page, marks: &[(usize, Range<usize>)], findings: &mut Vec<Finding>) {
    if marks.is_empty() {
        return;
    }
    let starts_block = |(index, at): &(usize, Range<usize>)| {
        page.document.blocks[*index].prose.text[..at.start]
            .trim()
            .is_empty()
    };
    // `customers**` in one place and `**Customers are ...` in another: a footnote.
    let started: FxHashSet<usize> = marks
        .iter()
        .filter(|mark| starts_block(mark))
        .map(|(index, _)| *index)
        .collect();
    let is_footnote =
        !started.is_empty() && marks.iter().any(|(index, _)| !started.contains(index));
    if is_footnote {
        return;
    }
    let mut rest = marks;
    while let [(index, at), more @ ..] = rest {
        let prose = &page.document.blocks[*index].prose;
        let second = more.first().filter(|(next, _)| next == index);
        rest = match second {
            Some(_) => &more[1..],
            None => more,
        };
        let alone_before_space = prose.text[at.end..].starts_with(char::is_whitespace);
        if second.is_none() && alone_before_space && starts_block(&(*index, at.clone())) {
            continue;
        }
        let end = second.map_or(at.end, |(_, second)| second.end);
        findings.push(
            Finding::new(
                page.span(prose.source(at.start..end)),
                "`**` shows in the text: the bold text is not opened or not closed right after its words",
            )
            .help("write `**` right before the first word and right after the last word of what is to be bold"),
        );
    }
}

/// A list marker in running text: `with Sales and the * Marketing team`.
fn stars(page: &Page, block: &Block, findings: &mut Vec<Finding>) {
    let text = block.prose.text.as_str();
    for (at, _) in text.match_indices(" * ") {
        let before = text[..at].trim_end();
        let joins = before.ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | ',' | ';'))
            && text[at + 3..].starts_with(char::is_alphabetic);
        // Letters on both sides of a star may be a product too.
        let is_formula = text.contains('=') || before.ends_with(['_', '^']);
        let range = at + 1..at + 2;
        if !joins
            || is_formula
            || !is_plain(page, block, range.clone())
            || block.prose.style(at.saturating_sub(1)..at + 4) & style::CODE != 0
        {
            continue;
        }
        findings.push(
            Finding::new(
                page.span(block.prose.source(range)),
                "a list marker shows in the middle of the text",
            )
            .help("take the marker out, or start a new line with it"),
        );
    }
}

/// An item that goes on behind the item before it: `* Sell.* Plan`, `- Sell. - Plan`. Elsewhere a star after a sentence
/// leads to a footnote, and a dash to a remark.
fn lost_line_break(page: &Page, block: &Block, marker: &str, joint: &str, findings: &mut Vec<Finding>) {
    let text = block.prose.text.as_str();
    let is_item = |item: usize| page.source.slice(page.document.items[item].marker()) == marker;
    if !block.item().is_some_and(is_item) {
        return;
    }
    for (at, _) in text.match_indices(joint) {
        let after = at + joint.len();
        let range = after - 2..after - 1;
        let joins = text[..at].ends_with(char::is_lowercase) && text[after..].starts_with(char::is_uppercase);
        if joins && is_plain(page, block, range.clone()) {
            findings.push(
                Finding::new(
                    page.span(block.prose.source(range)),
                    "a list marker shows in the middle of the text",
                )
                .help("start a new line with it"),
            );
        }
    }
}

/// Rows of a table that is none: the run of such lines in a paragraph.
fn rows(page: &Page, block: &Block, findings: &mut Vec<Finding>) {
    let mut run: Option<Range<usize>> = None;
    let raw = page.source.slice(block.range());
    if memchr::memchr(b'|', raw.as_bytes()).is_none() {
        return;
    }
    let first = page.source.line(block.range().start);
    let last = page.source.line(block.range().end.saturating_sub(1).max(block.range().start));
    for number in first..=last {
        let line = page.source.line_range(number);
        let text = page.source.slice(line.clone());
        let shown = text.trim().trim_start_matches("> ");
        let is_row = shown.starts_with('|') && shown.ends_with('|') && shown.len() > 2;
        let is_row = is_row && shown.matches('|').count() > 1;
        if is_row && !page.document.is_opaque(&(line.start..line.start + 1)) {
            let start = line.start + (text.len() - text.trim_start().len());
            let end = line.start + text.trim_end().len();
            run = Some(run.map_or(start, |run| run.start)..end);
        }
    }
    if let Some(run) = run {
        findings.push(
            Finding::new(
                page.span(run),
                "the row of a table stands outside any table and shows with its bars",
            )
            .help("start the table with a row of names and a row of `---` with as many columns, after a blank line"),
        );
    }
}

/// `##Heading`, without the space after the marker.
fn headings(page: &Page, block: &Block, findings: &mut Vec<Finding>) {
    let text = block.prose.text.as_str();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let hashes = line.len() - line.trim_start_matches('#').len();
        let range = at..at + line.trim_end().len();
        at += line.len();
        let is_heading = (2..=6).contains(&hashes)
            && line[hashes..].starts_with(|c: char| c.is_alphabetic() || c == '*');
        if is_heading && is_plain(page, block, range.start..range.start + hashes) {
            findings.push(
                Finding::new(
                    page.span(block.prose.source(range)),
                    "the heading has no space after its marker and shows as text",
                )
                .help("put a space after the last `#`"),
            );
        }
    }
}

/// `1. 1. Text` and `- - Text`: a list in an item that says nothing itself.
fn doubled_markers(page: &Page, findings: &mut Vec<Finding>) {
    let document = &page.document;
    for item in &document.items {
        let Some(inner) = item
            .first_list()
            .and_then(|list| document.lists.get(list))
            .filter(|inner| inner.ordered == document.lists[item.list()].ordered)
            .and_then(|inner| document.items.get(*inner.items.first()?))
        else {
            continue;
        };
        let between = page.source.slice(item.marker().end..inner.marker().start);
        if between.is_empty() || !between.chars().all(|c| matches!(c, ' ' | '\t')) {
            continue;
        }
        findings.push(
            Finding::new(
                page.span(item.marker().start..inner.marker().end),
                "the list marker stands twice, so that a list with one item shows inside the item",
            )
            .help("take one of the two markers out, or indent the line if it belongs to the item above"),
        );
    }
}
