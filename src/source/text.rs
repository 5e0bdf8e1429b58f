//! A text that may share its memory with others.

use std::ops::{Deref, Range};
use std::sync::Arc;

/// A text; those of files that are read together lie in one piece of memory.
#[derive(Clone, Debug, Default)]
pub struct Text {
    whole: Arc<String>,
    /// The bytes of it that are this text: they start and end between scalar values.
    range: Range<usize>,
}

impl Text {
    /// The parts of `whole` that end there, in order, each from the end of the one before. An end that lies outside, or
    /// inside a scalar value, gives a text of nothing.
    pub fn parts(
        whole: String,
        ends: impl IntoIterator<Item = usize>,
    ) -> impl Iterator<Item = Self> {
        let whole = Arc::new(whole);
        let mut start = 0;
        ends.into_iter().map(move |end| {
            let range = std::mem::replace(&mut start, end)..end;
            match whole.get(range.clone()) {
                Some(_) => Self {
                    whole: Arc::clone(&whole),
                    range,
                },
                None => Self::default(),
            }
        })
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.whole[self.range.clone()]
    }
}

impl From<String> for Text {
    fn from(whole: String) -> Self {
        Self {
            range: 0..whole.len(),
            whole: Arc::new(whole),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}
