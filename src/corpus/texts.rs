//! The texts of all blocks, each read into words once, however often it stands.

pub mod found;

use super::Corpus;
use super::words::Words;
use crate::document::tokens::{self, Token};
use crate::document::{KeptProse, PlacedProse};
use crate::model::Page;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::collections::hash_map::Entry;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};

/// A text, as the first block that holds it has it.
#[derive(Debug)]
pub struct Text {
    /// Its words, as a range of those of one part of the texts.
    part: u32,
    start: u32,
    end: u32,
    /// What a reader sees: at hand here, and far away on its page.
    prose: KeptProse,
}

/// What is asked of many texts of which nothing else is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Edges {
    /// A number for the first few words, without case; those beyond ASCII do not count.
    pub opening: u32,
    /// A number for the last word, without case, unless a comma ends the text or the word is not [plain](Token::is_plain).
    pub last: Option<NonZeroU32>,
}

/// Every text of a corpus.
#[derive(Debug, Default)]
pub struct Texts {
    /// The texts, in reading order of their first blocks.
    pub all: Vec<Text>,
    /// Which text each block of each page holds.
    of_pages: Vec<Vec<u32>>,
    /// The words of each part of the texts.
    tokens: Vec<Vec<Token>>,
    /// The marks of each text.
    marks: Vec<u8>,
    /// The edges of each text.
    edges: Vec<Edges>,
}

impl Texts {
    /// Reads the texts of these pages, about so many of them different, and counts their words.
    pub fn new(pages: &[Page], different: usize) -> (Self, Words) {
        let mut firsts: Vec<(u32, u32)> = Vec::with_capacity(different);
        let mut known = FxHashMap::with_capacity_and_hasher(different, FxBuildHasher);
        let of_pages: Vec<Vec<u32>> = pages
            .iter()
            .enumerate()
            .map(|(index, page)| {
                let blocks = page.document.blocks.iter().enumerate();
                blocks
                    .map(|(at, block)| {
                        let next = crate::source::offset(firsts.len());
                        match known.entry(block.prose.number()) {
                            Entry::Occupied(text)
                                if is_at(pages, firsts[*text.get() as usize], &block.prose) =>
                            {
                                return *text.get();
                            }
                            // Two texts with one hash: the second is read each time it stands.
                            Entry::Occupied(_) => {}
                            Entry::Vacant(free) => {
                                free.insert(next);
                            }
                        }
                        firsts.push((crate::source::offset(index), crate::source::offset(at)));
                        next
                    })
                    .collect()
            })
            .collect();
        let parts: Vec<&[(u32, u32)]> = parts(&firsts).collect();
        // Each thread counts in a list of its own, whichever parts it reads: to count in one list, they would wait for
        // each other, and to join a list of each part takes its time.
        let counted: Mutex<Vec<Words>> = Mutex::default();
        let share = firsts.len() * WORDS / rayon::current_num_threads();
        let read = |(number, firsts): (usize, &[(u32, u32)])| {
            let taken = counted.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut words = taken.unwrap_or_else(|| Words::with_room_for(share));
            let part = read_part(pages, crate::source::offset(number), firsts, &mut words);
            let mut counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
            counted.push(words);
            part
        };
        let numbered = parts.into_par_iter().enumerate().with_max_len(1);
        let parts: Vec<Part> = numbered.map(read).collect();
        let counted = counted.into_inner().unwrap_or_else(PoisonError::into_inner);
        let count = firsts.len();
        let (words, joined) = rayon::join(
            || counted.into_iter().reduce(Words::and).unwrap_or_default(),
            || joined(parts, count),
        );
        (Self { of_pages, ..joined }, words)
    }

    /// Which text each block of a page holds, by the index of the page.
    pub fn of_page(&self, page: usize) -> &[u32] {
        self.of_pages.get(page).map_or(&[], Vec::as_slice)
    }

    /// The words of a text.
    #[inline]
    pub fn tokens(&self, text: u32) -> &[Token] {
        self.all
            .get(text as usize)
            .map_or(&[], |text| self.tokens_of(text))
    }

    /// The edges of a text.
    #[inline]
    pub fn edges(&self, text: u32) -> Edges {
        self.edges.get(text as usize).copied().unwrap_or_default()
    }

    /// The words of a text.
    #[inline]
    pub fn tokens_of(&self, text: &Text) -> &[Token] {
        &self.tokens[text.part as usize][text.start as usize..text.end as usize]
    }
}

/// The marks of the texts of one page's blocks.
#[derive(Clone, Copy, Debug)]
pub struct PageMarks<'a> {
    /// Which text each block holds.
    texts: &'a [u32],
    /// The marks of each text.
    marks: &'a [u8],
}

impl PageMarks<'_> {
    /// Whether the text of a block may hold any of these marks.
    #[inline]
    pub fn may_hold(&self, block: usize, marks: u8) -> bool {
        let text = self.texts.get(block).map(|&text| text as usize);
        text.and_then(|text| self.marks.get(text))
            .is_none_or(|held| held & marks != 0)
    }
}

impl Corpus {
    /// The marks of the blocks of a page.
    pub fn marks(&self, page: &Page) -> PageMarks<'_> {
        let index = self.page_index(page);
        PageMarks {
            texts: index.map_or(&[], |index| self.texts.of_page(index)),
            marks: &self.texts.marks,
        }
    }
}

/// What was read of a part of the texts.
struct Part {
    texts: Vec<Text>,
    tokens: Vec<Token>,
    marks: Vec<u8>,
    edges: Vec<Edges>,
}

/// The texts of all parts, so many.
fn joined(parts: Vec<Part>, count: usize) -> Texts {
    let mut joined = Texts {
        all: Vec::with_capacity(count),
        marks: Vec::with_capacity(count),
        edges: Vec::with_capacity(count),
        ..Texts::default()
    };
    for part in parts {
        joined.all.extend(part.texts);
        joined.marks.extend(part.marks);
        joined.edges.extend(part.edges);
        joined.tokens.push(part.tokens);
    }
    joined
}

/// How many texts a thread takes on at a time, roughly.
const TEXTS: usize = 384;
/// How many words a text has, roughly.
const WORDS: usize = 16;

/// These texts in parts. None of them parts a page, so that its words are counted in one place.
fn parts(mut firsts: &[(u32, u32)]) -> impl Iterator<Item = &[(u32, u32)]> {
    std::iter::from_fn(move || {
        let (last, _) = *firsts.get(..TEXTS).unwrap_or(firsts).last()?;
        let end = firsts.partition_point(|(page, _)| *page <= last);
        firsts.split_off(..end)
    })
}

fn read_part(pages: &[Page], part: u32, firsts: &[(u32, u32)], counted: &mut Words) -> Part {
    let lengths = firsts.iter().map(|&first| prose(pages, first).text.len());
    let words = lengths.sum::<usize>() / tokens::LETTERS;
    let mut read = Part {
        texts: Vec::with_capacity(firsts.len()),
        tokens: Vec::with_capacity(words),
        marks: Vec::with_capacity(firsts.len()),
        edges: Vec::with_capacity(firsts.len()),
    };
    for &(page, block) in firsts {
        let prose = prose(pages, (page, block));
        let start = crate::source::offset(read.tokens.len());
        let marks = tokens::read_into(prose, &mut read.tokens);
        let words = &read.tokens[start as usize..];
        counted.count(&prose.text, words, page);
        read.texts.push(Text {
            part,
            start,
            end: crate::source::offset(read.tokens.len()),
            prose: prose.kept().clone(),
        });
        read.marks.push(marks);
        read.edges.push(Edges {
            opening: opening(words),
            last: last(words, &prose.text),
        });
    }
    read
}

/// See [`Edges::last`].
pub fn last(words: &[Token], text: &str) -> Option<NonZeroU32> {
    let word = words.last().filter(|word| word.is_plain())?;
    // The upper half depends on all letters.
    NonZeroU32::new((word.hash >> 32) as u32).filter(|_| !text.trim_end().ends_with(','))
}

/// See [`Edges::opening`].
pub fn opening(words: &[Token]) -> u32 {
    const READ: usize = 8;
    let plain = words.iter().filter(|token| token.is_plain()).take(READ);
    // The upper half depends on all letters.
    (tokens::fold(plain.map(|token| token.hash)) >> 32) as u32
}

fn prose(pages: &[Page], (page, block): (u32, u32)) -> &PlacedProse {
    &pages[page as usize].document.blocks[block as usize].prose
}

fn is_at(pages: &[Page], first: (u32, u32), text: &PlacedProse) -> bool {
    prose(pages, first).kept().reads_like(text.kept())
}
