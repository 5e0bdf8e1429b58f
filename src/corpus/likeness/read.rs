//! Reading the sections of a corpus: those that hold the same texts once.

use super::Threshold;
use super::boilerplate::Boilerplate;
use super::sections::{self, Part};
use super::text::{Reading, Section, Text, Unit};
use super::words::read_words;
use crate::corpus::Corpus;
use crate::document::{BlockKind, Document, tokens};
use crate::source::offset;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A section before it is read.
struct Draft {
    page: u32,
    part: Part,
    blocks: Range<u32>,
    /// How many words it has.
    words: u32,
    /// One number for its texts and for which of them stand in lists: sections with one number read the same.
    number: u64,
}

impl Text {
    /// Reads the family pages.
    pub fn read(corpus: &Corpus, threshold: &Threshold) -> Self {
        let drafts = drafts(corpus, threshold);
        let mut firsts: Vec<&Draft> = Vec::new();
        let mut known = FxHashMap::default();
        let mut first_of = Vec::with_capacity(drafts.iter().map(Vec::len).sum());
        first_of.extend(drafts.iter().flatten().map(|draft| {
            *known.entry(draft.number).or_insert_with(|| {
                firsts.push(draft);
                firsts.len() - 1
            })
        }));
        let boilerplate = Boilerplate::of(corpus);
        let size = firsts.len() / (4 * rayon::current_num_threads()) + 1;
        let parts = firsts.par_chunks(size).with_max_len(1);
        let parts: Vec<Read> = parts
            .map(|firsts| Read::new(corpus, firsts, &boilerplate, threshold))
            .collect();
        // One piece of memory for all, in its size.
        let mut text = Self {
            words: Vec::with_capacity(parts.iter().map(|part| part.words.len()).sum()),
            units: Vec::with_capacity(parts.iter().map(|part| part.units.len()).sum()),
            readings: Vec::with_capacity(firsts.len()),
            sections: Vec::with_capacity(first_of.len()),
        };
        let mut places = Vec::with_capacity(firsts.len());
        for part in parts {
            places.extend(text.add(&part));
        }
        let all = drafts.iter().flatten().zip(first_of);
        text.sections.extend(all.filter_map(|(draft, first)| {
            Some(Section {
                page: draft.page,
                first_block: draft.blocks.start,
                reading: places[first]?,
                part: draft.part,
            })
        }));
        text
    }

    /// Each list a section of its own page, its items parted by semicolons.
    #[cfg(test)]
    pub fn of_lists(lists: &[&str], threshold: &Threshold) -> Self {
        let mut text = Self::default();
        for (page, list) in lists.iter().enumerate() {
            let mut read = Read::default();
            for item in list.split(';') {
                let from = read.words.len();
                let tokens = tokens::of_text(item);
                read_words(item, &tokens, false, &mut read.words, |_| ());
                read.units.push(Unit {
                    block: 0,
                    prose: (0, 0),
                    words: (offset(from), offset(read.words.len())),
                    item: true,
                    passed: false,
                });
            }
            read.finish(threshold, (0, 0));
            let places: Vec<_> = text.add(&read).collect();
            text.sections
                .extend(places.into_iter().flatten().map(|reading| Section {
                    page: offset(page),
                    first_block: 0,
                    reading,
                    part: Part::default(),
                }));
        }
        text
    }
}

/// The sections of each family page, without those that are surely too short to hold a run.
fn drafts(corpus: &Corpus, threshold: &Threshold) -> Vec<Vec<Draft>> {
    let pages = corpus.pages.par_iter().enumerate();
    let pages = pages.filter(|(_, page)| page.family);
    pages
        .map(|(index, page)| {
            let parts = sections::parts(page).into_iter();
            let drafts = parts.filter_map(|part| draft(corpus, index, part, threshold));
            drafts.collect()
        })
        .collect()
}

/// A part of a page, if it may be long enough to hold a run.
fn draft(corpus: &Corpus, page: usize, part: Part, threshold: &Threshold) -> Option<Draft> {
    let document = &corpus.pages[page].document;
    let texts = corpus.texts.of_page(page);
    let blocks = blocks(document, &part);
    let (mut items, mut words) = (0, 0);
    let number = tokens::fold(blocks.clone().map(|block| {
        Shape::of(document, texts, block).map_or(0, |shape| {
            items += usize::from(shape.opens_item);
            words += corpus.texts.tokens(shape.text).len();
            shape.number()
        })
    }));
    let may_hold_items = threshold.items > 0 && items >= threshold.items;
    (may_hold_items || words >= threshold.words).then(|| Draft {
        page: offset(page),
        part,
        blocks: offset(blocks.start)..offset(blocks.end),
        words: offset(words),
        number,
    })
}

/// The blocks of a part of a page.
fn blocks(document: &Document, part: &Part) -> Range<usize> {
    match part.heading {
        Some(heading) => document.headings[heading].blocks.clone(),
        None => {
            let first = document.headings.iter().find(|heading| !heading.nested);
            0..first.map_or(document.blocks.len(), |heading| heading.block)
        }
    }
}

/// A paragraph that is compared, without regard to its page.
#[derive(Clone, Copy)]
struct Shape {
    /// Its text, by its number.
    text: u32,
    /// Whether it stands in a list item.
    is_in_item: bool,
    /// Whether it is the first of that.
    opens_item: bool,
}

impl Shape {
    /// That of a block, if it is compared.
    fn of(document: &Document, texts: &[u32], index: usize) -> Option<Self> {
        let block = &document.blocks[index];
        if block.kind != BlockKind::Paragraph || block.footnote {
            return None;
        }
        let item = block.item();
        Some(Self {
            text: *texts.get(index)?,
            is_in_item: item.is_some(),
            opens_item: item.is_some_and(|item| document.items[item].blocks().start == index),
        })
    }

    /// A number for all of it, which is not 0.
    fn number(self) -> u64 {
        u64::from(self.text) << 3
            | u64::from(self.opens_item) << 2
            | u64::from(self.is_in_item) << 1
            | 1
    }
}

/// Sections as they are read, some at a time.
#[derive(Default)]
pub struct Read {
    /// The words of all.
    pub words: Vec<u32>,
    /// The units of all.
    pub units: Vec<Unit>,
    /// What each reads, unless it is too short.
    pub readings: Vec<Option<Reading>>,
}

impl Read {
    fn new(
        corpus: &Corpus,
        drafts: &[&Draft],
        boilerplate: &Boilerplate,
        threshold: &Threshold,
    ) -> Self {
        let words = drafts.iter().map(|draft| draft.words as usize).sum();
        let blocks: usize = drafts.iter().map(|draft| draft.blocks.len()).sum();
        let mut read = Self {
            words: Vec::with_capacity(words),
            // Few blocks have more than one.
            units: Vec::with_capacity(blocks * 5 / 4),
            readings: Vec::with_capacity(drafts.len()),
        };
        for draft in drafts {
            let from = (read.words.len(), read.units.len());
            read.add(corpus, draft, boilerplate);
            read.finish(threshold, from);
        }
        read
    }

    /// Ends the section of these words and units, from the first ones on. Keeps them unless they are too few.
    fn finish(&mut self, threshold: &Threshold, from: (usize, usize)) {
        let reading = Reading::of(&self.words, &self.units, threshold, from);
        if reading.is_none() {
            self.words.truncate(from.0);
            self.units.truncate(from.1);
        }
        self.readings.push(reading);
    }

    /// Appends the words and units of a section.
    fn add(&mut self, corpus: &Corpus, draft: &Draft, boilerplate: &Boilerplate) {
        let page = draft.page as usize;
        let texts = corpus.texts.of_page(page);
        let document = &corpus.pages[page].document;
        for (at, index) in (0_u32..).zip(draft.blocks.clone()) {
            let Some(shape) = Shape::of(document, texts, index as usize) else {
                continue;
            };
            let text = document.blocks[index as usize].prose.text.as_str();
            let first_unit = self.units.len();
            let usual = boilerplate.is_usual(shape.text);
            let units = &mut self.units;
            let tokens = corpus.texts.tokens(shape.text);
            let words = &mut self.words;
            read_words(text, tokens, !shape.is_in_item, words, |sentence| {
                units.push(Unit {
                    block: at,
                    prose: (offset(sentence.prose.start), offset(sentence.prose.end)),
                    words: (offset(sentence.words.start), offset(sentence.words.end)),
                    item: shape.opens_item && units.len() == first_unit,
                    passed: usual,
                });
            });
            for unit in &mut self.units[first_unit..] {
                let words = unit.words.0 as usize..unit.words.1 as usize;
                unit.passed |= boilerplate.is_named(&self.words[words]);
            }
            let caption = !shape.is_in_item && text.trim_end().ends_with(':');
            if let (true, Some(last)) = (caption, self.units[first_unit..].last_mut()) {
                last.passed = true;
            }
        }
    }
}
