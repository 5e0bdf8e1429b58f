//! Runs of four words that stand in several sections.

use super::text::{Section, Text};
use super::twins::Twins;
use crate::source::offset;
use std::ops::Range;

/// Words in a print.
pub const PRINT: usize = 4;
/// Of so many neighbouring prints the smallest is kept: any two texts that share `PRINT + WINDOW - 1` words in a row
/// share a kept print.
const WINDOW: usize = 4;
/// Sections that one print leads to. What stands in more is told by rarer prints beside it.
const FANOUT: usize = 4;

/// A print that an earlier section has too.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hit {
    /// The earlier section.
    pub section: u32,
    /// Its first word in the later section.
    pub here: u32,
    /// Its first word in the earlier section.
    pub there: u32,
}

/// Which prints of each section stand in sections before it.
pub struct Hits {
    hits: Vec<Hit>,
    of_sections: Vec<Range<u32>>,
}

impl Hits {
    /// Finds those of all sections that have no twin, with sections of other roles that may have enough in common with
    /// them. Sections that tell nothing new are left out.
    pub fn find(text: &Text, twins: &Twins) -> Self {
        let telling = (0..text.sections.len()).filter(|&section| !twins.is_on_copied_page(section));
        let words = telling
            .map(|section| text.reading(section).words.len())
            .sum();
        let mut index = Index::new(words);
        let mut hits = Self {
            hits: Vec::with_capacity(words / 8),
            of_sections: Vec::with_capacity(text.sections.len()),
        };
        let mut found = Found::new(text.sections.len());
        let mut prints = Vec::new();
        for (number, here) in text.sections.iter().enumerate() {
            let from = offset(hits.hits.len());
            if !twins.is_on_copied_page(number) {
                let asked = twins.of(number).is_none();
                let reading = text.reading(number);
                let start = offset(reading.words.start);
                read_prints(&text.words[reading.words.clone()], &mut prints);
                for &print in &prints {
                    let hash = (print >> 32) as u32;
                    let at = start + print as u32;
                    let (mut same, mut known) = (0, false);
                    for earlier in index.prints_of(hash) {
                        same += 1;
                        if earlier.section as usize == number {
                            known = true;
                        } else if asked && is_elsewhere(text, earlier.section, here) {
                            found.add(Hit {
                                section: earlier.section,
                                here: at,
                                there: earlier.at,
                            });
                        }
                    }
                    // What enough sections hold, or its own already, is not needed once more.
                    if same < FANOUT && !known {
                        index.add(hash, at, offset(number));
                    }
                }
                found.move_to(&mut hits.hits, reading.least_common());
            }
            hits.of_sections.push(from..offset(hits.hits.len()));
        }
        hits
    }

    /// The hits of a section, by sections and in order.
    pub fn of(&self, section: usize) -> &[Hit] {
        let Range { start, end } = self.of_sections[section];
        &self.hits[start as usize..end as usize]
    }
}

/// Whether a section before `here` belongs to another role.
fn is_elsewhere(text: &Text, there: u32, here: &Section) -> bool {
    let there = &text.sections[there as usize];
    there.page != here.page || !there.part.is_with(&here.part)
}

/// The hits of one section, while they are gathered.
struct Found {
    hits: Vec<Hit>,
    /// The sections that they lead to.
    sections: Vec<u32>,
    /// How many lead to each section.
    counts: Vec<u32>,
}

impl Found {
    fn new(sections: usize) -> Self {
        Self {
            hits: Vec::new(),
            sections: Vec::new(),
            counts: vec![0; sections],
        }
    }

    fn add(&mut self, hit: Hit) {
        let count = &mut self.counts[hit.section as usize];
        if *count == 0 {
            self.sections.push(hit.section);
        }
        *count += 1;
        self.hits.push(hit);
    }

    /// Appends to `hits`, by sections, those that lead to sections which may have so many words in common; forgets all.
    fn move_to(&mut self, hits: &mut Vec<Hit>, least_words: usize) {
        self.sections.sort_unstable();
        let mut end = hits.len();
        // From here on, where the next hit of each section goes.
        for &section in &self.sections {
            let count = &mut self.counts[section as usize];
            let hits = *count as usize;
            // Each print adds at most its own words beside those of its neighbours.
            let promising = hits * (PRINT + 4) >= least_words;
            *count = if promising { offset(end) } else { NONE };
            end += if promising { hits } else { 0 };
        }
        hits.resize(end, Hit::default());
        for hit in self.hits.drain(..) {
            let place = &mut self.counts[hit.section as usize];
            if *place != NONE {
                hits[*place as usize] = hit;
                *place += 1;
            }
        }
        for section in self.sections.drain(..) {
            self.counts[section as usize] = 0;
        }
    }
}

const NONE: u32 = u32::MAX;

/// A print of one of the first few sections that hold it.
#[derive(Clone, Copy, Debug)]
struct Print {
    hash: u32,
    /// Its first word.
    at: u32,
    /// The section it stands in.
    section: u32,
    /// The one before it in its bucket.
    next: u32,
}

/// The prints of the sections read so far.
struct Index {
    prints: Vec<Print>,
    /// The last print of each bucket.
    buckets: Vec<u32>,
}

impl Index {
    /// An index for the prints of so many words: about two in five are kept, and room that stays free costs nothing.
    fn new(words: usize) -> Self {
        Self {
            prints: Vec::with_capacity(words / 2),
            buckets: vec![NONE; (words / 4).next_power_of_two()],
        }
    }

    /// The prints of this number, the last first.
    #[inline]
    fn prints_of(&self, hash: u32) -> impl Iterator<Item = &Print> {
        let mut next = self.buckets[self.bucket(hash)];
        let bucket = std::iter::from_fn(move || {
            let print = self.prints.get(next as usize)?;
            next = print.next;
            Some(print)
        });
        bucket.filter(move |print| print.hash == hash)
    }

    fn add(&mut self, hash: u32, at: u32, section: u32) {
        let bucket = self.bucket(hash);
        let next = std::mem::replace(&mut self.buckets[bucket], offset(self.prints.len()));
        self.prints.push(Print {
            hash,
            at,
            section,
            next,
        });
    }

    #[inline]
    fn bucket(&self, hash: u32) -> usize {
        hash as usize & (self.buckets.len() - 1)
    }
}

/// Reads the kept prints of a section, in order: the hash above, the place of the first word in the section below.
fn read_prints(words: &[u32], prints: &mut Vec<u64>) {
    prints.clear();
    // So the smallest is the one to keep, and of those that are the same the first.
    let print = |(words, at): (&[u32; PRINT], u64)| hash(words) & !0xFFFF_FFFF | at;
    prints.extend(words.array_windows().zip(0..).map(print));
    if !prints.is_empty() {
        keep_least(prints);
    }
}

/// Keeps the smallest print of each window, once; fewer are one window.
fn keep_least(prints: &mut Vec<u64>) {
    prints.resize(prints.len().max(WINDOW), u64::MAX);
    let [a, b, c, d] = [prints[0], prints[1], prints[2], prints[3]];
    // The last print, the smaller of it and the one before it, and of that and the one before that.
    let (mut last, mut pair, mut pair_before) = (d, c.min(d), b.min(c));
    let mut least = a.min(b).min(pair);
    prints[0] = least;
    let mut kept = 1;
    for at in WINDOW..prints.len() {
        let print = prints[at];
        let next_pair = print.min(last);
        let next = next_pair.min(pair_before);
        (last, pair, pair_before) = (print, next_pair, pair);
        // Chance decides whether it is another one, so no branch does.
        prints[kept] = next;
        kept += usize::from(next != least);
        least = next;
    }
    prints.truncate(kept);
}

#[inline]
fn hash(&[a, b, c, d]: &[u32; PRINT]) -> u64 {
    const FACTORS: [u64; PRINT] = [
        0x9E37_79B9_7F4A_7C15,
        0xC2B2_AE3D_27D4_EB4F,
        0x1656_67B1_9E37_79F9,
        0x27D4_EB2F_1656_67C5,
    ];
    // No word counts as nothing.
    const NOTHING: u64 = FACTORS[0]
        .wrapping_add(FACTORS[1])
        .wrapping_add(FACTORS[2])
        .wrapping_add(FACTORS[3]);
    let part = |word: u32, at: usize| u64::from(word).wrapping_mul(FACTORS[at]);
    let sum = part(a, 0)
        .wrapping_add(part(b, 1))
        .wrapping_add(part(c, 2))
        .wrapping_add(part(d, 3))
        .wrapping_add(NOTHING);
    (sum ^ (sum >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_print_of_each_window_is_kept_once() {
        for prints in [
            &[5][..],
            &[5, 3],
            &[3, 5, 4],
            &[4, 3, 2, 1],
            &[1, 2, 3, 4, 5, 6, 7, 8],
            &[8, 7, 6, 5, 4, 3, 2, 1],
            &[9, 1, 8, 7, 2, 6, 5, 3, 4, 0],
            &[2, 9, 8, 7, 6, 1, 3, 4, 5],
        ] {
            let windows = prints.windows(WINDOW.min(prints.len()));
            let mut expected: Vec<u64> = windows
                .filter_map(|window| window.iter().min().copied())
                .collect();
            expected.dedup();
            let mut kept = prints.to_vec();
            keep_least(&mut kept);
            assert_eq!(kept, expected, "{prints:?}");
        }
    }
}
