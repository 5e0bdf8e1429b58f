//! Suppression comments, and names in them, that suppress nothing.

use super::{NoParams, Unused};
use crate::finding::{Finding, Fix};
use crate::model::{Ignore, Page};
use std::ops::Range;

pub fn check(_: &NoParams, unused: &Unused) -> Vec<Finding> {
    let (page, ignore, idle) = (unused.page, unused.ignore, &unused.idle);
    let at = page.span(ignore.at.clone());
    if !ignore.is_known {
        let at = page.span(ignore.word.at.clone());
        let message = format!("`{}` is no comment that jflint knows", ignore.word.text);
        let help = "write `jflint-ignore`, or `jflint-ignore-file` for the whole page, and the rules that it is for";
        return vec![Finding::new(at, message).help(help)];
    }
    if ignore.names.is_empty() {
        let message = "the comment names no rule, so it suppresses nothing";
        let help = "name the rules that it is for, or take it out";
        return vec![Finding::new(at, message).help(help)];
    }
    if unused.of_page {
        // Whoever wrote the comment meant that finding.
        let message = whole_message(page, ignore);
        let help = "the finding on the title's line is one of the whole page: write `jflint-ignore-file`";
        return vec![Finding::new(at, message).help(help)];
    }
    if idle.len() == ignore.names.len() {
        return vec![
            Finding::new(at, whole_message(page, ignore))
                .help("take the comment out, or put it right before what it is for")
                .fix(removal(page, ignore)),
        ];
    }
    idle.iter()
        .map(|&index| {
            let name = &ignore.names[index];
            let message = format!("`{}` suppresses nothing here", name.text);
            let edit = page.span(name_with_comma(ignore, idle, index));
            Finding::new(page.span(name.at.clone()), message)
                .help("take the name out of the comment")
                .fix(Fix::safe("take the name out", edit, ""))
        })
        .collect()
}

fn whole_message(page: &Page, ignore: &Ignore) -> String {
    if ignore.covers.is_empty() {
        return "nothing follows the comment, so it suppresses nothing".to_owned();
    }
    let place = if ignore.covers == (0..page.source.text().len()) {
        "on the page"
    } else if ignore.covers.start < ignore.at.start {
        "on its line"
    } else {
        "in what follows it"
    };
    let names: Vec<String> = ignore
        .names
        .iter()
        .map(|name| format!("`{}`", name.text))
        .collect();
    let names = match names.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        names => names.concat(),
    };
    format!("the comment suppresses nothing: there is no {names} finding {place}")
}

/// A name and one of the commas beside it, so that what is taken out of one comment never overlaps.
fn name_with_comma(ignore: &Ignore, idle: &[usize], index: usize) -> Range<usize> {
    let names = &ignore.names;
    // The names from the first on that go: each takes the comma after it.
    let first = idle.iter().zip(0..).take_while(|(idle, at)| *idle == at);
    if index < first.count() {
        names[index].at.start..names[index + 1].at.start
    } else {
        names[index - 1].at.end..names[index].at.end
    }
}

/// Takes the whole comment out, with its line if it is alone on it.
fn removal(page: &Page, ignore: &Ignore) -> Fix {
    const TITLE: &str = "take the comment out";
    let (source, at) = (&page.source, &ignore.at);
    let first = source.line(at.start);
    let last = source.line(at.end.saturating_sub(1));
    let start = source.line_range(first).start;
    let end = source.line_range(last).end;
    let before = source.slice(start..at.start);
    let after = source.slice(at.end..end);
    if !before.trim_matches(is_mark).is_empty() || !after.trim().is_empty() {
        // Before what follows on the line there is still the space that stood before the comment.
        let spaces = before.len() - before.trim_end_matches([' ', '\t']).len();
        return Fix::safe(TITLE, page.span(at.start - spaces..at.end), "");
    }
    let line = |number: usize| match number {
        0 => "",
        number => source.slice(source.line_range(number)).trim_matches(is_mark),
    };
    let (above, below) = (line(first - 1), line(last + 1));
    let is_last = source.line_range(last + 1).end == source.text().len();
    // Of the empty lines around it one stays.
    let (start, next) = match (above.is_empty(), below.is_empty()) {
        (true, true) if is_last && first > 1 => (source.line_range(first - 1).start, last + 1),
        (true, true) => (start, last + 2),
        _ => (start, last + 1),
    };
    let range = start..source.line_range(next).start.max(end);
    let below = source.slice(source.line_range(next));
    if stays_apart(above, below) {
        Fix::safe(TITLE, page.span(range), "")
    } else {
        Fix::reviewed(TITLE, page.span(range), "")
    }
}

/// Whether two lines mean the same with nothing between them as with a comment.
fn stays_apart(above: &str, below: &str) -> bool {
    if above.is_empty() || above == "---" || above.starts_with("# ") || above.starts_with("##") {
        // Indented text would belong to an item above.
        return !below.starts_with(char::is_whitespace);
    }
    let below = below.trim_matches(is_mark);
    let numbered = |line: &str| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < line.len() && rest.starts_with(['.', ')'])
    };
    below.is_empty()
        || below.starts_with(['#', '`'])
        || ["- ", "* ", "+ "].iter().any(|mark| below.starts_with(mark))
        || numbered(below) && numbered(above)
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || c == '>'
}
