//! The catalogue: one row a rule, and what its YAML file says of it.

use crate::config::{Level, RuleSettings};
use crate::corpus::Corpus;
use crate::finding::{Finding, Severity};
use crate::model::Page;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

macro_rules! checks {
    ($($module:ident),* $(,)?) => { $(mod $module;)* };
}

checks! {
    // Front matter
    blank_value,
    duplicate_key,
    invalid_front_matter,
    missing_title,
}
checks! {
    // Structure
    field_heading_mismatch,
    missing_field,
    missing_required_item,
    duplicate_heading,
    empty_list_item,
    empty_section,
    heading_jump,
    lost_bullet,
    placeholder_text,
    repeated_indicators,
    stray_markup,
    truncated_text,
    unknown_extends,
}
checks! {
    // Reporting lines, grades
    conflicting_grade,
    conflicting_manager,
    empty_reports_to,
    inverted_grade,
    outgraded_manager,
    role_loop,
    unknown_manager,
    unlinked_grade,
    unlinked_title,
    unusual_grade,
    malformed_grade,
    misattributed_statement,
    self_reporting,
    unknown_grade,
}
checks! {
    // Links and ladders
    absolute_link,
    broken_link,
    duplicate_address,
    hidden_pages,
    redirected_link,
    ladder_self,
    ladder_step_down,
    link_text_mismatch,
    empty_link,
}
checks! {
    // Duplication
    duplicate_item,
    duplicate_block,
}
checks! {
    // Words
    double_space,
    miscased_brand,
    misspelling,
    mojibake,
    repeated_word,
    unordered_levels,
    wrong_word,
}
checks! {
    // Policy
    coded_language,
    indicator_count,
    phrases,
    required_location,
    required_years,
}
checks! {
    // Housekeeping
    unreadable_file,
}

/// Every rule and its check, in the order of the catalogue.
fn rows() -> Vec<Row> {
    [
        front_matter(),
        structure(),
        reporting(),
        grades(),
        links(),
        duplication(),
        words(),
        policy(),
        housekeeping(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn front_matter() -> Vec<Row> {
    vec![
        row("invalid-front-matter", page(invalid_front_matter::check)),
        row("duplicate-key", page(duplicate_key::check)),
        row("missing-title", page(missing_title::check)),
        row("blank-value", page(blank_value::check)),
    ]
}

fn structure() -> Vec<Row> {
    vec![
        row("missing-job-grade", page(missing_field::check)),
        row("missing-responsibilities", page(missing_field::check)),
        row("missing-requirements", page(missing_field::check)),
        row("missing-performance-indicators", page(missing_field::check)),
        row("missing-hiring-process", page(missing_field::check)),
        row("missing-career-ladder", page(missing_field::check)),
        row("missing-reports-to", page(missing_field::check)),
        row("missing-required-item", page(missing_required_item::check)),
        row(
            "field-heading-mismatch",
            page(field_heading_mismatch::check),
        ),
        row("empty-section", page(empty_section::check)),
        row("heading-jump", page(heading_jump::check)),
        row("duplicate-heading", page(duplicate_heading::check)),
        row("lost-bullet", page(lost_bullet::check)),
        row("empty-list-item", page(empty_list_item::check)),
        row("truncated-text", page(truncated_text::check)),
        row("unknown-extends", page(unknown_extends::check)),
        row("repeated-indicators", page(repeated_indicators::check)),
        row("placeholder-text", page(placeholder_text::check)),
        row("stray-markup", page(stray_markup::check)),
    ]
}

fn reporting() -> Vec<Row> {
    vec![
        row("empty-reports-to", page(empty_reports_to::check)),
        row(
            "misattributed-reports-to",
            page(misattributed_statement::check),
        ),
        row("unknown-manager", page(unknown_manager::check)),
        row("self-reporting", page(self_reporting::check)),
        row("reporting-cycle", corpus(role_loop::check)),
        row("outgraded-manager", page(outgraded_manager::check)),
        row("unlinked-manager", page(unlinked_title::check)),
        row("conflicting-manager", page(conflicting_manager::check)),
    ]
}

fn grades() -> Vec<Row> {
    vec![
        row("malformed-grade", page(malformed_grade::check)),
        row("misattributed-grade", page(misattributed_statement::check)),
        row("unknown-grade", page(unknown_grade::check)),
        row("inverted-grade", page(inverted_grade::check)),
        row("conflicting-grade", corpus(conflicting_grade::check)),
        row("unusual-grade", page(unusual_grade::check)),
        row("unlinked-grade", page(unlinked_grade::check)),
    ]
}

fn links() -> Vec<Row> {
    vec![
        row("broken-ladder-link", page(broken_link::check)),
        row("broken-link", page(broken_link::check)),
        row("broken-anchor", page(broken_link::check)),
        row("redirected-link", page(redirected_link::check)),
        row("absolute-link", page(absolute_link::check)),
        row("hidden-pages", corpus(hidden_pages::check)),
        row("duplicate-address", corpus(duplicate_address::check)),
        row("link-text-mismatch", page(link_text_mismatch::check)),
        row("ladder-self", page(ladder_self::check)),
        row("ladder-cycle", corpus(role_loop::check)),
        row("ladder-step-down", page(ladder_step_down::check)),
        row("ladder-unlinked", page(unlinked_title::check)),
        row("empty-link", page(empty_link::check)),
    ]
}

fn duplication() -> Vec<Row> {
    vec![
        row("duplicate-block", corpus(duplicate_block::check)),
        row("duplicate-item", page(duplicate_item::check)),
    ]
}

fn words() -> Vec<Row> {
    vec![
        row("misspelling", corpus(misspelling::check)),
        row("wrong-word", page(wrong_word::check)),
        row("repeated-word", page(repeated_word::check)),
        row("mojibake", page(mojibake::check)),
        row("miscased-brand", corpus(miscased_brand::check)),
        row("double-space", page(double_space::check)),
    ]
}

fn policy() -> Vec<Row> {
    vec![
        row("vacancy-language", page(phrases::check)),
        row("gendered-pronoun", page(phrases::check)),
        row("unordered-levels", page(unordered_levels::check)),
        row("coded-language", page(coded_language::check)),
        row("indicator-count", page(indicator_count::check)),
        row("required-years", page(required_years::check)),
        row("required-location", page(required_location::check)),
    ]
}

fn housekeeping() -> Vec<Row> {
    vec![row("unreadable-file", corpus(unreadable_file::check))]
}

/// A rule's row: its name, which is that of its file in `rules/`, and what it runs.
struct Row {
    name: &'static str,
    bind: Bind,
}

fn row(name: &'static str, bind: Bind) -> Row {
    Row { name, bind }
}

/// Makes a check from its parameters; the error says which parameter is wrong.
type Bind = Box<dyn FnOnce(serde_json::Value) -> Result<Check, String>>;

/// A check that looks at one page, with the corpus to ask.
type PageCheck = dyn Fn(&Page, &Corpus) -> Vec<Finding> + Send + Sync;
/// A check that looks at everything at once.
type CorpusCheck = dyn Fn(&Corpus) -> Vec<Finding> + Send + Sync;

/// A check with its parameters.
pub enum Check {
    /// Looks at one page, with the corpus to ask.
    Page(Box<PageCheck>),
    /// Looks at everything at once.
    Corpus(Box<CorpusCheck>),
}

/// Parameters of a check that has none.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoParams {}

fn page<P>(check: fn(&P, &Page, &Corpus) -> Vec<Finding>) -> Bind
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

fn corpus<P>(check: fn(&P, &Corpus) -> Vec<Finding>) -> Bind
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
    /// What it runs.
    pub check: Check,
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
            check: (self.bind)(parameters.into())?,
        }))
    }
}

/// Categories are few and live as long as the run.
fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
