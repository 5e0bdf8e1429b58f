//! Findings of a change: those on lines that changed since a revision, and those elsewhere that the change caused.
//!
//! The site of before is made from the pages of now and the old texts of those that changed. A finding on an unchanged
//! line counts if that line did not have it before.

mod before;
mod causes;
mod difference;
mod git;
mod lines;
mod patch;

pub use git::{Changes, changes};

use crate::corpus::Corpus;
use crate::corpus::load::Past;
use crate::finding::Diagnostic;
use crate::lint::Outcome;
use crate::rules::{BoundRule, Reach};
use crate::source::FileId;
use difference::Difference;
use rustc_hash::FxHashMap;

/// The rule whose findings stand where a text is repeated, however the first place changed.
const REPEATS: &str = "duplicate-block";

/// What may be due to the change: a finding on lines that did not change.
#[derive(Debug)]
struct Candidate {
    /// Its index among the findings.
    index: usize,
    /// Where the lines stood before.
    place: before::Place,
    /// Whose change can have brought it.
    asked: Asked,
    /// A changed line that the finding names.
    related: Option<(FileId, usize)>,
}

/// What has to be looked at to know whether a finding stood there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// The old text of its page.
    Page,
    /// The old texts of the pages that share a block.
    Copies,
    /// The site of before.
    Site,
}

/// Leaves of a run's findings those that `changes` brought. `since` is how people call where they start.
pub fn narrow(
    outcome: &mut Outcome,
    corpus: &mut Corpus,
    rules: &[BoundRule],
    changes: Changes,
    past: &Past,
    since: &str,
) {
    let difference = Difference::new(changes, corpus, past);
    let mut keep = vec![false; outcome.diagnostics.len()];
    let mut candidates = Vec::new();
    let by_name: FxHashMap<&str, &BoundRule> = rules.iter().map(|rule| (rule.name, rule)).collect();
    for (index, diagnostic) in outcome.diagnostics.iter().enumerate() {
        if difference
            .changed_line(corpus, diagnostic.finding.at)
            .is_some()
        {
            keep[index] = true;
        } else if let Some(rule) = by_name.get(diagnostic.rule) {
            candidates.extend(candidate(index, diagnostic, rule, corpus, &difference));
        }
    }
    let found = outcome.diagnostics.as_slice();
    let told = before::new_ones(&candidates, found, corpus, rules, &difference, since);
    for (index, why) in told {
        keep[index] = true;
        let help = &mut outcome.diagnostics[index].finding.help;
        *help = Some(match help.take() {
            Some(help) => format!("{why}; {help}").into(),
            None => why.into(),
        });
    }
    outcome.left_out.unchanged += keep.iter().filter(|kept| !**kept).count();
    let mut kept = keep.into_iter();
    outcome
        .diagnostics
        .retain(|_| kept.next().unwrap_or_default());
}

/// A finding on unchanged lines, if the change can have caused it at all.
fn candidate(
    index: usize,
    diagnostic: &Diagnostic,
    rule: &BoundRule,
    corpus: &Corpus,
    difference: &Difference,
) -> Option<Candidate> {
    let finding = &diagnostic.finding;
    let related = finding.related.iter().find_map(|related| {
        let line = difference.changed_line(corpus, related.at)?;
        Some((related.at.file, line))
    });
    let asked = match rule.reach {
        Reach::Site if rule.name == REPEATS => related.map(|_| Asked::Copies)?,
        Reach::Site => Asked::Site,
        Reach::Page if difference.was_changed(finding.at.file) => Asked::Page,
        Reach::Page | Reach::Loose => return None,
    };
    Some(Candidate {
        index,
        place: difference.place(corpus, finding.at)?,
        asked,
        related,
    })
}
