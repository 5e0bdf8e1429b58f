//! The longest runs of units that an alignment shows to be alike.

use super::Threshold;
use super::align::Aligned;
use super::text::{Text, Unit};
use smallvec::{SmallVec, smallvec};
use std::ops::Range;

/// A run begins and ends with a unit that is at least so much like its counterpart.
const EDGE: f64 = 0.75;
/// A unit counts if at least this part of its words is shared.
const SHARED: f64 = 0.5;
/// Of runs that share nearly as many words as the longest the first is related.
const NEARLY: f64 = 0.9;

/// A run of units, by their indexes, and its first place.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The units of the later section.
    pub at: Range<usize>,
    /// The earlier section: the first on the same page, if there is one.
    pub section: usize,
    /// Its units.
    pub first: Range<usize>,
    /// The first section of all and its units, if that is on another page and `section` is not.
    pub elsewhere: Option<(usize, Range<usize>)>,
    /// List items shared; what a run only passes is left out.
    pub items: usize,
    /// Words of the run; what it only passes is left out.
    pub words: usize,
    /// Twice the common words over the words of both.
    pub similarity: f64,
    common: u32,
}

/// The runs of a section that stand in one of the aligned sections before, in order.
pub fn find(text: &Text, later: usize, aligned: &[Aligned], threshold: &Threshold) -> Vec<Run> {
    let units = text.reading(later).units.clone();
    if aligned.is_empty() || units.is_empty() {
        return Vec::new();
    }
    let mut matches = vec![Match::default(); aligned.len() * units.len()];
    let mut shares = Vec::with_capacity(units.len());
    for (aligned, matches) in aligned.iter().zip(matches.chunks_mut(units.len())) {
        unit_matches(text, later, aligned, &mut shares, matches);
    }
    let mut runs = Vec::new();
    // What is left of a section after its best run was taken may hold another.
    let mut open: SmallVec<[Range<usize>; 4]> = smallvec![units.clone()];
    while let Some(here) = open.pop() {
        let mut found: SmallVec<[Run; 2]> = matches
            .chunks(units.len())
            .zip(aligned)
            .filter_map(|(matches, aligned)| {
                longest(text, (aligned.section, later), matches, &here, threshold)
            })
            .collect();
        let most = found.iter().map(|run| run.common).max().unwrap_or(0);
        found.retain(|run| f64::from(run.common) >= f64::from(most) * NEARLY);
        let on_page = found
            .iter()
            .position(|run| text.sections[run.section].page == text.sections[later].page);
        let elsewhere = match on_page {
            Some(1..) => Some((found[0].section, found[0].first.clone())),
            _ => None,
        };
        if found.is_empty() {
            continue;
        }
        let mut run = found.swap_remove(on_page.unwrap_or(0));
        run.elsewhere = elsewhere;
        open.push(here.start..run.at.start);
        open.push(run.at.end..here.end);
        runs.push(run);
    }
    runs.sort_by_key(|run| run.at.start);
    runs
}

/// What a unit of the later section has in the earlier one.
#[derive(Clone, Copy, Debug, Default)]
struct Match {
    /// Common words.
    common: u32,
    /// The first and the last unit of the earlier section that hold some of them.
    first: usize,
    last: usize,
    /// Whether a run may begin or end with it.
    edge: bool,
}

/// Tells in `matches`, where nothing is told yet, what each unit of the later section has in the earlier one. `shares` is only
/// room that is used again.
fn unit_matches(
    text: &Text,
    later: usize,
    aligned: &Aligned,
    shares: &mut Vec<(u32, u32)>,
    matches: &mut [Match],
) {
    let here = text.reading(later).units.clone();
    let there = text.reading(aligned.section).units.clone();
    // How many of the common words stand in the first and in the last unit of the earlier section.
    shares.clear();
    shares.resize(here.len(), (0, 0));
    let (mut unit, mut other) = (here.start, there.start);
    for stretch in &aligned.stretches {
        let mut done = 0;
        while done < stretch.len {
            while unit < here.end && text.units[unit].words.1 <= stretch.here + done {
                unit += 1;
            }
            while other < there.end && text.units[other].words.1 <= stretch.there + done {
                other += 1;
            }
            if unit == here.end || other == there.end {
                break;
            }
            let left = (text.units[unit].words.1 - stretch.here)
                .min(text.units[other].words.1 - stretch.there)
                .min(stretch.len);
            let words = left - done;
            let entry = &mut matches[unit - here.start];
            let share = &mut shares[unit - here.start];
            if entry.common == 0 {
                entry.first = other;
            }
            if entry.common == 0 || entry.last != other {
                share.1 = 0;
            }
            entry.last = other;
            entry.common += words;
            if entry.first == other {
                share.0 += words;
            }
            share.1 += words;
            done = left;
        }
    }
    let units = text.units[here].iter().zip(shares.iter());
    for (entry, (unit, share)) in matches.iter_mut().zip(units) {
        if entry.common == 0 {
            continue;
        }
        // Chance words at the edge of a neighbour do not make it a counterpart.
        if entry.first != entry.last && share.0 * 4 < entry.common {
            entry.common -= share.0;
            entry.first = (entry.first + 1).min(entry.last);
        }
        if entry.first != entry.last && share.1 * 4 < entry.common {
            entry.common -= share.1;
            entry.last -= 1;
        }
        let words = text.units[entry.last].words.1 - text.units[entry.first].words.0;
        entry.edge =
            !unit.passed && f64::from(entry.common * 2) >= EDGE * f64::from(unit.len() + words);
    }
}

/// The longest run within `units` that is long and alike enough.
///
/// Twice the common words of the units `i..=j`, less the wanted part of the words of both, is a sum that parts into
/// what `j` and what `i` contribute. So the earliest `i` for each `j` is found among those that contribute less than
/// all before them.
fn longest(
    text: &Text,
    (section, later): (usize, usize),
    matches: &[Match],
    units: &Range<usize>,
    threshold: &Threshold,
) -> Option<Run> {
    let base = text.reading(later).units.start;
    let wanted = threshold.similarity;
    let mut so_far = Sum::default();
    let mut starts: SmallVec<[(f64, usize, Sum); 8]> = SmallVec::new();
    let mut best: Option<(Sum, usize, usize)> = None;
    for unit in units.clone() {
        let found = matches[unit - base];
        if found.edge {
            let before =
                f64::from(text.units[unit].words.0) + f64::from(text.units[found.first].words.0);
            let start = f64::from(so_far.common * 2) - wanted * before;
            if starts.last().is_none_or(|last| start < last.0) {
                starts.push((start, unit, so_far));
            }
        }
        so_far.add(&text.units[unit], found);
        if found.edge {
            let after =
                f64::from(text.units[unit].words.1) + f64::from(text.units[found.last].words.1);
            let end = f64::from(so_far.common * 2) - wanted * after;
            let earliest = starts.partition_point(|start| start.0 > end + 1e-9);
            if let Some((_, start, before)) = starts.get(earliest) {
                let sum = so_far.since(before);
                let first = matches[start - base].first..found.last + 1;
                if best
                    .as_ref()
                    .is_none_or(|(best, ..)| sum.common > best.common)
                    && sum.is_enough(&text.units[first], threshold)
                {
                    best = Some((sum, *start, unit));
                }
            }
        }
    }
    let (sum, start, end) = best?;
    let run = start..end + 1;
    let first = matches[start - base].first..matches[end - base].last + 1;
    let width =
        |units: &Range<usize>| text.units[units.end - 1].words.1 - text.units[units.start].words.0;
    Some(Run {
        similarity: f64::from(sum.common * 2) / f64::from((width(&run) + width(&first)).max(1)),
        at: run,
        section,
        first,
        elsewhere: None,
        items: sum.items,
        words: sum.words,
        common: sum.common,
    })
}

/// What units of the later section have, all together.
#[derive(Clone, Copy, Default)]
struct Sum {
    /// Common words.
    common: u32,
    /// List items that are shared. What a run only passes does not count.
    items: usize,
    /// Words. What a run only passes does not count.
    words: usize,
}

impl Sum {
    fn add(&mut self, unit: &Unit, found: Match) {
        self.common += found.common;
        if !unit.passed {
            let shared = f64::from(found.common) >= SHARED * f64::from(unit.len());
            self.items += usize::from(unit.item && shared);
            self.words += unit.len() as usize;
        }
    }

    fn since(&self, before: &Self) -> Self {
        Self {
            common: self.common - before.common,
            items: self.items - before.items,
            words: self.words - before.words,
        }
    }

    /// Whether units are a run, of which these are the first place: by their items, else by the words of both places.
    fn is_enough(&self, first: &[Unit], threshold: &Threshold) -> bool {
        let is_long = || {
            // The first place may be long: as soon as it has enough, the rest does not matter.
            let mut missing = threshold.words;
            let mut counted = first.iter().filter(|unit| !unit.passed);
            counted.any(|unit| {
                missing = missing.saturating_sub(unit.len() as usize);
                missing == 0
            })
        };
        self.items >= threshold.items.max(1) || self.words >= threshold.words && is_long()
    }
}
