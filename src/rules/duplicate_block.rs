//! A block of one role that stands in another role before, word for word or nearly so.

use crate::corpus::Corpus;
use crate::corpus::likeness::{Place, Repeat, Threshold};
use crate::finding::Finding;
use crate::model::extends::{self, Extends};
use crate::model::{Field, FieldKind, Owner, Title, Vocabulary};
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
    corpus.repeats(&threshold, |repeat| finding(repeat, &corpus.vocabulary))
}

fn finding(repeat: &Repeat<'_>, vocabulary: &Vocabulary) -> Finding {
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
        .help(help(at, first, vocabulary))
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

/// What to do about a copy of what stands at the first place.
fn help(at: &Place<'_>, first: &Place<'_>, vocabulary: &Vocabulary) -> Cow<'static, str> {
    const IN_ONE_PLACE: &str = "say it in one place, and only what differs in the other";
    let is_on_page = at.page.file == first.page.file;
    let Some(field) = at.field else {
        return IN_ONE_PLACE.into();
    };
    if is_on_page && title(first).is_none() {
        return "leave it out: what stands for the whole page holds for every role".into();
    }
    let is_list = matches!(field, FieldKind::Responsibilities | FieldKind::Requirements);
    let (true, Some(role), Some(other)) = (is_list, role(at), role(first)) else {
        return IN_ONE_PLACE.into();
    };
    match taken_over(at, vocabulary) {
        Some(Extends { title: Some(title), .. }) if title.same(other) => {
            ["leave it out: the list extends that of the ", &other.text, " already"].concat().into()
        }
        None if may_extend(role, other, is_on_page, vocabulary) => {
            let parts = ["start the list with \"Extends the ", &other.text, " ", field.name(), "\" and keep what is new"];
            parts.concat().into()
        }
        _ => IN_ONE_PLACE.into(),
    }
}

/// The title of the role that a place belongs to, if it is that of no specialty in it.
fn role<'a>(place: &Place<'a>) -> Option<&'a Title> {
    match place.owner {
        _ if place.specialty.is_some() => None,
        Owner::Role(role) => Some(&place.page.roles.get(role)?.title),
        // What stands on the page of one role is its.
        Owner::Page => match place.page.roles.as_slice() {
            [role] => Some(&role.title),
            _ => None,
        },
        Owner::Group(_) | Owner::Specialty => None,
    }
}

/// Whether a role may extend another: that is not above it, and of its kind if it stands elsewhere.
fn may_extend(role: &Title, other: &Title, is_on_page: bool, vocabulary: &Vocabulary) -> bool {
    let (own, others) = (role.height(vocabulary), other.height(vocabulary));
    !role.same(other)
        && own.zip(others).is_none_or(|(own, others)| others <= own)
        && (is_on_page || role.same_function(other))
}

/// What the list at a place takes over.
fn taken_over(place: &Place<'_>, vocabulary: &Vocabulary) -> Option<Extends> {
    let page = place.page;
    let heading = |field: &Field| &page.document.headings[field.heading];
    let start = place.span.start as usize;
    let field = page.fields.iter().rfind(|field| heading(field).range.start <= start)?;
    page.field_blocks(field)
        .find_map(|block| extends::find(&page.document, block, vocabulary))
}
