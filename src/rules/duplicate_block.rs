//! A block of one role that stands in another role before, word for word or nearly so.

use crate::corpus::Corpus;
use crate::corpus::likeness::{Place, Repeat, Threshold};
use crate::finding::Finding;
use crate::model::{FieldKind, Owner};
use serde::Deserialize;

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
    corpus.repeats(&threshold).iter().map(finding).collect()
}

fn finding(repeat: &Repeat<'_>) -> Finding {
    let (at, first) = (&repeat.at, &repeat.first);
    let what = match repeat.items {
        0 => format!("{} words repeat the text of", repeat.words),
        1 => format!("a list item of {} words repeats that of", repeat.words),
        items => format!("{items} list items repeat those of"),
    };
    let whose = match (at.page.file == first.page.file, title(first)) {
        (true, Some(title)) => format!("`{title}` above"),
        (true, None) => "the whole page above".to_owned(),
        (false, Some(title)) => format!("`{title}` in `{}`", first.page.source.path),
        (false, None) => format!("`{}`", first.page.source.path),
    };
    let finding = Finding::new(
        at.span,
        format!("{what} {whose} ({})", share(repeat.similarity)),
    )
    .help(help(at, first))
    // Which copy is the first, and how much of it is shared, is for other edits to decide.
    .known_by(format!(
        "{} {}",
        at.field.map_or("introduction", FieldKind::name),
        title(at).unwrap_or_default()
    ));
    match &repeat.elsewhere {
        None => finding.relate(first.span, "it stands here first"),
        Some(elsewhere) => finding
            .relate(first.span, "it stands here first on this page")
            .relate(elsewhere.span, "it stands here first of all"),
    }
}

/// How much is shared, rounded down: 100 % is not said of what differs.
fn share(similarity: f64) -> String {
    if similarity >= 1.0 {
        "word for word".to_owned()
    } else {
        format!("{:.0} % of the words", (similarity * 100.0).floor())
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

fn help(at: &Place<'_>, first: &Place<'_>) -> String {
    match (at.field, title(first)) {
        (Some(field @ (FieldKind::Responsibilities | FieldKind::Requirements)), Some(title)) => {
            format!(
                "start the list with \"Extends the {title} {}\" and keep what is new",
                field.name()
            )
        }
        (Some(_), None) if at.page.file == first.page.file => {
            "leave it out: what stands for the whole page holds for every role".to_owned()
        }
        _ => "say it in one place, and only what differs in the other".to_owned(),
    }
}
