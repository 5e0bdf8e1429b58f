//! Which parts of a page are compared, and whose they are: the one place here that asks what a page means.

use crate::document::Document;
use crate::model::Page;

/// A part of a page whose text is compared.
pub struct Part {
    /// The heading it stands under; none: before the first heading.
    pub heading: Option<usize>,
    /// The heading of the role that it belongs to; none: the whole page.
    pub role: Option<usize>,
}

/// The field sections and introductions of a page, in reading order, without hiring processes.
pub fn parts(page: &Page) -> Vec<Part> {
    let document = &page.document;
    let mut parts = vec![Part {
        heading: None,
        role: None,
    }];
    let mut skipped = 0;
    for heading in 0..document.headings.len() {
        if document.headings[heading].nested || heading < skipped {
            continue;
        }
        let name = document.heading_text(heading).to_lowercase();
        if HIRING.iter().any(|word| name.contains(word)) {
            skipped = document.headings[heading].section_end;
            continue;
        }
        if name.trim() == LEVELS {
            continue;
        }
        parts.push(Part {
            heading: Some(heading),
            role: role(document, heading),
        });
    }
    parts
}

/// The title of a role.
pub fn role_title(page: &Page, role: Option<usize>) -> &str {
    role.map(|heading| page.document.heading_text(heading).trim())
        .filter(|title| !title.is_empty())
        .or_else(|| page.document.front_matter.get("title")?.text.as_deref())
        .unwrap_or("this page")
}

/// The nearest heading above that names no field. A field heading that carries the title of the heading before it
/// belongs to that one, though both may stand on one level.
fn role(document: &Document, heading: usize) -> Option<usize> {
    let mut at = Some(heading);
    while let Some(heading) = at {
        let name = document.heading_text(heading).trim().to_lowercase();
        if !is_field(&name) {
            return Some(heading);
        }
        let before = (0..heading)
            .rev()
            .map(|before| (before, document.heading_text(before).trim().to_lowercase()))
            .find(|(_, name)| !is_field(name));
        if let Some((before, title)) = before
            && !title.is_empty()
            && name.starts_with(&title)
        {
            return Some(before);
        }
        at = document.parent(heading);
    }
    None
}

fn is_field(name: &str) -> bool {
    FIELDS.iter().any(|word| name.contains(word))
}

const HIRING: [&str; 2] = ["hiring process", "interview process"];

/// What stands right under it leads to the levels and is the text of none.
const LEVELS: &str = "levels";

const FIELDS: [&str; 14] = [
    "responsibilit",
    "requirement",
    "qualification",
    "performance indicator",
    "career ladder",
    "job grade",
    "job level",
    "nice to have",
    "nice-to-have",
    "specialt",
    "specialit",
    "segment",
    "levels",
    "overview",
];
