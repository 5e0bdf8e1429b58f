//! What a document means: whether it is a family page, and which roles it describes.

use crate::document::Document;
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
    /// Whether it describes a job family.
    pub family: bool,
}

impl Page {
    /// Reads a page's meaning.
    pub fn new(file: FileId, source: Source) -> Self {
        let document = Document::parse(&source);
        let family = source.path.contains("job-families/");
        Self {
            file,
            source,
            document,
            family,
        }
    }

    /// The span of some bytes of this page.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }
}
