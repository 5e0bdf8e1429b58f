//! The fields of a role, and the names that their headings bear.

use crate::config::profile::FieldNames as Names;
use crate::document::prose::words;
use crate::model::memo::Memo;
use crate::model::spelling::is_near;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

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
    pub words: Range<usize>,
}

/// The names of fields. Words are numbered, so that a heading is compared by numbers.
#[derive(Debug, Default)]
pub struct FieldNames {
    /// The longest first: the longest that fits is meant, `preferred requirements` before `requirements`.
    names: Vec<Name>,
    /// Which names start and which end with a word, by its number.
    starting: Vec<Vec<usize>>,
    ending: Vec<Vec<usize>>,
    ids: FxHashMap<String, u16>,
    /// The words of names that are recognised misspelt, by their first letter.
    long: FxHashMap<u8, Vec<(String, u16)>>,
    /// What words that stand in no name were found to be slips of.
    slips: Memo<u16>,
}

#[derive(Debug)]
struct Name {
    kind: FieldKind,
    words: Vec<u16>,
    exact: bool,
}

/// The number of a word that stands in no name.
const NO_WORD: u16 = u16::MAX;

/// Words after which more may follow a field's name: `Responsibilities for ...`.
const LEADS_ON: [&str; 12] = [
    "for", "of", "in", "at", "across", "unique", "overview", "extends", "include", "section", "to",
    "as",
];

impl FieldNames {
    /// The names that a profile gives.
    pub fn new(profile: &BTreeMap<String, Names>) -> Self {
        let mut found = Self::default();
        for (field, names) in profile {
            let Some(kind) = FieldKind::ALL.into_iter().find(|kind| kind.name() == field) else {
                continue;
            };
            for name in &names.names {
                let words = name.split(' ').map(|word| found.number(word)).collect();
                found.names.push(Name {
                    kind,
                    words,
                    exact: names.exact,
                });
            }
        }
        found
            .names
            .sort_by_key(|name| (std::cmp::Reverse(name.words.len()), name.kind));
        let by = |end: fn(&[u16]) -> Option<&u16>| {
            let mut by_word = vec![Vec::new(); found.ids.len()];
            for (index, name) in found.names.iter().enumerate() {
                if let Some(&word) = end(&name.words) {
                    by_word[usize::from(word)].push(index);
                }
            }
            by_word
        };
        (found.starting, found.ending) = (by(<[u16]>::first), by(<[u16]>::last));
        for (word, &id) in &found.ids {
            if let (true, Some(&first)) = (word.len() >= SHORTEST_MISSPELT, word.as_bytes().first())
            {
                found
                    .long
                    .entry(first)
                    .or_default()
                    .push((word.clone(), id));
            }
        }
        found
    }

    fn number(&mut self, word: &str) -> u16 {
        let next = u16::try_from(self.ids.len()).unwrap_or(NO_WORD);
        *self.ids.entry(word.to_owned()).or_insert(next)
    }

    /// The number of a word, or of the word that it is a slip of. A word that names a kind of job is no field misspelt:
    /// `specialist` is not `speciality`.
    fn number_of(&self, word: &str, is_title_noun: &impl Fn(&str) -> bool) -> u16 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        if word.len() < SHORTEST_MISSPELT - 2 {
            return NO_WORD;
        }
        self.slips.get(word, || {
            let first = word.as_bytes().first().unwrap_or(&0);
            self.long
                .get(first)
                .into_iter()
                .flatten()
                .filter(|(name, _)| is_near(word, name, 2))
                .map(|&(_, id)| id)
                .min()
                .filter(|_| !is_title_noun(word))
                .unwrap_or(NO_WORD)
        })
    }

    /// The field that a heading of these words (lower case) names.
    pub fn find<'a>(
        &'a self,
        heading: &[impl AsRef<str>],
        is_title_noun: impl Fn(&str) -> bool,
    ) -> Option<FieldMatch> {
        let ids = heading.iter();
        let ids: SmallVec<[u16; HEADING_WORDS]> = ids
            .map(|word| self.number_of(word.as_ref(), &is_title_noun))
            .collect();
        if ids.iter().all(|&id| id == NO_WORD) {
            return None;
        }
        let found = |name: &Name, at: usize| FieldMatch {
            kind: name.kind,
            words: at..at + name.words.len(),
        };
        let names = |by_word: &'a [Vec<usize>], word: u16| {
            let indexes = by_word.get(usize::from(word)).into_iter().flatten();
            indexes.map(|&index| &self.names[index])
        };
        if let Some(name) = names(&self.starting, ids[0]).find(|name| name.words == *ids) {
            return Some(found(name, 0));
        }
        for at in (0..ids.len()).filter(|&at| ids[at] != NO_WORD) {
            let leads_on = |name: &&Name| {
                heading
                    .get(at + name.words.len())
                    .is_some_and(|next| LEADS_ON.contains(&next.as_ref()))
            };
            let name = names(&self.starting, ids[at])
                .filter(|name| !name.exact && ids[at..].starts_with(&name.words))
                .find(leads_on);
            if let Some(name) = name {
                return Some(found(name, at));
            }
        }
        names(&self.ending, *ids.last()?)
            .find(|name| !name.exact && ids.ends_with(&name.words))
            .map(|name| found(name, ids.len() - name.words.len()))
    }
}

/// The shortest word of a name that is recognised misspelt. Short words must be exact.
const SHORTEST_MISSPELT: usize = 8;

/// So many words most headings have at most.
pub const HEADING_WORDS: usize = 8;

/// The words of a heading as fields are recognised by: lower case, apostrophes dropped, what stands in brackets left out.
/// The letters of ASCII must be small ones already.
pub fn heading_words(lower: &str) -> SmallVec<[(Cow<'_, str>, Range<usize>); HEADING_WORDS]> {
    let mut depth = 0usize;
    let mut end = 0;
    let mut found = SmallVec::new();
    for word in words(lower) {
        for byte in lower[end..word.at].bytes() {
            match byte {
                b'(' | b'[' => depth += 1,
                b')' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        end = word.at + word.text.len();
        if depth == 0 {
            found.push((folded(word.text), word.range()));
        }
    }
    found
}

/// In lower case, without apostrophes.
fn folded(word: &str) -> Cow<'_, str> {
    if word.is_ascii() && !word.contains('\'') {
        return word.into();
    }
    word.to_lowercase().replace(['\'', '’'], "").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Profile;
    use crate::model::Vocabulary;

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
            let lower = heading.to_ascii_lowercase();
            let words: Vec<_> = heading_words(&lower)
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
