//! Roles of one function that do not stand in ascending order.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::{Page, Role};
use rustc_hash::FxHashMap;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    // By function and track: the highest so far.
    let mut highest: FxHashMap<(bool, Vec<&str>), (&Role, i32)> = FxHashMap::default();
    let mut findings = Vec::new();
    for role in &page.roles {
        let Some(height) = role.title.height(&corpus.vocabulary) else {
            continue;
        };
        let track = (role.title.management.is_some(), role.title.function_in_order());
        match highest.get(&track) {
            Some((higher, above)) if *above > height => findings.push(
                Finding::new(
                    page.span(role.at.clone()),
                    format!("`{}` stands after the higher `{}`", role.title.text, higher.title.text),
                )
                .help("list the levels in ascending order")
                .relate(page.span(higher.at.clone()), "the higher level"),
            ),
            _ => {
                highest.insert(track, (role, height));
            }
        }
    }
    findings
}
