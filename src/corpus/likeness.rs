//! Which blocks of text stand twice: runs of list items and sentences that several roles share, word for word or
//! nearly so.
//!
//! Every field section becomes a row of words (numbers), cut into units (list items, sentences). A sample of its runs
//! of four words goes into an index; the sections that share some of them are aligned word by word, and the longest
//! runs of units that are alike enough are kept. The cost grows with the text, not with the number of pairs.

mod align;
mod index;
mod runs;
mod sections;
mod text;

use self::align::Aligner;
use self::index::Index;
use self::text::Text;
use super::Corpus;
use crate::model::{FieldKind, Owner, Page};
use crate::source::Span;
use rayon::prelude::*;

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
    /// Every run that stands in another role before, in reading order.
    pub fn repeats(&self, threshold: &Threshold) -> Vec<Repeat<'_>> {
        let text = Text::read(self, threshold);
        let index = Index::build(&text);
        (0..text.sections.len())
            .into_par_iter()
            .with_min_len(16)
            .map_init(Aligner::default, |aligner, later| {
                let aligned = aligner.candidates(&text, &index, later);
                runs::find(&text, later, &aligned, threshold)
            })
            .flatten_iter()
            .map(|run| Repeat {
                at: self.place(&text, &run.at),
                first: self.place(&text, &run.first),
                elsewhere: run.elsewhere.map(|units| self.place(&text, &units)),
                items: run.items,
                words: run.words,
                similarity: run.similarity,
            })
            .collect()
    }

    fn place(&self, text: &Text, units: &std::ops::Range<usize>) -> Place<'_> {
        let (first, last) = (&text.units[units.start], &text.units[units.end - 1]);
        let section = &text.sections[first.section as usize];
        let page = &self.pages[section.page as usize];
        let start = first.start(page);
        let end = last.end(page).max(start);
        Place {
            page,
            span: page.span(start..end),
            owner: section.owner,
            specialty: sections::specialty(page, section.heading, section.holder),
            field: section
                .heading
                .and_then(|heading| sections::field(page, heading)),
        }
    }
}
