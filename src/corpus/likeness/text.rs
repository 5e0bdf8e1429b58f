//! The text that is compared: words as numbers, in units, in sections.

use super::Threshold;
use super::sections::{self, Part};
use super::usual;
use super::words::{fold, read_words};
use crate::corpus::Corpus;
use crate::document::BlockKind;
use crate::document::tokens;
use crate::model::Page;
use crate::source::offset;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A list item's paragraph, or a sentence of a paragraph.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The section it stands in.
    pub section: u32,
    /// The block it stands in.
    block: u32,
    /// Where it stands in the block's prose.
    prose: (u32, u32),
    /// Its words.
    pub words: (u32, u32),
    /// Whether it opens a list item.
    pub item: bool,
    /// Whether a run may pass it but not count it: boilerplate, or a caption of a list.
    pub passed: bool,
}

impl Unit {
    /// How many words it has.
    pub fn len(&self) -> u32 {
        self.words.1 - self.words.0
    }

    /// Its first byte: that of the marker, if it opens a list item.
    pub fn start(&self, page: &Page) -> usize {
        let block = &page.document.blocks[self.block as usize];
        match block.item {
            Some(item) if self.item => page.document.items[item].marker.start,
            _ => {
                let start = block.prose.source(self.prose()).start;
                // The marks that open a link or emphasis belong to it.
                let before = page.source.text().get(block.range.start..start);
                let marks = before.map_or(0, |text| {
                    text.len() - text.trim_end_matches(|c: char| !c.is_whitespace()).len()
                });
                start - marks
            }
        }
    }

    /// One past its last byte, the marks that close a link or emphasis included.
    pub fn end(&self, page: &Page) -> usize {
        let document = &page.document;
        let block = &document.blocks[self.block as usize];
        let end = block.prose.source(self.prose()).end;
        let after = document
            .links
            .partition_point(|link| link.range.start < end);
        let end = match after.checked_sub(1).map(|last| &document.links[last]) {
            Some(link) if link.range.end > end && !link.text.is_empty() => link.range.end,
            _ => end,
        };
        let rest = page.source.text().get(end..block.range.end);
        let marks = rest.map_or(0, |text| {
            text.find(char::is_whitespace).unwrap_or(text.len())
        });
        end + marks
    }

    fn prose(&self) -> Range<usize> {
        self.prose.0 as usize..self.prose.1 as usize
    }
}

/// The text under one heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// The page, by its index in the corpus.
    pub page: u32,
    /// Where it stands on the page, and whose it is.
    pub part: Part,
    /// Its units.
    pub units: Range<usize>,
    /// Its words.
    pub words: Range<usize>,
    /// The fewest words that a run in it can have.
    pub least: usize,
}

/// What no run counts.
struct Boilerplate {
    /// Units that configuration names, by their words.
    named: FxHashSet<u64>,
    /// Texts that stand on most pages.
    usual: FxHashSet<u32>,
}

/// Every family page's field sections, in reading order.
#[derive(Default)]
pub struct Text {
    /// Each word as a number; equal words have equal numbers.
    pub words: Vec<u32>,
    /// The units, in order.
    pub units: Vec<Unit>,
    /// The sections, in order; those too short to hold a run are left out.
    pub sections: Vec<Section>,
}

impl Text {
    /// Reads the family pages.
    pub fn read(corpus: &Corpus, threshold: &Threshold) -> Self {
        let named = corpus.profile.boilerplate.iter().map(|text| {
            let mut words = Vec::new();
            read_words(text, &tokens::of_text(text), false, &mut words, |_| ());
            fold(&words)
        });
        let boilerplate = Boilerplate {
            named: named.collect(),
            usual: usual::texts(corpus),
        };
        let pages: Vec<Self> = corpus
            .pages
            .par_iter()
            .enumerate()
            .filter(|(_, page)| page.family)
            .map(|(index, page)| {
                Self::read_page(corpus, offset(index), page, &boilerplate, threshold)
            })
            .collect();
        let mut whole = Self {
            words: Vec::with_capacity(pages.iter().map(|page| page.words.len()).sum()),
            units: Vec::with_capacity(pages.iter().map(|page| page.units.len()).sum()),
            sections: Vec::with_capacity(pages.iter().map(|page| page.sections.len()).sum()),
        };
        for page in pages {
            whole.append(page);
        }
        whole
    }

    /// Each list a section of its own page, its items parted by semicolons.
    #[cfg(test)]
    pub fn of_lists(lists: &[&str], threshold: &Threshold) -> Self {
        let mut text = Self::default();
        for (page, list) in lists.iter().enumerate() {
            let (words, units) = (text.words.len(), text.units.len());
            for item in list.split(';') {
                let from = text.words.len();
                read_words(item, &tokens::of_text(item), false, &mut text.words, |_| ());
                text.units.push(Unit {
                    section: offset(page),
                    block: 0,
                    prose: (0, 0),
                    words: (offset(from), offset(text.words.len())),
                    item: true,
                    passed: false,
                });
            }
            text.sections.push(Section {
                page: offset(page),
                part: Part::default(),
                units: units..text.units.len(),
                words: words..text.words.len(),
                least: least(&text.units[units..], threshold).unwrap_or(threshold.words),
            });
        }
        text
    }

    fn append(&mut self, page: Self) {
        let (words, units, sections) = (self.words.len(), self.units.len(), self.sections.len());
        self.words.extend(page.words);
        self.units.extend(page.units.into_iter().map(|mut unit| {
            unit.words.0 += offset(words);
            unit.words.1 += offset(words);
            unit.section += offset(sections);
            unit
        }));
        self.sections.extend(page.sections.into_iter().map(|mut s| {
            s.words = s.words.start + words..s.words.end + words;
            s.units = s.units.start + units..s.units.end + units;
            s
        }));
    }

    fn read_page(
        corpus: &Corpus,
        index: u32,
        page: &Page,
        boilerplate: &Boilerplate,
        threshold: &Threshold,
    ) -> Self {
        let mut text = Self::default();
        text.words.reserve(page.source.text().len() / 8);
        for part in sections::parts(page) {
            let (words, units) = (text.words.len(), text.units.len());
            text.read_part(corpus, index, page, &part);
            let texts = corpus.texts.of_page(index as usize);
            for unit in &mut text.units[units..] {
                let words = &text.words[unit.words.0 as usize..unit.words.1 as usize];
                let block = texts.get(unit.block as usize);
                unit.passed |= block.is_some_and(|text| boilerplate.usual.contains(text))
                    || !boilerplate.named.is_empty() && boilerplate.named.contains(&fold(words));
            }
            let Some(least) = least(&text.units[units..], threshold) else {
                text.words.truncate(words);
                text.units.truncate(units);
                continue;
            };
            text.sections.push(Section {
                page: index,
                part,
                units: units..text.units.len(),
                words: words..text.words.len(),
                least,
            });
        }
        text
    }

    fn read_part(&mut self, corpus: &Corpus, page_index: u32, page: &Page, part: &Part) {
        let texts = corpus.texts.of_page(page_index as usize);
        let document = &page.document;
        let section = offset(self.sections.len());
        let blocks = match part.heading {
            Some(heading) => document.headings[heading].blocks.clone(),
            None => {
                let first = document.headings.iter().find(|heading| !heading.nested);
                0..first.map_or(document.blocks.len(), |heading| heading.block)
            }
        };
        for index in blocks {
            let block = &document.blocks[index];
            if block.kind != BlockKind::Paragraph || block.footnote {
                continue;
            }
            let first_unit = self.units.len();
            let item = block
                .item
                .is_some_and(|item| document.items[item].blocks.start == index);
            let units = &mut self.units;
            read_words(
                &block.prose.text,
                texts
                    .get(index)
                    .map_or(&[], |&text| corpus.texts.tokens(text)),
                block.item.is_none(),
                &mut self.words,
                |sentence| {
                    units.push(Unit {
                        section,
                        block: offset(index),
                        prose: (offset(sentence.prose.start), offset(sentence.prose.end)),
                        words: (offset(sentence.words.start), offset(sentence.words.end)),
                        item: item && units.len() == first_unit,
                        passed: false,
                    });
                },
            );
            let caption = block.item.is_none() && block.prose.text.trim_end().ends_with(':');
            if let (true, Some(last)) = (caption, self.units[first_unit..].last_mut()) {
                last.passed = true;
            }
        }
    }
}

/// The fewest words that a run of a section can have, or nothing if it is too short to hold one.
fn least(units: &[Unit], threshold: &Threshold) -> Option<usize> {
    let counted = || units.iter().filter(|unit| !unit.passed);
    let words: usize = counted().map(|unit| unit.len() as usize).sum();
    let mut items: Vec<usize> = counted()
        .filter(|unit| unit.item)
        .map(|unit| unit.len() as usize)
        .collect();
    let enough_items = threshold.items > 0 && items.len() >= threshold.items;
    if words < threshold.words && !enough_items {
        return None;
    }
    if !enough_items {
        return Some(threshold.words);
    }
    items.sort_unstable();
    let shortest: usize = items.iter().take(threshold.items).sum();
    Some(shortest.min(threshold.words))
}
