//! A number of years of experience, asked of a role of low grade.

use crate::corpus::Corpus;
use crate::document::prose;
use crate::finding::Finding;
use crate::model::{FieldKind, Page};
use regex::Regex;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::sync::LazyLock;

/// Whom it must not be asked of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// Grades.
    grades: Vec<f64>,
}

static YEARS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const NUMBER: &str = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)";
    let number = format!(
        r"(?i)\b{NUMBER}\s*\+?\s*(?:[)]|or more|plus|full)?(?:\s*(?:-|–|to|or)\s*{NUMBER}\s*\+?)?\s*years?\b(?:\s+of(?:\s+\w+){{0,3}}\s+experience)?"
    );
    Regex::new(&number).ok()
});

pub fn check(parameters: &Parameters, page: &Page, _: &Corpus) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut said = FxHashSet::default();
    for role in &page.roles {
        let grades = role.grades.iter().filter_map(|&grade| page.grades.get(grade));
        let Some(grade) = grades
            .into_iter()
            .find(|grade| parameters.grades.iter().any(|low| (low - grade.number()).abs() < 0.01))
        else {
            continue;
        };
        for field in page.fields_of(role, FieldKind::Requirements) {
            if !said.insert(field.heading) {
                continue;
            }
            for block in page.document.blocks.get(page.field_blocks(field)).into_iter().flatten() {
                let text = block.prose.text.as_str();
                for found in YEARS.iter().flat_map(|years| years.find_iter(text)) {
                    // `18 years of age` is another matter, and so are years at school.
                    let after = text[found.end()..].trim_start();
                    let at_school = |word: &str| matches!(word, "school" | "college" | "university" | "study" | "studies");
                    let mut words = prose::words(after).map(|word| word.text).take(3);
                    if ["of age", "old", "ago"].iter().any(|not| after.starts_with(not)) || words.any(at_school) {
                        continue;
                    }
                    let at = page.span(block.prose.source(found.range()));
                    let shown = found.as_str().replace('\n', " ");
                    let message = format!("`{shown}` is asked of a role of grade {}", grade.grade);
                    findings.push(Finding::new(at, message).help("say what they must be able to do"));
                }
            }
        }
    }
    findings
}
