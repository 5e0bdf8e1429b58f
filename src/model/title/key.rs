//! What titles are looked up by.

use super::Title;
use std::hash::{Hash, Hasher};

/// A title as others are told apart from it: the keys of same titles are equal.
#[derive(Clone, Debug)]
pub struct TitleKey(Title);

impl TitleKey {
    pub(super) fn of(title: &Title) -> Self {
        Self(title.clone())
    }
}

impl PartialEq for TitleKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(&other.0)
    }
}

impl Eq for TitleKey {}

impl Hash for TitleKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0.number);
    }
}
