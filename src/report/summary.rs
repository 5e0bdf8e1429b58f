//! How much a run found.

use crate::finding::{Safety, Severity};
use crate::lint::{FixCount, Outcome};
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
    /// What was fixed, if fixes were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<FixCount>,
    /// How many of the fixable ones need no review.
    #[serde(skip)]
    pub safe: usize,
    /// How many findings the baseline records.
    pub baseline: usize,
    /// How many findings stood there before, on lines that did not change.
    pub unchanged: usize,
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
        let fixes = || {
            diagnostics
                .iter()
                .filter_map(|diagnostic| diagnostic.finding.fix.as_ref())
        };
        Self {
            files: outcome.files,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            fixable: fixes().count(),
            suppressed: outcome.left_out.suppressed,
            fixed: outcome.fixed,
            safe: fixes().filter(|fix| fix.safety == Safety::Safe).count(),
            baseline: outcome.left_out.baseline,
            unchanged: outcome.left_out.unchanged,
            faulty: files.len(),
        }
    }

    /// One sentence, or more.
    pub fn sentence(&self) -> String {
        let left_out: Vec<String> = [
            (self.suppressed, "suppressed by comments"),
            (self.baseline, "recorded in the baseline"),
            (self.unchanged, "on unchanged lines"),
        ]
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, why)| format!("{count} {why}"))
        .collect();
        if left_out.is_empty() {
            self.found()
        } else {
            format!("{} Left out: {}.", self.found(), left_out.join(", "))
        }
    }

    fn found(&self) -> String {
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
        let fixed = match self.fixed {
            Some(count) if count.findings > 0 => format!("Fixed {count}. "),
            _ => String::new(),
        };
        let found = match parts.as_slice() {
            [] => {
                return format!(
                    "{fixed}{} {} checked: no findings.",
                    self.files,
                    pages(self.files)
                );
            }
            [all] => all.clone(),
            [before @ .., last] => format!("{} and {last}", before.join(", ")),
        };
        let fixable = match (self.safe, self.fixable - self.safe) {
            (0, 0) => String::new(),
            (safe, 0) => format!(" ({safe} fixable with --fix)"),
            (0, reviewed) => format!(" ({reviewed} fixable with --fix --unsafe-fixes)"),
            (safe, reviewed) => {
                format!(" ({safe} fixable with --fix, {reviewed} more with --unsafe-fixes)")
            }
        };
        let (faulty, files) = (self.faulty, self.files);
        format!(
            "{fixed}Found {found} in {faulty} of {files} {}{fixable}.",
            pages(files)
        )
    }
}
