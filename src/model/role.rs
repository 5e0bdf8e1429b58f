//! Roles: which headings are role sections, and what belongs to which.

mod facts;

use super::field::{Field, HeadingKind};
use super::title::{Title, TitleKey};
use super::vocabulary::FieldKind;
use crate::document::Document;
use facts::Facts;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::ops::Range;

/// One title that a page describes.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its title.
    pub title: Title,
    /// The headings of its sections; none if the page itself is the role.
    pub sections: Vec<usize>,
    /// The bytes of its heading's line, or of the title's line in the front matter.
    pub at: Range<usize>,
    /// Its own fields, as indexes into the page's.
    pub fields: Vec<usize>,
    /// The fields that it takes over from the page or its group.
    pub inherited: Vec<usize>,
    /// Its reports-to statements, as indexes into the page's: its own, or else those it takes over.
    pub reporting: Vec<usize>,
    /// Its grade statements, as indexes into the page's: its own, or else those it takes over.
    pub grades: Vec<usize>,
}

impl Role {
    /// The heading of its first section.
    pub fn heading(&self) -> Option<usize> {
        self.sections.first().copied()
    }
}

/// Whose a heading's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The page's: every role takes it over.
    Page,
    /// That of a heading which groups roles: those in its section take it over.
    Group(usize),
    /// A role's, by index.
    Role(usize),
    /// That of a specialty: it holds for some of the people in a role, so no role takes it over.
    Specialty,
}

/// What is known of a page's headings before roles are told apart.
pub struct Outline<'a> {
    /// The document.
    pub document: &'a Document,
    /// What each heading is.
    pub kinds: Vec<HeadingKind>,
    /// Right under which headings a grade statement stands.
    pub graded: Vec<bool>,
    /// Right under which headings a reports-to statement stands.
    pub reporting: Vec<bool>,
}

/// The roles of a page, without their fields, and the owner of each heading.
pub struct Roles {
    /// Title and sections of each.
    pub found: Vec<(Title, Vec<usize>)>,
    /// Whose each heading's text is.
    pub owners: Vec<Owner>,
    /// The roles by what same titles have in common.
    by_title: FxHashMap<TitleKey, SmallVec<[usize; 2]>>,
}

impl Roles {
    fn of_title(&self, title: &Title) -> &[usize] {
        let roles = self.by_title.get(&title.key());
        roles.map_or(&[], SmallVec::as_slice)
    }
}

impl Outline<'_> {
    /// Tells the roles apart.
    pub fn roles(&self) -> Roles {
        let count = self.kinds.len();
        let titles: Vec<Option<&Title>> = (0..count).map(|heading| self.title(heading)).collect();
        let facts = self.facts(&titles);
        let mut is_role = vec![false; count];
        let mut is_group = vec![false; count];
        let mut continues: Vec<Option<usize>> = vec![None; count];
        // Inner headings first: what groups roles is known by them.
        for heading in (0..count).rev() {
            let Some(title) = titles[heading] else {
                continue;
            };
            let inner = self.document.headings_in(heading);
            let mine = &facts[heading];
            if !mine.any() || !self.stands_as_role(heading, mine) {
                let roles: Vec<usize> = inner.filter(|&inner| is_role[inner]).collect();
                is_group[heading] = !roles.is_empty();
                // A heading right above the only role that it holds, and of its title, is that role's own.
                if let [only] = roles[..]
                    && only == heading + 1
                    && titles[only].is_some_and(|inner| inner.same(title))
                {
                    is_group[heading] = false;
                    is_role[heading] = true;
                    is_role[only] = false;
                    continues[only] = Some(heading);
                }
                continue;
            }
            let repeats = |other: usize| titles[other].is_some_and(|other| other.same(title));
            if !mine.of_a_role() && inner.clone().any(|inner| is_role[inner] && !repeats(inner)) {
                is_group[heading] = true;
                continue;
            }
            is_role[heading] = true;
            for inner in inner.filter(|&inner| repeats(inner)) {
                is_role[inner] = false;
                continues[inner] = Some(heading);
            }
        }
        let mut roles = Roles {
            found: Vec::new(),
            owners: vec![Owner::Page; count],
            by_title: FxHashMap::default(),
        };
        let mut index_of: Vec<Option<usize>> = vec![None; count];
        for heading in 0..count {
            let Some(title) = titles[heading].filter(|_| is_role[heading]) else {
                continue;
            };
            // A second section of the same title goes on with the role, unless both state a grade of their own.
            let known = roles.of_title(title).iter().copied().find(|&role| {
                let sections = &roles.found[role].1;
                !(facts[heading].has_grade()
                    && sections.iter().any(|&section| facts[section].has_grade()))
            });
            index_of[heading] = Some(match known {
                Some(known) => {
                    let sections = &mut roles.found[known].1;
                    // The one that states the grade is the role's main section.
                    let at = if facts[heading].has_grade() {
                        0
                    } else {
                        sections.len()
                    };
                    sections.insert(at, heading);
                    known
                }
                None => {
                    let role = roles.found.len();
                    roles.by_title.entry(title.key()).or_default().push(role);
                    roles.found.push((title.clone(), vec![heading]));
                    role
                }
            });
        }
        for heading in 0..count {
            let owner = if let Some(role) = index_of[heading] {
                Owner::Role(role)
            } else if is_group[heading] || self.groups_roles(heading, &is_role) {
                Owner::Group(heading)
            } else if let Some(role) = self.adopted(heading, &is_role, &index_of, &roles) {
                Owner::Role(role)
            } else if self.is_specialty(heading) {
                Owner::Specialty
            } else {
                self.document
                    .parent(heading)
                    .map_or(Owner::Page, |parent| roles.owners[parent])
            };
            roles.owners[heading] = owner;
        }
        roles
    }

    /// The title of a heading that might be a role section.
    fn title(&self, heading: usize) -> Option<&Title> {
        if self.document.headings[heading].nested {
            return None;
        }
        match &self.kinds[heading] {
            HeadingKind::Title(title) => Some(title),
            _ => None,
        }
    }

    /// What each heading with a title states: the facts to which it is the nearest such heading.
    fn facts(&self, titles: &[Option<&Title>]) -> Vec<Facts> {
        let mut facts = vec![Facts::default(); titles.len()];
        for heading in 0..titles.len() {
            let mut holder = Some(heading);
            while let Some(at) = holder.filter(|&at| titles[at].is_none()) {
                holder = self.document.parent(at);
            }
            let Some(holder) = holder else { continue };
            facts[holder].graded |= self.graded[heading];
            facts[holder].reporting |= self.reporting[heading];
            if let HeadingKind::Field(field) = &self.kinds[heading]
                && !field.kind.gathers()
            {
                facts[holder].kinds.add(field.kind);
            }
        }
        // A field that stands beside its role's heading instead of under it is a fact of the role too.
        for heading in 0..titles.len() {
            if let Some(field) = self.field(heading)
                && let Some(sibling) = self.sibling_title(heading, |at| titles[at].is_some())
                && matches!(
                    field.kind,
                    FieldKind::JobGrade | FieldKind::Responsibilities | FieldKind::Requirements
                )
                && !facts[sibling].any()
            {
                facts[sibling].kinds.add(field.kind);
            }
        }
        facts
    }

    fn is_specialty(&self, heading: usize) -> bool {
        self.field(heading)
            .is_some_and(|field| matches!(field.kind, FieldKind::Specialties | FieldKind::Segments))
    }

    fn field(&self, heading: usize) -> Option<&Field> {
        match &self.kinds[heading] {
            HeadingKind::Field(field) => Some(field),
            _ => None,
        }
    }

    /// Whether a heading with these facts is a role where it stands. Specialties and parts of a field look like one.
    fn stands_as_role(&self, heading: usize, facts: &Facts) -> bool {
        let mut parent = self.document.parent(heading);
        while let Some(at) = parent {
            match &self.kinds[at] {
                HeadingKind::Field(field) => {
                    return match field.kind {
                        FieldKind::Levels | FieldKind::Overview => true,
                        FieldKind::Specialties | FieldKind::Segments => facts.of_a_role(),
                        kind => {
                            facts.graded
                                || facts.reporting
                                || facts.kinds.without([kind, FieldKind::NiceToHaves]).any()
                        }
                    };
                }
                HeadingKind::Title(_) | HeadingKind::Other => parent = self.document.parent(at),
            }
        }
        true
    }

    /// Whether a heading that is neither field nor title holds roles and fields of its own, beside other roles.
    fn groups_roles(&self, heading: usize, is_role: &[bool]) -> bool {
        matches!(self.kinds[heading], HeadingKind::Other)
            && self
                .document
                .headings_in(heading)
                .any(|inner| is_role[inner])
            && (0..is_role.len())
                .any(|other| is_role[other] && !self.document.headings_in(heading).contains(&other))
    }

    /// The role that a field belongs to although it does not stand in its section: one whose name it bears, or one
    /// right before it, at the same level, that lacks the field.
    fn adopted(
        &self,
        heading: usize,
        is_role: &[bool],
        index_of: &[Option<usize>],
        roles: &Roles,
    ) -> Option<usize> {
        let field = self.field(heading)?;
        let parent = self.document.parent(heading);
        let free = parent.is_none_or(|parent| !matches!(roles.owners[parent], Owner::Role(_)));
        // Before every role a title without a rank is the family's name.
        let names_role = |title: &Title| title.has_rank() || is_role[..heading].contains(&true);
        let said_before = |title: &Title| {
            (0..heading).filter_map(|at| self.field(at)).any(|other| {
                other.kind == field.kind
                    && other
                        .title
                        .as_ref()
                        .is_some_and(|(other, _)| other.same(title))
            })
        };
        if free
            && let Some((title, _)) = &field.title
            && names_role(title)
            && let Some(&named) = roles.of_title(title).first()
            && !said_before(title)
            && !roles.found[named]
                .1
                .iter()
                .any(|&section| self.holds(section, field.kind))
        {
            return Some(named);
        }
        let sibling = self.sibling_title(heading, |at| is_role[at])?;
        let role = index_of[sibling]?;
        // It may name a role that has no heading.
        let of_nobody = |(title, _): &(Title, Range<usize>)| {
            title.conflicts(&roles.found[role].0) && roles.of_title(title).is_empty()
        };
        let more_roles = (heading + 1..is_role.len()).any(|later| {
            is_role[later]
                && self.document.parent(later) == parent
                && self.document.headings[later].level == self.document.headings[heading].level
        });
        if field.kind.gathers()
            || self.holds(sibling, field.kind)
            || field.title.as_ref().is_some_and(of_nobody)
        {
            return None;
        }
        if more_roles {
            return Some(role);
        }
        // After the last role it holds for the page, unless the other roles have theirs.
        let others_have_it = (0..is_role.len())
            .filter(|&other| is_role[other] && other != sibling)
            .any(|other| self.holds(other, field.kind));
        let of_one_role = matches!(
            field.kind,
            FieldKind::JobGrade
                | FieldKind::ReportsTo
                | FieldKind::Responsibilities
                | FieldKind::Requirements
                | FieldKind::NiceToHaves
        );
        (of_one_role && others_have_it).then_some(role)
    }

    /// Whether a field of that kind stands in a section.
    fn holds(&self, section: usize, kind: FieldKind) -> bool {
        self.document
            .headings_in(section)
            .any(|inner| self.field(inner).is_some_and(|field| field.kind == kind))
    }

    /// The heading before a field, at the same level and under the same parent, with only fields in between.
    fn sibling_title(&self, heading: usize, is_title: impl Fn(usize) -> bool) -> Option<usize> {
        let level = self.document.headings[heading].level;
        let parent = self.document.parent(heading);
        for at in (0..heading).rev() {
            let other = &self.document.headings[at];
            if other.nested || other.level > level {
                continue;
            }
            if other.level < level || self.document.parent(at) != parent {
                return None;
            }
            if is_title(at) {
                return Some(at);
            }
            self.field(at).filter(|field| !field.kind.gathers())?;
        }
        None
    }
}
