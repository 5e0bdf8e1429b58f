//! `--fix`, `--unsafe-fixes` and `--diff`.

use crate::cli::{Failure, print, print_error, select};
use crate::config::read::Loaded;
use crate::corpus::{Corpus, load};
use crate::finding::Safety;
use crate::fix::{self, Fixed, Plan};
use crate::lint::{FixCount, Outcome};
use crate::rules::BoundRule;
use clap::Args;
use rayon::prelude::*;
use std::collections::BTreeMap;

#[derive(Args)]
pub struct FixArguments {
    /// Apply safe fixes in place; the page of standard input is printed, and the findings go to standard error
    #[arg(long)]
    fix: bool,
    /// With --fix or --diff: apply also those fixes that a person should review
    #[arg(long)]
    unsafe_fixes: bool,
    /// Print what --fix would change as a unified diff, and change nothing
    #[arg(long, conflicts_with_all = ["format", "statistics", "write_baseline", "prune_baseline"])]
    diff: bool,
}

/// What is done with the fixed pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// They are written.
    Write,
    /// The only one is printed: it came from standard input.
    Print,
    /// The change is printed.
    Diff,
}

impl FixArguments {
    /// What is done with fixed pages, if fixes are asked for.
    pub fn mode(&self, standard_input: bool) -> Result<Option<Mode>, Failure> {
        match (self.fix, self.diff) {
            (_, true) => Ok(Some(Mode::Diff)),
            (true, _) if standard_input => Ok(Some(Mode::Print)),
            (true, _) => Ok(Some(Mode::Write)),
            _ if self.unsafe_fixes => Err("`--unsafe-fixes` goes with `--fix` or `--diff`"
                .to_owned()
                .into()),
            _ => Ok(None),
        }
    }

    /// Fixes the findings of `outcome` and writes or prints the pages, if that is the mode. `outcome` holds what is left
    /// then, and `whole` every finding.
    pub fn fix(
        &self,
        mode: Option<Mode>,
        corpus: &mut Corpus,
        (loaded, rules): (&Loaded, &[BoundRule]),
        (outcome, whole): (&mut Outcome, &mut Option<Outcome>),
    ) -> Result<(), Failure> {
        let Some(mode @ (Mode::Write | Mode::Print)) = mode else {
            return Ok(());
        };
        let fixed = self.apply(corpus, (loaded, rules), outcome)?;
        if mode == Mode::Print {
            print_page(corpus)?;
        }
        let Some(fixed) = fixed else {
            return Ok(());
        };
        if mode == Mode::Write {
            write_pages(corpus, &fixed)?;
        }
        outcome.fixed = Some(count(&fixed));
        outcome.diagnostics = fixed.left;
        if let Some(whole) = whole {
            whole.fixed = outcome.fixed;
            whole.diagnostics = fixed.all;
        }
        Ok(())
    }

    /// Prints what `fix` would change as a diff, and to standard error how much it is. The corpus holds the fixed pages
    /// then.
    pub fn diff(
        &self,
        corpus: &mut Corpus,
        (loaded, rules): (&Loaded, &[BoundRule]),
        (outcome, quiet): (&Outcome, bool),
    ) -> Result<(), Failure> {
        let fixed = self.apply(corpus, (loaded, rules), outcome)?;
        let mut text = Vec::new();
        for (path, change) in fixed.iter().flat_map(|fixed| changes(corpus, fixed)) {
            fix::diff::write(&mut text, &path, change.before, change.after)
                .map_err(|error| format!("cannot write the diff: {error}"))?;
        }
        print(&text)?;
        if !quiet {
            let sentence = match fixed {
                Some(fixed) if fixed.count > 0 => format!("Would fix {}.\n", count(&fixed)),
                _ => "Nothing to fix.\n".to_owned(),
            };
            print_error(|out| out.write_all(sentence.as_bytes()));
        }
        Ok(())
    }

    /// Fixes the pages of the corpus, in memory.
    fn apply(
        &self,
        corpus: &mut Corpus,
        (loaded, rules): (&Loaded, &[BoundRule]),
        outcome: &Outcome,
    ) -> Result<Option<Fixed>, Failure> {
        let guards = select::bind_others(loaded, rules)?;
        let plan = Plan {
            rules,
            guards: &guards,
            allowed: if self.unsafe_fixes {
                Safety::Unsafe
            } else {
                Safety::Safe
            },
        };
        Ok(fix::run(corpus, plan, &outcome.diagnostics))
    }
}

/// Prints the page of standard input, the only one that is checked.
fn print_page(corpus: &Corpus) -> Result<(), Failure> {
    if let Some((source, unreadable)) = corpus
        .unreadable
        .iter()
        .find(|(_, unreadable)| corpus.is_checked(unreadable.at.file))
    {
        return Err(format!("cannot fix `{}`: {}", source.path, unreadable.reason).into());
    }
    let page = corpus
        .pages
        .iter()
        .find(|page| corpus.is_checked(page.file));
    print(page.map_or("", |page| page.source.text()).as_bytes())
}

/// One file that changes.
struct Change<'a> {
    before: &'a str,
    after: &'a str,
}

/// The files that change, by path: where a symbolic link leads, not the link. Of several pages that are one file the
/// first counts.
fn changes<'a>(corpus: &'a Corpus, fixed: &'a Fixed) -> BTreeMap<String, Change<'a>> {
    let mut changes = BTreeMap::new();
    for (file, before) in &fixed.pages {
        let Some(page) = corpus.page(*file) else {
            continue;
        };
        let after = page.source.text();
        changes
            .entry(load::target(&page.source.path))
            .or_insert(Change { before, after });
    }
    changes
}

/// Writes the pages that changed. One that cannot be written keeps nobody from the others.
fn write_pages(corpus: &Corpus, fixed: &Fixed) -> Result<(), Failure> {
    let changes: Vec<_> = changes(corpus, fixed).into_iter().collect();
    let failed: Vec<fix::Failed> = changes
        .par_iter()
        .filter_map(|(path, change)| fix::write(path, change.before, change.after).err())
        .collect();
    let reasons: Vec<String> = failed
        .iter()
        .take(SHOWN)
        .map(|failed| format!("`{}`: {}", failed.path, failed.reason))
        .collect();
    let more = match failed.len() {
        0 => return Ok(()),
        count if count > SHOWN => format!("; and {} more", count - SHOWN),
        _ => String::new(),
    };
    let others = match changes.len() - failed.len() {
        0 => String::new(),
        1 => " (another page was fixed)".to_owned(),
        count => format!(" ({count} other pages were fixed)"),
    };
    Err(format!("cannot fix {}{more}{others}", reasons.join("; ")).into())
}

/// How many pages that could not be written are named.
const SHOWN: usize = 5;

fn count(fixed: &Fixed) -> FixCount {
    FixCount {
        findings: fixed.count,
        files: fixed.pages.len(),
    }
}
