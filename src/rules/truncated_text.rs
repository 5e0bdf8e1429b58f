//! Text that breaks off: its last word calls for another, or it ends in a comma.

use crate::corpus::{Corpus, texts};
use crate::document::prose::{OPAQUE, style};
use crate::document::{Block, BlockKind, Document, marks, tokens};
use crate::finding::Finding;
use crate::model::Page;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::num::NonZeroU32;

/// The words that tell text that breaks off from text that ends.
#[derive(Debug, Deserialize)]
#[serde(from = "Lists")]
pub struct Words {
    lists: Lists,
    /// The numbers of the last words of all text that may break off: most texts are told by that.
    last: FxHashSet<NonZeroU32>,
}

impl From<Lists> for Words {
    fn from(lists: Lists) -> Self {
        let ends = lists.endless.iter();
        let ends = ends.filter_map(|pair| pair.rsplit(' ').next());
        let single = lists.never_last.iter().chain(&lists.prepositions).map(String::as_str);
        let last = single.chain(ends).chain(JOINS);
        let last = last.filter_map(|word| texts::last(&tokens::of_text(word), word)).collect();
        Self { lists, last }
    }
}

/// The words as configuration gives them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Lists {
    /// Words that no text ends in, in lower case.
    never_last: FxHashSet<String>,
    /// Prepositions that may end a relative clause or belong to a verb.
    prepositions: FxHashSet<String>,
    /// Words that start a clause whose preposition may stand at its end.
    clause_openers: Vec<String>,
    /// Subjects of such a clause.
    subjects: Vec<String>,
    /// Verbs that make the opener itself the subject (`that is`), so that the clause has no gap.
    finite: Vec<String>,
    /// A word and the last one after which more must come: `ability to`.
    endless: Vec<String>,
    /// A verb or another word with the preposition that ends it: `sign in`.
    phrases: Vec<String>,
    /// The same, but they end no text outside such a clause: `a team they are part of`.
    clause_phrases: Vec<String>,
    /// Words after which an infinitive says all that they leave open: `able to`.
    completed: FxHashSet<String>,
    /// Adverbs that belong to a verb: `follow up on`.
    particles: Vec<String>,
}

pub fn check(words: &Words, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let document = &page.document;
    let numbers = corpus.page_index(page).map_or(&[][..], |index| corpus.texts.of_page(index));
    let mut findings = Vec::new();
    let held = corpus.marks(page);
    for (index, block) in document.blocks.iter().enumerate() {
        // Most texts end in a full stop, which costs least to find out.
        if block.kind != BlockKind::Paragraph || !held.may_hold(index, marks::OPEN) {
            continue;
        }
        // Most others end in a word that may be the last.
        let last = numbers.get(index).and_then(|&text| corpus.texts.edges(text).last);
        if last.is_some_and(|last| !words.last.contains(&last)) {
            continue;
        }
        let text = block.prose.text.trim_end();
        if text.is_empty()
            || !breaks_off(words, document, block, text)
            || leads_on(document, index)
            || names_no_manager(page, block)
            || goes_on_after_instruction(page, block)
            || !document.is_english()
        {
            continue;
        }
        // The last two words show where to look better than one does.
        let of_word = |c: char| !c.is_whitespace();
        let before_last = text.trim_end_matches(of_word).trim_end();
        let start = before_last.trim_end_matches(of_word).len();
        let at = block.prose.source(start..text.len());
        findings.push(
            Finding::new(
                page.span(at),
                format!("the text breaks off after `{}`", last_line(&text[start..])),
            )
            .help("finish the sentence, or take out what is too much"),
        );
    }
    findings
}

/// Whether a comment for jflint parts the text from its next line.
fn goes_on_after_instruction(page: &Page, block: &Block) -> bool {
    let next = page.source.line(block.range().end.saturating_sub(1)) + 1;
    page.document.comments.iter().any(|comment| {
        let after = page.source.line(comment.range.end) + 1;
        comment.is_instruction()
            && page.source.line(comment.range.start) == next
            && !page.source.slice(page.source.line_range(after)).trim().is_empty()
    })
}

/// A reports-to statement that names nobody breaks off too. That is a finding of its own.
fn names_no_manager(page: &Page, block: &Block) -> bool {
    page.reporting.iter().any(|statement| {
        statement.managers.is_empty() && block.range().contains(&statement.range.start)
    })
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or(text)
}

fn breaks_off(words: &Words, document: &Document, block: &Block, text: &str) -> bool {
    if marks::of_end(text.as_bytes()) != marks::OPEN {
        return false;
    }
    let last = last_word(text);
    let last_char = text.len() - text.chars().next_back().map_or(0, char::len_utf8);
    let flags = block.prose.style(last_char..text.len());
    const NO_TEXT: u8 = style::CODE | style::OPAQUE | style::IMAGE | style::ADDRESS;
    if flags & NO_TEXT != 0 || text.ends_with(OPAQUE) {
        return false;
    }
    if let Some(before) = text.strip_suffix(',') {
        return breaks_off_at_comma(document, block, before);
    }
    if flags & style::LINK != 0 || !text.ends_with(char::is_alphabetic) {
        return false;
    }
    let words = &words.lists;
    // `Tier A`, `OR`, `Publish As`, `/sign_in`: a letter, an acronym, a word between two parts, a name, an address.
    let token = text.split_whitespace().next_back().unwrap_or_default();
    let is_word = token.trim_start_matches(['(', '[', '"', '\'', '“', '‘']) == last;
    if !is_word || last.starts_with(char::is_uppercase) || text.split_whitespace().nth(3).is_none() {
        return false;
    }
    let lower = last;
    if is_join(last) {
        let before = text[..text.len() - last.len()].trim_end();
        return !before.ends_with(';') && !joins_next_item(document, block);
    }
    let before = last_word(text[..text.len() - last.len()].trim_end()).to_lowercase();
    let is_pair = |pairs: &[String]| {
        pairs.iter().any(|pair| {
            pair.split_once(' ')
                .is_some_and(|(first, second)| first == before && second == last)
        })
    };
    if is_pair(&words.phrases) || is_pair(&words.clause_phrases) && may_end_in_preposition(words, text) {
        return false;
    }
    if is_pair(&words.endless) || words.never_last.contains(lower) {
        return true;
    }
    words.prepositions.contains(lower) && !may_end_in_preposition(words, text)
}

fn last_word(text: &str) -> &str {
    let of_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '/');
    // Most are in plain letters.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'-' | b'/');
    let bytes = text.as_bytes();
    let mut start = bytes.len();
    while start > 0 && is_plain(bytes[start - 1]) {
        start -= 1;
    }
    if start > 0 && !bytes[start - 1].is_ascii() {
        start = text[..start].trim_end_matches(of_word).len();
    }
    &text[start..]
}

/// A comma ends the items of some lists, and a salutation.
fn breaks_off_at_comma(document: &Document, block: &Block, before: &str) -> bool {
    let shortest = if block.item().is_some() { 3 } else { 5 };
    if before.split_whitespace().count() < shortest {
        return false;
    }
    let Some(item) = block.item() else { return true };
    if is_join(last_word(before)) && joins_next_item(document, block) {
        return false;
    }
    let list = &document.lists[document.items[item].list()];
    let commas = list
        .items
        .iter()
        .filter(|&&other| is_joined(document, other))
        .count();
    // Items that are sentences end in full stops, but for the last one also where commas join the others.
    let others = list.items.split_last().map_or(&[][..], |(_, others)| others);
    let is_sentence = |&item: &usize| texts_of(document, item).last().is_some_and(|text| text.ends_with('.'));
    let are_sentences = commas * 2 <= list.items.len() && others.iter().any(is_sentence);
    (commas < (list.items.len() / 4).max(2) || are_sentences) && !next_item_starts_small(document, item)
}

/// What joins two items.
const JOINS: [&str; 5] = ["and", "or", "but", "nor", "and/or"];

fn is_join(word: &str) -> bool {
    JOINS.contains(&word)
}

/// Whether the last word joins the item to the last item of the list, or every item to the next.
fn joins_next_item(document: &Document, block: &Block) -> bool {
    let Some(item) = block.item() else { return false };
    let Some(next) = next_item(document, item) else {
        return false;
    };
    let joins = |item: usize| texts_of(document, item).any(|text| is_join(last_word(text)));
    let last = last_word(block.prose.text.trim_end().trim_end_matches(','));
    let has_comma = block.prose.text.trim_end().ends_with(',');
    let is_before_last = || {
        let items = &document.lists[document.items[item].list()].items;
        // Of more than two items, the others are joined by commas.
        let mut others = items.iter().filter(|&&other| other != item && other != next);
        next_item(document, next).is_none() && (items.len() == 2 || others.any(|&other| is_joined(document, other)))
    };
    last != "and" || has_comma || joins(next) || is_before_last()
}

/// Whether an item ends in what leads on to the next one.
fn is_joined(document: &Document, item: usize) -> bool {
    texts_of(document, item).any(|text| text.ends_with([',', ';']) || is_join(last_word(text)))
}

/// The texts of an item, without the blanks at their ends and without those of items in it.
fn texts_of(document: &Document, item: usize) -> impl Iterator<Item = &str> {
    let blocks = document.blocks[document.items[item].blocks()].iter();
    let own = blocks.filter(move |block| block.item() == Some(item));
    own.map(|block| block.prose.text.trim_end())
}

fn next_item(document: &Document, item: usize) -> Option<usize> {
    let list = &document.lists[document.items[item].list()];
    let place = list.items.binary_search(&item).ok()?;
    list.items.get(place + 1).copied()
}

fn next_item_starts_small(document: &Document, item: usize) -> bool {
    next_item(document, item).is_some_and(|next| {
        document.blocks[document.items[next].blocks()]
            .first()
            .is_some_and(|block| block.prose.text.starts_with(char::is_lowercase))
    })
}

/// `what you are responsible for`, `tools to work with`, `sign in`.
fn may_end_in_preposition(words: &Lists, text: &str) -> bool {
    let sentence = text.rfind(['.', '!', '?', ':', '\u{FFFC}']).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let spoken: Vec<String> = text[sentence..]
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase().replace('’', "'"))
        .collect();
    let Some(before) = spoken.len().checked_sub(1).map(|end| &spoken[..end]) else {
        return true;
    };
    if before.len() < 3 {
        return true;
    }
    // `tools to work with`, `items to follow up on`, `a team to be part of`
    let particle = usize::from(words.particles.contains(&before[before.len() - 1]));
    let clause: Vec<&str> = before[..before.len() - particle].iter().map(String::as_str).collect();
    let infinitive = match clause.as_slice() {
        [start @ .., "to", _]
        | [start @ .., "to", "be", _]
        | [start @ .., "to", "be", "a" | "an" | "the", _] => Some(start),
        _ => None,
    };
    // `ability to thrive in`: nothing that the preposition could belong to stands before it.
    let is_completed = |start: &[&str]| start.last().is_some_and(|word| words.completed.contains(*word));
    if infinitive.is_some_and(|start| !is_completed(start)) {
        return true;
    }
    let near = before.len().saturating_sub(8);
    (near..before.len()).any(|at| {
        let next = before.get(at + 1);
        // That of the sentence itself starts no clause.
        at > 0 && words.subjects.contains(&before[at])
            || words.clause_openers.contains(&before[at])
                && next.is_none_or(|next| !words.finite.contains(next))
    })
}

/// Whether what comes next is what the text introduces: a list in it or after it, code, a table, a picture, a quotation.
fn leads_on(document: &Document, index: usize) -> bool {
    let block = &document.blocks[index];
    let Some(next) = document.blocks.get(index + 1) else {
        return false;
    };
    let within = |item: Option<usize>| match (item, block.item()) {
        (Some(item), outer) => document.lists[document.items[item].list()].parent == outer,
        (None, _) => false,
    };
    match next.kind {
        BlockKind::Code { .. } | BlockKind::Html | BlockKind::Cell { .. } => next.item() == block.item(),
        BlockKind::Paragraph => {
            let start = next.prose.style(0..1);
            next.quoted != block.quoted
                || within(next.item())
                || next.item() == block.item()
                    && (start & (style::CODE | style::OPAQUE | style::IMAGE) != 0
                        || next.prose.text.trim_start().starts_with(char::is_lowercase)
                        || next.prose.is_blank())
        }
        BlockKind::Heading(heading) => document.headings[heading as usize].nested,
        BlockKind::FrontMatter => false,
    }
}
