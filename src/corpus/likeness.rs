//! Which blocks of text stand twice: runs of list items and sentences that several roles share, word for word or
//! nearly so.
//!
//! Every field section becomes a row of words (numbers), cut into units (list items, sentences). A sample of its runs
//! of four words goes into an index; the sections that share some of them are aligned word by word, and the longest
//! runs of units that are alike enough are kept. What stands again to the word needs none of that: it has one number. The cost grows with the text, not with the number of pairs.

mod align;
mod boilerplate;
mod common;
mod index;
mod read;
mod runs;
mod sections;
mod text;
mod twins;
mod words;

use self::align::Aligner;
use self::index::Hits;
use self::runs::Run;
use self::text::{Section, Text, Unit};
use self::twins::{Twin, Twins};
use super::Corpus;
use crate::model::{FieldKind, Owner, Page};
use crate::source::Span;
use rayon::prelude::*;
use std::ops::Range;

/// From when on two blocks are alike.
#[derive(Clone, Copy, Debug)]
pub struct Threshold {
    /// List items that make a run, whatever their length.
    pub items: usize,
    /// Words that make a run, however many items.
    pub words: usize,
    /// Twice the common words, in order, over the words of both.
    pub similarity: f64,
}

/// A run of units and where it stands for the first time.
#[derive(Clone, Debug)]
pub struct Repeat<'a> {
    /// The later place.
    pub at: Place<'a>,
    /// The first place on the same page; if there is none, the first of all.
    pub first: Place<'a>,
    /// The first place of all, if it is on another page and `first` is not.
    pub elsewhere: Option<Place<'a>>,
    /// List items of the later place that stand in the first too. Boilerplate and captions do not count.
    pub items: usize,
    /// Words of the later place. Boilerplate and captions do not count.
    pub words: usize,
    /// Twice the common words, in order, over the words of both.
    pub similarity: f64,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its bytes.
    pub span: Span,
    /// Whose it is.
    pub owner: Owner,
    /// The heading that it goes by: that of a specialty, if it belongs to one.
    pub specialty: Option<usize>,
    /// The field it stands in; none: an introduction.
    pub field: Option<FieldKind>,
}

impl Corpus {
    /// Tells every run that stands in another role before, in reading order.
    pub fn repeats<R: Send>(
        &self,
        threshold: &Threshold,
        tell: impl Fn(&Repeat<'_>) -> R + Sync,
    ) -> Vec<R> {
        let text = Text::read(self, threshold);
        let twins = Twins::find(&text);
        let hits = Hits::find(&text, &twins);
        (0..text.sections.len())
            .into_par_iter()
            .with_min_len(16)
            .map_init(Aligner::default, |aligner, later| {
                if let Some(twin) = twins.of(later) {
                    let whole = self.whole(&text, later, twin, threshold);
                    return (whole.map(|whole| tell(&whole)), Vec::new());
                }
                let aligned = aligner.candidates(&text, &hits, later);
                let runs = runs::find(&text, later, &aligned, threshold);
                let runs = runs.iter().map(|run| tell(&self.run(&text, later, run)));
                (None, runs.collect())
            })
            .flat_map_iter(|(whole, runs)| whole.into_iter().chain(runs))
            .collect()
    }

    /// The whole of a section that stands before to the word, if it is long enough for a run.
    fn whole(
        &self,
        text: &Text,
        later: usize,
        twin: Twin,
        threshold: &Threshold,
    ) -> Option<Repeat<'_>> {
        let whole = text.reading(later).whole.as_ref()?;
        if whole.items < threshold.items.max(1) && whole.words < threshold.words {
            return None;
        }
        let place = |section: usize| {
            let whole = text.reading(section).whole.as_ref()?;
            Some(self.place(&text.sections[section], &whole.first, &whole.last))
        };
        Some(Repeat {
            at: place(later)?,
            first: place(twin.first as usize)?,
            elsewhere: twin.elsewhere.and_then(|section| place(section as usize)),
            items: whole.items,
            words: whole.words,
            similarity: 1.0,
        })
    }

    fn run(&self, text: &Text, later: usize, run: &Run) -> Repeat<'_> {
        let place = |section: usize, units: &Range<usize>| {
            let (first, last) = (&text.units[units.start], &text.units[units.end - 1]);
            self.place(&text.sections[section], first, last)
        };
        let elsewhere = run.elsewhere.as_ref();
        Repeat {
            at: place(later, &run.at),
            first: place(run.section, &run.first),
            elsewhere: elsewhere.map(|(section, units)| place(*section, units)),
            items: run.items,
            words: run.words,
            similarity: run.similarity,
        }
    }

    /// The place from one unit of a section to another.
    fn place(&self, section: &Section, first: &Unit, last: &Unit) -> Place<'_> {
        let page = &self.pages[section.page as usize];
        let start = first.start(page, section);
        let end = last.end(page, section).max(start);
        Place {
            page,
            span: page.span(start..end),
            owner: section.part.owner,
            specialty: section.part.specialty(page),
            field: section.part.field,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THRESHOLD: Threshold = Threshold {
        items: 4,
        words: 50,
        similarity: 0.9,
    };

    /// The runs of the last list that stand in those before it: units there, units here, items.
    fn found(lists: &[&str]) -> Vec<(Range<usize>, Range<usize>, usize)> {
        let text = Text::of_lists(lists, &THRESHOLD);
        let twins = Twins::find(&text);
        let hits = Hits::find(&text, &twins);
        let mut starts = Vec::new();
        let mut count = 0;
        for list in lists {
            starts.push(count);
            count += list.split(';').count();
        }
        let later = lists.len() - 1;
        if twins.of(later).is_some() {
            let items = text.reading(later).whole.map_or(0, |whole| whole.items);
            return vec![(0..items, 0..items, items)];
        }
        let aligned = Aligner::default().candidates(&text, &hits, later);
        let runs = runs::find(&text, later, &aligned, &THRESHOLD);
        runs.into_iter()
            .map(|run| {
                let there =
                    run.first.start - starts[run.section]..run.first.end - starts[run.section];
                let here = run.at.start - starts[later]..run.at.end - starts[later];
                (there, here, run.items)
            })
            .collect()
    }

    #[test]
    fn runs_are_as_long_as_what_is_shared() {
        let long = "a b c d e f g h i j k l m n o p; A B1 C1 D1 E1 F1 G1 H1 I1 J1; q r s t u v w x y z; \
            0 1 2 3 4 5 6 7 8 9 10 11 12 13 14";
        for (lists, expected) in [
            // The same list.
            (
                vec!["a b; c d; e f; g h", "a b; c d; e f; g h"],
                vec![(0..4, 0..4, 4)],
            ),
            // In the middle of longer ones.
            (
                vec![
                    "x y z; a b; c d; e f; g h; i",
                    "j; k l m; n; a b; c d; e f; g h; o p q",
                ],
                vec![(1..5, 3..7, 4)],
            ),
            // Three items, or four in another order.
            (vec!["a b; c d; e f; x", "a b; c d; e f; y"], vec![]),
            (
                vec!["a b c; d e f; g h i; j k l", "j k l; d e f; a b c; g h i"],
                vec![],
            ),
            // One item more, here or there: fine while nine words in ten are shared.
            (
                vec![
                    "a b c d e; f g h i j; k l m n o; p q r s t",
                    "a b c d e; f g h i j; x y; k l m n o; p q r s t",
                ],
                vec![(0..4, 0..5, 4)],
            ),
            (
                vec![
                    "a b c d e; f g h i j; x y; k l m n o; p q r s t",
                    "a b c d e; f g h i j; k l m n o; p q r s t",
                ],
                vec![(0..5, 0..4, 4)],
            ),
            (
                vec![
                    "a b c d e; f g h i j; k l m n o; p q r s t",
                    "a b c d e; f g h i j; v w x y z; k l m n o; p q r s t",
                ],
                vec![],
            ),
            // Words changed in each item.
            (
                vec![
                    "a b c d e f g h i j; k l m n o p q r s t; 1 2 3 4 5 6 7 8 9 10; 11 12 13 14 15 16 17 18 19 20",
                    "a b c d X f g h i j; k l m n X p q r s t; 1 2 3 4 X 6 7 8 9 10; 11 12 13 14 15 16 17 18 19 20",
                ],
                vec![(0..4, 0..4, 4)],
            ),
            // Few items of many words.
            (vec![long, long], vec![(0..4, 0..4, 4)]),
            // The first of two equal places; of unequal ones the longer.
            (
                vec![
                    "a b; c d; e f; g h",
                    "a b; c d; e f; g h",
                    "a b; c d; e f; g h",
                ],
                vec![(0..4, 0..4, 4)],
            ),
            (
                vec![
                    "a b; c d; e f; g h",
                    "a b; c d; e f; g h; i j; k l",
                    "a b; c d; e f; g h; i j; k l",
                ],
                vec![(0..6, 0..6, 6)],
            ),
            // Two runs in another order.
            (
                vec![
                    "a b; c d; e f; g h; i j; k l; m n; o p",
                    "i j; k l; m n; o p; a b; c d; e f; g h",
                ],
                vec![(4..8, 0..4, 4), (0..4, 4..8, 4)],
            ),
            // A long item that stands again is no run, and hides none.
            (
                vec![
                    "0 1 2 3 4 5 6 7 8 9 A B C D E F; q r s t u v w; a b; c d; e f; g h",
                    "0 1 2 3 4 5 6 7 8 9 A B C D E F; i j k l m n o; a b; c d; e f; g h",
                ],
                vec![(2..6, 2..6, 4)],
            ),
            // Two runs from two places.
            (
                vec![
                    "a b; c d; e f; g h",
                    "i j; k l; m n; o p; x",
                    "a b; c d; e f; g h; y; i j; k l; m n; o p",
                ],
                vec![(0..4, 0..4, 4), (0..4, 5..9, 4)],
            ),
        ] {
            assert_eq!(found(&lists), expected, "{lists:?}");
        }
    }

    #[test]
    fn hostile_text_takes_no_longer_than_its_length() {
        let same = "a ".repeat(40_000);
        let items = "a b; ".repeat(20_000);
        let swing = "a b c d e f; f e d c b a; ".repeat(5_000);
        for list in [&same, &items, &swing] {
            found(&[list, list, list]);
            found(&[&list[..list.len() / 2], &list[2..], &same, &items]);
        }
    }
}
