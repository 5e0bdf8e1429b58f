//! A block of one role that stands in another role before, word for word or nearly so.

use crate::corpus::Corpus;
use crate::corpus::likeness::{Place, Repeat, Threshold};
use crate::finding::Finding;
use crate::model::{FieldKind, Owner};
use serde::Deserialize;
use std::borrow::Cow;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Parameters {
    min_items: usize,
    min_words: usize,
    similarity: f64,
}

pub fn check(parameters: &Parameters, corpus: &Corpus) -> Vec<Finding> {
    let threshold = Threshold {
        items: parameters.min_items,
        words: parameters.min_words,
        similarity: parameters.similarity,
    };
    corpus.repeats(&threshold, finding)
}

fn finding(repeat: &Repeat<'_>) -> Finding {
    let (at, first) = (&repeat.at, &repeat.first);
    let first_title = title(first);
    let is_on_page = at.page.file == first.page.file;
    // Big sites have many of these findings: their sentences are joined without much ado.
    let (lead, count, what) = match repeat.items {
        0 => ("", repeat.words, " words repeat the text of "),
        1 => ("a list item of ", repeat.words, " words repeats that of "),
        items => ("", items, " list items repeat those of "),
    };
    let path = first.page.source.path.as_str();
    let whose: &[&str] = match (is_on_page, first_title) {
        (true, Some(title)) => &["`", title, "` above"],
        (true, None) => &["the whole page above"],
        (false, Some(title)) => &["`", title, "` in `", path, "`"],
        (false, None) => &["`", path, "`"],
    };
    let mut digits = itoa::Buffer::new();
    let (count, share) = (digits.format(count), share(repeat.similarity));
    let message = joined(&[&[lead, count, what], whose, &[" (", &share, ")"]]);
    let field = at.field.map_or("introduction", FieldKind::name);
    let finding = Finding::new(at.span, message)
        .help(help(at.field, first_title, is_on_page))
        // Which copy is the first, and how much of it is shared, is for other edits to decide.
        .known_by([field, " ", title(at).unwrap_or_default()].concat());
    match &repeat.elsewhere {
        None => finding.relate(first.span, "it stands here first"),
        Some(elsewhere) => finding
            .relate(first.span, "it stands here first on this page")
            .relate(elsewhere.span, "it stands here first of all"),
    }
}

/// These parts in a row, in one piece of memory.
fn joined(parts: &[&[&str]]) -> String {
    let lengths = parts.iter().copied().flatten().map(|part| part.len());
    let mut joined = String::with_capacity(lengths.sum());
    for parts in parts {
        for part in *parts {
            joined.push_str(part);
        }
    }
    joined
}

/// How much is shared, rounded down: 100 % is not said of what differs.
fn share(similarity: f64) -> Cow<'static, str> {
    if similarity >= 1.0 {
        "word for word".into()
    } else {
        format!("{:.0} % of the words", (similarity * 100.0).floor()).into()
    }
}

/// The role, specialty or group of roles that a place belongs to; none: the whole page.
fn title<'a>(place: &Place<'a>) -> Option<&'a str> {
    let page = place.page;
    let heading = match (place.specialty, place.owner) {
        (Some(specialty), _) => specialty,
        (None, Owner::Role(role)) => {
            return page.roles.get(role).map(|role| role.title.text.as_str());
        }
        (None, Owner::Group(group)) => group,
        (None, Owner::Page | Owner::Specialty) => return None,
    };
    Some(page.document.heading_text(heading).trim())
}

fn help(field: Option<FieldKind>, first: Option<&str>, is_on_page: bool) -> Cow<'static, str> {
    match (field, first) {
        (Some(field @ (FieldKind::Responsibilities | FieldKind::Requirements)), Some(title)) => [
            "start the list with \"Extends the ",
            title,
            " ",
            field.name(),
            "\" and keep what is new",
        ]
        .concat()
        .into(),
        (Some(_), None) if is_on_page => {
            "leave it out: what stands for the whole page holds for every role".into()
        }
        _ => "say it in one place, and only what differs in the other".into(),
    }
}
