//! A comment for a merge request: what was found, the worst of it, and the rest folded away.

use super::place::{Place, encoded, rule_page};
use super::statistics;
use super::summary::Summary;
use super::{Look, printable};
use crate::corpus::Corpus;
use crate::finding::{Diagnostic, Severity};
use crate::lint::Outcome;
use std::cmp::Reverse;
use std::fmt::Write as _;
use std::io::{self, Write};

mod cell;

use cell::{cell, html};

/// How many findings are shown unfolded.
const UNFOLDED: usize = 20;
/// How long the comment may become, in bytes. GitLab takes a million characters.
const LONGEST: usize = 700_000;

/// Writes the findings of a run. The first line is a mark by which the comment can be found and replaced.
///
/// # Errors
/// What writing gives.
pub fn write(out: &mut dyn Write, corpus: &Corpus, outcome: &Outcome, _: Look) -> io::Result<()> {
    let comment = Comment {
        corpus,
        files: shown_files(|name| std::env::var(name).ok()),
    };
    out.write_all(comment.of(outcome).as_bytes())
}

struct Comment<'a> {
    corpus: &'a Corpus,
    /// The address that the files of the repository stand below, if the run is one of GitLab's jobs.
    files: Option<String>,
}

impl Comment<'_> {
    fn of(&self, outcome: &Outcome) -> String {
        let mut text = format!(
            "<!-- jflint -->\n### jflint\n\n{}\n",
            Summary::new(outcome).sentence()
        );
        let mut worst: Vec<&Diagnostic> = outcome.diagnostics.iter().collect();
        if worst.is_empty() {
            return text;
        }
        worst.sort_by_key(|diagnostic| Reverse(diagnostic.severity));
        let all = worst.len() <= UNFOLDED;
        worst.truncate(UNFOLDED);
        if !all {
            let _ = write!(
                text,
                "\nThe first {UNFOLDED}, the worst before the others:\n"
            );
        }
        text.push_str("\n| severity | place | finding | rule |\n| --- | --- | --- | --- |\n");
        for diagnostic in worst {
            let severity = sign(diagnostic.severity);
            let place = self.place(diagnostic, true);
            self.row(&mut text, &format!("{severity} | {place}"), diagnostic);
        }
        if !all {
            text.push_str(&by_rule(outcome));
            self.by_page(&mut text, outcome);
        }
        text.push_str("\n`jflint explain RULE` tells what a rule is about.\n");
        text
    }

    /// Every page that has findings, the worst before the others, as far as there is room.
    fn by_page(&self, text: &mut String, outcome: &Outcome) {
        let mut pages: Vec<&[Diagnostic]> = outcome
            .diagnostics
            .chunk_by(|a, b| a.finding.at.file == b.finding.at.file)
            .collect();
        pages.sort_by_key(|page| Reverse(counts(page)));
        let heading = "\n<details><summary>Every finding, page by page</summary>\n";
        text.push_str(heading);
        let mut left_out = (0, 0);
        for page in pages {
            let section = self.page(page);
            if text.len() + section.len() > LONGEST {
                left_out = (left_out.0 + page.len(), left_out.1 + 1);
            } else {
                text.push_str(&section);
            }
        }
        text.push_str("\n</details>\n");
        if let (findings @ 1.., pages) = left_out {
            let _ = write!(
                text,
                "\n{findings} more findings on {pages} more pages are left out of this comment.\n"
            );
        }
    }

    fn page(&self, page: &[Diagnostic]) -> String {
        let path = page
            .first()
            .and_then(|first| Place::new(self.corpus, first.finding.at))
            .map_or_else(String::new, |place| place.path);
        let mut text = format!(
            "\n<details><summary><code>{}</code>: {}</summary>\n\n| line | severity | finding | rule |\n| --- | --- | --- | --- |\n",
            html(&path),
            said(counts(page))
        );
        for diagnostic in page {
            let severity = sign(diagnostic.severity);
            let place = self.place(diagnostic, false);
            self.row(&mut text, &format!("{place} | {severity}"), diagnostic);
        }
        text.push_str("\n</details>\n");
        text
    }

    fn row(&self, text: &mut String, first: &str, diagnostic: &Diagnostic) {
        let message = cell(&printable(&diagnostic.finding.message));
        let rule = match rule_page(self.corpus, diagnostic.rule) {
            Some(page) => format!("[`{}`]({page})", diagnostic.rule),
            None => format!("`{}`", diagnostic.rule),
        };
        let _ = writeln!(text, "| {first} | {message} | {rule} |");
    }

    /// The line, with or without its file, and linked to it where that is known.
    fn place(&self, diagnostic: &Diagnostic, with_path: bool) -> String {
        let Some(place) = Place::new(self.corpus, diagnostic.finding.at) else {
            return String::new();
        };
        let line = place.start.line;
        let shown = if with_path {
            format!("{}:{line}", cell(&printable(&place.path)))
        } else {
            line.to_string()
        };
        match &self.files {
            // Without it the page is shown as its readers see it, and has no lines.
            Some(files) => format!("[{shown}]({files}{}?plain=1#L{line})", encoded(&place.path)),
            None => shown,
        }
    }
}

/// The address that the files of the checked commit stand below, from what a GitLab job is told.
fn shown_files(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let set = |name| variable(name).filter(|value: &String| !value.is_empty());
    let project = set("CI_PROJECT_URL")?;
    let commit = set("CI_COMMIT_SHA")?;
    Some(format!(
        "{}/-/blob/{}/",
        project.trim_end_matches('/'),
        encoded(&commit)
    ))
}

fn by_rule(outcome: &Outcome) -> String {
    let mut text =
        "\n<details><summary>How many, by rule</summary>\n\n| findings | severity | rule |\n| ---: | --- | --- |\n".to_owned();
    for row in statistics::rows(outcome) {
        let _ = writeln!(
            text,
            "| {} | {} | `{}` |",
            row.findings,
            sign(row.severity),
            row.rule
        );
    }
    text.push_str("\n</details>\n");
    text
}

/// How many errors, warnings and pieces of information there are.
fn counts(diagnostics: &[Diagnostic]) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    })
}

fn said(counts: [usize; 3]) -> String {
    let names = ["error", "warning", "info"];
    let said: Vec<String> = counts
        .iter()
        .zip(names)
        .filter(|(count, _)| **count > 0)
        .map(|(count, name)| format!("{count} {name}{}", if *count == 1 { "" } else { "s" }))
        .collect();
    said.join(", ")
}

fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "🔴 error",
        Severity::Warning => "🟠 warning",
        Severity::Info => "🔵 info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_linked_where_the_job_says_what_it_checks() {
        let job = |name: &str| match name {
            "CI_PROJECT_URL" => Some("https://gitlab.example.com/people/handbook".to_owned()),
            "CI_COMMIT_SHA" => Some("0a1b".to_owned()),
            _ => None,
        };
        assert_eq!(
            shown_files(job).as_deref(),
            Some("https://gitlab.example.com/people/handbook/-/blob/0a1b/")
        );
        assert_eq!(shown_files(|_| Some(String::new())), None);
        assert_eq!(shown_files(|_| None), None);
    }
}
