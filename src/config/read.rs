//! Reads `.jflint.yml`. (Under construction: filled in by the configuration work.)

use std::path::PathBuf;

/// A configuration that cannot be used: which file, where, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do, if that is known.
    pub help: Option<String>,
}
