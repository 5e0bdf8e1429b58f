//! `jflint rules`.

use super::{Failure, QUIET, print};
use crate::explain;
use clap::{Args, ValueEnum};

#[derive(Args)]
pub struct Arguments {
    /// How the rules are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// Columns
    #[default]
    Text,
    /// One JSON object
    Json,
    /// A Markdown table a category
    Markdown,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let text = match arguments.format {
        Format::Text => explain::list()?,
        Format::Json => explain::json()?,
        Format::Markdown => explain::table()?,
    };
    print(text.as_bytes())?;
    Ok(QUIET)
}
