//! What a heading's text states, as far as it tells a role from other headings.

use crate::model::FieldKind;

/// What the text under a heading states.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// The kinds of its fields.
    pub kinds: Kinds,
    /// Whether a grade is stated.
    pub graded: bool,
    /// Whether a manager is stated.
    pub reporting: bool,
}

/// Some kinds of fields, a bit for each.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kinds(u16);

impl Kinds {
    /// Adds one.
    pub fn add(&mut self, kind: FieldKind) {
        self.0 |= 1 << kind as u16;
    }

    /// Whether one is among them.
    pub fn has(self, kind: FieldKind) -> bool {
        self.0 >> kind as u16 & 1 != 0
    }

    /// All but these.
    pub fn without(self, kinds: [FieldKind; 2]) -> Self {
        let left_out = kinds
            .into_iter()
            .fold(0, |all, kind| all | 1 << kind as u16);
        Self(self.0 & !left_out)
    }

    /// Whether there are some.
    pub fn any(self) -> bool {
        self.0 != 0
    }
}

impl Facts {
    /// Whether it states anything.
    pub fn any(&self) -> bool {
        self.graded || self.reporting || self.kinds.any()
    }

    /// Whether it states a grade, or has a section for it.
    pub fn has_grade(&self) -> bool {
        self.graded || self.kinds.has(FieldKind::JobGrade)
    }

    /// Whether it states what only a role has.
    pub fn of_a_role(&self) -> bool {
        self.has_grade() || self.reporting || self.kinds.has(FieldKind::ReportsTo)
    }
}
