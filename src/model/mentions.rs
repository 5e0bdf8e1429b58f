//! Words that tell of a text what may be read of it. Each text is looked into once, however often it stands: most say
//! nothing.

use super::vocabulary::Vocabulary;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// A word that every reports-to statement holds.
pub const REPORTING: u8 = 1;
/// A word that every grade statement holds outside a job-grade section.
pub const GRADE: u8 = 2;
/// A word that every list holds which takes over another, where the profile tells.
pub const EXTENDS: u8 = 4;

static IN_REPORTS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("eport"));
static IN_GRADES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("rade"));

/// What a text mentions, as flags.
pub fn of(text: &str, vocabulary: &Vocabulary) -> u8 {
    let flags = [
        (REPORTING, of_reporting(text)),
        (GRADE, of_grade(text)),
        (EXTENDS, of_extends(text, vocabulary)),
    ];
    flags
        .into_iter()
        .fold(0, |all, (flag, is_there)| all + flag * u8::from(is_there))
}

/// Whether a text may hold a reports-to statement.
pub fn of_reporting(text: &str) -> bool {
    IN_REPORTS.find(text.as_bytes()).is_some()
}

/// Whether a text may hold a grade statement outside a job-grade section.
fn of_grade(text: &str) -> bool {
    IN_GRADES.find(text.as_bytes()).is_some()
}

/// Whether a text may take over another's list.
fn of_extends(text: &str, vocabulary: &Vocabulary) -> bool {
    let words = vocabulary.extends_words.as_ref();
    words.is_none_or(|words| words.find(text).is_some())
}
