//! Lines after a list item that were meant to be items of their own.

use crate::corpus::Corpus;
use crate::corpus::texts::PageMarks;
use crate::document::prose::{self, style};
use crate::document::marks;
use crate::document::{BlockKind, List};
use crate::finding::{Finding, Fix};
use crate::model::{Field, FieldKind, Page};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::ops::Range;

/// The words that tell an item from an explanation of the item before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Words {
    /// Words that start an explanation rather than an item, in lower case.
    explaining: FxHashSet<String>,
    /// Verbs that make a clause a whole sentence, in lower case.
    finite: FxHashSet<String>,
    /// First words of an item that goes on with what to do, in lower case.
    conditions: FxHashSet<String>,
    /// Words that start a clause inside another, in lower case.
    dependent: FxHashSet<String>,
    /// Words that no line ends a clause with, in lower case.
    unfinished: FxHashSet<String>,
}

pub fn check(words: &Words, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let held = corpus.marks(page);
    let mut findings = Vec::new();
    let mut lines = Vec::new();
    for list in page.document.lists.iter().filter(|list| list.items.len() > 1) {
        lines.clear();
        for &item in &list.items {
            lazy_lines(page, held, item, &mut lines);
        }
        // Where many items go on in a second line, the second lines are explanations.
        if lines.len() > (list.items.len() / 3).max(2) || !lines.iter().any(LazyLine::starts_upper) {
            continue;
        }
        let others = Siblings::of(page, list);
        let mut lost_end = None;
        for line in lines.iter().filter(|line| line.starts_upper()) {
            let follows_lost = lost_end == Some(line.before_end);
            if others.are_like(line, follows_lost, words) {
                lost_end = Some(line.range.end);
                // A whole sentence after the last item may be meant to stand after the list.
                let is_last = list.items.last() == Some(&line.item);
                let may_close = is_last && is_sentence(line.text, words);
                findings.push(finding(page, line, may_close));
            }
        }
    }
    findings
}

/// `may_close` says that it may be no item but the sentence after the list.
fn finding(page: &Page, line: &LazyLine, may_close: bool) -> Finding {
    let item = &page.document.items[line.item];
    let own = page.source.line_range(page.source.line(item.marker().start));
    let up_to_text = page.source.slice(own.start..item.marker().end);
    let quoted = up_to_text.trim_start_matches([' ', '\t']);
    let indent = &up_to_text[..up_to_text.len() - quoted.len()];
    let marker = page.source.slice(item.marker());
    let start = page
        .source
        .line_range(page.source.line(line.range.start))
        .start;
    let (message, help) = if may_close {
        (
            "this line shows as a part of the list item above it",
            "start the line with the list's marker, or leave a blank line above it if it ends the list",
        )
    } else {
        (
            "this line reads as a list item of its own, but shows as a part of the item above it",
            "start the line with the list's marker",
        )
    };
    let fix = Fix::safe_unless(
        may_close,
        format!("start the line with `{marker}`"),
        page.span(start..line.range.start),
        format!("{indent}{marker} "),
    );
    Finding::new(page.span(line.range.clone()), message)
        .help(help)
        .relate(page.span(item.marker()), "the item it shows in")
        .fix(fix)
}

/// A line that only laziness makes a part of the item above it: it is indented no further than the item's marker.
struct LazyLine<'a> {
    item: usize,
    /// Its bytes, from its first character on.
    range: Range<usize>,
    /// Where the line before it ends.
    before_end: usize,
    /// What a reader sees of the line before it.
    before: &'a str,
    /// What a reader sees of it.
    text: &'a str,
    /// The first word of the item it shows in.
    item_opener: &'a str,
    style: u8,
}

impl LazyLine<'_> {
    fn starts_upper(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

fn lazy_lines<'a>(page: &'a Page, held: PageMarks, index: usize, found: &mut Vec<LazyLine<'a>>) {
    let document = &page.document;
    let item = &document.items[index];
    for at in item.blocks() {
        if !held.may_hold(at, marks::BREAK) {
            continue;
        }
        let block = &document.blocks[at];
        let text = block.prose.text.as_str();
        if block.item() != Some(index)
            || block.kind != BlockKind::Paragraph
            || block.quoted
        {
            continue;
        }
        let marker_line = page.source.line_range(page.source.line(item.marker().start));
        let marker_indent = item.marker().start - marker_line.start;
        let mut start = 0;
        let breaks: Vec<_> = block
            .prose
            .runs()
            .filter(|(flags, _)| flags & style::BREAK != 0)
            .map(|(_, range)| range)
            .collect();
        for (number, at) in breaks.iter().enumerate() {
            let end = breaks.get(number + 1).map_or(text.len(), |next| next.start);
            let before = text[start..at.start].trim();
            start = at.end;
            let shown = text[at.end..end].trim();
            let source = block.prose.source(at.clone());
            // A break that was asked for is no accident. Two spaces at the end of a line often are.
            if page.source.slice(source.clone()).starts_with(['\\', '<']) {
                continue;
            }
            let line = page.source.line_range(page.source.line(source.end));
            let raw = page.source.slice(line.clone());
            let indent = raw.len() - raw.trim_start().len();
            if indent > marker_indent {
                continue;
            }
            found.push(LazyLine {
                item: index,
                range: line.start + indent..line.start + raw.trim_end().len(),
                before_end: source.start,
                before,
                text: shown,
                item_opener: opener(text),
                style: block.prose.style(at.end..at.end + 1) & STYLES,
            });
        }
    }
}

/// What an item may start with beside plain text.
const STYLES: u8 = style::CODE | style::LINK | style::IMAGE | style::EMPHASIS | style::OPAQUE;

/// What the items of a list have in common.
struct Siblings<'a> {
    /// Whether they tell what a role does or must bring.
    duties: bool,
    ordered: bool,
    /// The first lines of the items.
    lines: Vec<&'a str>,
    /// Their first words.
    openers: Vec<&'a str>,
    /// How the items start: the style of most of them.
    style: u8,
    /// Whether all others end in a full stop or the like.
    stopped: bool,
    /// Whether most start with a capital or a figure.
    capitals: bool,
    /// Whether most have a label: `Where: in the sales plan`.
    labelled: bool,
    /// Whether some go on in a second line in the middle of a sentence: long lines were broken by hand.
    wrapped: bool,
}

impl<'a> Siblings<'a> {
    fn of(page: &'a Page, list: &List) -> Self {
        let document = &page.document;
        let mut siblings = Self {
            duties: is_of_duties(page, list),
            ordered: list.ordered,
            lines: Vec::new(),
            openers: Vec::new(),
            style: 0,
            stopped: false,
            capitals: false,
            labelled: false,
            wrapped: false,
        };
        let (mut stopped, mut capitals, mut labelled) = (0, 0, 0);
        let mut styles = [0_usize; 256];
        for &item in &list.items {
            let Some(block) = document.blocks[document.items[item].blocks()]
                .iter()
                .find(|block| block.item() == Some(item) && block.kind == BlockKind::Paragraph)
            else {
                continue;
            };
            let text = block.prose.text.as_str();
            let first = text.lines().next().unwrap_or_default().trim();
            stopped += usize::from(text.trim_end().ends_with(['.', '!', ';']));
            capitals += usize::from(!first.starts_with(char::is_lowercase));
            labelled += usize::from(is_labelled(first));
            styles[usize::from(block.prose.style(0..1) & STYLES)] += 1;
            siblings.lines.push(first);
            siblings.openers.push(opener(first));
            siblings.wrapped |= text
                .split('\n')
                .skip(1)
                .any(|line| line.trim_start().starts_with(char::is_lowercase));
        }
        let count = siblings.lines.len();
        siblings.stopped = stopped + 1 >= count;
        siblings.labelled = labelled * 2 > count;
        siblings.capitals = capitals * 3 > count * 2;
        siblings.style = (0..=u8::MAX)
            .max_by_key(|&style| styles[usize::from(style)])
            .unwrap_or_default();
        siblings
    }

    /// Whether most are whole sentences.
    fn are_sentences(&self, words: &Words) -> bool {
        let sentences = self.lines.iter().filter(|line| is_sentence(line, words));
        sentences.count() * 2 > self.lines.len()
    }

    /// Whether `line` reads as one of them.
    fn are_like(&self, line: &LazyLine, follows_lost: bool, words: &Words) -> bool {
        let opener = opener(line.text);
        let lower = opener.to_lowercase();
        let alike = self
            .openers
            .iter()
            .filter(|other| other.eq_ignore_ascii_case(opener))
            .count();
        // `A clear style` is what a role must bring, where no verb follows.
        let is_named = || self.duties && matches!(lower.as_str(), "a" | "an") && !is_sentence(line.text, words);
        if alike < 2 && words.explaining.contains(&lower) && !is_named()
            || line.style != self.style
            || words
                .conditions
                .contains(&line.item_opener.to_lowercase())
            || !self.capitals
            || line.text.ends_with(':')
            || self.labelled && !is_labelled(line.text)
        {
            return false;
        }
        let ends_sentence = line.before.ends_with(['.', '!', ';']);
        let last = prose::words(line.before)
            .last()
            .map_or("", |word| word.text)
            .to_lowercase();
        let is_complete = line
            .before
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '"' | '%'))
            && !words.unfinished.contains(&last)
            && !has_open_bracket(line.before);
        // A word with a capital that starts several items does not stand in the middle of a sentence by chance.
        let may_be_wrapped = self.wrapped && alike < 2;
        let ends = ends_sentence
            || follows_lost
            || is_complete && !may_be_wrapped && (alike > 0 || !self.stopped || line.before.len() < SHORT);
        // One or two words and a full stop are the rest of a sentence.
        let is_rest =
            !ends_sentence && line.text.ends_with('.') && prose::words(line.text).count() < 3;
        if !ends || is_rest {
            return false;
        }
        if may_be_wrapped && line.before.len() + opener.len() > SHORT {
            return false;
        }
        // To a step belongs what it brings about.
        let steps = self.ordered && !self.duties;
        alike > 0
            || !steps && (!is_sentence(line.text, words) || self.are_sentences(words))
    }
}

/// A line of fewer bytes was not broken for its length.
const SHORT: usize = 60;

/// Whether a bracket goes on after a text.
fn has_open_bracket(text: &str) -> bool {
    let last = text.rfind(['(', ')']);
    last.is_some_and(|last| text.as_bytes()[last] == b'(')
}

/// Whether a list tells what a role does or must bring, whatever its numbers: no steps.
fn is_of_duties(page: &Page, list: &List) -> bool {
    const DUTIES: [FieldKind; 3] = [FieldKind::Responsibilities, FieldKind::Requirements, FieldKind::NiceToHaves];
    let section = |field: &Field| page.document.section_range(field.heading);
    let mut duties = page.fields.iter().filter(|field| DUTIES.contains(&field.kind));
    duties.any(|field| section(field).contains(&list.range.start))
}

fn is_labelled(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b": ").is_some_and(|end| end > 0) || text.ends_with(':')
}

fn opener(text: &str) -> &str {
    let start = text.find(|c: char| c.is_alphanumeric()).unwrap_or(0);
    let word = &text[start..];
    // `In-depth` is no `In`.
    let end = word
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
        .unwrap_or(word.len());
    &word[..end]
}

/// Whether a clause has a subject and a verb, as far as its first words tell.
fn is_sentence(text: &str, words: &Words) -> bool {
    let clause = text.split(';').next().unwrap_or(text);
    prose::words(clause)
        .take(8)
        // The verb of such a clause makes no sentence of what it belongs to.
        .take_while(|word| !words.dependent.contains(word.text))
        .skip(1)
        .any(|word| words.finite.contains(word.text))
}
