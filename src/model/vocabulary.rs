//! A profile made ready for reading pages: names folded, words indexed, patterns compiled.

pub mod fields;
pub mod pattern;

pub use fields::{FieldKind, FieldMatch, HEADING_WORDS, heading_words};
pub use pattern::Pattern;

use super::extends::TakenOver;
use super::field::HeadingText;
use super::grade::GradeStatement;
use super::memo::Memo;
use super::named::Named;
use super::passage::ProseMemo;
use super::reporting::ReportingStatement;
use super::spelling::{is_near, letters, may_be_near};
use super::title::Title;
use crate::config::Profile;
use crate::document::PlacedProse;
use fields::FieldNames;
use regex::RegexSet;
use rustc_hash::{FxHashMap, FxHashSet};

/// The shortest word for a rank that is recognised misspelt.
const SHORTEST_MISSPELT: usize = 6;

/// A profile made ready for reading pages.
#[derive(Debug)]
pub struct Vocabulary {
    /// Titles that were read.
    pub(super) titles: Memo<Title>,
    /// What headings were found to be.
    pub(super) headings: ProseMemo<HeadingText>,
    /// What texts were found to take over.
    pub(super) taken_over: ProseMemo<Option<TakenOver>>,
    /// Reports-to statements that were read.
    pub(super) reporting: ProseMemo<Vec<ReportingStatement>>,
    /// Grade statements that were read, outside and inside of job-grade sections.
    pub(super) grades: [ProseMemo<Vec<GradeStatement>>; 2],
    /// Next steps that were read.
    pub(super) next_steps: ProseMemo<Vec<Named>>,
    fields: FieldNames,
    expand: FxHashMap<String, String>,
    nouns: FxHashSet<String>,
    levels: FxHashMap<String, i32>,
    level_names: Vec<String>,
    unordered_levels: FxHashSet<String>,
    middle: i32,
    management: Vec<Vec<String>>,
    not_ranks: Vec<Vec<String>>,
    /// The words that a rank, or a run in which a rank word means no rank, starts with.
    rank_starts: FxHashSet<String>,
    /// The words for ranks and levels that are recognised misspelt, with their letters.
    long_ranks: Vec<(String, u64)>,
    /// The verb of a reports-to statement.
    pub reports_to: Pattern,
    /// Where a manager's name ends.
    pub manager_end: Pattern,
    /// Subjects that stand for the role in hand.
    pub generic_subjects: FxHashSet<String>,
    /// Those of them that stand for every role of the page.
    pub page_subjects: FxHashSet<String>,
    /// Grade statements.
    pub grade: Vec<Pattern>,
    /// Sentences that tell where grades are found.
    pub grade_elsewhere: Pattern,
    /// Lists that take over another's.
    pub extends: Vec<Pattern>,
    /// Where a next step is named.
    pub next_step: Pattern,
    /// A ladder without a next step.
    pub no_next_step: Pattern,
    /// Captions of wishes, and which texts were found to be some.
    nice_to_have: Pattern,
    wishes: ProseMemo<bool>,
    /// Titles that are right although no page has them.
    pub known_titles: Vec<Title>,
    /// The grades of each rank, table by table as the profile has them.
    pub usual_grades: Vec<Vec<(Title, Vec<f64>)>>,
    /// Required items.
    pub required_items: Vec<RequiredItem>,
}

/// An item that every role must list.
#[derive(Debug)]
pub struct RequiredItem {
    /// As it is to be written.
    pub text: String,
    pattern: Pattern,
}

impl RequiredItem {
    /// Whether a text is it, in any of its forms.
    pub fn is_in(&self, text: &str) -> bool {
        self.pattern.is_match(text)
    }
}

impl Vocabulary {
    /// Makes a profile ready. Patterns that do not compile match nothing; a test holds that the shipped ones do.
    pub fn new(profile: &Profile) -> Self {
        let titles = &profile.titles;
        let levels: FxHashMap<String, i32> = titles
            .levels
            .iter()
            .zip(0..)
            .flat_map(|(words, order)| words.iter().map(move |word| (word.clone(), order)))
            .collect();
        let ranks = titles.management.iter().filter(|rank| !rank.contains(' '));
        let names = titles.levels.iter().filter_map(|words| words.first());
        let mut known = FxHashSet::default();
        let long_ranks = ranks
            .chain(names)
            .chain(levels.keys())
            .filter(|rank| rank.len() >= SHORTEST_MISSPELT && known.insert(*rank))
            .map(|rank| (rank.clone(), letters(rank)))
            .collect();
        let mut vocabulary = Self {
            long_ranks,
            titles: Memo::default(),
            headings: ProseMemo::default(),
            taken_over: ProseMemo::default(),
            reporting: ProseMemo::default(),
            grades: Default::default(),
            next_steps: ProseMemo::default(),
            wishes: ProseMemo::default(),
            fields: FieldNames::new(&profile.fields),
            expand: titles.expand.clone().into_iter().collect(),
            nouns: titles.nouns.iter().cloned().collect(),
            middle: levels.get("intermediate").copied().unwrap_or_default(),
            levels,
            level_names: titles
                .levels
                .iter()
                .filter_map(|words| words.first().cloned())
                .collect(),
            unordered_levels: titles.unordered_levels.iter().cloned().collect(),
            rank_starts: titles
                .management
                .iter()
                .chain(&titles.not_ranks)
                .filter_map(|run| Some(run.split(' ').next()?.to_owned()))
                .collect(),
            management: titles.management.iter().map(|rank| split(rank)).collect(),
            not_ranks: titles.not_ranks.iter().map(|run| split(run)).collect(),
            reports_to: Pattern::new(&profile.statements.reports_to),
            manager_end: Pattern::new(&profile.statements.manager_end),
            generic_subjects: {
                let statements = &profile.statements;
                let all = statements.generic_subjects.iter();
                all.chain(&statements.page_subjects).cloned().collect()
            },
            page_subjects: profile.statements.page_subjects.iter().cloned().collect(),
            grade: Pattern::each(&profile.statements.grade),
            grade_elsewhere: Pattern::new(&profile.statements.grade_elsewhere),
            extends: Pattern::each(&profile.statements.extends),
            next_step: Pattern::new(&profile.statements.next_step),
            no_next_step: Pattern::new(&profile.statements.no_next_step),
            nice_to_have: Pattern::new(&profile.statements.nice_to_have),
            required_items: profile
                .required_items
                .iter()
                .map(|item| {
                    let patterns = if item.accept.is_empty() {
                        vec![regex::escape(&item.text)]
                    } else {
                        item.accept.clone()
                    };
                    RequiredItem {
                        text: item.text.clone(),
                        pattern: Pattern::new(&patterns).holding(&item.words),
                    }
                })
                .collect(),
            known_titles: Vec::new(),
            usual_grades: Vec::new(),
        };
        vocabulary.known_titles = titles
            .known
            .iter()
            .map(|known| Title::new(known, &vocabulary))
            .collect();
        vocabulary.usual_grades = profile
            .grades
            .usual
            .iter()
            .map(|table| {
                let ranks = table.ranks.iter();
                ranks
                    .map(|(rank, grades)| (Title::new(rank, &vocabulary), grades.clone()))
                    .collect()
            })
            .collect();
        vocabulary
    }

    /// The field that a heading of these words (lower case) names.
    pub fn field(&self, heading: &[impl AsRef<str>]) -> Option<FieldMatch> {
        self.fields.find(heading, |word| self.is_title_noun(word))
    }

    /// Whether a text is the caption of wishes.
    pub fn is_wish(&self, prose: &PlacedProse) -> bool {
        self.wishes
            .of_prose(prose, || self.nice_to_have.is_match(&prose.text))
    }

    /// What a short form stands for.
    pub fn expand(&self, word: &str) -> Option<&str> {
        self.expand.get(word).map(String::as_str)
    }

    /// The rank or level word that a word is a slip of: `assocate` is `associate`. Any other word as it is.
    pub fn rank_spelling<'a>(&'a self, word: &'a str) -> &'a str {
        if word.len() < SHORTEST_MISSPELT {
            return word;
        }
        let first = word.as_bytes().first();
        // The letters tell of most words that they are no slip of any.
        let near = self.long_ranks.iter().find(|(rank, seen)| {
            rank.as_bytes().first() == first
                && word != rank
                && may_be_near(letters(word), *seen, 1)
                && is_near(word, rank, 1)
        });
        match near {
            Some((rank, _)) if !self.is_level(word) && !self.is_title_noun(word) => rank,
            _ => word,
        }
    }

    /// Whether the word, or its singular, names a kind of job.
    pub fn is_title_noun(&self, word: &str) -> bool {
        self.nouns.contains(word)
            || word
                .strip_suffix('s')
                .is_some_and(|word| self.nouns.contains(word))
    }

    /// Whether the word tells a level.
    pub fn is_level(&self, word: &str) -> bool {
        self.levels.contains_key(word) || self.unordered_levels.contains(word)
    }

    /// Whether the word tells a level that has a place in the order.
    pub fn is_ordered_level(&self, word: &str) -> bool {
        self.levels.contains_key(word)
    }

    /// Whether the word tells the level that titles without a word for it have.
    pub fn is_middle_level(&self, word: &str) -> bool {
        self.levels.get(word) == Some(&self.middle)
    }

    /// The word that stands for all words of a level.
    pub fn canonical_level<'a>(&'a self, word: &'a str) -> &'a str {
        self.levels
            .get(word)
            .and_then(|&order| self.level_names.get(usize::try_from(order).ok()?))
            .map_or(word, String::as_str)
    }

    /// The place of a level word in the order.
    pub fn level_order(&self, word: &str) -> Option<i32> {
        self.levels.get(word).copied()
    }

    /// The level that titles without a word for it have.
    pub fn middle_level(&self) -> i32 {
        self.middle
    }

    /// Whether a people rank, or a run in which a rank word means no rank, may start with a word.
    pub fn starts_rank(&self, word: &str) -> bool {
        self.rank_starts.contains(word)
    }

    /// The people rank that the words start with, and how many words it takes.
    pub fn management_rank<'a>(
        &self,
        words: &(impl Iterator<Item = &'a str> + Clone),
    ) -> Option<(usize, usize)> {
        self.management
            .iter()
            .enumerate()
            .filter(|(_, rank)| starts_with(words.clone(), rank))
            .map(|(index, rank)| (index, rank.len()))
            .max_by_key(|&(_, len)| len)
    }

    /// How many words the run takes in which a rank word means no rank, if the words start with one.
    pub fn not_rank<'a>(&self, words: &(impl Iterator<Item = &'a str> + Clone)) -> Option<usize> {
        self.not_ranks
            .iter()
            .find(|run| starts_with(words.clone(), run))
            .map(Vec::len)
    }
}

fn starts_with<'a>(mut words: impl Iterator<Item = &'a str>, run: &[String]) -> bool {
    run.iter().all(|expected| words.next() == Some(expected))
}

fn split(name: &str) -> Vec<String> {
    name.split(' ').map(ToOwned::to_owned).collect()
}

/// Which of the patterns of a profile do not compile, with what is wrong with them.
pub fn broken_patterns(profile: &Profile) -> Vec<String> {
    let statements = &profile.statements;
    [
        &statements.reports_to,
        &statements.manager_end,
        &statements.grade,
        &statements.grade_elsewhere,
        &statements.extends,
        &statements.next_step,
        &statements.no_next_step,
        &statements.nice_to_have,
    ]
    .into_iter()
    .chain(profile.required_items.iter().map(|item| &item.accept))
    .flatten()
    .filter_map(|pattern| {
        RegexSet::new([pattern])
            .err()
            .map(|error| error.to_string())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_patterns_compile() {
        assert_eq!(broken_patterns(&Profile::gitlab()), Vec::<String>::new());
    }
}
