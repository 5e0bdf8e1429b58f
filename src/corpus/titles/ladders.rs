//! From which role each next step leads, and to which.

use super::{RoleId, Titles};
use crate::model::{Owner, Page};

/// Where a page says from which role a next step leads, and to which. A ladder that holds for a whole page leads from
/// each of its roles; within the page nobody can tell from which.
pub fn steps(pages: &[Page], titles: &Titles, page: usize) -> Vec<(Vec<RoleId>, usize, RoleId)> {
    let of = &pages[page];
    let mut found = Vec::new();
    for (index, (field, step)) in of.steps.iter().enumerate() {
        let Some(to) = titles.step(page, index).role() else {
            continue;
        };
        let section = &of.fields[*field];
        let here = |role: usize| RoleId { page, role };
        let from: Vec<RoleId> = match (&step.from, of.owners[section.heading]) {
            // A diagram says itself from where a step leads: from a role of the page, or from one elsewhere.
            (Some(from), _) => {
                let own = of.roles.iter().position(|role| role.title.same(from));
                match (own, titles.roles(from)) {
                    (Some(own), _) => vec![here(own)],
                    (None, [only]) => vec![*only],
                    (None, _) => Vec::new(),
                }
            }
            (None, Owner::Role(role)) => vec![here(role)],
            (None, _) if of.roles.len() > 1 && to.page == page => Vec::new(),
            (None, _) => (0..of.roles.len())
                .filter(|&role| of.roles[role].inherited.contains(field) || of.roles.len() == 1)
                .map(here)
                .collect(),
        };
        found.push((from, index, to));
    }
    found
}
