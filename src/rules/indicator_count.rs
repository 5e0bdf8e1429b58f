//! A list of performance indicators that is too short or too long.

use crate::corpus::Corpus;
use crate::document::{Document, List};
use crate::finding::Finding;
use crate::model::{Field, FieldKind, Page, extends};
use serde::Deserialize;
use std::ops::Range;

/// How many there should be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Parameters {
    /// What an item says, in lower case, that stands for indicators to come.
    to_come: Vec<String>,
    least: usize,
    most: usize,
}

pub fn check(parameters: &Parameters, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let (least, most) = (parameters.least, parameters.most);
    let fields = page.fields.iter();
    fields
        .filter(|field| field.kind == FieldKind::PerformanceIndicators)
        .filter_map(|field| Some((field, indicators(parameters, page, field, corpus)?)))
        .filter(|(_, count)| count.deepest < least || count.items > most)
        .map(|(field, count)| {
            let count = count.items;
            let noun = if count == 1 { "performance indicator" } else { "performance indicators" };
            let at = page.heading_span(field.heading);
            let finding = Finding::new(at, format!("{count} {noun} where {least} to {most} are expected"));
            finding.help(if count < least {
                "add what the role is measured by"
            } else {
                "keep those that say most"
            })
        })
        .collect()
}

/// How many items a list has.
struct Count {
    /// Its own.
    items: usize,
    /// Those and the ones of the lists in it, without items that are but captions of such.
    deepest: usize,
}

impl Count {
    fn of(document: &Document, list: &List) -> Self {
        let inside = |item: usize| {
            let first = document.items[item].first_list()?;
            let lists = document.lists[first..].iter().filter(|inner| inner.parent == Some(item));
            Some(lists.map(|inner| Self::of(document, inner).deepest).sum::<usize>())
        };
        Self {
            items: list.items.len(),
            deepest: list.items.iter().map(|&item| inside(item).unwrap_or(1)).sum(),
        }
    }
}

/// The section up to the first heading in it, if that is another field's, which stands too deep; none if it is one that
/// parts the indicators.
fn before_other_fields(page: &Page, field: &Field) -> Option<Range<usize>> {
    let whole = page.document.section_range(field.heading);
    let Some(first) = page.document.headings_in(field.heading).next() else {
        return Some(whole);
    };
    let mut fields = page.fields.iter();
    let is_other = fields.any(|other| other.heading == first && other.kind != field.kind);
    is_other.then(|| whole.start..page.document.headings[first].range.start)
}

/// How many items the section's list has, where the section is one list, at most with a caption, takes over no other and
/// does not only say that there will be some.
fn indicators(parameters: &Parameters, page: &Page, field: &Field, corpus: &Corpus) -> Option<Count> {
    let document = &page.document;
    let section = before_other_fields(page, field)?;
    if document.is_opaque(&section) {
        return None;
    }
    let mut lists = document.lists.iter().filter(|list| {
        list.parent.is_none() && section.start <= list.range.start && list.range.start < section.end
    });
    let (list, None) = (lists.next()?, lists.next()) else {
        return None;
    };
    let blocks = page.field_blocks(field);
    let mut captions = 0;
    for index in blocks {
        let block = document.blocks.get(index)?;
        if block.range().start >= section.end {
            break;
        }
        let text = block.prose.text.to_ascii_lowercase();
        let more = ["all of the", "in addition", "as well as the", "same as"];
        let mut to_come = parameters.to_come.iter();
        if extends::find(document, index, &corpus.vocabulary).is_some()
            || more.iter().any(|more| text.contains(more))
            || list.items.len() < parameters.least && to_come.any(|words| text.contains(words))
        {
            return None;
        }
        if block.item().is_none() {
            captions += 1;
            if block.range().start > list.range.start {
                return None;
            }
        }
    }
    (captions < 2).then(|| Count::of(document, list))
}
