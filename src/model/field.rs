//! What the headings of a page are: fields, titles, or neither.

use super::title::Title;
use super::vocabulary::{FieldKind, HEADING_WORDS, Vocabulary, heading_words};
use crate::document::Document;
use smallvec::SmallVec;
use std::ops::Range;

/// A field section of a page.
#[derive(Clone, Debug)]
pub struct Field {
    /// Which field it is.
    pub kind: FieldKind,
    /// Another that its heading names: `Responsibilities & Requirements`.
    pub also: Option<FieldKind>,
    /// Its heading.
    pub heading: usize,
    /// The title that stands in the heading beside the field's name, and its bytes.
    pub title: Option<(Title, Range<usize>)>,
}

/// What a heading is.
#[derive(Clone, Debug)]
pub enum HeadingKind {
    /// Names a field.
    Field(Field),
    /// Is a title.
    Title(Title),
    /// Anything else.
    Other,
}

/// The longest title, in words.
const LONGEST_TITLE: usize = 14;

/// Tells what a heading is.
pub fn classify(document: &Document, heading: usize, vocabulary: &Vocabulary) -> HeadingKind {
    let prose = &document.blocks[document.headings[heading].block].prose;
    match vocabulary
        .headings
        .of_prose(prose, || read(&prose.text, vocabulary))
    {
        HeadingText::Field { kind, also, title } => HeadingKind::Field(Field {
            kind,
            also,
            heading,
            title: title.map(|(title, range)| (title, prose.source(range))),
        }),
        HeadingText::Title(title) => HeadingKind::Title(title),
        HeadingText::Other => HeadingKind::Other,
    }
}

/// What the text of a heading tells, wherever it stands.
#[derive(Clone, Debug)]
pub enum HeadingText {
    /// Names a field.
    Field {
        /// Which.
        kind: FieldKind,
        /// Another that it names too.
        also: Option<FieldKind>,
        /// A title beside the name, and where it stands in the text.
        title: Option<(Title, Range<usize>)>,
    },
    /// Is a title.
    Title(Title),
    /// Anything else.
    Other,
}

fn read(text: &str, vocabulary: &Vocabulary) -> HeadingText {
    let lower = text.to_ascii_lowercase();
    let found = heading_words(&lower);
    let words: SmallVec<[&str; HEADING_WORDS]> =
        found.iter().map(|(word, _)| word.as_ref()).collect();
    if let Some(field) = vocabulary.field(&words) {
        let before = &words[..field.words.start];
        let other = vocabulary
            .field(before)
            .filter(|other| other.words.end == before.len() && other.kind != field.kind);
        let first = other
            .as_ref()
            .map_or(field.words.start, |other| other.words.start);
        let name = found[first].1.start..found[field.words.end - 1].1.end;
        return HeadingText::Field {
            kind: field.kind,
            also: other.map(|other| other.kind),
            title: title_beside(text, &lower, name, vocabulary),
        };
    }
    let sentence = words.len() > LONGEST_TITLE
        || words.iter().any(|word| stands_in_no_title(word))
        || text.trim_end().ends_with(['?', '!']);
    if sentence {
        return HeadingText::Other;
    }
    let title = Title::new(text, vocabulary);
    if title.is_title() {
        HeadingText::Title(title)
    } else {
        HeadingText::Other
    }
}

/// Whether a heading with this word is a sentence or a caption, and no title.
fn stands_in_no_title(word: &str) -> bool {
    matches!(
        word,
        "also"
            | "you"
            | "your"
            | "youll"
            | "youre"
            | "youve"
            | "we"
            | "our"
            | "what"
            | "whats"
            | "how"
            | "why"
            | "is"
            | "are"
            | "can"
            | "will"
            | "its"
            | "who"
            | "this"
            | "these"
            | "roles"
            | "being"
            | "about"
            | "faq"
            | "questions"
            | "page"
    )
}

/// The title before or after the field's name, if what stands there is one.
fn title_beside(
    text: &str,
    lower: &str,
    name: Range<usize>,
    vocabulary: &Vocabulary,
) -> Option<(Title, Range<usize>)> {
    let before = trimmed(text, 0..name.start);
    let after = trimmed(text, name.end..text.len());
    let candidates = [before, without_lead(text, after)];
    candidates.into_iter().find_map(|range| {
        let title = Title::new(text.get(range.clone())?, vocabulary);
        let has_words = || {
            heading_words(&lower[range.clone()])
                .iter()
                .all(|(word, _)| !stands_in_no_title(word))
        };
        let is_name = title.is_title() && !title.text.is_empty() && names_a_job(&title, vocabulary);
        (is_name && has_words()).then_some((title, range))
    })
}

/// `Senior` or `Staff level` tells a level of whatever the page is about; it names no job of its own.
fn names_a_job(title: &Title, vocabulary: &Vocabulary) -> bool {
    title.management.is_some() && !title.function.is_empty()
        || title
            .function
            .iter()
            .any(|word| vocabulary.is_title_noun(word))
}

fn without_lead(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    for lead in ["for the ", "for ", "of the ", "of ", "the "] {
        if part.len() > lead.len()
            && part.is_char_boundary(lead.len())
            && part[..lead.len()].eq_ignore_ascii_case(lead)
        {
            return range.start + lead.len()..range.end;
        }
    }
    range
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let separator =
        |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | ',' | '/' | '|');
    let part = &text[range.clone()];
    let lead = part.len() - part.trim_start_matches(separator).len();
    let kept = part.trim_matches(separator).len();
    range.start + lead..range.start + lead + kept
}
