//! A rule: its row, what its YAML file says of it, and how the two become a check that can be run.

use super::rows;
use crate::config::{Level, Paths, RuleSettings};
use crate::corpus::Corpus;
use crate::finding::{Finding, Severity};
use crate::model::{Ignore, Page};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// A rule's row: its name, which is that of its file in `rules/`, and what it runs.
pub struct Row {
    name: &'static str,
    bind: Bind,
    reach: Reach,
}

/// The row of the rule of this name, whose findings follow from their page.
pub fn row(name: &'static str, bind: Bind) -> Row {
    Row {
        name,
        bind,
        reach: Reach::Page,
    }
}

impl Row {
    /// The same for findings that a change of another page can cause.
    pub fn across(mut self) -> Self {
        self.reach = Reach::Site;
        self
    }

    /// The same for findings that depend on other pages without being anybody's fault.
    pub fn loosely(mut self) -> Self {
        self.reach = Reach::Loose;
        self
    }
}

/// What the findings of a rule follow from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// From their page.
    Page,
    /// From other pages too: a change of those causes findings, and is told so.
    Site,
    /// From other pages too, as far as they show what is usual or what there is to link to. A change of those is not told
    /// as the cause of findings elsewhere.
    Loose,
}

/// Makes a check from its parameters; the error says which parameter is wrong.
pub type Bind = Box<dyn FnOnce(serde_json::Value) -> Result<Check, String> + Send>;

/// A check that looks at one page, with the corpus to ask.
type PageCheck = dyn Fn(&Page, &Corpus) -> Vec<Finding> + Send + Sync;
/// A check that looks at everything at once.
type CorpusCheck = dyn Fn(&Corpus) -> Vec<Finding> + Send + Sync;

/// A check that looks at what the others left of a comment.
type AfterCheck = dyn Fn(&Unused) -> Vec<Finding> + Send + Sync;

/// A comment that silences findings, or means to, after the other checks ran.
#[derive(Debug)]
pub struct Unused<'a> {
    /// The page it stands on.
    pub page: &'a Page,
    /// The comment.
    pub ignore: &'a Ignore,
    /// Which of its names silenced nothing although their rules ran.
    pub idle: Vec<usize>,
    /// Whether such a rule has a finding on the title's line, which is one of the whole page.
    pub of_page: bool,
}

/// A check with its parameters.
pub enum Check {
    /// Looks at one page, with the corpus to ask.
    Page(Box<PageCheck>),
    /// Looks at everything at once.
    Corpus(Box<CorpusCheck>),
    /// Looks at what the others left.
    After(Box<AfterCheck>),
}

/// Parameters of a check that has none.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoParams {}

/// A check that looks at one page.
pub fn page<P>(check: fn(&P, &Page, &Corpus) -> Vec<Finding>) -> Bind
where
    P: DeserializeOwned + Send + Sync + 'static,
{
    Box::new(move |parameters| {
        let parameters: P = serde_json::from_value(parameters).map_err(|e| e.to_string())?;
        Ok(Check::Page(Box::new(move |page, corpus| {
            check(&parameters, page, corpus)
        })))
    })
}

/// A check that looks at everything at once.
pub fn corpus<P>(check: fn(&P, &Corpus) -> Vec<Finding>) -> Bind
where
    P: DeserializeOwned + Send + Sync + 'static,
{
    Box::new(move |parameters| {
        let parameters: P = serde_json::from_value(parameters).map_err(|e| e.to_string())?;
        Ok(Check::Corpus(Box::new(move |corpus| {
            check(&parameters, corpus)
        })))
    })
}

/// A check that looks at what the others left.
pub fn after<P>(check: fn(&P, &Unused) -> Vec<Finding>) -> Bind
where
    P: DeserializeOwned + Send + Sync + 'static,
{
    Box::new(move |parameters| {
        let parameters: P = serde_json::from_value(parameters).map_err(|e| e.to_string())?;
        Ok(Check::After(Box::new(move |unused| {
            check(&parameters, unused)
        })))
    })
}

/// Which pages a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AppliesTo {
    /// Pages that describe a job family.
    Family,
    /// Every page.
    Any,
}

/// What a rule's YAML file says, without its texts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleFile {
    /// What it flags, in a clause.
    pub summary: String,
    /// Its group.
    pub category: String,
    /// Which pages it looks at.
    pub applies_to: AppliesTo,
    /// Its own level.
    pub severity: Level,
    /// What its check is given and nobody sets.
    #[serde(default)]
    pub parameters: serde_json::Map<String, serde_json::Value>,
    /// What the configuration may set.
    #[serde(default)]
    pub options: BTreeMap<String, OptionFile>,
}

/// An option of a rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionFile {
    /// Its value unless the configuration says another.
    pub default: serde_json::Value,
    /// What it means.
    pub about: String,
}

/// Why a rule matters, and examples of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleTexts {
    /// Why it matters.
    pub why: String,
    /// Bad and good examples, which are its tests.
    pub examples: Vec<Example>,
}

/// One example: a page, or pages by path. `«...»` marks what must be found.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Pages with the fault.
    pub bad: Option<ExampleText>,
    /// Pages without it.
    pub good: Option<ExampleText>,
    /// What the fixes make of the bad page.
    pub fixed: Option<String>,
}

/// The text of an example.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum ExampleText {
    /// One family page. Front matter is added where it has none of its own.
    Page(String),
    /// Several files, by path.
    Files(BTreeMap<String, String>),
}

/// A rule: its row and its file together.
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// What its file says.
    pub file: RuleFile,
    bind: Bind,
    reach: Reach,
}

/// A rule that is to be run: with its parameters and severity.
pub struct BoundRule {
    /// Its name.
    pub name: &'static str,
    /// Its category.
    pub category: &'static str,
    /// Which pages it looks at.
    pub applies_to: AppliesTo,
    /// The severity of its findings.
    pub severity: Severity,
    /// Where it is another. The last that holds counts.
    pub exceptions: Vec<Exception>,
    /// What its findings follow from.
    pub reach: Reach,
    /// What it runs.
    pub check: Check,
}

/// Pages on which a rule's findings have another severity.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The pages; none: all of them.
    pub paths: Option<Paths>,
    /// Their severity; none: the rule is off.
    pub severity: Option<Severity>,
}

impl BoundRule {
    /// The severity of its findings on the page of this path, if it is on there.
    pub fn severity_on(&self, path: &str) -> Option<Severity> {
        let holds = |exception: &&Exception| {
            let paths = exception.paths.as_ref();
            paths.is_none_or(|paths| paths.hold(path))
        };
        match self.exceptions.iter().rev().find(holds) {
            Some(exception) => exception.severity,
            None => Some(self.severity),
        }
    }
}

/// Every rule, in the order of the catalogue.
///
/// # Errors
/// A rule file that is not as it should be. The tests hold that the shipped ones are.
pub fn catalogue() -> Result<Vec<Rule>, String> {
    let text = include_str!(concat!(env!("OUT_DIR"), "/rules.json"));
    let mut files: BTreeMap<String, RuleFile> =
        serde_json::from_str(text).map_err(|error| format!("rules: {error}"))?;
    let rules: Result<Vec<_>, String> = rows()
        .into_iter()
        .map(|row| {
            let file = files
                .remove(row.name)
                .ok_or_else(|| format!("rules/{}.yml is missing", row.name))?;
            Ok(Rule {
                name: row.name,
                file,
                bind: row.bind,
                reach: row.reach,
            })
        })
        .collect();
    match files.keys().next() {
        Some(name) => Err(format!("rules/{name}.yml has no row in the catalogue")),
        None => rules,
    }
}

/// The texts of every rule, by name.
///
/// # Errors
/// A rule file that is not as it should be.
pub fn texts() -> Result<BTreeMap<String, RuleTexts>, String> {
    let text = include_str!(concat!(env!("OUT_DIR"), "/rule-texts.json"));
    serde_json::from_str(text).map_err(|error| format!("rules: {error}"))
}

impl Rule {
    /// The rule with what the configuration says of it, or nothing if it is off.
    ///
    /// # Errors
    /// An option that the rule does not take, or a value that it cannot use.
    pub fn bind(self, settings: Option<&RuleSettings>) -> Result<Option<BoundRule>, String> {
        let level = settings
            .and_then(|settings| settings.level)
            .unwrap_or(self.file.severity);
        let Some(severity) = level.severity() else {
            return Ok(None);
        };
        let mut parameters = self.file.parameters;
        for (name, option) in &self.file.options {
            parameters.insert(name.clone(), option.default.clone());
        }
        for (name, value) in settings.into_iter().flat_map(|settings| &settings.options) {
            parameters.insert(name.clone(), value.clone());
        }
        Ok(Some(BoundRule {
            name: self.name,
            category: leak(self.file.category),
            applies_to: self.file.applies_to,
            severity,
            exceptions: Vec::new(),
            reach: self.reach,
            check: (self.bind)(parameters.into())?,
        }))
    }
}

/// Categories are few and live as long as the run.
fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
