//! The index of runs of four words: where each stands first.

use super::text::Text;
use crate::source::offset;
use rayon::prelude::*;
use std::ops::Range;

/// Words in a print.
pub const PRINT: usize = 4;
/// Of so many neighbouring prints the smallest is kept: any two texts that share `PRINT + WINDOW - 1` words in a row
/// share a kept print.
const WINDOW: usize = 4;
/// Sections that one print leads to. What stands in more is told by rarer prints beside it.
const FANOUT: usize = 4;

const NONE: u32 = u32::MAX;

/// A kept run of four words.
#[derive(Clone, Copy, Debug)]
pub struct Print {
    hash: u32,
    /// Its first word.
    pub at: u32,
    /// The section it stands in.
    pub section: u32,
}

/// Prints in reading order, each chained to the first few sections that hold the same.
pub struct Index {
    prints: Vec<Print>,
    /// The prints of each section.
    of_section: Vec<Range<usize>>,
    /// For each print, the first that is the same.
    first: Vec<u32>,
    /// For each print of a chain, the next one.
    next: Vec<u32>,
}

impl Index {
    /// Indexes all sections.
    pub fn build(text: &Text) -> Self {
        let by_section: Vec<Vec<Print>> = (0..text.sections.len())
            .into_par_iter()
            .with_min_len(32)
            .map(|section| prints(text, section))
            .collect();
        let count = by_section.iter().map(Vec::len).sum();
        let mut prints = Vec::with_capacity(count);
        let mut of_section = Vec::with_capacity(by_section.len());
        for section in by_section {
            let start = prints.len();
            prints.extend(section);
            of_section.push(start..prints.len());
        }
        let mut index = Self {
            prints,
            of_section,
            first: vec![NONE; count],
            next: vec![NONE; count],
        };
        index.chain();
        index
    }

    /// The earlier sections that hold the same prints as `section`: section, word there, word here.
    pub fn hits(&self, section: usize) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        self.of_section[section].clone().flat_map(move |print| {
            let here = self.prints[print];
            let mut at = self.first[print];
            std::iter::from_fn(move || {
                let there = self.prints.get(at as usize)?;
                if there.section >= here.section {
                    return None;
                }
                at = self.next[at as usize];
                Some((there.section, there.at, here.at))
            })
        })
    }

    fn chain(&mut self) {
        let slots = (self.prints.len() * 2).next_power_of_two().max(16);
        let mut table = vec![NONE; slots];
        for index in 0..self.prints.len() {
            let print = self.prints[index];
            let mut slot = (print.hash as usize).wrapping_mul(0x9E37_79B1) & (slots - 1);
            let first = loop {
                match table[slot] {
                    NONE => {
                        table[slot] = offset(index);
                        break offset(index);
                    }
                    first if self.prints[first as usize].hash == print.hash => break first,
                    _ => slot = (slot + 1) & (slots - 1),
                }
            };
            self.first[index] = first;
            if first as usize != index {
                self.append(first, index);
            }
        }
    }

    /// Appends a print to its chain, unless the chain is full or ends in the same section.
    fn append(&mut self, first: u32, index: usize) {
        let mut tail = first as usize;
        for _ in 1..FANOUT {
            if self.prints[tail].section == self.prints[index].section {
                return;
            }
            match self.next[tail] {
                NONE => {
                    self.next[tail] = offset(index);
                    return;
                }
                next => tail = next as usize,
            }
        }
    }
}

/// The kept prints of a section, in order.
fn prints(text: &Text, section: usize) -> Vec<Print> {
    let range = text.sections[section].words.clone();
    let words = &text.words[range.clone()];
    let hashes: Vec<u32> = words.windows(PRINT).map(hash).collect();
    let mut kept = Vec::with_capacity(hashes.len() / 2 + 1);
    let mut last = usize::MAX;
    for start in 0..hashes
        .len()
        .saturating_sub(WINDOW - 1)
        .max(hashes.len().min(1))
    {
        let window = &hashes[start..hashes.len().min(start + WINDOW)];
        let Some((least, &hash)) = window.iter().enumerate().min_by_key(|&(_, hash)| hash) else {
            continue;
        };
        if start + least != last {
            last = start + least;
            kept.push(Print {
                hash,
                at: offset(range.start + last),
                section: offset(section),
            });
        }
    }
    kept
}

#[allow(clippy::cast_possible_truncation)]
fn hash(words: &[u32]) -> u32 {
    let folded = words.iter().fold(0u64, |hash, &word| {
        (hash.rotate_left(5) ^ u64::from(word)).wrapping_mul(0x517C_C1B7_2722_0A95)
    });
    (folded >> 32) as u32
}
