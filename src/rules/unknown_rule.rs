//! Suppression comments that name no rule and no category.

use super::{NoParams, catalogue};
use crate::config::nearest;
use crate::corpus::Corpus;
use crate::finding::{Finding, Fix};
use crate::model::Page;
use crate::model::ignore::Named;

pub fn check(_: &NoParams, page: &Page, _: &Corpus) -> Vec<Finding> {
    let mut names = page
        .ignores
        .iter()
        .flat_map(|ignore| &ignore.names)
        .peekable();
    if names.peek().is_none() {
        return Vec::new();
    }
    let known = known_names();
    names
        .filter(|name| !known.contains(&name.text))
        .map(|name| finding(&known, page, name))
        .collect()
}

/// The names of all rules and categories.
pub fn known_names() -> Vec<String> {
    // The tests hold that the shipped catalogue is read.
    let catalogue = catalogue().unwrap_or_default();
    let names = catalogue
        .into_iter()
        .flat_map(|rule| [rule.name.to_owned(), rule.file.category]);
    names.collect()
}

/// The rule or category that a name means: its own, or the one that it is a slip of.
pub fn meant_by<'a>(name: &str, known: &'a [String]) -> Option<&'a str> {
    if let Some(known) = known.iter().find(|known| *known == name) {
        return Some(known);
    }
    nearest(name, known.iter().map(String::as_str)).filter(|nearest| is_slip(name, nearest))
}

fn finding(known: &[String], page: &Page, name: &Named) -> Finding {
    let at = page.span(name.at.clone());
    if name.text.contains(char::is_whitespace) {
        return Finding::new(at, "these words are not the name of a rule or category")
            .help("part names by commas, and write a reason after ` -- `");
    }
    let finding = Finding::new(at, format!("there is no rule or category `{}`", name.text));
    if let Some(meant) = meant_by(&name.text, known) {
        let fix = Fix::safe(format!("write `{meant}`"), at, meant);
        return finding.help(format!("write `{meant}`")).fix(fix);
    }
    match nearest(&name.text, known.iter().map(String::as_str)) {
        Some(nearest) => finding.help(format!("did you mean `{nearest}`?")),
        None => finding.help("`jflint rules` lists every rule"),
    }
}

/// Whether the name is the rule's but for case, a mark between its words, or a slip of the pen in a long name.
fn is_slip(name: &str, rule: &str) -> bool {
    let name = name.to_lowercase().replace('_', "-");
    strsim::damerau_levenshtein(&name, rule) * 5 <= rule.chars().count()
}
