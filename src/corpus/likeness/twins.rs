//! Sections that stand again to the word: known by a number, without aligning anything.

use super::text::{Section, Text};
use rustc_hash::FxHashMap;

/// The earlier place of a section that stands again.
#[derive(Clone, Copy, Debug)]
pub struct Twin {
    /// The first of another role on the same page; if there is none, the first of all.
    pub first: u32,
    /// The first of all, if it is on another page and `first` is not.
    pub elsewhere: Option<u32>,
}

/// Which sections have a twin before them.
pub struct Twins {
    of_sections: Vec<Option<Twin>>,
    /// Whether a section stands on a page of which every section has one.
    on_copied_page: Vec<bool>,
}

impl Twins {
    /// Finds them all.
    pub fn find(text: &Text) -> Self {
        let sections = &text.sections;
        let mut kinds: FxHashMap<u64, usize> = FxHashMap::default();
        let numbers = text.readings.iter().map(|reading| reading.number);
        let kind_of: Vec<usize> = numbers
            .map(|number| {
                let next = kinds.len();
                *kinds.entry(number).or_insert(next)
            })
            .collect();
        // The sections of each kind that were met so far.
        let mut same: Vec<Vec<u32>> = vec![Vec::new(); kinds.len()];
        let of_sections: Vec<Option<Twin>> = sections
            .iter()
            .zip(0..)
            .map(|(section, index)| {
                let before = &mut same[kind_of[section.reading as usize]];
                let twin = twin(sections, section, before);
                // Of those of one page the first few tell all that is told of them.
                let on_page = |&&other: &&u32| sections[other as usize].page == section.page;
                if before.iter().rev().take_while(on_page).count() < FEW {
                    before.push(index);
                }
                twin
            })
            .collect();
        let mut on_copied_page = Vec::with_capacity(of_sections.len());
        for page in sections.chunk_by(|a, b| a.page == b.page) {
            let from = on_copied_page.len();
            let all = of_sections[from..from + page.len()]
                .iter()
                .all(Option::is_some);
            on_copied_page.resize(from + page.len(), all);
        }
        Self {
            of_sections,
            on_copied_page,
        }
    }

    /// The twin of a section.
    pub fn of(&self, section: usize) -> Option<Twin> {
        self.of_sections[section]
    }

    /// Whether a section tells nothing new to those that come after it: what stands on its page stands elsewhere too.
    pub fn is_on_copied_page(&self, section: usize) -> bool {
        self.on_copied_page[section]
    }
}

/// Sections of one page that are kept of those that are the same.
const FEW: usize = 8;

fn twin(sections: &[Section], here: &Section, before: &[u32]) -> Option<Twin> {
    let is_twin = |&&other: &&u32| {
        let there = &sections[other as usize];
        there.page != here.page || !there.part.is_with(&here.part)
    };
    let first = before.iter().copied().find(|other| is_twin(&other))?;
    // Those of this page are the last.
    let on_page = before
        .iter()
        .rev()
        .take_while(|&&other| sections[other as usize].page == here.page)
        .filter(is_twin)
        .last();
    Some(match on_page {
        Some(&on_page) if on_page != first => Twin {
            first: on_page,
            elsewhere: Some(first),
        },
        _ => Twin {
            first,
            elsewhere: None,
        },
    })
}
