//! What one company says, as data: field names, statement patterns, grades, rank words, required items, brand names.

use super::Paths;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A company's vocabulary. `rules/profiles/` holds the built-in ones.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Profile {
    /// Which pages describe job families.
    pub family: Family,
    /// Accepted names of each field, by the field's own name.
    pub fields: BTreeMap<String, FieldNames>,
    /// How sentences that state something are written.
    pub statements: Statements,
    /// Titles: what their words mean.
    pub titles: Titles,
    /// Grades.
    pub grades: Grades,
    /// Items that every role's requirements must hold.
    pub required_items: Vec<RequiredItem>,
    /// Names in the case in which they are written, each with the forms that are wrong.
    pub brands: Vec<Brand>,
    /// Words that are not misspellings.
    pub words: Vec<String>,
    /// Sentences or items that stand on many pages on purpose.
    pub boilerplate: Vec<String>,
    /// Host names of the site itself.
    pub hosts: Vec<String>,
    /// What makes the site from the pages; recognised by the tree where it is not said.
    pub generator: Option<Generator>,
    /// Shortcodes that bring headings to a page and whose templates lie elsewhere.
    pub shortcodes: Vec<String>,
    /// The file that lists the site's redirects, as it is shown; looked for beside the pages where it is not said.
    pub redirects: Option<String>,
    /// The address at which rules are explained; a rule's name behind it is the address of its own page.
    pub rule_pages: Option<String>,
}

/// Which pages describe job families.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Family {
    /// The family pages, where the configuration says which they are. Else the folders tell.
    #[serde(skip)]
    pub pages: Option<Paths>,
    /// Folders that hold family pages.
    pub folders: Vec<String>,
    /// Values of the front matter's `layout` that mark one.
    pub layouts: Vec<String>,
    /// Folders whose pages only introduce families.
    pub overview_folders: Vec<String>,
}

/// The names of a field's heading.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FieldNames {
    /// In lower case, without punctuation.
    pub names: Vec<String>,
    /// Whether the heading must be such a name and nothing else.
    #[serde(default)]
    pub exact: bool,
}

/// How sentences that state something are written: regular expressions over what a reader sees, in any case. A letter
/// beyond ASCII counts as the bytes it takes, unless the pattern names one itself or says `(?u:...)`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Statements {
    /// The verb of a reports-to statement; the subject stands before it and the manager after it.
    pub reports_to: Vec<String>,
    /// Where the name of a manager ends before the sentence does.
    pub manager_end: Vec<String>,
    /// Subjects that stand for the role in hand, in lower case.
    pub generic_subjects: Vec<String>,
    /// Subjects that stand for every role of the page, in lower case.
    pub page_subjects: Vec<String>,
    /// A grade statement. Groups: `subject` (optional), `number`.
    pub grade: Vec<String>,
    /// A sentence that tells where grades are found and needs no number.
    pub grade_elsewhere: Vec<String>,
    /// A list that takes over another role's. Group: `title`.
    pub extends: Vec<String>,
    /// Words of which each text that such a pattern matches holds one, in any case: what others lack is not matched.
    pub extends_words: Vec<String>,
    /// Where the next steps of a ladder are named. The step follows.
    pub next_step: Vec<String>,
    /// A ladder that says there is no next step yet.
    pub no_next_step: Vec<String>,
    /// Captions of lists that hold wishes, not requirements.
    pub nice_to_have: Vec<String>,
}

/// What the words of titles mean. All in lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Titles {
    /// Short forms and what they stand for.
    pub expand: BTreeMap<String, String>,
    /// Ranks of people managers, ascending.
    pub management: Vec<String>,
    /// Words for levels within a track, ascending; words of one level stand together.
    pub levels: Vec<Vec<String>>,
    /// Level words that have no place in the order.
    pub unordered_levels: Vec<String>,
    /// Nouns that make a heading a title.
    pub nouns: Vec<String>,
    /// Runs of words in which a rank word means no rank.
    pub not_ranks: Vec<String>,
    /// Titles that are no role of the corpus and right all the same.
    pub known: Vec<String>,
}

/// Grades.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Grades {
    /// The lowest grade.
    pub from: f64,
    /// The highest grade.
    pub to: f64,
    /// The step between two grades.
    pub step: f64,
    /// Parts of the address of the page that explains the grades.
    pub pages: Vec<String>,
    /// Which grades the ranks usually have; of several tables that fit a title the first that knows its rank counts.
    pub usual: Vec<GradeTable>,
    /// Runs of words in a title to which no table applies.
    pub unranked: Vec<String>,
}

/// Which grades the ranks of some titles usually have.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct GradeTable {
    /// Folders whose pages it is for; none: any.
    pub folders: Vec<String>,
    /// Runs of words, one of which a title's function must hold; none: any.
    pub functions: Vec<String>,
    /// The grades of each rank, which is a title without a function: `senior manager`.
    pub ranks: BTreeMap<String, Vec<f64>>,
}

/// An item that every role's requirements must hold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RequiredItem {
    /// As it is written.
    pub text: String,
    /// Regular expressions that count as it, over lower-case text.
    #[serde(default)]
    pub accept: Vec<String>,
    /// Words in small letters, one of which each match of these holds in some case: texts without are not searched.
    #[serde(default)]
    pub words: Vec<String>,
}

/// A name and how it is written wrong.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Brand {
    /// As it is written.
    pub name: String,
    /// The wrong forms, case counts. Empty: every other case of the name.
    #[serde(default)]
    pub not: Vec<String>,
}

/// What makes the site from the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Generator {
    /// Hugo with goldmark: pages in `content/`.
    #[default]
    Hugo,
    /// Middleman with kramdown: pages in `source/`, or files called `index.html.md`.
    Middleman,
}

impl Profile {
    /// The names of the built-in profiles.
    pub const NAMES: [&str; 2] = ["gitlab", "none"];

    /// The built-in profile of this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "gitlab" => Some(Self::gitlab()),
            "none" => Some(Self::default()),
            _ => None,
        }
    }

    /// The profile of GitLab's handbook.
    pub fn gitlab() -> Self {
        let text = include_str!(concat!(env!("OUT_DIR"), "/profile-gitlab.json"));
        // A test holds that the shipped profile is read.
        serde_json::from_str(text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_profile_is_read() {
        let text = include_str!(concat!(env!("OUT_DIR"), "/profile-gitlab.json"));
        let read: Result<Profile, _> = serde_json::from_str(text);
        assert!(read.is_ok(), "{read:?}");
        assert!(!Profile::gitlab().fields.is_empty());
    }
}
