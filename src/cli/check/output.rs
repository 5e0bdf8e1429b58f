//! Where findings go: standard output, and the files of `--report`.

use crate::atomic;
use crate::cli::Failure;
use crate::corpus::Corpus;
use crate::lint::Outcome;
use crate::report::{self, Look};
use clap::ValueEnum;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The forms that findings are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Excerpts of the pages with the places marked
    #[default]
    Text,
    /// One line a finding
    Compact,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitLab's Code Quality report
    Gitlab,
    /// JUnit's XML
    Junit,
    /// Annotations of GitHub's workflows
    Github,
    /// A comment for a merge request
    Markdown,
}

impl Format {
    /// What writes it; with `statistics`, what writes counts instead of findings.
    fn writer(self, statistics: bool) -> Option<report::Writer> {
        Some(match (self, statistics) {
            (Self::Json, true) => report::statistics::write_json,
            (Self::Text | Self::Compact, true) => report::statistics::write,
            (_, true) => return None,
            (Self::Text, false) => report::text::write,
            (Self::Compact, false) => report::compact::write,
            (Self::Json, false) => report::json::write,
            (Self::Sarif, false) => report::sarif::write,
            (Self::Gitlab, false) => report::gitlab::write,
            (Self::Junit, false) => report::junit::write,
            (Self::Github, false) => report::github::write,
            (Self::Markdown, false) => report::markdown::write,
        })
    }

    fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// A `--report`: a form, and the file that it goes to.
#[derive(Clone, Debug)]
pub struct ReportFile {
    format: Format,
    path: PathBuf,
}

impl std::str::FromStr for ReportFile {
    type Err = String;

    fn from_str(argument: &str) -> Result<Self, String> {
        let (format, path) = argument
            .split_once('=')
            .filter(|(_, path)| !path.is_empty())
            .ok_or("write it as FORMAT=FILE")?;
        let format = <Format as ValueEnum>::from_str(format, false).map_err(|_| {
            let known = Format::value_variants().iter().map(|format| format.name());
            format!(
                "there is no format `{format}`; there are {}",
                known.collect::<Vec<_>>().join(", ")
            )
        })?;
        Ok(Self {
            format,
            path: path.into(),
        })
    }
}

/// What `check` writes.
pub struct Output<'a> {
    /// The form of what goes to standard output.
    pub format: Format,
    /// Whether counts go there instead of findings.
    pub statistics: bool,
    /// The files.
    pub reports: &'a [ReportFile],
}

impl Output<'_> {
    /// Says before the work is done what cannot be written when it is.
    pub fn check(&self) -> Result<(), Failure> {
        if self.format.writer(self.statistics).is_none() {
            let format = self.format.name();
            return Err(format!(
                "`--statistics` has no format `{format}`: use text, compact or json"
            )
            .into());
        }
        let mut places: Vec<PathBuf> = Vec::new();
        for ReportFile { path, .. } in self.reports {
            let place = place(path).map_err(|reason| unwritable(path, &reason))?;
            if places.contains(&place) {
                return Err(format!("two reports go to `{}`", path.display()).into());
            }
            places.push(place);
        }
        Ok(())
    }

    /// Whether a report goes to a program that compares whole runs.
    pub fn wants_whole(&self) -> bool {
        self.reports
            .iter()
            .any(|report| report.format == Format::Gitlab)
    }

    /// Writes the files. A merge request is told what it changed by `shown`; what compares whole reports by itself gets
    /// the `whole`.
    pub fn write_reports(
        &self,
        corpus: &Corpus,
        whole: &Outcome,
        shown: &Outcome,
    ) -> Result<(), Failure> {
        let plain = Look {
            width: Look::DEFAULT_WIDTH,
            color: false,
            links: false,
            quiet: false,
            wrap: false,
        };
        for ReportFile { format, path } in self.reports {
            // GitLab compares branches: what is left out would show there as resolved.
            let outcome = if *format == Format::Gitlab {
                whole
            } else {
                shown
            };
            let text = text(format.writer(false), corpus, outcome, plain)?;
            atomic::write(path, &text).map_err(|error| unwritable(path, &error.to_string()))?;
        }
        Ok(())
    }

    /// Writes what goes to standard output.
    pub fn show(
        &self,
        out: &mut dyn Write,
        corpus: &Corpus,
        shown: &Outcome,
        look: Look,
    ) -> io::Result<()> {
        match self.format.writer(self.statistics) {
            Some(write) => write(out, corpus, shown, look),
            None => Ok(()),
        }
    }
}

fn text(
    writer: Option<report::Writer>,
    corpus: &Corpus,
    outcome: &Outcome,
    look: Look,
) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    if let Some(write) = writer {
        write(&mut text, corpus, outcome, look)
            .map_err(|error| format!("cannot make the report: {error}"))?;
    }
    Ok(text)
}

/// The file that a path leads to, the same for every way to write it.
fn place(path: &Path) -> Result<PathBuf, String> {
    let named = || path.file_name().filter(|_| !path.is_dir());
    if let Ok(place) = path.canonicalize() {
        return named()
            .map(|_| place)
            .ok_or_else(|| "it is a folder".to_owned());
    }
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let name = named().ok_or("it is a folder")?;
    match folder.canonicalize() {
        Ok(whole) if whole.is_dir() => Ok(whole.join(name)),
        _ => Err(format!("there is no folder `{}`", folder.display())),
    }
}

fn unwritable(path: &Path, reason: &str) -> Failure {
    format!("cannot write the report `{}`: {reason}", path.display()).into()
}
