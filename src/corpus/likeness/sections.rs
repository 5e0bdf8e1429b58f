//! Which parts of a page are compared, and whose they are: the one place here that asks what a page means.

use crate::model::{FieldKind, Owner, Page};

/// A part of a page whose text is compared.
pub struct Part {
    /// The heading it stands under; none: before the first heading.
    pub heading: Option<usize>,
    /// Whose it is.
    pub owner: Owner,
}

/// The text of fields and roles, in reading order: no hiring process, and nothing that only leads to the levels or
/// introduces a group of roles.
pub fn parts(page: &Page) -> Vec<Part> {
    let mut parts = Vec::new();
    if page.roles.len() == 1 {
        parts.push(Part {
            heading: None,
            owner: Owner::Role(0),
        });
    }
    let fields = fields(page);
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
            });
        }
    }
    parts
}

/// The field that a heading stands in, if any.
pub fn field(page: &Page, heading: usize) -> Option<FieldKind> {
    fields(page).get(heading).copied().flatten()
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
