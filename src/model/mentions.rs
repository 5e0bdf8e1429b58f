//! Words that tell of a text what may be read of it. Pages are looked into as a whole: most texts say nothing.

use crate::config::Profile;
use crate::document::Pool;
use aho_corasick::Span;
use aho_corasick::packed::{Config, MatchKind, Searcher};
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// A word that every reports-to statement holds.
pub const REPORTING: u8 = 1;
/// A word that every grade statement holds outside a job-grade section.
pub const GRADE: u8 = 2;
/// A word that every list holds which takes over another, where the profile tells.
pub const EXTENDS: u8 = 4;

const IN_REPORTS: &str = "eport";
const IN_GRADES: &str = "rade";

static REPORTS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(IN_REPORTS));

/// A pool of the texts of pages that this profile is for: it tells of each what it mentions.
pub fn pool(profile: &Profile) -> Pool {
    let words = Words::new(&in_usual_cases(&profile.statements.extends_words));
    Pool::telling(words.always, move |text, found| words.each(text, found))
}

/// Each word in small letters, with a capital first one and in capitals: as it stands in any text.
fn in_usual_cases(words: &[String]) -> Vec<String> {
    let capital = |word: &String| {
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        first.to_uppercase() + rest
    };
    words
        .iter()
        .flat_map(|word| [word.clone(), capital(word), word.to_uppercase()])
        .collect()
}

/// The words that tell what a text mentions.
#[derive(Debug)]
pub struct Words {
    /// Each with all that a text mentions which holds it.
    words: Vec<(String, u8)>,
    /// What finds all of them at once, on machines that can.
    searcher: Option<Searcher>,
    /// What any text may mention.
    always: u8,
}

impl Words {
    /// With the words of which a text must hold one to take over another's list.
    pub fn new(extends: &[String]) -> Self {
        let is_told = Searcher::new(extends).is_some();
        let told = if is_told { extends } else { &[] };
        let said = [(IN_REPORTS, REPORTING), (IN_GRADES, GRADE)].into_iter();
        let said: Vec<_> = said
            .chain(told.iter().map(|word| (word.as_str(), EXTENDS)))
            .collect();
        // Of two words that start at one place only the longer is found.
        let flags = |word: &str| {
            let within = said.iter().filter(|(other, _)| word.starts_with(other));
            within.fold(0, |all, (_, flag)| all | flag)
        };
        let mut longest = Config::new();
        longest.match_kind(MatchKind::LeftmostLongest);
        let words = said.iter().map(|(word, _)| word);
        Self {
            searcher: longest.builder().extend(words).build(),
            words: said
                .iter()
                .map(|(word, _)| ((*word).to_owned(), flags(word)))
                .collect(),
            always: if is_told { 0 } else { EXTENDS },
        }
    }

    /// Calls `found` with each place where a text mentions something, and what that is, in order.
    pub fn each(&self, text: &str, found: &mut dyn FnMut(usize, u8)) {
        let Some(searcher) = &self.searcher else {
            let of_word = |(word, flags): &(String, u8)| {
                let flags = *flags;
                let places = text.match_indices(word.as_str());
                places.map(move |(at, _)| (at, flags)).collect::<Vec<_>>()
            };
            let mut places: Vec<_> = self.words.iter().flat_map(of_word).collect();
            places.sort_unstable();
            return places.into_iter().for_each(|(at, flags)| found(at, flags));
        };
        let mut rest = Span::from(0..text.len());
        while let Some(word) = searcher.find_in(text, rest) {
            found(word.start(), self.words[word.pattern().as_usize()].1);
            // Words may overlap.
            rest.start = word.start() + 1;
        }
    }
}

/// Whether a text may hold a reports-to statement.
pub fn of_reporting(text: &str) -> bool {
    REPORTS.find(text.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: u8 = REPORTING | GRADE | EXTENDS;

    fn mentioned_in(words: &Words, text: &str) -> u8 {
        let mut mentioned = words.always;
        words.each(text, &mut |_, flags| mentioned |= flags);
        mentioned
    }

    #[test]
    fn words_that_overlap_are_all_found() {
        let told = ["epo", "traded", "Above"].map(str::to_owned);
        let words = Words::new(&told);
        let long = " ".repeat(60);
        for (text, expected) in [
            ("", 0),
            ("Above", EXTENDS),
            ("an epoch", EXTENDS),
            ("reports", REPORTING | EXTENDS),
            ("a grade", GRADE),
            ("traded", GRADE | EXTENDS),
            ("traded and reported", ALL),
        ] {
            assert_eq!(mentioned_in(&words, text), expected, "{text}");
            let text = format!("{long}{text}{long}");
            assert_eq!(mentioned_in(&words, &text), expected, "{text}");
        }
        let words = Words::new(&[]);
        assert_eq!(mentioned_in(&words, "a grade"), GRADE | EXTENDS);
    }
}
