//! The text that is compared: words as numbers, in units, in sections.

use super::Threshold;
use super::boilerplate::Boilerplate;
use super::sections::{self, Part};
use super::twins::Twins;
use super::words::{fold, read_words};
use crate::corpus::Corpus;
use crate::document::{BlockKind, tokens};
use crate::model::Page;
use crate::source::offset;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// A list item's paragraph, or a sentence of a paragraph.
#[derive(Clone, Copy, Debug)]
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
        match block.item() {
            Some(item) if self.item => page.document.items[item].marker().start,
            _ => {
                let start = block.prose.source(self.prose()).start;
                // The marks that open a link or emphasis belong to it.
                let before = page.source.text().get(block.range().start..start);
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
        let rest = page.source.text().get(end..block.range().end);
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
    /// Its units; none where it tells nothing new.
    pub units: Range<usize>,
    /// Its words; none where it tells nothing new.
    pub words: Range<usize>,
    /// The fewest words that a run in it can have.
    pub least: usize,
    /// One number for its words and for how they are cut into units: two sections with one number are the same.
    pub number: u64,
    /// All of it that counts, if anything does.
    pub whole: Option<Whole>,
}

impl Section {
    /// The fewest words that it has in stretches in common with another section, if they share a run that is long and
    /// alike enough.
    pub fn least_common(&self) -> usize {
        (self.least * 6 / 10).max(1)
    }
}

/// A section from the first unit that counts to the last.
#[derive(Clone, Copy, Debug)]
pub struct Whole {
    /// Its first unit.
    pub first: Unit,
    /// Its last unit.
    pub last: Unit,
    /// List items that count.
    pub items: usize,
    /// Words that count.
    pub words: usize,
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
    /// Reads the family pages, and finds out which sections stand again. The words of pages that only repeat others are
    /// not kept.
    pub fn read(corpus: &Corpus, threshold: &Threshold) -> (Self, Twins) {
        let boilerplate = Boilerplate::of(corpus);
        let firsts = Mutex::new(FxHashMap::default());
        let pages = corpus.pages.par_iter().enumerate();
        let by_page: Vec<Self> = pages
            .filter(|(_, page)| page.family)
            .map(|(index, _)| {
                let mut text = Self::of_page(corpus, index, &boilerplate, threshold);
                let sections = text.sections.iter().map(|section| section.number);
                let mut firsts = firsts.lock().unwrap_or_else(PoisonError::into_inner);
                let first = firsts.entry(tokens::fold(sections)).or_insert(index);
                *first = index.min(*first);
                // The same page stands before: many copies of a site would take much memory.
                if *first < index {
                    (text.words, text.units) = (Vec::new(), Vec::new());
                }
                text
            })
            .collect();
        // One piece of memory for all, in its size.
        let mut sections = Vec::with_capacity(by_page.iter().map(|page| page.sections.len()).sum());
        sections.extend(
            by_page
                .iter()
                .flat_map(|page| page.sections.iter().cloned()),
        );
        let twins = Twins::find(&sections);
        let mut first = 0;
        let mut kept: Vec<(usize, Self)> = Vec::with_capacity(by_page.len());
        for page in by_page {
            let next = first + page.sections.len();
            if (first..next).any(|section| !twins.is_on_copied_page(section)) {
                kept.push((first, page));
            }
            first = next;
        }
        let mut text = Self {
            words: Vec::with_capacity(kept.iter().map(|(_, page)| page.words.len()).sum()),
            units: Vec::with_capacity(kept.iter().map(|(_, page)| page.units.len()).sum()),
            sections,
        };
        for section in &mut text.sections {
            (section.words, section.units) = (0..0, 0..0);
        }
        for (first, page) in kept {
            text.add(first, page);
        }
        (text, twins)
    }

    /// Reads the sections of a page.
    fn of_page(
        corpus: &Corpus,
        page: usize,
        boilerplate: &Boilerplate,
        threshold: &Threshold,
    ) -> Self {
        let mut text = Self::default();
        for part in sections::parts(&corpus.pages[page]) {
            let (words, units) = (text.words.len(), text.units.len());
            text.read_part(corpus, offset(page), &part, boilerplate);
            match text.section(offset(page), part, threshold, (words, units)) {
                Some(section) => text.sections.push(section),
                None => {
                    text.words.truncate(words);
                    text.units.truncate(units);
                }
            }
        }
        text
    }

    /// Adds the words and units of a page whose sections are known, the first of them by this number.
    fn add(&mut self, first: usize, page: Self) {
        let (words, units) = (self.words.len(), self.units.len());
        for (number, read) in (first..).zip(page.sections) {
            for unit in &page.units[read.units.clone()] {
                self.units.push(Unit {
                    section: offset(number),
                    words: (unit.words.0 + offset(words), unit.words.1 + offset(words)),
                    ..*unit
                });
            }
            let section = &mut self.sections[number];
            section.words = read.words.start + words..read.words.end + words;
            section.units = read.units.start + units..read.units.end + units;
        }
        self.words.extend_from_slice(&page.words);
    }

    /// Each list a section of its own page, its items parted by semicolons.
    #[cfg(test)]
    pub fn of_lists(lists: &[&str], threshold: &Threshold) -> Self {
        let mut text = Self::default();
        for (page, list) in lists.iter().enumerate() {
            let mut section = Self::default();
            for item in list.split(';') {
                let from = section.words.len();
                let tokens = tokens::of_text(item);
                read_words(item, &tokens, false, &mut section.words, |_| ());
                section.units.push(Unit {
                    section: offset(page),
                    block: 0,
                    prose: (0, 0),
                    words: (offset(from), offset(section.words.len())),
                    item: true,
                    passed: false,
                });
            }
            if let Some(read) = section.section(offset(page), Part::default(), threshold, (0, 0)) {
                section.sections.push(read.clone());
                text.sections.push(read);
                text.add(text.sections.len() - 1, section);
            }
        }
        text
    }

    /// The section of these words and units, from the first ones on, unless it is too short to hold a run.
    fn section(
        &self,
        page: u32,
        part: Part,
        threshold: &Threshold,
        (words, units): (usize, usize),
    ) -> Option<Section> {
        let (words, units) = (words..self.words.len(), units..self.units.len());
        let here = &self.units[units.clone()];
        let least = least(here, threshold)?;
        let cuts = here.iter().map(|unit| {
            u64::from(unit.len()) << 2 | u64::from(unit.item) << 1 | u64::from(unit.passed)
        });
        let number =
            tokens::fold([fold(&self.words[words.clone()]), tokens::fold(cuts)].into_iter());
        let counted = || here.iter().filter(|unit| !unit.passed);
        let ends = counted().next().zip(counted().next_back());
        Some(Section {
            page,
            part,
            units,
            words,
            least,
            number,
            whole: ends.map(|(&first, &last)| Whole {
                first,
                last,
                items: counted().filter(|unit| unit.item).count(),
                words: counted().map(|unit| unit.len() as usize).sum(),
            }),
        })
    }

    /// Appends the words and units of a part of a page.
    fn read_part(&mut self, corpus: &Corpus, page: u32, part: &Part, boilerplate: &Boilerplate) {
        let texts = corpus.texts.of_page(page as usize);
        let document = &corpus.pages[page as usize].document;
        let blocks = match part.heading {
            Some(heading) => document.headings[heading].blocks.clone(),
            None => {
                let first = document.headings.iter().find(|heading| !heading.nested);
                0..first.map_or(document.blocks.len(), |heading| heading.block)
            }
        };
        for index in blocks {
            let block = &document.blocks[index];
            let Some(&text) = texts.get(index) else {
                continue;
            };
            if block.kind != BlockKind::Paragraph || block.footnote {
                continue;
            }
            let first_unit = self.units.len();
            let item = block
                .item()
                .is_some_and(|item| document.items[item].blocks().start == index);
            let usual = boilerplate.is_usual(text);
            let units = &mut self.units;
            read_words(
                &block.prose.text,
                corpus.texts.tokens(text),
                block.item().is_none(),
                &mut self.words,
                |sentence| {
                    units.push(Unit {
                        section: 0,
                        block: offset(index),
                        prose: (offset(sentence.prose.start), offset(sentence.prose.end)),
                        words: (offset(sentence.words.start), offset(sentence.words.end)),
                        item: item && units.len() == first_unit,
                        passed: usual,
                    });
                },
            );
            for unit in &mut self.units[first_unit..] {
                let words = unit.words.0 as usize..unit.words.1 as usize;
                unit.passed |= boilerplate.is_named(&self.words[words]);
            }
            let caption = block.item().is_none() && block.prose.text.trim_end().ends_with(':');
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
    let items = || counted().filter(|unit| unit.item);
    let item_count = items().count();
    let enough_items = threshold.items > 0 && item_count >= threshold.items;
    if !enough_items {
        return (words >= threshold.words).then_some(threshold.words);
    }
    let mut lengths = Vec::with_capacity(item_count);
    lengths.extend(items().map(|unit| unit.len() as usize));
    lengths.sort_unstable();
    let shortest: usize = lengths.iter().take(threshold.items).sum();
    Some(shortest.min(threshold.words))
}
