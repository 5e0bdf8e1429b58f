//! `jflint model`: what jflint reads from pages.

use super::{ConfigArguments, Failure, QUIET, check, print};
use crate::report;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Args)]
pub struct Arguments {
    /// Pages and folders to read [default: as for `check`]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How the pages are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    config: ConfigArguments,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// An outline
    #[default]
    Text,
    /// One JSON object
    Json,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let loaded = check::load_config(&arguments.config)?;
    let corpus = check::read_corpus(&arguments.paths, None, &loaded)?;
    let mut text = Vec::new();
    match arguments.format {
        Format::Text => report::model::text(&mut text, &corpus),
        Format::Json => report::model::json(&mut text, &corpus),
    }
    .map_err(|error| format!("cannot write the model: {error}"))?;
    print(&text)?;
    Ok(QUIET)
}
