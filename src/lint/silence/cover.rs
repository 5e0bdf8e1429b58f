//! Which bytes of a page the comments on it cover, by the names in them.

use crate::finding::Diagnostic;
use crate::model::Page;
use crate::rules::meant_by;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// The comments of one page.
pub struct Comments<'a> {
    /// The page.
    pub page: &'a Page,
    /// The names that silenced something: the comment's index, and the name's in it.
    pub used: FxHashSet<(usize, usize)>,
    names: FxHashMap<String, Cover>,
}

impl<'a> Comments<'a> {
    pub fn new(page: &'a Page) -> Self {
        Self {
            page,
            names: FxHashMap::default(),
            used: FxHashSet::default(),
        }
    }

    /// Reads what the names in the comments cover. A slip of a name that is `known` is taken for it: whoever wrote it
    /// meant that, and the slip is a finding of its own.
    pub fn read_names(&mut self, known: &[String]) {
        let length = self.page.source.text().len();
        for (comment, ignore) in self.page.ignores.iter().enumerate() {
            if ignore.covers.is_empty() {
                continue;
            }
            let (start, end) = (ignore.covers.start, ignore.covers.end);
            // An empty place may stand at the very end.
            let end = if end == length { usize::MAX } else { end };
            for (index, name) in ignore.names.iter().enumerate() {
                let Some(name) = meant_by(&name.text, known) else {
                    continue;
                };
                let by = (comment, index);
                let cover = self.names.entry(name.to_owned()).or_default();
                cover.ranges.push(Range { start, end, by });
            }
        }
        for cover in self.names.values_mut() {
            // The innermost comes last, and of two with one range the first.
            cover
                .ranges
                .sort_by_key(|range| (range.start, Reverse((range.end, range.by))));
        }
    }

    /// Starts again with the first finding of the page.
    pub fn rewind(&mut self) {
        for cover in self.names.values_mut() {
            cover.passed = 0;
            cover.open.clear();
        }
    }

    /// Whether a finding is silenced; it counts for the innermost comment. Findings are asked for in order.
    pub fn silences(&mut self, diagnostic: &Diagnostic) -> bool {
        let at = diagnostic.finding.at.start as usize;
        let by = [diagnostic.rule, diagnostic.category]
            .into_iter()
            .filter_map(|name| self.names.get_mut(name)?.at(at))
            .min_by_key(|range| (Reverse(range.start), range.by));
        self.used.extend(by.map(|range| range.by));
        by.is_some()
    }
}

/// The ranges that one name covers.
#[derive(Default)]
struct Cover {
    /// By their starts.
    ranges: Vec<Range>,
    /// How many start before the last finding.
    passed: usize,
    /// Those of them that may not have ended.
    open: Vec<Range>,
}

#[derive(Clone, Copy)]
struct Range {
    start: usize,
    end: usize,
    /// The comment's index, and the name's in it.
    by: (usize, usize),
}

impl Cover {
    /// The innermost range that holds byte `at`, which is not before the one asked for last.
    fn at(&mut self, at: usize) -> Option<Range> {
        while let Some(next) = self.ranges.get(self.passed).filter(|next| next.start <= at) {
            self.open.push(*next);
            self.passed += 1;
        }
        while self.open.last().is_some_and(|range| range.end <= at) {
            self.open.pop();
        }
        self.open.last().copied()
    }
}
