//! Aligning a section with earlier ones, word by word.

use super::common::{Common, SHORT};
use super::index::{Hit, Hits, PRINT};
use super::text::{Reading, Text};
use crate::source::offset;
use smallvec::SmallVec;
use std::ops::Range;

/// Earlier sections that one section is aligned with.
const CANDIDATES: usize = 8;
/// How often a section is aligned with another: what stands there in another order is in a row of its own.
const ORDERS: usize = 4;
/// A hit inside a stretch of so many common words says nothing new.
const LONG: u32 = 24;
/// Gaps up to this many pairs of words are aligned; in larger ones nothing is taken as common.
const GAP: usize = SHORT * SHORT;
/// How far back a stretch looks for the one before it.
const LOOK_BACK: usize = 48;

/// Words that two sections have in common, in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first word in the earlier section.
    pub there: u32,
    /// The first word in the later section.
    pub here: u32,
    /// How many words.
    pub len: u32,
}

/// Stretches of two sections, which mostly are few.
pub type Stretches = SmallVec<[Stretch; 8]>;

/// An earlier section and the words that it has in common with the later one, in order.
#[derive(Debug)]
pub struct Aligned {
    /// The earlier section.
    pub section: usize,
    /// In order in both sections, none overlapping.
    pub stretches: Stretches,
}

/// Aligns; holds what is used again from one section to the next.
#[derive(Default)]
pub struct Aligner {
    common: Common,
    chains: Chains,
    grown: Stretches,
}

impl Aligner {
    /// The earlier sections of other roles that have much in common with `later`, in reading order. What one of them holds
    /// in another order stands there as the same section once more.
    pub fn candidates(&mut self, text: &Text, hits: &Hits, later: usize) -> Vec<Aligned> {
        let (page, here) = (text.sections[later].page, text.reading(later));
        let mut found: Vec<(usize, Aligned)> = Vec::new();
        for group in hits.of(later).chunk_by(|a, b| a.section == b.section) {
            let section = group[0].section as usize;
            grow(text, text.reading(section), here, group, &mut self.grown);
            let words: u32 = self.grown.iter().map(|stretch| stretch.len).sum();
            // Few have enough of them.
            if words as usize >= here.least_common() {
                let stretches = self.grown.clone();
                found.push((words as usize, Aligned { section, stretches }));
            }
        }
        // Where all of it stands already, later sections tell nothing new, but for those of its own page.
        let all = here.words.len() * 98 / 100;
        let is_copy = |aligned: &Aligned| aligned.stretches.iter().any(|s| s.len as usize >= all);
        if let Some(copy) = found.iter().position(|(_, aligned)| is_copy(aligned)) {
            let mut index = 0;
            found.retain(|(_, aligned)| {
                index += 1;
                index <= copy + 1 || text.sections[aligned.section].page == page
            });
        }
        if found.len() > CANDIDATES {
            found.sort_by_key(|(words, aligned)| (std::cmp::Reverse(*words), aligned.section));
            found.truncate(CANDIDATES);
            found.sort_by_key(|(_, aligned)| aligned.section);
        }
        let mut rows = Vec::with_capacity(found.len());
        for (_, Aligned { section, stretches }) in found {
            let mut left = stretches;
            for _ in 0..ORDERS {
                let chained = self.chains.chain(&mut left);
                rows.push(Aligned {
                    section,
                    stretches: self.fill(text, section, later, &chained),
                });
                let words: u32 = left.iter().map(|stretch| stretch.len).sum();
                // What is left is hardly all in one row: less makes no run.
                if (words as usize) < 2 * here.least_common() {
                    break;
                }
            }
        }
        rows
    }

    /// Aligns what stands between the stretches and at both ends.
    fn fill(
        &mut self,
        text: &Text,
        earlier: usize,
        later: usize,
        chained: &[Stretch],
    ) -> Stretches {
        let (there, here) = (text.reading(earlier), text.reading(later));
        let (Some(first), Some(last)) = (chained.first(), chained.last()) else {
            return Stretches::new();
        };
        let mut filled = Stretches::new();
        let before = [
            edge(text, there, first.there, false),
            edge(text, here, first.here, false),
        ];
        self.common(text, &before[0], &before[1], &mut filled);
        for (index, &stretch) in chained.iter().enumerate() {
            filled.push(stretch);
            let gap = match chained.get(index + 1) {
                Some(next) => [
                    stretch.there + stretch.len..next.there,
                    stretch.here + stretch.len..next.here,
                ],
                None => [
                    edge(text, there, last.there + last.len, true),
                    edge(text, here, last.here + last.len, true),
                ],
            };
            self.common(text, &gap[0], &gap[1], &mut filled);
        }
        filled
    }

    /// Appends the longest row of common words of two gaps.
    fn common(&mut self, text: &Text, there: &Range<u32>, here: &Range<u32>, out: &mut Stretches) {
        let a = &text.words[there.start as usize..there.end as usize];
        let b = &text.words[here.start as usize..here.end as usize];
        if a.len() * b.len() > GAP {
            return;
        }
        self.common.each(a, b, |i, j| {
            let (at, to) = (there.start + offset(i), here.start + offset(j));
            match out.last_mut() {
                Some(last) if last.there + last.len == at && last.here + last.len == to => {
                    last.len += 1;
                }
                _ => out.push(Stretch {
                    there: at,
                    here: to,
                    len: 1,
                }),
            }
        });
    }
}

/// The rest of the unit in which a stretch begins or ends, and the unit beyond it.
fn edge(text: &Text, section: &Reading, at: u32, after: bool) -> Range<u32> {
    let units = &text.units[section.units.clone()];
    if after {
        let unit = units.partition_point(|unit| unit.words.1 <= at);
        let beyond = units.get(unit + 1).or(units.get(unit));
        let end = beyond.map_or(at, |unit| unit.words.1).max(at);
        at..end.min(at + LOOK_BACK as u32)
    } else {
        let unit = units.partition_point(|unit| unit.words.1 < at);
        let beyond = units.get(unit.saturating_sub(1));
        let start = beyond.map_or(at, |unit| unit.words.0).min(at);
        start.max(at.saturating_sub(LOOK_BACK as u32))..at
    }
}

/// Grows each hit to all the words around it that are the same. Nothing but that is left in `stretches`.
fn grow(text: &Text, there: &Reading, here: &Reading, hits: &[Hit], stretches: &mut Stretches) {
    stretches.clear();
    for &Hit {
        there: a, here: b, ..
    } in hits
    {
        let known = stretches.iter().rev().take(LOOK_BACK).any(|stretch| {
            b < stretch.here + stretch.len
                && (stretch.len >= LONG
                    || b.wrapping_sub(stretch.here) == a.wrapping_sub(stretch.there))
        });
        if known {
            continue;
        }
        let (a, b) = (a as usize, b as usize);
        let after = text.words[a..there.words.end]
            .iter()
            .zip(&text.words[b..here.words.end])
            .take_while(|(a, b)| a == b)
            .count();
        let before = text.words[there.words.start..a]
            .iter()
            .rev()
            .zip(text.words[here.words.start..b].iter().rev())
            .take_while(|(a, b)| a == b)
            .count();
        if after >= PRINT {
            let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            stretches.push(Stretch {
                there: narrow(a - before),
                here: narrow(b - before),
                len: narrow(before + after),
            });
        }
    }
}

/// Whether all words of a stretch in the later section are words of one of these, which are in order.
fn is_within(stretch: &Stretch, others: &[Stretch]) -> bool {
    let after = others.partition_point(|other| other.here <= stretch.here);
    let before = after.checked_sub(1).and_then(|at| others.get(at));
    before.is_some_and(|other| stretch.here + stretch.len <= other.here + other.len)
}

/// Finds chains; holds what is used again from one to the next.
#[derive(Default)]
struct Chains {
    /// The most words of a chain that ends with each stretch, and the stretch before that one.
    best: Vec<(u32, Option<usize>)>,
    taken: Vec<bool>,
}

impl Chains {
    /// Takes out the stretches that stand in the same order in both sections and hold the most words, and gives them cut
    /// where they overlap. What lies within one of them in the later section is dropped.
    fn chain(&mut self, stretches: &mut Stretches) -> Stretches {
        let Self { best, taken } = self;
        stretches.sort_unstable_by_key(|stretch| (stretch.here, stretch.there));
        stretches.dedup();
        best.clear();
        for (index, stretch) in stretches.iter().enumerate() {
            let mut own = (stretch.len, None);
            for before in index.saturating_sub(LOOK_BACK)..index {
                if let Some(overlap) = overlap(&stretches[before], stretch) {
                    let words = best[before].0 + stretch.len - overlap;
                    if words > own.0 {
                        own = (words, Some(before));
                    }
                }
            }
            best.push(own);
        }
        let mut at = (0..best.len()).max_by_key(|&index| (best[index].0, std::cmp::Reverse(index)));
        let mut chained = Stretches::new();
        taken.clear();
        taken.resize(stretches.len(), false);
        while let Some(index) = at {
            taken[index] = true;
            let mut stretch = stretches[index];
            at = best[index].1;
            if let Some(cut) = at.and_then(|before| overlap(&stretches[before], &stretch)) {
                stretch.there += cut;
                stretch.here += cut;
                stretch.len -= cut;
            }
            chained.push(stretch);
        }
        chained.reverse();
        let mut taken = taken.iter();
        stretches.retain(|stretch| !taken.next().unwrap_or(&true) && !is_within(stretch, &chained));
        chained
    }
}

/// How many words of `after` are taken by `before`; nothing if it does not follow it in both sections.
fn overlap(before: &Stretch, after: &Stretch) -> Option<u32> {
    let there = (before.there + before.len).saturating_sub(after.there);
    let here = (before.here + before.len).saturating_sub(after.here);
    let overlap = there.max(here);
    (after.there > before.there && after.here > before.here && overlap < after.len)
        .then_some(overlap)
}
