//! How much a run found.

use crate::finding::Severity;
use crate::lint::Outcome;
use crate::source::FileId;
use serde::Serialize;

/// How much a run found, as JSON shows it.
#[derive(Serialize)]
pub struct Summary {
    pub files: usize,
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    pub fixable: usize,
    pub suppressed: usize,
    /// How many files have findings.
    #[serde(skip)]
    pub faulty: usize,
}

impl Summary {
    pub fn new(outcome: &Outcome) -> Self {
        let diagnostics = &outcome.diagnostics;
        let count = |severity| {
            diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.severity == severity)
                .count()
        };
        let mut files: Vec<FileId> = diagnostics
            .iter()
            .map(|diagnostic| diagnostic.finding.at.file)
            .collect();
        files.sort_unstable();
        files.dedup();
        Self {
            files: outcome.files,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            fixable: diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.finding.fix.is_some())
                .count(),
            suppressed: 0,
            faulty: files.len(),
        }
    }

    /// One sentence.
    pub fn sentence(&self) -> String {
        let pages = |count| if count == 1 { "page" } else { "pages" };
        let parts: Vec<String> = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.infos, "info"),
        ]
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}{}", if *count == 1 { "" } else { "s" }))
        .collect();
        let found = match parts.as_slice() {
            [] => return format!("{} {} checked: no findings.", self.files, pages(self.files)),
            [all] => all.clone(),
            [before @ .., last] => format!("{} and {last}", before.join(", ")),
        };
        let fixable = match self.fixable {
            0 => String::new(),
            count => format!(" ({count} fixable)"),
        };
        let (faulty, files) = (self.faulty, self.files);
        format!(
            "Found {found} in {faulty} of {files} {}{fixable}.",
            pages(files)
        )
    }
}
