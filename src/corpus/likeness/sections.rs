//! Which parts of a page are compared, and whose they are: the one place here that asks what a page means.

use crate::model::{FieldKind, Owner, Page};

/// A part of a page whose text is compared.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The heading it stands under; none: before the first heading.
    pub heading: Option<usize>,
    /// Whose it is.
    pub owner: Owner,
    /// For a field section, the heading that gathers it and others: that of a role, or of a specialty with lists of
    /// its own.
    pub holder: Option<usize>,
    /// The field it stands in; none: an introduction.
    pub field: Option<FieldKind>,
}

impl Default for Part {
    fn default() -> Self {
        Self {
            heading: None,
            owner: Owner::Page,
            holder: None,
            field: None,
        }
    }
}

impl Part {
    /// Whether it belongs to the same role as another part of its page, and to the same specialty.
    pub fn is_with(&self, other: &Self) -> bool {
        let apart = matches!((self.holder, other.holder), (Some(a), Some(b)) if a != b);
        self.owner == other.owner && !apart
    }

    /// The heading of the specialty that it belongs to, if it is that of one and of no role.
    pub fn specialty(&self, page: &Page) -> Option<usize> {
        let of_role = |at: usize| page.roles.iter().any(|role| role.sections.contains(&at));
        let own = self
            .heading
            .filter(|_| self.field.is_some_and(FieldKind::gathers));
        self.holder.or(own).filter(|&heading| !of_role(heading))
    }
}

/// The text of fields and roles, in reading order: no hiring process, and nothing that only leads to the levels or
/// introduces a group of roles.
pub fn parts(page: &Page) -> Vec<Part> {
    let mut parts = Vec::with_capacity(page.owners.len() + 1);
    if page.roles.len() == 1 {
        parts.push(Part {
            heading: None,
            owner: Owner::Role(0),
            ..Part::default()
        });
    }
    let fields = fields(page);
    let holders = holders(page);
    for (heading, &owner) in page.owners.iter().enumerate() {
        let compared = match fields[heading] {
            Some(FieldKind::HiringProcess | FieldKind::Levels) => false,
            Some(_) => true,
            None => matches!(owner, Owner::Role(_)),
        };
        if compared && !page.document.headings[heading].nested {
            parts.push(Part {
                heading: Some(heading),
                owner,
                holder: holders[heading]
                    .filter(|_| fields[heading].is_some_and(|field| !field.gathers())),
                field: fields[heading],
            });
        }
    }
    parts
}

/// The field that each heading of a page stands in. A heading in a section of levels, whose own text is a role's, is
/// in none.
fn fields(page: &Page) -> Vec<Option<FieldKind>> {
    let headings = &page.document.headings;
    let mut fields: Vec<Option<FieldKind>> = vec![None; headings.len()];
    let mut own = page.fields.iter().peekable();
    for heading in 0..headings.len() {
        fields[heading] = match own.next_if(|field| field.heading == heading) {
            Some(field) => Some(field.kind),
            None => headings[heading]
                .parent
                .and_then(|parent| fields[parent])
                .filter(|&kind| kind != FieldKind::Levels),
        };
    }
    fields
}

/// For each heading, the nearest one (itself, or one it stands in) that names no field and has a field right in it.
fn holders(page: &Page) -> Vec<Option<usize>> {
    let headings = &page.document.headings;
    let mut names_field = vec![false; headings.len()];
    let mut holds = vec![false; headings.len()];
    for field in &page.fields {
        names_field[field.heading] = true;
        let parent = headings[field.heading].parent;
        if let (Some(parent), false) = (parent, field.kind.gathers()) {
            holds[parent] = true;
        }
    }
    let mut holders: Vec<Option<usize>> = vec![None; headings.len()];
    for heading in 0..headings.len() {
        holders[heading] = if holds[heading] && !names_field[heading] {
            Some(heading)
        } else {
            headings[heading].parent.and_then(|parent| holders[parent])
        };
    }
    holders
}
