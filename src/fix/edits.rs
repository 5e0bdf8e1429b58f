//! The edits of one page: which of them go together, the text that they make, and where its parts go.

use crate::finding::{Edit, Fix};
use std::collections::BTreeMap;

/// The edits of one page that are applied together: none overlaps or touches another.
#[derive(Debug, Default)]
pub struct Edits(BTreeMap<u32, Edit>);

impl Edits {
    /// Takes the edits of a fix in, all of them or none: none where one would overlap or touch one that is there.
    pub fn add(&mut self, fix: &Fix) -> bool {
        let is_free = |edit: &Edit| {
            let before = self.0.range(..=edit.at.end).next_back();
            before.is_none_or(|(_, other)| other.at.end < edit.at.start)
        };
        let fits = !fix.edits.is_empty() && fix.edits.iter().all(is_free);
        if fits {
            self.0
                .extend(fix.edits.iter().map(|edit| (edit.at.start, edit.clone())));
        }
        fits
    }

    /// The text with the edits made.
    pub fn apply(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len() + 64);
        let mut done = 0;
        for edit in self.0.values() {
            let range = edit.at.range();
            result.push_str(text.get(done..range.start).unwrap_or_default());
            result.push_str(&edit.text);
            done = range.end;
        }
        result.push_str(text.get(done..).unwrap_or_default());
        result
    }

    /// Where bytes of the text before stand in the text after. What is replaced stands at the start of what replaces
    /// it; what follows an insertion moves with it.
    pub fn moves(&self) -> Moves {
        let mut grown = 0;
        let steps = self.0.values().map(|edit| {
            let (start, end) = (edit.at.start, edit.at.end);
            let new_start = i64::from(start) + grown;
            grown += edit.text.len() as i64 - i64::from(end - start);
            Step {
                start,
                end,
                new_start,
                grown,
            }
        });
        Moves(steps.collect())
    }
}

/// Where the bytes of a page go when edits are made.
#[derive(Debug, Default)]
pub struct Moves(Vec<Step>);

#[derive(Debug)]
struct Step {
    start: u32,
    end: u32,
    /// Where its first byte stands in the text after.
    new_start: i64,
    /// How much longer the text is after it.
    grown: i64,
}

impl Moves {
    /// Where what an edit at `at` wrote starts in the text after.
    pub fn start_of(&self, at: u32) -> u32 {
        let step = self.0.get(self.0.partition_point(|step| step.start < at));
        step.and_then(|step| u32::try_from(step.new_start).ok())
            .unwrap_or(at)
    }

    /// Where byte `at` stands in the text after.
    pub fn of(&self, at: u32) -> u32 {
        let before = self.0.partition_point(|step| step.start <= at);
        let Some(step) = before.checked_sub(1).and_then(|last| self.0.get(last)) else {
            return at;
        };
        let new = if at < step.end {
            step.new_start
        } else {
            i64::from(at) + step.grown
        };
        u32::try_from(new).unwrap_or(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edits = edits.iter().map(|(start, end, text)| Edit {
            at: Span::new(FileId(0), *start..*end),
            text: (*text).to_owned(),
        });
        Fix {
            edits: edits.collect(),
            ..Fix::safe("", Span::new(FileId(0), 0..0), "")
        }
    }

    #[test]
    fn of_edits_that_overlap_or_touch_the_first_stays() {
        for (second, fits) in [
            ((0, 2, ""), false),
            ((0, 1, ""), true),
            ((3, 3, ""), false),
            ((2, 6, ""), false),
            ((4, 5, ""), false),
            ((5, 5, ""), true),
            ((2, 2, "x"), false),
        ] {
            let mut edits = Edits::default();
            assert!(edits.add(&fix(&[(2, 4, "")])));
            assert_eq!(edits.add(&fix(&[second])), fits, "{second:?}");
        }
    }

    #[test]
    fn a_fix_is_taken_whole_or_not_at_all() {
        let mut edits = Edits::default();
        assert!(edits.add(&fix(&[(6, 8, "AB")])));
        assert!(!edits.add(&fix(&[(0, 1, "x"), (7, 8, "y")])));
        assert_eq!(edits.apply("012345678"), "012345AB8");
    }

    #[test]
    fn the_rest_of_the_text_moves_with_the_edits() {
        let mut edits = Edits::default();
        assert!(edits.add(&fix(&[(1, 3, "abcd")])));
        assert!(edits.add(&fix(&[(5, 5, "--")])));
        assert!(edits.add(&fix(&[(7, 9, "")])));
        assert_eq!(edits.apply("0123456789"), "0abcd34--569");
        let moves = edits.moves();
        let places: Vec<u32> = (0..=10).map(|at| moves.of(at)).collect();
        assert_eq!(places, [0, 1, 1, 5, 6, 9, 10, 11, 11, 11, 12]);
    }
}
