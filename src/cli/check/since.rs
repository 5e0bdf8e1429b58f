//! `--since`.

use crate::cli::Failure;
use crate::config::read::Loaded;
use crate::corpus::Corpus;
use crate::corpus::load::Past;
use crate::lint::Outcome;
use crate::rules::BoundRule;
use crate::since::{self, Changes};
use clap::Args;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

#[derive(Args)]
pub struct SinceArguments {
    /// Report only findings on lines that changed since the merge base with REF, and those that the change caused
    #[arg(long, value_name = "REF", conflicts_with_all = ["stdin_filename", "diff"])]
    since: Option<String>,
}

/// What git is asked while the pages are checked.
pub struct Started<'a> {
    revision: &'a str,
    changes: JoinHandle<Result<Changes, String>>,
}

impl SinceArguments {
    /// Asks git what changed in the repository of the first path.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn start(
        &self,
        paths: &[PathBuf],
        loaded: &Loaded,
    ) -> Result<Option<Started<'_>>, Failure> {
        let Some(revision) = &self.since else {
            return Ok(None);
        };
        let folder = match paths.first() {
            Some(path) if path.is_dir() => path.clone(),
            Some(path) => path.parent().unwrap_or(Path::new("")).to_owned(),
            None => PathBuf::new(),
        };
        let redirects = loaded.config.profile.redirects.iter();
        let also: Vec<PathBuf> = redirects
            .map(|path| loaded.folder().join(path))
            .chain(paths.iter().filter(|path| path.is_file()).cloned())
            .collect();
        let asked = revision.clone();
        let changes = thread::Builder::new()
            .spawn(move || since::changes(&asked, &folder, &also))
            .map_err(|error| format!("cannot start a thread: {error}"))?;
        Ok(Some(Started { revision, changes }))
    }
}

impl Started<'_> {
    /// Leaves of a run's findings those that the change brought.
    ///
    /// # Errors
    /// What git could not tell.
    pub fn narrow(
        self,
        outcome: &mut Outcome,
        corpus: &mut Corpus,
        rules: &[BoundRule],
        past: &Past,
    ) -> Result<(), Failure> {
        let changes = self
            .changes
            .join()
            .map_err(|_| "git could not be asked what changed".to_owned())??;
        since::narrow(outcome, corpus, rules, changes, past, self.revision);
        Ok(())
    }
}
