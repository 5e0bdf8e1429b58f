//! Where a finding is, for programs that show the repository: its path there, and its lines and columns; and where its
//! rule is explained.

use crate::corpus::Corpus;
use crate::source::{Position, Span};

/// A place in the repository.
pub struct Place {
    /// The path in the repository, with `/`.
    pub path: String,
    /// Where it starts.
    pub start: Position,
    /// Where it ends; exclusive.
    pub end: Position,
}

impl Place {
    /// The place of a span of a file of the run.
    pub fn new(corpus: &Corpus, span: Span) -> Option<Self> {
        let source = corpus.source(span.file)?;
        Some(Self {
            path: corpus.repository_path(source),
            start: source.position(span.start as usize),
            end: source.position(span.end as usize),
        })
    }

    /// The last line that holds a part of it.
    pub fn last_line(&self) -> usize {
        if self.end.column == 1 && self.end.line > self.start.line {
            self.end.line - 1
        } else {
            self.end.line
        }
    }
}

/// The address of the page that explains a rule, where the configuration says where rules are explained.
pub fn rule_page(corpus: &Corpus, rule: &str) -> Option<String> {
    let pages = corpus.profile.rule_pages.as_ref()?;
    Some(format!("{pages}{}", encoded(rule)))
}

/// A path as a part of an address: what may not stand there by itself is percent-encoded.
pub fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_encoded() {
        assert_eq!(encoded("content/a-b_c.md"), "content/a-b_c.md");
        assert_eq!(encoded("a b/ü#?%.md"), "a%20b/%C3%BC%23%3F%25.md");
    }
}
