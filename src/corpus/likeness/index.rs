//! The index of runs of four words: where each stands first.

use super::text::Text;
use super::twins::Twins;
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
    /// Indexes all sections but those that tell nothing new.
    pub fn build(text: &Text, twins: &Twins) -> Self {
        let by_section: Vec<Vec<Print>> = (0..text.sections.len())
            .into_par_iter()
            .with_min_len(32)
            .map(|section| {
                if twins.is_on_copied_page(section) {
                    Vec::new()
                } else {
                    prints(text, section)
                }
            })
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
        // Hash and index together: one look at memory for most prints.
        let mut table = vec![(0, NONE); slots];
        for index in 0..self.prints.len() {
            let print = self.prints[index];
            let mut slot = print.hash as usize & (slots - 1);
            let first = loop {
                let (hash, first) = table[slot];
                if first == NONE {
                    table[slot] = (print.hash, offset(index));
                    break offset(index);
                }
                if hash == print.hash {
                    break first;
                }
                slot = (slot + 1) & (slots - 1);
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
    // The hash above, the place below: the smallest is the one to keep, and ties are the earlier's.
    let hashes: Vec<u64> = words
        .array_windows()
        .enumerate()
        .map(|(at, &words)| hash(words) & !0xFFFF_FFFF | at as u64)
        .collect();
    let mut kept = Vec::with_capacity(hashes.len() / 2 + 1);
    let mut last = u64::MAX;
    let mut keep = |least: u64| {
        if least != last {
            last = least;
            kept.push(Print {
                hash: (least >> 32) as u32,
                at: offset(range.start) + (least & 0xFFFF_FFFF) as u32,
                section: offset(section),
            });
        }
    };
    if let (true, Some(&least)) = (hashes.len() < WINDOW, hashes.iter().min()) {
        keep(least);
    }
    for window in hashes.windows(WINDOW) {
        keep(window[0].min(window[1]).min(window[2].min(window[3])));
    }
    kept
}

fn hash(words: [u32; PRINT]) -> u64 {
    const FACTORS: [u64; PRINT] = [
        0x9E37_79B9_7F4A_7C15,
        0xC2B2_AE3D_27D4_EB4F,
        0x1656_67B1_9E37_79F9,
        0x27D4_EB2F_1656_67C5,
    ];
    let [a, b, c, d] = words.map(|word| u64::from(word) + 1);
    let part = |word: u64, at: usize| word.wrapping_mul(FACTORS[at]);
    let sum = part(a, 0)
        .wrapping_add(part(b, 1))
        .wrapping_add(part(c, 2))
        .wrapping_add(part(d, 3));
    (sum ^ (sum >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}
