//! From which role each next step leads, and to which.

use super::{RoleId, Titles};
use crate::model::{Owner, Page};

/// Where a page says from which role a next step leads, and to which. A ladder that holds for a whole page leads from
/// each of its roles; within the page nobody can tell from which.
pub fn steps(pages: &[Page], titles: &Titles, page: usize) -> Vec<(Vec<usize>, usize, RoleId)> {
    let of = &pages[page];
    let mut found = Vec::new();
    for (index, (field, step)) in of.steps.iter().enumerate() {
        let Some(to) = titles.step(page, index).role() else {
            continue;
        };
        let section = &of.fields[*field];
        let from: Vec<usize> = match (&step.from, of.owners[section.heading]) {
            (Some(from), _) => of
                .roles
                .iter()
                .position(|role| role.title.same(from))
                .into_iter()
                .collect(),
            (None, Owner::Role(role)) => vec![role],
            (None, _) if of.roles.len() > 1 && to.page == page => Vec::new(),
            (None, _) => (0..of.roles.len())
                .filter(|&role| of.roles[role].inherited.contains(field) || of.roles.len() == 1)
                .collect(),
        };
        found.push((from, index, to));
    }
    found
}
