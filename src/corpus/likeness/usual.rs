//! Text that stands on most pages of a corpus: what every page says, nobody copied from one role to another.

use crate::corpus::Corpus;
use rustc_hash::FxHashSet;

/// Of fewer family pages, none is most pages.
const FEWEST_PAGES: u32 = 8;

/// The texts of blocks, by their numbers, that stand on more than half of the family pages.
pub fn texts(corpus: &Corpus) -> FxHashSet<u32> {
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
        return FxHashSet::default();
    }
    let usual = (0..)
        .zip(&counts)
        .filter(|(_, (count, _))| count * 2 > pages);
    usual.map(|(text, _)| text).collect()
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
        corpus.repeats(&threshold).len()
    }

    #[test]
    fn what_most_pages_say_is_no_copy() {
        assert_eq!(repeats(3), 2);
        assert_eq!(repeats(5), 4);
        assert_eq!(repeats(6), 0);
        assert_eq!(repeats(10), 0);
    }
}
