//! The text that is compared: words as numbers, in units, in sections.

use super::Threshold;
use super::read::Read;
use super::sections::Part;
use super::words::{closed, fold};
use crate::document::tokens;
use crate::model::Page;
use crate::source::offset;
use smallvec::SmallVec;
use std::ops::Range;

/// A list item's paragraph, or a sentence of a paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// The block it stands in, counted from the first of its section.
    pub block: u32,
    /// Where it stands in the block's prose, up to the end of its last word.
    pub prose: (u32, u32),
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

    /// Its first byte in a section of a page: that of the marker, if it opens a list item.
    pub fn start(&self, page: &Page, section: &Section) -> usize {
        let block = &page.document.blocks[section.block_of(self)];
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
    pub fn end(&self, page: &Page, section: &Section) -> usize {
        let document = &page.document;
        let block = &document.blocks[section.block_of(self)];
        let prose = self.prose();
        let closed = closed(&block.prose.text, prose.end);
        let end = block.prose.source(prose.start..closed).end;
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
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// The page, by its index in the corpus.
    pub page: u32,
    /// Its first block.
    pub first_block: u32,
    /// What it reads, by its place among the readings.
    pub reading: u32,
    /// Where it stands on the page, and whose it is.
    pub part: Part,
}

impl Section {
    /// The block of its page that one of its units stands in.
    fn block_of(&self, unit: &Unit) -> usize {
        (self.first_block + unit.block) as usize
    }
}

/// What a section reads. Sections that hold the same texts share it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its units.
    pub units: Range<usize>,
    /// Its words.
    pub words: Range<usize>,
    /// The fewest words that a run in it can have.
    pub least: usize,
    /// One number for its words and for how they are cut into units: two sections with one number are the same.
    pub number: u64,
    /// All of it that counts, if anything does.
    pub whole: Option<Whole>,
}

impl Reading {
    /// What these words and units read, from the first ones on, unless they are too few to hold a run.
    pub fn of(
        all_words: &[u32],
        all_units: &[Unit],
        threshold: &Threshold,
        (words, units): (usize, usize),
    ) -> Option<Self> {
        let here = &all_units[units..];
        let counted = || here.iter().filter(|unit| !unit.passed);
        let (mut item_count, mut word_count) = (0, 0);
        for unit in counted() {
            item_count += usize::from(unit.item);
            word_count += unit.len() as usize;
        }
        let least = least(here, (item_count, word_count), threshold)?;
        let cuts = here.iter().map(|unit| {
            u64::from(unit.len()) << 2 | u64::from(unit.item) << 1 | u64::from(unit.passed)
        });
        let number = tokens::fold([fold(&all_words[words..]), tokens::fold(cuts)].into_iter());
        let ends = counted().next().zip(counted().next_back());
        Some(Self {
            units: units..all_units.len(),
            words: words..all_words.len(),
            least,
            number,
            whole: ends.map(|(&first, &last)| Whole {
                first,
                last,
                items: item_count,
                words: word_count,
            }),
        })
    }

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
    /// What sections read, in the order of the first ones that do.
    pub readings: Vec<Reading>,
    /// The sections, in order; those too short to hold a run are left out.
    pub sections: Vec<Section>,
}

impl Text {
    /// What a section reads.
    pub fn reading(&self, section: usize) -> &Reading {
        &self.readings[self.sections[section].reading as usize]
    }

    /// Adds what was read apart, its words and units after those that are there. Gives the places of the readings, none
    /// for those that are too short.
    pub fn add<'a>(&'a mut self, read: &'a Read) -> impl Iterator<Item = Option<u32>> + 'a {
        let (words, units) = (self.words.len(), self.units.len());
        self.words.extend_from_slice(&read.words);
        self.units.extend(read.units.iter().map(|unit| Unit {
            words: (unit.words.0 + offset(words), unit.words.1 + offset(words)),
            ..*unit
        }));
        let readings = &mut self.readings;
        read.readings.iter().map(move |reading| {
            let reading = reading.as_ref()?;
            let place = offset(readings.len());
            readings.push(Reading {
                units: reading.units.start + units..reading.units.end + units,
                words: reading.words.start + words..reading.words.end + words,
                ..reading.clone()
            });
            Some(place)
        })
    }
}

/// The fewest words that a run of a section can have in which so many items and words count, or nothing if it is too short
/// to hold one.
fn least(units: &[Unit], (items, words): (usize, usize), threshold: &Threshold) -> Option<usize> {
    let enough_items = threshold.items > 0 && items >= threshold.items;
    if !enough_items {
        return (words >= threshold.words).then_some(threshold.words);
    }
    let items = units.iter().filter(|unit| unit.item && !unit.passed);
    let mut lengths: SmallVec<[u32; 32]> = items.map(Unit::len).collect();
    lengths.sort_unstable();
    let shortest: u32 = lengths.iter().take(threshold.items).sum();
    Some((shortest as usize).min(threshold.words))
}
