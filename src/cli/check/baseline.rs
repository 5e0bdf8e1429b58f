//! `--baseline`, `--write-baseline`, `--prune-baseline`.

use super::super::Failure;
use crate::atomic;
use crate::baseline::{Baseline, Entry};
use crate::corpus::{Corpus, load};
use crate::lint::Outcome;
use clap::Args;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// How many entries that no longer occur are named; more are counted.
const MOST_NAMED: usize = 10;

#[derive(Args)]
pub struct BaselineArguments {
    /// Leave out the findings that are recorded in FILE
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Record the findings in FILE and leave them out
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Take the entries that no longer occur out of the baseline
    #[arg(long, requires = "baseline", conflicts_with = "write_baseline")]
    prune_baseline: bool,
}

/// What a run can find at all: entries of other pages and rules are none of its business.
pub struct Reach<'a> {
    /// The paths that were checked.
    pub paths: &'a [PathBuf],
    /// The rules that ran; none: every rule that the configuration wants.
    pub rules: Option<Vec<&'static str>>,
}

/// The baselines that a command line names, as far as they exist.
pub struct Baselines<'a> {
    arguments: &'a BaselineArguments,
    read: Option<Baseline>,
    /// What the file that is to be written holds now.
    written: Baseline,
}

impl BaselineArguments {
    /// Whether the findings are recorded.
    pub fn records(&self) -> bool {
        self.write_baseline.is_some()
    }

    /// Reads what there is, before any work is done.
    ///
    /// # Errors
    /// A file that does not exist or is no baseline.
    pub fn read(&self) -> Result<Baselines<'_>, Failure> {
        let missing = |file: &Path| {
            Failure::from(format!(
                "cannot read the baseline `{0}`: it does not exist; write it with `--write-baseline {0}`",
                file.display()
            ))
        };
        Ok(Baselines {
            arguments: self,
            read: match &self.baseline {
                Some(file) => Some(read(file)?.ok_or_else(|| missing(file))?),
                None => None,
            },
            written: match &self.write_baseline {
                Some(file) => read(file)?.unwrap_or_default(),
                None => Baseline::default(),
            },
        })
    }
}

impl Baselines<'_> {
    /// Leaves out what is recorded, and records what is to be.
    ///
    /// # Errors
    /// A baseline that cannot be written.
    pub fn narrow(
        self,
        outcome: &mut Outcome,
        corpus: &Corpus,
        reach: &Reach,
        quiet: bool,
    ) -> Result<(), Failure> {
        let arguments = self.arguments;
        let mut known = vec![false; outcome.diagnostics.len()];
        if let (Some(file), Some(baseline)) = (&arguments.baseline, &self.read) {
            let place = Place::of(file);
            let found = place.entries(outcome, corpus);
            let comparison = baseline.compare(&found, |entry| reach.holds(&place, entry));
            known = comparison.known;
            let stale = comparison.stale;
            if !stale.is_empty() && arguments.prune_baseline {
                let mut pruned = baseline.clone();
                pruned.entries.retain(|entry| !stale.contains(&entry));
                write(file, &pruned)?;
            }
            if !quiet {
                tell_stale(file, &stale, arguments.prune_baseline);
            }
        }
        if let Some(file) = &arguments.write_baseline {
            let place = Place::of(file);
            let found = place.entries(outcome, corpus);
            known.fill(true);
            let renewed = self
                .written
                .renewed(found, |entry| reach.holds(&place, entry));
            write(file, &renewed)?;
        }
        let before = outcome.diagnostics.len();
        let mut known = known.into_iter();
        outcome
            .diagnostics
            .retain(|_| !known.next().unwrap_or_default());
        outcome.left_out.baseline += before - outcome.diagnostics.len();
        Ok(())
    }
}

impl Reach<'_> {
    fn holds(&self, place: &Place, entry: &Entry) -> bool {
        let page = place.full(&entry.path);
        let ran = self
            .rules
            .as_ref()
            .is_none_or(|rules| rules.contains(&entry.rule.as_str()));
        ran && self
            .paths
            .iter()
            .any(|path| page.starts_with(load::complete(path)))
    }
}

/// Where a baseline lies: its paths start there.
struct Place(PathBuf);

impl Place {
    fn of(file: &Path) -> Self {
        let full = load::complete(file);
        Self(full.parent().unwrap_or(&full).to_owned())
    }

    fn full(&self, path: &str) -> PathBuf {
        load::complete(&self.0.join(path))
    }

    /// The findings of a run as they are written down.
    fn entries(&self, outcome: &Outcome, corpus: &Corpus) -> Vec<Entry> {
        let mut last = None;
        let mut path = String::new();
        let entries = outcome.diagnostics.iter().map(|diagnostic| {
            let file = diagnostic.finding.at.file;
            if last != Some(file) {
                last = Some(file);
                let shown = corpus.source(file).map_or("", |source| &source.path);
                path = self.relative(&load::complete(Path::new(shown)));
            }
            Entry {
                path: path.clone(),
                rule: diagnostic.rule.to_owned(),
                fingerprint: diagnostic.fingerprint,
            }
        });
        entries.collect()
    }

    /// A page's path from here.
    fn relative(&self, page: &Path) -> String {
        let shared = self
            .0
            .ancestors()
            .enumerate()
            .find_map(|(up, folder)| Some((up, page.strip_prefix(folder).ok()?)));
        match shared {
            Some((up, below)) => "../".repeat(up) + &load::shown(below),
            None => load::shown(page),
        }
    }
}

/// The baseline of a file, if there is one.
fn read(file: &Path) -> Result<Option<Baseline>, Failure> {
    let failed = |reason: &str| {
        Failure::from(format!(
            "cannot read the baseline `{}`: {reason}",
            file.display()
        ))
    };
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&load::reason(&error))),
    };
    let text = String::from_utf8(bytes).map_err(|_| failed("it is not UTF-8"))?;
    Baseline::parse(&text).map(Some).map_err(|broken| {
        let place = format!("{}:{}", file.display(), broken.line);
        Failure::from(format!("{place}: {}", broken.message))
    })
}

fn write(file: &Path, baseline: &Baseline) -> Result<(), Failure> {
    atomic::write(file, baseline.to_text().as_bytes()).map_err(|error| {
        Failure::from(format!(
            "cannot write the baseline `{}`: {}",
            file.display(),
            load::reason(&error)
        ))
    })
}

/// Says on standard error which entries no longer occur.
fn tell_stale(file: &Path, stale: &[&Entry], pruned: bool) {
    if stale.is_empty() {
        return;
    }
    let (entries, no_longer) = match stale.len() {
        1 => ("1 entry".to_owned(), "no longer occurs"),
        count => (format!("{count} entries"), "no longer occur"),
    };
    let done = if pruned {
        "taken out"
    } else {
        "`--prune-baseline` takes them out"
    };
    let mut text = format!(
        "jflint: {entries} of the baseline `{}` {no_longer}: {done}\n",
        file.display()
    );
    for entry in stale.iter().take(MOST_NAMED) {
        text += &format!("  {} {}\n", entry.path, entry.rule);
    }
    if stale.len() > MOST_NAMED {
        text += &format!("  and {} more\n", stale.len() - MOST_NAMED);
    }
    // There is nobody left to tell that standard error cannot be written.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
