//! Reads a page's roles, what each of them owns and takes over, and its ladders.

use super::field::{self, HeadingKind};
use super::role::Outline;
use super::{
    Field, FieldKind, Owner, Page, Role, Subject, Title, Vocabulary, grade, ladder, reporting,
};
use crate::document::{Block, BlockKind};

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
        let outline = Outline {
            document,
            graded: self
                .grades
                .iter()
                .filter_map(|grade| grade.heading)
                .collect(),
            reporting: self
                .reporting
                .iter()
                .filter(|statement| !statement.of_others)
                .filter_map(|statement| statement.heading)
                .collect(),
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
        self.share_out();
        self.share_closing_fields();
        self.read_ladders(vocabulary);
    }

    /// Gives each role its own fields and statements, and those that it takes over.
    fn share_out(&mut self) {
        let owner_of = |heading: Option<usize>| match heading {
            Some(heading) => self.owners[heading],
            None if self.roles.len() == 1 => Owner::Role(0),
            None => Owner::Page,
        };
        let field_owners: Vec<Owner> = self
            .fields
            .iter()
            .map(|field| owner_of(Some(field.heading)))
            .collect();
        let reporting: Vec<Owner> = self
            .reporting
            .iter()
            .map(|statement| owner_of(statement.heading))
            .collect();
        let grades: Vec<Owner> = self
            .grades
            .iter()
            .map(|statement| owner_of(statement.heading))
            .collect();
        for index in 0..self.roles.len() {
            let role = &self.roles[index];
            let mine = |owner: &Owner| *owner == Owner::Role(index);
            let above = |owner: &Owner| match owner {
                Owner::Page => true,
                Owner::Group(heading) => role
                    .heading()
                    .is_some_and(|at| self.document.headings_in(*heading).contains(&at)),
                Owner::Role(_) | Owner::Specialty => false,
            };
            // A role inside another's section shares the outer one's lists, not its grade or manager.
            let outer = |owner: &Owner, field: &Field| match owner {
                Owner::Role(other) if *other != index => {
                    !matches!(field.kind, FieldKind::JobGrade | FieldKind::ReportsTo)
                        && self.roles[*other].sections.iter().any(|&section| {
                            role.heading()
                                .is_some_and(|at| self.document.headings_in(section).contains(&at))
                        })
                }
                _ => false,
            };
            let fields = positions(&field_owners, mine);
            let inherited = (0..self.fields.len())
                .filter(|&at| {
                    above(&field_owners[at]) || outer(&field_owners[at], &self.fields[at])
                })
                .collect();
            let named = |subject: &Subject| match subject {
                Subject::Own => true,
                Subject::Title(title, _) => !title.conflicts(&role.title),
            };
            let reporting = {
                let own = positions(&reporting, mine);
                let fitting: Vec<usize> = own
                    .iter()
                    .copied()
                    .filter(|&at| {
                        named(&self.reporting[at].subject) && !self.reporting[at].of_others
                    })
                    .collect();
                let of_role: Vec<usize> = own
                    .into_iter()
                    .filter(|&at| !self.reporting[at].of_others)
                    .collect();
                let above: Vec<usize> = positions(&reporting, above)
                    .into_iter()
                    .filter(|&at| {
                        named(&self.reporting[at].subject) && !self.reporting[at].of_others
                    })
                    .collect();
                first_filled([fitting, of_role, above])
            };
            let grades = {
                let own = positions(&grades, mine);
                let fitting = own
                    .iter()
                    .copied()
                    .filter(|&at| named(&self.grades[at].subject))
                    .collect();
                let above = positions(&grades, above)
                    .into_iter()
                    .filter(|&at| named(&self.grades[at].subject))
                    .collect();
                first_filled([fitting, own, above])
            };
            let role = &mut self.roles[index];
            role.fields = fields;
            role.inherited = inherited;
            role.reporting = reporting;
            role.grades = grades;
        }
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
                let Block {
                    kind: BlockKind::Code(language),
                    range,
                    ..
                } = &self.document.blocks[block]
                else {
                    continue;
                };
                if language == "mermaid" {
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

fn positions(owners: &[Owner], wanted: impl Fn(&Owner) -> bool) -> Vec<usize> {
    (0..owners.len())
        .filter(|&at| wanted(&owners[at]))
        .collect()
}

fn first_filled<const N: usize>(lists: [Vec<usize>; N]) -> Vec<usize> {
    lists
        .into_iter()
        .find(|list| !list.is_empty())
        .unwrap_or_default()
}
