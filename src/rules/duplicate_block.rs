//! A block of one role that stands in another role before, word for word or nearly so.

use crate::corpus::Corpus;
use crate::corpus::likeness::{Place, Repeat, Threshold, role_title};
use crate::finding::Finding;
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
    let title = role_title(first.page, first.role);
    let whose = if at.page.file == first.page.file {
        match first.role {
            Some(_) => format!("`{title}` above"),
            None => "the whole page above".to_owned(),
        }
    } else {
        format!("`{title}` in `{}`", first.page.source.path)
    };
    let what = match repeat.items {
        0 => format!("{} words repeat the text of", repeat.words),
        1 => format!("a list item of {} words repeats that of", repeat.words),
        items => format!("{items} list items repeat those of"),
    };
    let finding = Finding::new(
        at.span,
        format!("{what} {whose} ({})", share(repeat.similarity)),
    )
    .help(help(at, first, title));
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

fn help(at: &Place<'_>, first: &Place<'_>, title: &str) -> String {
    let name = at
        .heading
        .map(|heading| at.page.document.heading_text(heading).to_lowercase())
        .unwrap_or_default();
    let list = ["responsibilities", "requirements"]
        .into_iter()
        .find(|field| name.contains(field));
    match list {
        Some(field) if first.role.is_some() || at.page.file != first.page.file => {
            format!("write \"Extends the {title} {field}\" as the first item and keep what is new")
        }
        _ => "say it in one place, and only what differs in the other".to_owned(),
    }
}
