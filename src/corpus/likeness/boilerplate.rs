//! What no run counts: text that stands on most pages of a corpus, and what configuration names. Nobody copied that from
//! one role to another.

use super::words::{fold, read_words};
use crate::corpus::Corpus;
use crate::document::tokens;
use rustc_hash::FxHashSet;

/// Of fewer family pages, none is most pages.
const FEWEST_PAGES: u32 = 8;

/// The boilerplate of a corpus.
pub struct Boilerplate {
    /// Whether each text stands on most pages.
    usual: Vec<bool>,
    /// What configuration names, each by one number for its words.
    named: FxHashSet<u64>,
    /// Their first words and how many they have, as bits: most units are told by that.
    marks: u64,
}

impl Boilerplate {
    /// Finds it.
    pub fn of(corpus: &Corpus) -> Self {
        let mut named = FxHashSet::default();
        let mut marks = 0;
        let mut words = Vec::new();
        for text in &corpus.profile.boilerplate {
            words.clear();
            read_words(text, &tokens::of_text(text), false, &mut words, |_| ());
            named.insert(fold(&words));
            marks |= mark(&words);
        }
        Self {
            usual: usual(corpus),
            named,
            marks,
        }
    }

    /// Whether this text stands on most pages.
    pub fn is_usual(&self, text: u32) -> bool {
        self.usual.get(text as usize).is_some_and(|&usual| usual)
    }

    /// Whether configuration names these words.
    pub fn is_named(&self, words: &[u32]) -> bool {
        self.marks & mark(words) != 0 && self.named.contains(&fold(words))
    }
}

/// A bit for the first of these words and for how many there are.
fn mark(words: &[u32]) -> u64 {
    1 << ((words.first().map_or(0, |&word| word as usize) + words.len()) % 64)
}

/// For each text of blocks whether it stands on more than half of the family pages; empty where none does.
fn usual(corpus: &Corpus) -> Vec<bool> {
    // How many pages each text stands on, and the last of them.
    let mut counts = vec![(0_u32, u32::MAX); corpus.texts.all.len()];
    let mut pages = 0_u32;
    for (index, _) in corpus
        .pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.family)
    {
        pages += 1;
        for &text in corpus.texts.of_page(index) {
            if let Some((count, last)) = counts.get_mut(text as usize)
                && *last != pages
            {
                (*count, *last) = (*count + 1, pages);
            }
        }
    }
    if pages < FEWEST_PAGES {
        return Vec::new();
    }
    counts.iter().map(|(count, _)| count * 2 > pages).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Profile;
    use crate::corpus::likeness::Threshold;
    use crate::corpus::load::{File, decode};

    /// How many runs stand again where so many of ten pages share a list.
    fn repeats(sharing: usize) -> usize {
        let file = |number: usize| {
            let list = if number < sharing {
                "- Writes clear letters\n- Keeps the stores tidy\n- Comes by bicycle\n- Sings in the choir\n"
            } else {
                "- Something else\n"
            };
            let text = format!("---\ntitle: Baker {number}\n---\n\n## Requirements\n\n{list}");
            File {
                path: format!("content/job-families/baker-{number}.md"),
                text: decode(text.into_bytes()),
            }
        };
        let corpus = Corpus::new((0..10).map(file).collect(), Profile::gitlab());
        let threshold = Threshold {
            items: 4,
            words: 50,
            similarity: 0.9,
        };
        corpus.repeats(&threshold, |_| ()).len()
    }

    #[test]
    fn what_most_pages_say_is_no_copy() {
        assert_eq!(repeats(3), 2);
        assert_eq!(repeats(5), 4);
        assert_eq!(repeats(6), 0);
        assert_eq!(repeats(10), 0);
    }
}
