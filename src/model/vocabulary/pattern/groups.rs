//! What the groups of an expression hold in a match that is known.

use smallvec::{SmallVec, smallvec};
use std::ops::Range;

/// The steps of one expression, from the start of a match to its end, made when the program is built. The automata tell
/// where a match is, and nothing of what is in it; an engine that does would take longer to make than all its matches to
/// walk through.
#[derive(Debug)]
pub struct Groups {
    /// What each group is called; the first is the whole match.
    pub names: &'static [&'static str],
    /// The class of each byte.
    pub classes: &'static [u8; 256],
    /// The set of the classes of bytes that a match may start with: a bit for each.
    pub first: u64,
    /// The first is where to start.
    pub steps: &'static [Step],
    /// The set of the classes of bytes that may come next on a way, and the step that it leads to.
    pub ways: &'static [(u64, u16)],
}

/// What to do at a place, and the step after it.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Read a byte, and go the one of these ways that has it.
    Byte(u16, u16),
    /// Go the first of these ways that leads to the end, none of which reads the byte itself.
    Either(u16, u16),
    /// Go on if the place is one of that kind.
    If(Place, u16),
    /// Note the place: of each group the start, then the end.
    Mark(u8, u16),
    /// The match ends here.
    End,
}

/// A kind of place.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// Before the text.
    Start,
    /// Behind the text.
    End,
    /// Where a word starts or ends.
    WordEdge,
}

impl Groups {
    /// What the groups of these names hold in a match, in a text of any case. An expression takes the first of its ways
    /// that leads to the end of a match, and the first one there is it, wherever it ends.
    pub fn of<const COUNT: usize>(
        &self,
        text: &[u8],
        found: Range<usize>,
        names: [&str; COUNT],
    ) -> [Option<Range<usize>>; COUNT] {
        let start = found.start;
        let mut walk = Walk::new(self, text, found);
        let is_match = walk.from(start);
        names.map(|name| {
            let group = self.names.iter().position(|of| *of == name)?;
            walk.group(group).filter(|_| is_match)
        })
    }

    /// The first match from there on.
    pub fn find(&self, text: &[u8], from: usize) -> Option<Range<usize>> {
        let mut walk = Walk::new(self, text, from..text.len());
        let is_found = (from..text.len())
            .any(|start| self.first & self.class(text[start]) != 0 && walk.from(start));
        walk.group(0).filter(|_| is_found)
    }

    fn ways(&self, from: u16, to: u16) -> &'static [(u64, u16)] {
        &self.ways[usize::from(from)..usize::from(to)]
    }

    /// The class of a byte, as a set.
    fn class(&self, byte: u8) -> u64 {
        1 << self.classes[usize::from(byte)]
    }
}

/// How many ways most walks leave behind at most.
const BACK: usize = 64;

/// A walk through a part of a text.
struct Walk<'a> {
    groups: &'a Groups,
    text: &'a [u8],
    part: Range<usize>,
    /// Which steps were tried at each place of the part: what led nowhere once leads nowhere from wherever it is reached.
    tried: SmallVec<[u64; 64]>,
    /// Where groups start and end: each has two of these.
    marks: SmallVec<[Option<usize>; 8]>,
    /// Where to go on if the way that was taken leads nowhere, the last first.
    back: SmallVec<[Back; BACK]>,
}

/// Where to go on.
enum Back {
    /// To a step, at a place.
    To(u16, usize),
    /// Further back, after a mark was as it had been.
    Unmark(u8, Option<usize>),
}

impl<'a> Walk<'a> {
    fn new(groups: &'a Groups, text: &'a [u8], part: Range<usize>) -> Self {
        let steps = groups.steps.len() * (part.len() + 1);
        Self {
            groups,
            text,
            part,
            tried: smallvec![0; steps.div_ceil(64)],
            marks: smallvec![None; 2 * groups.names.len()],
            back: SmallVec::new(),
        }
    }

    /// Whether a match starts there; then the marks are those of it.
    fn from(&mut self, start: usize) -> bool {
        self.back.clear();
        self.back.push(Back::To(0, start));
        while let Some(last) = self.back.pop() {
            match last {
                Back::To(step, at) => {
                    if self.leads_to_the_end(step, at) {
                        return true;
                    }
                }
                Back::Unmark(mark, before) => self.marks[usize::from(mark)] = before,
            }
        }
        false
    }

    /// Goes on from a step until a match ends or there is no way.
    fn leads_to_the_end(&mut self, mut step: u16, mut at: usize) -> bool {
        loop {
            let next = match self.groups.steps[usize::from(step)] {
                Step::Byte(from, to) => {
                    let class = self.class_at(at);
                    at += 1;
                    let mut ways = self.groups.ways(from, to).iter();
                    ways.find(|(has, _)| has & class != 0)
                        .map(|&(_, next)| next)
                }
                Step::Either(from, to) => {
                    if !self.is_new(step, at) {
                        return false;
                    }
                    let class = self.class_at(at);
                    let ways = self.groups.ways(from, to).iter().rev();
                    let mut first = None;
                    // Where the part ends, no way that needs a byte goes on, and each finds that out.
                    for &(_, way) in ways.filter(|(has, _)| class == 0 || has & class != 0) {
                        if let Some(other) = first.replace(way) {
                            self.back.push(Back::To(other, at));
                        }
                    }
                    first
                }
                Step::If(place, next) => place.is_at(self.text, at).then_some(next),
                Step::Mark(mark, next) => {
                    let before = self.marks[usize::from(mark)].replace(at);
                    self.back.push(Back::Unmark(mark, before));
                    Some(next)
                }
                Step::End => return true,
            };
            match next {
                Some(next) => step = next,
                None => return false,
            }
        }
    }

    /// The class of the byte there, as a set: an empty one where the part ends.
    fn class_at(&self, at: usize) -> u64 {
        match self.text.get(at) {
            Some(&byte) if at < self.part.end => self.groups.class(byte),
            _ => 0,
        }
    }

    /// Whether a step is tried at a place for the first time.
    fn is_new(&mut self, step: u16, at: usize) -> bool {
        let bit = usize::from(step) * (self.part.len() + 1) + at - self.part.start;
        let (tried, bit) = (&mut self.tried[bit / 64], 1 << (bit % 64));
        let is_new = *tried & bit == 0;
        *tried |= bit;
        is_new
    }

    /// What a group holds.
    fn group(&self, group: usize) -> Option<Range<usize>> {
        let mark = |at: usize| self.marks.get(at).copied().flatten();
        Some(mark(2 * group)?..mark(2 * group + 1)?)
    }
}

impl Place {
    fn is_at(self, text: &[u8], at: usize) -> bool {
        let is_word = |byte: Option<&u8>| {
            byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        };
        let before = || at.checked_sub(1).and_then(|before| text.get(before));
        match self {
            Self::Start => at == 0,
            Self::End => at == text.len(),
            Self::WordEdge => is_word(before()) != is_word(text.get(at)),
        }
    }
}
