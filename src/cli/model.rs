//! `jflint model`: what jflint reads from pages.

use super::{ConfigArguments, Failure, QUIET, check, print};
use crate::corpus::Corpus;
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::fmt::Write;
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

#[derive(Serialize)]
struct Model<'a> {
    version: u8,
    pages: Vec<JsonPage<'a>>,
}

#[derive(Serialize)]
struct JsonPage<'a> {
    path: &'a str,
    family: bool,
    roles: [(); 0],
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let loaded = check::load_config(&arguments.config)?;
    let corpus = check::read_corpus(&arguments.paths, &loaded)?;
    let text = match arguments.format {
        Format::Text => outline(&corpus),
        Format::Json => json(&corpus)?,
    };
    print(text.as_bytes())?;
    Ok(QUIET)
}

fn outline(corpus: &Corpus) -> String {
    let mut text = String::new();
    for page in &corpus.pages {
        let title = page.document.front_matter.title().unwrap_or("(no title)");
        let kind = if page.family {
            "job family"
        } else {
            "other page"
        };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}: {kind}: {title}", page.source.path);
    }
    text
}

fn json(corpus: &Corpus) -> Result<String, String> {
    let model = Model {
        version: 1,
        pages: corpus
            .pages
            .iter()
            .map(|page| JsonPage {
                path: &page.source.path,
                family: page.family,
                roles: [],
            })
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&model).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}
