//! Titles that a sentence names: one, several, or alternatives, linked or not.

use super::passage::{LinkInText, Passage};
use super::title::Title;
use super::vocabulary::Vocabulary;
use super::vocabulary::pattern::{Pattern, written};
use std::ops::Range;
use std::sync::LazyLock;

/// A title that a sentence names.
#[derive(Clone, Debug)]
pub struct Named {
    /// The title.
    pub title: Title,
    /// As the sentence has it, with the word that joins it to the one before: `or the VP of Product`.
    pub phrase: String,
    /// Its bytes, without article.
    pub range: Range<usize>,
    /// The link that it stands in, as an index into the document's.
    pub link: Option<usize>,
}

impl Named {
    /// Places what was read of a passage's text: until then range and link are those of the text.
    pub fn place(&mut self, passage: &Passage<'_>) {
        self.range = passage.source(&self.range);
        self.link = self.link.map(|link| passage.link(link));
    }
}

/// Where titles part.
static PARTS: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(&[written::PARTS.to_owned()]));

/// The titles that stand in `range` of a text. A linked text is one title whatever it holds.
pub fn titles(
    text: &str,
    links: &[LinkInText],
    range: Range<usize>,
    vocabulary: &Vocabulary,
) -> Vec<Named> {
    let links: Vec<(usize, Range<usize>)> = links
        .iter()
        .enumerate()
        .filter(|(_, link)| {
            !link.is_image && link.text.start < range.end && range.start < link.text.end
        })
        .map(|(index, link)| (index, link.text.clone()))
        .collect();
    let mut cuts = vec![range.start];
    for part in PARTS.find_all(&text[range.clone()]) {
        let at = range.start + part.start..range.start + part.end;
        if links
            .iter()
            .any(|(_, link)| link.start < at.end && at.start < link.end)
        {
            continue;
        }
        let last = cuts.last().copied().unwrap_or(range.start);
        let left = &text[last..at.start];
        let right = &text[at.end..range.end];
        if parts_titles(
            left,
            &text[at.clone()],
            right,
            links.iter().any(|(_, link)| link.start == at.end),
            vocabulary,
        ) {
            cuts.push(at.start);
        }
    }
    cuts.push(range.end);
    let mut titles = Vec::with_capacity(cuts.len() - 1);
    titles.extend(
        cuts.windows(2)
            .filter_map(|cut| named(text, cut[0]..cut[1], &links, vocabulary)),
    );
    titles
}

/// Whether a separator parts two titles, and is not a part of one (`Director, Sales and Marketing`).
fn parts_titles(
    left: &str,
    separator: &str,
    right: &str,
    right_linked: bool,
    vocabulary: &Vocabulary,
) -> bool {
    let left_title = Title::new(without_article(left).0, vocabulary);
    if !left_title.is_title() {
        return false;
    }
    if right_linked {
        return true;
    }
    let (rest, article) = without_article(right);
    let first = rest.split([',', ';']).next().unwrap_or_default();
    let start = first
        .split_whitespace()
        .take(3)
        .collect::<Vec<_>>()
        .join(" ");
    let title = Title::new(&start, vocabulary);
    let ranked = title.management.is_some() || !title.levels.is_empty();
    let joined = separator.trim_start().trim_start_matches(',').trim();
    if joined.is_empty() {
        // A bare comma also stands inside titles, and in `Sr, Manager, Recruiting` by a slip.
        if left_title.management.is_none() && left_title.function.is_empty() {
            return false;
        }
        return ranked && (article || title.function.is_empty() || title.management.is_some());
    }
    ranked || article && Title::new(first, vocabulary).is_title()
}

fn named(
    whole: &str,
    range: Range<usize>,
    links: &[(usize, Range<usize>)],
    vocabulary: &Vocabulary,
) -> Option<Named> {
    let phrase = whole[range.clone()]
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':'));
    let link = links
        .iter()
        .find(|(_, text)| text.start < range.end && range.start < text.end);
    let text_range = match link {
        Some((_, text)) => text.start.max(range.start)..text.end.min(range.end),
        None => {
            let rest = &whole[range.clone()];
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            let rest = ["or ", "and ", "and/or ", "either ", "to "]
                .iter()
                .fold(rest, |rest, lead| strip_lead(rest, lead));
            let (rest, _) = without_article(rest);
            let end = range.end;
            let start = end - rest.len();
            let kept = rest.trim_end_matches(|c: char| {
                c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '!' | '*')
            });
            let kept = [" or above", " or higher", " or equivalent"]
                .iter()
                .fold(kept, |kept, end| strip_end(kept, end));
            start..start + kept.len()
        }
    };
    let text = whole.get(text_range.clone())?;
    if text.trim().is_empty() {
        return None;
    }
    Some(Named {
        title: Title::new(text, vocabulary),
        phrase: phrase.replace('\n', " "),
        range: text_range,
        link: link.map(|(index, _)| *index),
    })
}

fn strip_lead<'a>(text: &'a str, lead: &str) -> &'a str {
    match text.get(..lead.len()) {
        Some(start) if start.eq_ignore_ascii_case(lead) => &text[lead.len()..],
        _ => text,
    }
}

fn strip_end<'a>(text: &'a str, end: &str) -> &'a str {
    let at = text.len().saturating_sub(end.len());
    match text.get(at..) {
        Some(last) if last.eq_ignore_ascii_case(end) => &text[..at],
        _ => text,
    }
}

/// Without `a`, `an`, `the`, `either`, `our` and the like; and whether there was one.
pub fn without_article(text: &str) -> (&str, bool) {
    let mut rest = text.trim_start();
    let mut found = false;
    loop {
        let before = rest.len();
        // The first letters of the words below: most names start with another.
        let first = rest.bytes().next().unwrap_or_default();
        if !b"etaohi".contains(&first.to_ascii_lowercase()) {
            return (rest, found);
        }
        for lead in [
            "either ", "the ", "a ", "an ", "our ", "their ", "his ", "her ", "its ", "this ",
            "to ",
        ] {
            let shorter = strip_lead(rest, lead).trim_start();
            if shorter.len() < rest.len() {
                rest = shorter;
                found = true;
            }
        }
        if rest.len() == before {
            return (rest, found);
        }
    }
}
