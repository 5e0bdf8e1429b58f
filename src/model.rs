//! What a document means: whether it is a family page, which roles it describes, and what it states of each.

pub mod extends;
pub mod field;
pub mod grade;
pub mod ignore;
pub mod ladder;
pub mod memo;
pub mod mentions;
pub mod named;
pub mod passage;
mod read;
pub mod reporting;
pub mod role;
pub mod spelling;
pub mod title;
pub mod vocabulary;

pub use field::Field;
pub use grade::GradeStatement;
pub use ignore::Ignore;
pub use ladder::Step;
pub use named::Named;
pub use reporting::{ReportingStatement, Subject};
pub use role::{Owner, Role};
pub use title::Title;
pub use vocabulary::{FieldKind, Vocabulary};

use crate::config::{Generator, Profile};
use crate::document::{Document, Pool};
use crate::source::{FileId, Source, Span};
use std::ops::Range;

/// One page: its text, its document and what that means.
#[derive(Debug)]
pub struct Page {
    /// The file.
    pub file: FileId,
    /// Its path and text.
    pub source: Source,
    /// The parsed document.
    pub document: Document,
    /// Whether it describes a job family. On other pages all below is empty.
    pub family: bool,
    /// The field sections, in reading order.
    pub fields: Vec<Field>,
    /// Whose each heading's text is.
    pub owners: Vec<Owner>,
    /// The roles, in reading order.
    pub roles: Vec<Role>,
    /// The reports-to statements, in reading order.
    pub reporting: Vec<ReportingStatement>,
    /// The grade statements, in reading order.
    pub grades: Vec<GradeStatement>,
    /// The next steps of each ladder: the field's index, and the step.
    pub steps: Vec<(usize, Step)>,
    /// The comments that silence findings, in reading order.
    pub ignores: Vec<Ignore>,
}

/// Which of a page's roles lack something.
#[derive(Debug)]
pub enum Lacking<'a> {
    /// None of them.
    Nobody,
    /// These, while others have it.
    Some(Vec<&'a Role>),
    /// All of them: said once, of the page.
    All,
}

impl Page {
    /// Parses a page. Nothing is known yet of what it means.
    pub fn parse(file: FileId, source: Source, generator: Generator, pool: &Pool) -> Self {
        let document = Document::parse(&source, generator, pool);
        let ignores = ignore::read(&document, source.text().len());
        Self {
            file,
            source,
            document,
            family: false,
            fields: Vec::new(),
            owners: Vec::new(),
            roles: Vec::new(),
            reporting: Vec::new(),
            grades: Vec::new(),
            steps: Vec::new(),
            ignores,
        }
    }

    /// Reads what the page means. A page that stands alone has no folder to be known by: its headings tell what it is.
    pub fn read(&mut self, profile: &Profile, vocabulary: &Vocabulary, alone: bool) {
        if self.may_be_family(profile) {
            self.read_roles(vocabulary);
            self.family = self.is_family(profile);
        } else if alone && self.shows_fields(vocabulary) {
            self.read_roles(vocabulary);
            self.family = true;
        }
    }

    /// The span of some bytes of this page.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    /// The span of the title's line in the front matter, or of the first line.
    pub fn title_span(&self) -> Span {
        self.span(self.title_range())
    }

    /// The span of a heading's text.
    pub fn heading_span(&self, heading: usize) -> Span {
        self.span(self.document.headings[heading].range.clone())
    }

    /// What the page is about: its title, or its first heading that is no field's, or its file.
    pub fn name(&self) -> &str {
        if let Some(title) = self.document.front_matter.title() {
            return title;
        }
        (0..self.document.headings.len())
            .find(|&heading| !self.fields.iter().any(|field| field.heading == heading))
            .map(|heading| self.document.heading_text(heading).trim())
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| self.source.path.rsplit('/').next().unwrap_or_default())
    }

    /// The blocks of a field's section, sub-headings' included.
    pub fn field_blocks(&self, field: &Field) -> Range<usize> {
        let heading = &self.document.headings[field.heading];
        let end = self
            .document
            .headings
            .get(heading.section_end)
            .map_or(self.document.blocks.len(), |next| next.block);
        heading.block + 1..end.max(heading.block + 1)
    }

    /// Whether a shortcode, include or template tag stands in the field: it is present and unknown.
    pub fn is_unknown(&self, field: &Field) -> bool {
        let section = self.document.section_range(field.heading);
        self.document.is_opaque(&section)
    }

    /// The role whose section a byte stands in, if any.
    pub fn role_at(&self, at: usize) -> Option<&Role> {
        let headings = &self.document.headings;
        let after = headings.partition_point(|heading| heading.range.start <= at);
        let heading = headings[..after]
            .iter()
            .rposition(|heading| !heading.nested);
        match heading.and_then(|heading| self.owners.get(heading)) {
            Some(Owner::Role(role)) => self.roles.get(*role),
            _ if self.roles.len() == 1 && self.roles[0].heading().is_none() => self.roles.first(),
            _ => None,
        }
    }

    /// The field sections of one kind that hold for a role: its own, else those it takes over.
    pub fn fields_of(&self, role: &Role, kind: FieldKind) -> Vec<&Field> {
        let of = |indexes: &[usize]| -> Vec<&Field> {
            indexes
                .iter()
                .map(|&index| &self.fields[index])
                .filter(|field| field.kind == kind)
                .collect()
        };
        let own = of(&role.fields);
        if own.is_empty() {
            of(&role.inherited)
        } else {
            own
        }
    }

    /// Whether a field or a statement of that kind holds for a role. What stands in the specialties and under no role
    /// at all holds for every role.
    pub fn has(&self, role: &Role, kind: FieldKind) -> bool {
        match kind {
            FieldKind::ReportsTo if !role.reporting.is_empty() => return true,
            FieldKind::JobGrade if !role.grades.is_empty() => return true,
            _ => {}
        }
        let stands = |role: &Role| {
            role.fields.iter().chain(&role.inherited).any(|&index| {
                self.fields[index].kind == kind || self.fields[index].also == Some(kind)
            })
        };
        let of_specialties = || {
            self.fields
                .iter()
                .any(|field| field.kind == kind && self.owners[field.heading] == Owner::Specialty)
        };
        stands(role) || of_specialties() && !self.roles.iter().any(stands)
    }

    /// Which roles lack a field.
    pub fn lacking(&self, kind: FieldKind) -> Lacking<'_> {
        self.lacking_by(|role| !self.has(role, kind))
    }

    /// Which roles lack something.
    pub fn lacking_by(&self, lacks: impl Fn(&Role) -> bool) -> Lacking<'_> {
        let lacking: Vec<&Role> = self.roles.iter().filter(|role| lacks(role)).collect();
        match lacking.len() {
            0 => Lacking::Nobody,
            count if count == self.roles.len() => Lacking::All,
            _ => Lacking::Some(lacking),
        }
    }

    /// The grade of a role, if its statements agree on one.
    pub fn grade_of(&self, role: &Role) -> Option<&GradeStatement> {
        let first = self.grades.get(*role.grades.first()?)?;
        role.grades
            .iter()
            .all(|&other| self.grades[other].grade == first.grade)
            .then_some(first)
    }

    /// The next steps of a role: those of its ladders, without those that a ladder says of another title.
    pub fn steps_of<'a>(&'a self, role: &'a Role) -> impl Iterator<Item = &'a Step> {
        self.steps.iter().filter_map(move |(field, step)| {
            let holds = role.fields.contains(field) || role.inherited.contains(field);
            let of_role = step.from.as_ref().is_none_or(|from| from.same(&role.title));
            (holds && of_role).then_some(step)
        })
    }

    fn title_range(&self) -> Range<usize> {
        match self.document.front_matter.get("title") {
            Some(entry) => entry.key_range.start..entry.value_range.end,
            None => self.source.line_range(1),
        }
    }

    fn may_be_family(&self, profile: &Profile) -> bool {
        let family = &profile.family;
        let is_named = match &family.pages {
            Some(pages) => pages.hold(&self.source.path),
            None => self.is_in_folder(&family.folders),
        };
        is_named
            || self
                .document
                .front_matter
                .get("layout")
                .and_then(|entry| entry.text.as_deref())
                .is_some_and(|layout| family.layouts.iter().any(|known| known == layout))
    }

    /// Whether its headings name two different fields or more.
    fn shows_fields(&self, vocabulary: &Vocabulary) -> bool {
        let mut first = None;
        (0..self.document.headings.len()).any(|heading| {
            match field::classify(&self.document, heading, vocabulary) {
                field::HeadingKind::Field(field) if !field.kind.gathers() => {
                    *first.get_or_insert(field.kind) != field.kind
                }
                _ => false,
            }
        })
    }

    /// Whether it is one, now that its roles are known: an index page or overview without any role is none.
    fn is_family(&self, profile: &Profile) -> bool {
        if self.is_in_folder(&profile.family.overview_folders) {
            return false;
        }
        let name = self.source.path.rsplit('/').next().unwrap_or_default();
        let is_index = name.starts_with("_index.");
        !is_index
            || self.fields.iter().any(|field| !field.kind.gathers())
            || !self.grades.is_empty()
            || !self.reporting.is_empty()
    }

    fn is_in_folder(&self, folders: &[String]) -> bool {
        let folder = self
            .source
            .site_path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        folder
            .split('/')
            .any(|part| folders.iter().any(|known| known == part))
    }
}
