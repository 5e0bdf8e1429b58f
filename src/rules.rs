//! The catalogue: one row a rule.

mod rule;

pub use rule::{
    AppliesTo, BoundRule, Check, Example, ExampleText, Exception, NoParams, OptionFile, Reach,
    Rule, RuleFile, RuleTexts, Unused, catalogue, texts,
};

pub use unknown_rule::{known_names, meant_by};

use rule::{Row, after, corpus, page, row};

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
    unknown_rule,
    unreadable_file,
    unused_suppression,
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
        row("missing-required-item", page(missing_required_item::check)).across(),
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
        row("unknown-extends", page(unknown_extends::check)).across(),
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
        row("unknown-manager", page(unknown_manager::check)).across(),
        row("self-reporting", page(self_reporting::check)),
        row("reporting-cycle", corpus(role_loop::check)).across(),
        row("outgraded-manager", page(outgraded_manager::check)).across(),
        row("unlinked-manager", page(unlinked_title::check)).loosely(),
        row("conflicting-manager", page(conflicting_manager::check)).across(),
    ]
}

fn grades() -> Vec<Row> {
    vec![
        row("malformed-grade", page(malformed_grade::check)),
        row("misattributed-grade", page(misattributed_statement::check)),
        row("unknown-grade", page(unknown_grade::check)),
        row("inverted-grade", page(inverted_grade::check)),
        row("conflicting-grade", corpus(conflicting_grade::check)).across(),
        row("unusual-grade", page(unusual_grade::check)),
        row("unlinked-grade", page(unlinked_grade::check)),
    ]
}

fn links() -> Vec<Row> {
    vec![
        row("broken-ladder-link", page(broken_link::check)).across(),
        row("broken-link", page(broken_link::check)).across(),
        row("broken-anchor", page(broken_link::check)).across(),
        row("redirected-link", page(redirected_link::check)).across(),
        row("absolute-link", page(absolute_link::check)).loosely(),
        row("hidden-pages", corpus(hidden_pages::check)).across(),
        row("duplicate-address", corpus(duplicate_address::check)).across(),
        row("link-text-mismatch", page(link_text_mismatch::check)).across(),
        row("ladder-self", page(ladder_self::check)).across(),
        row("ladder-cycle", corpus(role_loop::check)).across(),
        row("ladder-step-down", page(ladder_step_down::check)).across(),
        row("ladder-unlinked", page(unlinked_title::check)).loosely(),
        row("empty-link", page(empty_link::check)),
    ]
}

fn duplication() -> Vec<Row> {
    vec![
        row("duplicate-block", corpus(duplicate_block::check)).across(),
        row("duplicate-item", page(duplicate_item::check)),
    ]
}

fn words() -> Vec<Row> {
    vec![
        row("misspelling", corpus(misspelling::check)).loosely(),
        row("wrong-word", corpus(wrong_word::check)),
        row("repeated-word", corpus(repeated_word::check)),
        row("mojibake", page(mojibake::check)),
        row("miscased-brand", corpus(miscased_brand::check)).loosely(),
        row("double-space", page(double_space::check)),
    ]
}

fn policy() -> Vec<Row> {
    vec![
        row("vacancy-language", corpus(phrases::check)),
        row("gendered-pronoun", corpus(phrases::check)),
        row("unordered-levels", page(unordered_levels::check)),
        row("coded-language", page(coded_language::check)),
        row("indicator-count", page(indicator_count::check)),
        row("required-years", page(required_years::check)),
        row("required-location", page(required_location::check)),
    ]
}

fn housekeeping() -> Vec<Row> {
    vec![
        row("unreadable-file", corpus(unreadable_file::check)).loosely(),
        row("unused-suppression", after(unused_suppression::check)).loosely(),
        row("unknown-rule", page(unknown_rule::check)),
    ]
}
