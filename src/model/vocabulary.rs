//! A profile made ready for reading pages: names folded, words indexed, patterns compiled.

use super::title::Title;
use crate::config::Profile;
use crate::document::prose::words;
use regex::{Regex, RegexSet};
use rustc_hash::{FxHashMap, FxHashSet};

/// The fields of a role that the rules know. Any other name in a profile is recognised and never required.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// Whom the role answers to.
    ReportsTo,
    /// Its grade.
    JobGrade,
    /// What it does.
    Responsibilities,
    /// What it asks for.
    Requirements,
    /// What it is measured by.
    PerformanceIndicators,
    /// What comes next.
    CareerLadder,
    /// How candidates are chosen.
    HiringProcess,
    /// The heading above the levels.
    Levels,
    /// Kinds of the same role.
    Specialties,
    /// Kinds of customers.
    Segments,
    /// Wishes.
    NiceToHaves,
    /// An introduction.
    Overview,
}

impl FieldKind {
    /// Every field, in the order of a page.
    pub const ALL: [Self; 12] = [
        Self::ReportsTo,
        Self::JobGrade,
        Self::Responsibilities,
        Self::Requirements,
        Self::PerformanceIndicators,
        Self::CareerLadder,
        Self::HiringProcess,
        Self::Levels,
        Self::Specialties,
        Self::Segments,
        Self::NiceToHaves,
        Self::Overview,
    ];

    /// The name, as in profiles and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::ReportsTo => "reports-to",
            Self::JobGrade => "job-grade",
            Self::Responsibilities => "responsibilities",
            Self::Requirements => "requirements",
            Self::PerformanceIndicators => "performance-indicators",
            Self::CareerLadder => "career-ladder",
            Self::HiringProcess => "hiring-process",
            Self::Levels => "levels",
            Self::Specialties => "specialties",
            Self::Segments => "segments",
            Self::NiceToHaves => "nice-to-haves",
            Self::Overview => "overview",
        }
    }

    /// Whether the field only gathers headings and states nothing of a role.
    pub fn gathers(self) -> bool {
        matches!(
            self,
            Self::Levels | Self::Specialties | Self::Segments | Self::Overview
        )
    }
}

/// A field's name in a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldMatch {
    /// The field.
    pub kind: FieldKind,
    /// Which words of the heading name it.
    pub words: std::ops::Range<usize>,
}

/// A profile made ready for reading pages.
#[derive(Debug)]
pub struct Vocabulary {
    fields: Vec<(FieldKind, Vec<String>, bool)>,
    expand: FxHashMap<String, String>,
    nouns: FxHashSet<String>,
    levels: FxHashMap<String, i32>,
    level_names: Vec<String>,
    unordered_levels: FxHashSet<String>,
    middle: i32,
    management: Vec<Vec<String>>,
    not_ranks: Vec<Vec<String>>,
    /// The verb of a reports-to statement.
    pub reports_to: Pattern,
    /// Where a manager's name ends.
    pub manager_end: Pattern,
    /// Subjects that stand for the role in hand.
    pub generic_subjects: FxHashSet<String>,
    /// Grade statements.
    pub grade: Vec<Regex>,
    /// Sentences that tell where grades are found.
    pub grade_elsewhere: Pattern,
    /// Lists that take over another's.
    pub extends: Vec<Regex>,
    /// The same in one, to tell quickly that a text has none.
    pub any_extends: RegexSet,
    /// Where a next step is named.
    pub next_step: Pattern,
    /// A ladder without a next step.
    pub no_next_step: Pattern,
    /// Captions of wishes.
    pub nice_to_have: Pattern,
    /// Titles that are right although no page has them.
    pub known_titles: Vec<Title>,
    /// The grades of each rank, table by table as the profile has them.
    pub usual_grades: Vec<Vec<(Title, Vec<f64>)>>,
    /// Required items, with their patterns.
    pub required_items: Vec<(String, Pattern)>,
}

/// Some regular expressions as one. Without any it matches nothing.
#[derive(Debug, Default)]
pub struct Pattern(Option<Regex>);

impl Pattern {
    fn new(patterns: &[String]) -> Self {
        if patterns.is_empty() {
            return Self(None);
        }
        let joined = format!("(?i)(?:{})", patterns.join("|"));
        Self(Regex::new(&joined).ok())
    }

    /// Whether it matches somewhere.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// The first match.
    pub fn find(&self, text: &str) -> Option<std::ops::Range<usize>> {
        Some(self.0.as_ref()?.find(text)?.range())
    }

    /// Every match.
    pub fn find_all(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        self.0
            .iter()
            .flat_map(|regex| regex.find_iter(text))
            .map(|found| found.range())
            .collect()
    }
}

/// Words after which more may follow a field's name: `Responsibilities for ...`.
const LEADS_ON: [&str; 12] = [
    "for", "of", "in", "at", "across", "unique", "overview", "extends", "include", "section", "to",
    "as",
];

impl Vocabulary {
    /// Makes a profile ready. Patterns that do not compile match nothing; a test holds that the shipped ones do.
    pub fn new(profile: &Profile) -> Self {
        let mut fields: Vec<(FieldKind, Vec<String>, bool)> = profile
            .fields
            .iter()
            .filter_map(|(name, names)| {
                let kind = FieldKind::ALL
                    .into_iter()
                    .find(|kind| kind.name() == name)?;
                Some(
                    names
                        .names
                        .iter()
                        .map(move |name| (kind, split(name), names.exact)),
                )
            })
            .flatten()
            .collect();
        // The longest name that fits is meant: `preferred requirements` before `requirements`.
        fields.sort_by_key(|(kind, words, _)| (std::cmp::Reverse(words.len()), *kind));
        let titles = &profile.titles;
        let levels: FxHashMap<String, i32> = titles
            .levels
            .iter()
            .zip(0..)
            .flat_map(|(words, order)| words.iter().map(move |word| (word.clone(), order)))
            .collect();
        let mut vocabulary = Self {
            fields,
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
            management: titles.management.iter().map(|rank| split(rank)).collect(),
            not_ranks: titles.not_ranks.iter().map(|run| split(run)).collect(),
            reports_to: Pattern::new(&profile.statements.reports_to),
            manager_end: Pattern::new(&profile.statements.manager_end),
            generic_subjects: profile
                .statements
                .generic_subjects
                .iter()
                .cloned()
                .collect(),
            grade: compile(&profile.statements.grade),
            grade_elsewhere: Pattern::new(&profile.statements.grade_elsewhere),
            extends: compile(&profile.statements.extends),
            any_extends: {
                let patterns = &profile.statements.extends;
                RegexSet::new(patterns.iter().map(|pattern| format!("(?i){pattern}"))).unwrap_or_default()
            },
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
                    (item.text.clone(), Pattern::new(&patterns))
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
    pub fn field(&self, heading: &[String]) -> Option<FieldMatch> {
        // A word that names a kind of job is no field misspelt: `specialist` is not `speciality`.
        let spells = |word: &String, name: &String| {
            word == name || is_misspelling_of(word, name) && !self.is_title_noun(word)
        };
        let fits = |name: &[String], at: usize| {
            at + name.len() <= heading.len()
                && name
                    .iter()
                    .zip(&heading[at..])
                    .all(|(name, word)| spells(word, name))
        };
        let found = |kind: FieldKind, at: usize, len: usize| FieldMatch {
            kind,
            words: at..at + len,
        };
        for (kind, name, _) in &self.fields {
            if name.len() == heading.len() && fits(name, 0) {
                return Some(found(*kind, 0, name.len()));
            }
        }
        for at in 0..heading.len() {
            for (kind, name, exact) in &self.fields {
                if !exact
                    && fits(name, at)
                    && heading
                        .get(at + name.len())
                        .is_some_and(|next| LEADS_ON.contains(&next.as_str()))
                {
                    return Some(found(*kind, at, name.len()));
                }
            }
        }
        for (kind, name, exact) in &self.fields {
            if !exact && heading.len() > name.len() && fits(name, heading.len() - name.len()) {
                return Some(found(*kind, heading.len() - name.len(), name.len()));
            }
        }
        None
    }

    /// What a short form stands for.
    pub fn expand(&self, word: &str) -> Option<&str> {
        self.expand.get(word).map(String::as_str)
    }

    /// The rank or level word that a word is a slip of: `assocate` is `associate`. Any other word as it is.
    pub fn rank_spelling<'a>(&'a self, word: &'a str) -> &'a str {
        if word.len() < 6 || self.is_level(word) || self.is_title_noun(word) {
            return word;
        }
        let ranks = self
            .management
            .iter()
            .filter(|rank| rank.len() == 1)
            .flatten();
        ranks
            .chain(&self.level_names)
            .chain(self.levels.keys())
            .find(|rank| {
                rank.len() >= 6
                    && rank.as_bytes().first() == word.as_bytes().first()
                    && word.len().abs_diff(rank.len()) <= 1
                    && strsim::osa_distance(word, rank) == 1
            })
            .map_or(word, String::as_str)
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

fn compile(patterns: &[String]) -> Vec<Regex> {
    patterns
        .iter()
        .filter_map(|pattern| Regex::new(&format!("(?i){pattern}")).ok())
        .collect()
}

fn split(name: &str) -> Vec<String> {
    name.split(' ').map(ToOwned::to_owned).collect()
}

/// Whether `word` is `name` misspelt. Short words must be exact.
fn is_misspelling_of(word: &str, name: &str) -> bool {
    // Bytes first: nearly every pair of words is told apart by them.
    name.len() >= 8
        && word.as_bytes().first() == name.as_bytes().first()
        && name.len().abs_diff(word.len()) <= 4
        && name.chars().count().abs_diff(word.chars().count()) <= 2
        && strsim::osa_distance(word, name) <= 2
}

/// The words of a heading as fields are recognised by: lower case, apostrophes dropped, what stands in brackets left out.
pub fn heading_words(text: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let mut depth = 0usize;
    let mut end = 0;
    words(text)
        .filter_map(|word| {
            for c in text[end..word.at].chars() {
                match c {
                    '(' | '[' => depth += 1,
                    ')' | ']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            end = word.at + word.text.len();
            let folded = word.text.to_lowercase().replace(['\'', '’'], "");
            (depth == 0).then_some((folded, word.range()))
        })
        .collect()
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

    #[test]
    fn headings_name_fields() {
        let vocabulary = Vocabulary::new(&Profile::gitlab());
        for (heading, expected) in [
            ("Job Grade", Some((FieldKind::JobGrade, 0))),
            (
                "Senior Manager, Product Marketing Job Grade",
                Some((FieldKind::JobGrade, 4)),
            ),
            (
                "Group Manager, Product (GMP) - Job Grade ",
                Some((FieldKind::JobGrade, 3)),
            ),
            ("Requirements:", Some((FieldKind::Requirements, 0))),
            (
                "Performance Indicators (PI)",
                Some((FieldKind::PerformanceIndicators, 0)),
            ),
            ("Responsibilties", Some((FieldKind::Responsibilities, 0))),
            ("Nice-to-have's", Some((FieldKind::NiceToHaves, 0))),
            (
                "Nice-to-have Requirements",
                Some((FieldKind::NiceToHaves, 0)),
            ),
            (
                "Requirements for IT Security Engineer roles",
                Some((FieldKind::Requirements, 0)),
            ),
            (
                "Levels of Security Engineer roles",
                Some((FieldKind::Levels, 0)),
            ),
            (
                "Base Requirements Across All Levels",
                Some((FieldKind::Requirements, 1)),
            ),
            (
                "Primary Performance Indicator for the Role",
                Some((FieldKind::PerformanceIndicators, 1)),
            ),
            (
                "Hiring Process for EMEA",
                Some((FieldKind::HiringProcess, 0)),
            ),
            (
                "Senior level Requirements for US Public Sector",
                Some((FieldKind::Requirements, 2)),
            ),
            ("Job Level", Some((FieldKind::JobGrade, 0))),
            ("Requirements Engineer", None),
            ("Director, Product Marketing", None),
            ("Relevant Links", None),
            ("Security Leadership", None),
        ] {
            let words: Vec<String> = heading_words(heading)
                .into_iter()
                .map(|(word, _)| word)
                .collect();
            let found = vocabulary
                .field(&words)
                .map(|found| (found.kind, found.words.start));
            assert_eq!(found, expected, "{heading}");
        }
    }
}
