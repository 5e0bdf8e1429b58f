//! Resolves what pages name: by the link first, then by the title.

use super::{Answer, Answers, RoleId, Titles, few};
use crate::corpus::site::{Site, Target};
use crate::model::{Named, Owner, Page, Title};

/// What the names on pages are resolved with.
pub struct Reader<'a> {
    pub titles: &'a Titles,
    pub pages: &'a [Page],
    pub site: &'a Site,
}

impl Reader<'_> {
    /// Which roles the managers and next steps of a page are.
    pub fn answers(&self, index: usize) -> Answers {
        let page = &self.pages[index];
        if !page.family {
            return Answers::default();
        }
        Answers {
            managers: page
                .reporting
                .iter()
                .map(|statement| {
                    statement
                        .managers
                        .iter()
                        .map(|name| self.answer(index, name))
                        .collect()
                })
                .collect(),
            steps: page
                .steps
                .iter()
                .map(|(_, step)| self.answer(index, &step.name))
                .collect(),
        }
    }

    /// By the link, else by the title.
    fn answer(&self, from: usize, name: &Named) -> Answer {
        let by_title = self.by_title(from, &name.title);
        let Some(link) = name.link else {
            return by_title;
        };
        match self.site.target(from, link) {
            Target::Page { page, anchor } if self.pages[*page].family => {
                let linked = self.by_link(*page, anchor.as_deref(), &name.title);
                match linked {
                    // The text says one role and the address another: a finding of another rule, and no answer here.
                    Answer::Role(id) if self.contradicts(id, &name.title) => {
                        self.both(id, by_title)
                    }
                    Answer::Unknown => match by_title {
                        Answer::Role(id) => Answer::Ambiguous(vec![id]),
                        other => other,
                    },
                    linked => linked,
                }
            }
            // Whatever the link leads to describes no role; it says who is meant all the same.
            _ => match by_title {
                Answer::Unknown => Answer::Elsewhere,
                known => known,
            },
        }
    }

    fn contradicts(&self, id: RoleId, title: &Title) -> bool {
        let role = &self.pages[id.page].roles[id.role];
        title.is_title()
            && !title.function.is_empty()
            && !role.title.function.is_empty()
            && title.conflicts(&role.title)
    }

    fn both(&self, linked: RoleId, by_title: Answer) -> Answer {
        let mut roles = vec![linked];
        match by_title {
            Answer::Role(id) => roles.push(id),
            Answer::Ambiguous(more) => roles.extend(more),
            Answer::Unknown | Answer::Elsewhere => {}
        }
        roles.sort_unstable();
        roles.dedup();
        Answer::Ambiguous(roles)
    }

    /// The role to which a link to a family page leads.
    fn by_link(&self, page: usize, anchor: Option<&str>, title: &Title) -> Answer {
        let target = &self.pages[page];
        let heading = anchor.and_then(|anchor| {
            target
                .document
                .headings
                .iter()
                .position(|heading| !heading.id_unknown && *heading.id == *anchor)
        });
        if let Some(Owner::Role(role)) = heading.and_then(|heading| target.owners.get(heading)) {
            return Answer::Role(RoleId { page, role: *role });
        }
        if let [_] = target.roles.as_slice() {
            return Answer::Role(RoleId { page, role: 0 });
        }
        let all = |fits: &dyn Fn(&Title) -> bool| -> Vec<RoleId> {
            (0..target.roles.len())
                .filter(|&role| fits(&target.roles[role].title))
                .map(|role| RoleId { page, role })
                .collect()
        };
        let same = all(&|other| other.same(title));
        match same.as_slice() {
            [only] => return Answer::Role(*only),
            [] => {}
            _ => return Answer::Ambiguous(same),
        }
        let mut here: Vec<RoleId> = self.titles.roles(title).to_vec();
        here.retain(|id| id.page == page);
        let loose = all(&|other| !other.conflicts(title));
        match (here.as_slice(), loose.as_slice(), title.is_title()) {
            ([only], _, _) | ([], [only], true) => Answer::Role(*only),
            ([], [], true) => Answer::Unknown,
            _ => Answer::Ambiguous(if loose.is_empty() {
                all(&|_| true)
            } else {
                loose
            }),
        }
    }

    /// The role of this title: on the page itself, else in the corpus.
    fn by_title(&self, from: usize, title: &Title) -> Answer {
        if !title.is_title() {
            return Answer::Elsewhere;
        }
        let key = title.key();
        let roles = self.titles.roles_of(&key);
        let here: Vec<RoleId> = roles.iter().copied().filter(|id| id.page == from).collect();
        let here = if title.function.is_empty() {
            // `the Senior Manager`: the one of this page.
            let page = &self.pages[from];
            (0..page.roles.len())
                .filter(|&role| {
                    let other = &page.roles[role].title;
                    let named = title.management.is_some() || other.function.is_empty();
                    named && other.management == title.management && other.levels == title.levels
                })
                .map(|role| RoleId { page: from, role })
                .collect()
        } else {
            here
        };
        match (here.as_slice(), roles) {
            ([only], _) => return Answer::Role(*only),
            ([_, ..], _) => return Answer::Ambiguous(here),
            ([], _) if title.function.is_empty() => return Answer::Elsewhere,
            ([], [only]) => return Answer::Role(*only),
            ([], [_, ..]) => return Answer::Ambiguous(few(roles)),
            ([], []) => {}
        }
        match self.titles.loose.get(&(key, title.bracketed.clone())) {
            Some((true, roles)) => Answer::Ambiguous(roles.clone()),
            _ => Answer::Unknown,
        }
    }
}
