//! Which role a title names.

/// A role of the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoleId {
    /// Its page, as an index into the corpus's.
    pub page: usize,
    /// Its index on the page.
    pub role: usize,
}

/// Which role a title names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This one, beyond doubt.
    Role(RoleId),
    /// One of these, or none of them: nobody can tell. Of many the first few.
    Ambiguous(Vec<RoleId>),
    /// None of the corpus.
    Unknown,
    /// Something that the corpus cannot answer: a link out of its sight, a title without a function.
    Elsewhere,
}

impl Answer {
    /// The role, where it is beyond doubt.
    pub fn role(&self) -> Option<RoleId> {
        match self {
            Self::Role(role) => Some(*role),
            _ => None,
        }
    }
}
