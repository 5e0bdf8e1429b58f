//! Where a word stands in a file: one search through all of it tells which of its many short texts to look into.

use super::PlacedProse;
use memchr::memmem::Finder;

/// The places of a word, or of a part of words, in one file.
pub struct Mentions<'a> {
    finder: Finder<'a>,
    places: Vec<usize>,
}

impl<'a> Mentions<'a> {
    /// Looks through the text of a file.
    pub fn of(word: &'a str, file: &str) -> Self {
        let finder = Finder::new(word);
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(at) = finder.find(&file.as_bytes()[from..]) {
            places.push(from + at);
            from += at + 1;
        }
        Self { finder, places }
    }

    /// Whether it stands in a prose of that file.
    pub fn are_in(&self, prose: &PlacedProse) -> bool {
        let Some(range) = prose.verbatim() else {
            return self.are_in_text(&prose.text);
        };
        let first = self.places.partition_point(|&at| at < range.start);
        self.places
            .get(first)
            .is_some_and(|at| at + self.finder.needle().len() <= range.end)
    }

    /// Whether it stands in a text.
    pub fn are_in_text(&self, text: &str) -> bool {
        self.finder.find(text.as_bytes()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Generator, Pool};
    use crate::source::Source;

    #[test]
    fn every_text_that_holds_the_word_is_found() {
        let text = "# aab\n\nno aa b\n\na*ab*\n\na&#97;b\n\nab, aab\n\n- aaab\n  aa\n  b\n\nb";
        let source = Source::new("a.md".to_owned(), text.to_owned());
        let document = Document::parse(&source, Generator::Hugo, &Pool::default());
        let mentions = Mentions::of("aab", text);
        let found: Vec<bool> = document
            .blocks
            .iter()
            .map(|block| mentions.are_in(&block.prose))
            .collect();
        assert_eq!(found, [true, false, true, true, true, true, false]);
    }
}
