//! Which change caused a finding elsewhere, in a sentence.

use super::before::Place;
use super::difference::{Change, Difference};
use crate::corpus::Corpus;
use crate::corpus::site::Target;
use crate::corpus::titles::{Answer, RoleId};
use crate::model::{Named, Page};
use crate::source::FileId;

/// How much of an object's name people read.
const SHORT: usize = 10;

/// A finding that was not there before.
pub struct Cause<'a> {
    /// Its rule.
    pub rule: &'static str,
    /// Where its lines stood before.
    pub place: &'a Place,
    /// The changed line that it names, and its page.
    pub related: Option<&'a (FileId, usize)>,
    /// Its file now.
    pub file: FileId,
}

/// Why the finding is there now: `before` is the site of before, if it was asked.
pub fn why(cause: &Cause, before: Option<&Corpus>, difference: &Difference, since: &str) -> String {
    let is_object = since.len() >= 40 && since.bytes().all(|byte| byte.is_ascii_hexdigit());
    let since = if is_object { &since[..SHORT] } else { since };
    let named = || before.and_then(|corpus| named(cause.place, corpus, difference));
    let sentence = related(cause, difference)
        .or_else(named)
        .or_else(|| redirected(cause, difference))
        .or_else(|| {
            difference
                .of(cause.file)
                .map(|change| own(change, cause.place))
        })
        .unwrap_or_else(|| any(difference));
    format!("since `{since}`: {sentence}")
}

/// By the other place that the finding names.
fn related(cause: &Cause, difference: &Difference) -> Option<String> {
    let (file, line) = cause.related?;
    let change = difference.of(*file)?;
    Some(if *file == cause.file {
        format!("line {line} of this page was changed")
    } else if change.before.is_none() {
        format!("the page `{}` was added", change.path)
    } else {
        format!("line {line} of `{}` was changed", change.path)
    })
}

/// By what the old line linked to or named: a page that changed.
fn named(place: &Place, corpus: &Corpus, difference: &Difference) -> Option<String> {
    let page = corpus.page(corpus.file(&place.path)?)?;
    let index = corpus.page_index(page)?;
    let start = page.source.line_range(place.first).start;
    let lines = start..page.source.line_range(place.last).end + 1;
    let links = corpus
        .site
        .links(index, page)
        .filter(|(link, _)| lines.contains(&link.range.start))
        .filter_map(|(_, route)| match &route.target {
            Target::Page { page, anchor } => Some((*page, anchor.as_deref())),
            Target::NoAnchor { page, .. } => Some((*page, None)),
            _ => None,
        });
    let of_link = links.into_iter().find_map(|(page, anchor)| {
        let target = &corpus.pages[page];
        let change = change_of(target, difference)?;
        let heading = anchor.and_then(|anchor| {
            let headings = &target.document.headings;
            let heading = headings.iter().position(|heading| *heading.id == *anchor)?;
            Some(("heading", target.document.heading_text(heading).trim()))
        });
        Some(told(change, heading))
    });
    let is_here = |name: &Named| lines.contains(&name.range.start);
    let managers = page
        .reporting
        .iter()
        .enumerate()
        .flat_map(|(number, statement)| {
            let answers = corpus.titles.managers(index, number);
            statement.managers.iter().zip(answers)
        });
    let steps = page.steps.iter().enumerate();
    let steps = steps.map(|(number, (_, step))| (&step.name, corpus.titles.step(index, number)));
    let role = |id: RoleId| {
        let (target, role) = corpus.role(id);
        Some(told(
            change_of(target, difference)?,
            Some(("role", &role.title.text)),
        ))
    };
    of_link.or_else(|| {
        managers
            .chain(steps)
            .filter(|(name, _)| is_here(name))
            .find_map(|(_, answer)| match answer {
                Answer::Role(id) => role(*id),
                Answer::Ambiguous(ids) => ids.iter().find_map(|id| role(*id)),
                Answer::Unknown | Answer::Elsewhere => None,
            })
    })
}

/// The change of a page of before.
fn change_of<'a>(page: &Page, difference: &'a Difference) -> Option<&'a Change> {
    difference
        .pages
        .iter()
        .find(|change| change.before.as_ref() == Some(&page.source.path))
}

/// What became of a page, or of a part of it: its kind and its name.
fn told(change: &Change, part: Option<(&str, &str)>) -> String {
    let path = &change.path;
    match (&change.before, part) {
        _ if change.gone => format!("the page `{path}` was deleted"),
        (Some(before), _) if before != path => format!("the page `{before}` was moved to `{path}`"),
        (None, _) => format!("the page `{path}` was added"),
        (_, Some((kind, name))) => format!("the {kind} `{name}` of `{path}` was changed"),
        (_, None) => format!("the page `{path}` was changed"),
    }
}

/// By the redirects, for what only they can explain.
fn redirected(cause: &Cause, difference: &Difference) -> Option<String> {
    let of_links = [
        "broken-link",
        "broken-anchor",
        "broken-ladder-link",
        "redirected-link",
    ];
    let change = difference.redirects.first()?;
    of_links
        .contains(&cause.rule)
        .then(|| format!("the redirects of `{}` were changed", change.path))
}

/// By the nearest change of its own page.
fn own(change: &Change, place: &Place) -> String {
    let nearest = change.lines.nearest(place.first);
    match (nearest, &change.before) {
        (Some(hunk), _) if hunk.new_count == 0 => {
            format!(
                "what stood after line {} of this page was taken out",
                hunk.new_start
            )
        }
        (Some(hunk), _) => format!("line {} of this page was changed", hunk.new_start),
        (None, Some(before)) if *before != change.path => {
            format!("the page was moved from `{before}`")
        }
        (None, Some(_)) => "white space of this page was changed".to_owned(),
        (None, None) => "the page was added".to_owned(),
    }
}

/// By whatever changed.
fn any(difference: &Difference) -> String {
    match difference.pages.as_slice() {
        [] => "the redirects were changed".to_owned(),
        [only] => told(only, None),
        more => format!(
            "one of {} pages was changed, `{}` among them",
            more.len(),
            more[0].path
        ),
    }
}
