//! The text of a block with its links, and what was read of it: pages of one site repeat whole passages, and what a
//! passage says depends on nothing else.

use crate::document::{Document, KeptProse, LinkKind, PlacedProse};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::ops::Range;
use std::sync::{PoisonError, RwLock};

/// The text of a block, with the links that stand in it.
pub struct Passage<'a> {
    document: &'a Document,
    block: usize,
    links: SmallVec<[LinkInText; 2]>,
    /// Which of the document's links these are.
    indexes: SmallVec<[usize; 2]>,
}

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkInText {
    /// What of the text it is.
    pub text: Range<usize>,
    /// Whether it is an image.
    pub is_image: bool,
}

impl<'a> Passage<'a> {
    /// The text of a block.
    pub fn of(document: &'a Document, block: usize) -> Self {
        let (mut links, mut indexes) = (SmallVec::new(), SmallVec::new());
        for (index, link) in document.numbered_links_in(block) {
            indexes.push(index);
            links.push(LinkInText {
                text: link.text.clone(),
                is_image: link.kind == LinkKind::Image,
            });
        }
        Self {
            document,
            block,
            links,
            indexes,
        }
    }

    /// What a reader sees.
    pub fn prose(&self) -> &'a PlacedProse {
        &self.document.blocks[self.block].prose
    }

    /// The links, in reading order.
    pub fn links(&self) -> &[LinkInText] {
        &self.links
    }

    /// The heading that it stands under.
    pub fn heading(&self) -> Option<usize> {
        self.document.blocks[self.block].heading()
    }

    /// The bytes that some of the text comes from.
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        self.prose().source(range.clone())
    }

    /// One of its links, as an index into the document's.
    pub fn link(&self, link: usize) -> usize {
        self.indexes[link]
    }

    /// The bytes of one of its links.
    pub fn link_source(&self, link: usize) -> Range<usize> {
        self.document.links[self.indexes[link]].range.clone()
    }
}

/// Several tables, so that threads seldom wait for each other.
const SHARDS: usize = 16;

/// Answers by the prose that they were made of, with its links where these matter. What makes an answer must depend on
/// these alone.
#[derive(Debug)]
pub struct ProseMemo<T> {
    shards: [RwLock<FxHashMap<u64, Known<T>>>; SHARDS],
}

#[derive(Debug)]
struct Known<T> {
    prose: KeptProse,
    links: Box<[LinkInText]>,
    answer: T,
}

impl<T> Default for ProseMemo<T> {
    fn default() -> Self {
        Self {
            shards: std::array::from_fn(|_| RwLock::default()),
        }
    }
}

impl<T: Clone> ProseMemo<T> {
    /// The answer for a passage, made by `make` if it is not known yet.
    pub fn of_passage(&self, passage: &Passage<'_>, make: impl FnOnce() -> T) -> T {
        self.get(passage.prose(), passage.links(), make)
    }

    /// The answer for a prose of which the links do not matter.
    pub fn of_prose(&self, prose: &PlacedProse, make: impl FnOnce() -> T) -> T {
        self.get(prose, &[], make)
    }

    fn get(&self, prose: &PlacedProse, links: &[LinkInText], make: impl FnOnce() -> T) -> T {
        let number = prose.number();
        let shard = &self.shards[usize::try_from(number >> 32).unwrap_or_default() % SHARDS];
        // Nothing that could leave a table half changed is done while it is locked.
        let known = shard.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&number)
            && *known.links == *links
            && known.prose.reads_like(prose.kept())
        {
            return known.answer.clone();
        }
        drop(known);
        let answer = make();
        let mut known = shard.write().unwrap_or_else(PoisonError::into_inner);
        // Of two with one number the second is read each time.
        known.entry(number).or_insert_with(|| Known {
            prose: prose.kept().clone(),
            links: links.into(),
            answer: answer.clone(),
        });
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Pool;
    use crate::document::anchors::Generator;
    use crate::source::Source;

    #[test]
    fn an_answer_holds_for_what_reads_alike_with_the_same_links() {
        let parse = |text: &str| {
            let source = Source::new("a.md".to_owned(), text.to_owned());
            Document::parse(&source, Generator::Hugo, &Pool::default())
        };
        let memo = ProseMemo::default();
        let answer = |text: &str, answer: u32| {
            let document = parse(text);
            memo.of_passage(&Passage::of(&document, 0), || answer)
        };
        assert_eq!(answer("Owns [it](/a/) all", 1), 1);
        assert_eq!(answer("\n\nOwns [it](/b/) all", 2), 1);
        assert_eq!(answer("Owns it all", 3), 3);
        assert_eq!(answer("Owns [it](/a/)[ all](/b/)", 4), 4);
    }
}
