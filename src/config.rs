//! What the user says: the configuration file, the profile it names, and the levels and options of rules.

mod nearest;
mod paths;
pub mod profile;
pub mod read;
pub mod yaml;

pub use nearest::nearest;
pub use paths::{Paths, normal};
pub use profile::{Generator, Profile};

use crate::finding::Severity;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

/// A configuration that cannot be used: which file, where, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file, relative to the working folder.
    pub path: PathBuf,
    /// What it holds; empty if it could not be read.
    pub text: String,
    /// The bytes that are wrong.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do, if that is known.
    pub help: Option<String>,
}

/// The lowest severity that makes a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Any finding.
    Info,
    /// Warnings and errors.
    Warning,
    /// Errors.
    Error,
    /// Nothing.
    Never,
}

impl FailOn {
    /// Whether a finding of this severity makes the run fail.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Info => true,
            Self::Warning => severity >= Severity::Warning,
            Self::Error => severity >= Severity::Error,
            Self::Never => false,
        }
    }
}

/// How loudly a rule speaks. `off` exists here and never in a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not run.
    Off,
    /// Run, as information.
    Info,
    /// Run, as a warning.
    Warning,
    /// Run, as an error.
    Error,
}

impl Level {
    /// The severity of its findings, if it is run.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// What the configuration says of one rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleSettings {
    /// Another level than the rule's own.
    pub level: Option<Level>,
    /// Options that overlay the rule's own.
    pub options: serde_json::Map<String, serde_json::Value>,
}

/// The configuration in force.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file it was read from, if any.
    pub file: Option<PathBuf>,
    /// The vocabulary, required fields and grades.
    pub profile: Profile,
    /// The folders that `check` reads when it is given none.
    pub roots: Vec<String>,
    /// The paths that are left out.
    pub exclude: Paths,
    /// The lowest severity that makes the exit status 1.
    pub fail_on: FailOn,
    /// What is said of single rules.
    pub rules: BTreeMap<String, RuleSettings>,
    /// What is said of rules on some pages. The last that holds counts.
    pub overrides: Vec<Override>,
}

/// Other levels of rules on some pages.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// The pages.
    pub paths: Paths,
    /// The levels, by rule.
    pub rules: BTreeMap<String, Level>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            file: None,
            profile: Profile::gitlab(),
            roots: Vec::new(),
            exclude: Paths::default(),
            fail_on: FailOn::Warning,
            rules: BTreeMap::new(),
            overrides: Vec::new(),
        }
    }
}
