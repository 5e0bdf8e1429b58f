//! Reads a page's roles, what each of them owns and takes over, and its ladders.

use super::field::{self, HeadingKind};
use super::role::Outline;
use super::{
    FieldKind, Owner, Page, ReportingStatement, Role, Subject, Title, Vocabulary, grade, ladder,
    reporting,
};
use crate::document::BlockKind;

impl Page {
    /// Reads the roles, fields, statements and ladders of the page's document.
    pub(super) fn read_roles(&mut self, vocabulary: &Vocabulary) {
        let document = &self.document;
        let kinds: Vec<HeadingKind> = (0..document.headings.len())
            .map(|heading| field::classify(document, heading, vocabulary))
            .collect();
        let is_grade_field = |heading: usize| matches!(&kinds[heading], HeadingKind::Field(field) if field.kind == FieldKind::JobGrade);
        self.reporting = reporting::find(document, vocabulary);
        self.grades = grade::find(document, vocabulary, is_grade_field);
        let count = document.headings.len();
        // What is said of all who have a heading's title makes that a role, too; whose it is, is told when roles are known.
        let is_own = |said: &ReportingStatement| match (&said.subject, said.heading) {
            (Subject::Title(subject, _), Some(heading)) => {
                matches!(&kinds[heading], HeadingKind::Title(title) if title.same(subject))
            }
            _ => false,
        };
        let said = self.reporting.iter();
        let said = said.filter(|said| !said.of_others || is_own(said));
        let outline = Outline {
            document,
            graded: marked(count, self.grades.iter().map(|grade| grade.heading)),
            reporting: marked(count, said.map(|said| said.heading)),
            kinds,
        };
        let roles = outline.roles();
        self.fields = outline
            .kinds
            .into_iter()
            .enumerate()
            .filter(|(heading, _)| !document.headings[*heading].nested)
            .filter_map(|(_, kind)| match kind {
                HeadingKind::Field(field) => Some(field),
                _ => None,
            })
            .collect();
        // They were made in the room of all headings.
        self.fields.shrink_to_fit();
        self.reporting.shrink_to_fit();
        self.grades.shrink_to_fit();
        self.owners = roles.owners;
        self.roles = roles
            .found
            .into_iter()
            .map(|(title, sections)| Role {
                title,
                at: document.headings[sections[0]].range.clone(),
                sections,
                fields: Vec::new(),
                inherited: Vec::new(),
                reporting: Vec::new(),
                grades: Vec::new(),
            })
            .collect();
        if self.roles.is_empty() {
            self.roles.push(Role {
                title: Title::new(self.name(), vocabulary),
                sections: Vec::new(),
                at: self.title_range(),
                fields: Vec::new(),
                inherited: Vec::new(),
                reporting: Vec::new(),
                grades: Vec::new(),
            });
            for owner in &mut self.owners {
                if *owner != Owner::Specialty {
                    *owner = Owner::Role(0);
                }
            }
        }
        self.claim_statements();
        self.share_out();
        self.share_closing_fields();
        self.read_ladders(vocabulary);
    }

    /// `Tax Managers report to` speaks of others, unless that is the title of the role itself, or, above all roles, of one
    /// of them.
    fn claim_statements(&mut self) {
        for statement in &mut self.reporting {
            let Subject::Title(title, _) = &statement.subject else {
                continue;
            };
            if statement.of_others {
                let is_own = |role: &Role| title.same(&role.title);
                let is_shared = |role: &Role| is_own(role) || is_trade(title, &role.title);
                let owner = statement.heading.map(|heading| self.owners[heading]);
                statement.of_others = match owner {
                    Some(Owner::Role(role)) => !is_own(&self.roles[role]),
                    Some(Owner::Specialty) => true,
                    Some(Owner::Page | Owner::Group(_)) | None => !self.roles.iter().any(is_shared),
                };
            }
        }
    }

    /// Gives each role its own fields and statements, and those that it takes over.
    fn share_out(&mut self) {
        let owner_of = |heading: Option<usize>| match heading {
            Some(heading) => self.owners[heading],
            None if self.roles.len() == 1 => Owner::Role(0),
            None => Owner::Page,
        };
        let count = self.roles.len();
        let fields = Shares::new(
            count,
            self.fields
                .iter()
                .map(|field| owner_of(Some(field.heading))),
        );
        // What is said of others than the role is nobody's.
        let of_roles = |statement: &ReportingStatement| {
            if statement.of_others {
                Owner::Specialty
            } else if statement.of_page && count > 1 {
                Owner::Page
            } else {
                owner_of(statement.heading)
            }
        };
        let reporting = Shares::new(count, self.reporting.iter().map(of_roles));
        let grades = Shares::new(
            count,
            self.grades
                .iter()
                .map(|statement| owner_of(statement.heading)),
        );
        for index in 0..count {
            let role = &self.roles[index];
            let holds = |owner: &Owner| match owner {
                Owner::Group(heading) => role
                    .heading()
                    .is_some_and(|at| self.document.headings_in(*heading).contains(&at)),
                _ => true,
            };
            // What bears the name of another rank is another's.
            let of_another = |field: &usize| {
                self.fields[*field]
                    .title
                    .as_ref()
                    .is_some_and(|(title, _)| title.has_rank() && title.conflicts(&role.title))
            };
            let mut inherited: Vec<usize> = fields
                .above(holds)
                .filter(|field| !of_another(field))
                .collect();
            // A role inside another's section shares the outer one's lists, not its grade or manager.
            for outer in self.outer_roles(index) {
                inherited.extend(fields.own[outer].iter().filter(|&&field| {
                    !matches!(
                        self.fields[field].kind,
                        FieldKind::JobGrade | FieldKind::ReportsTo
                    )
                }));
            }
            inherited.sort_unstable();
            let named = |subject: &Subject| match subject {
                Subject::Own => true,
                Subject::Title(title, _) => !title.conflicts(&role.title),
            };
            let reporting = {
                let fits = |at: &usize| named(&self.reporting[*at].subject);
                let is_generic = |at: &usize| match &self.reporting[*at].subject {
                    Subject::Title(title, _) => is_trade(title, &role.title),
                    Subject::Own => false,
                };
                let own = &reporting.own[index];
                let above = || reporting.above(holds);
                first_filled([
                    own.iter().copied().filter(fits).collect(),
                    own.clone(),
                    above().filter(fits).collect(),
                    above().filter(is_generic).collect(),
                ])
            };
            let grades = {
                let fits = |at: &usize| named(&self.grades[*at].subject);
                let own = &grades.own[index];
                first_filled([
                    own.iter().copied().filter(fits).collect(),
                    own.clone(),
                    grades.above(holds).filter(fits).collect(),
                ])
            };
            let role = &mut self.roles[index];
            role.fields.clone_from(&fields.own[index]);
            role.inherited = inherited;
            role.reporting = reporting;
            role.grades = grades;
        }
    }

    /// The other roles in whose sections a role stands.
    fn outer_roles(&self, index: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut parent = self.roles[index]
            .heading()
            .and_then(|at| self.document.parent(at));
        while let Some(at) = parent {
            if let Owner::Role(outer) = self.owners[at]
                && outer != index
                && !found.contains(&outer)
            {
                found.push(outer);
            }
            parent = self.document.parent(at);
        }
        found
    }

    /// Indicators or a ladder that only the last of several roles has close the page: they stand one level too deep,
    /// and hold for all.
    fn share_closing_fields(&mut self) {
        const SEVERAL: usize = 3;
        let Some(last) = self
            .roles
            .len()
            .checked_sub(1)
            .filter(|last| last + 1 >= SEVERAL)
        else {
            return;
        };
        for kind in [FieldKind::PerformanceIndicators, FieldKind::CareerLadder] {
            let is_kind = |index: &usize| self.fields[*index].kind == kind;
            let of_others = self.roles.iter().enumerate().any(|(index, role)| {
                role.inherited.iter().any(is_kind)
                    || index != last && role.fields.iter().any(is_kind)
            });
            let closing: Vec<usize> = self.roles[last]
                .fields
                .iter()
                .copied()
                .filter(is_kind)
                .filter(|&index| self.fields[index].title.is_none())
                .collect();
            if !of_others {
                for role in &mut self.roles[..last] {
                    role.inherited.extend(&closing);
                }
            }
        }
    }

    fn read_ladders(&mut self, vocabulary: &Vocabulary) {
        for (index, field) in self.fields.iter().enumerate() {
            if field.kind != FieldKind::CareerLadder {
                continue;
            }
            let blocks = self.field_blocks(field);
            for block in blocks.clone() {
                let block = &self.document.blocks[block];
                if block.kind == (BlockKind::Code { diagram: true }) {
                    let range = block.range();
                    let text = self.source.slice(range.clone());
                    self.steps.extend(
                        ladder::diagram(text, range.start, vocabulary)
                            .into_iter()
                            .map(|step| (index, step)),
                    );
                }
            }
            self.steps.extend(
                ladder::steps(&self.document, blocks, vocabulary)
                    .into_iter()
                    .map(|step| (index, step)),
            );
        }
    }
}

/// Which headings are among these.
fn marked(count: usize, headings: impl Iterator<Item = Option<usize>>) -> Vec<bool> {
    let mut marked = vec![false; count];
    for heading in headings.flatten() {
        marked[heading] = true;
    }
    marked
}

/// Things of a page, by whose they are.
struct Shares {
    /// Those of each role.
    own: Vec<Vec<usize>>,
    /// Those of the page and of its groups of roles.
    shared: Vec<(Owner, usize)>,
}

impl Shares {
    fn new(roles: usize, owners: impl Iterator<Item = Owner>) -> Self {
        let mut shares = Self {
            own: vec![Vec::new(); roles],
            shared: Vec::new(),
        };
        for (index, owner) in owners.enumerate() {
            match owner {
                Owner::Role(role) => shares.own[role].push(index),
                Owner::Page | Owner::Group(_) => shares.shared.push((owner, index)),
                Owner::Specialty => {}
            }
        }
        shares
    }

    /// Those that hold for a role although they are not its own.
    fn above(&self, holds: impl Fn(&Owner) -> bool) -> impl Iterator<Item = usize> {
        self.shared
            .iter()
            .filter(move |(owner, _)| holds(owner))
            .map(|&(_, index)| index)
    }
}

/// Whether a title is that of everybody who does what a role does, whatever the level: `Analyst` for a `Senior Analyst`.
fn is_trade(title: &Title, role: &Title) -> bool {
    !title.has_rank() && role.management.is_none() && title.same_function(role)
}

fn first_filled<const N: usize>(lists: [Vec<usize>; N]) -> Vec<usize> {
    lists
        .into_iter()
        .find(|list| !list.is_empty())
        .unwrap_or_default()
}
