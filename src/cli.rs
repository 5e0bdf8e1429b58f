//! The command line. (Filled in by the command-line work.)

use crate::config::Config;
use crate::corpus::{Corpus, load};
use crate::{lint, report, rules};
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the command with the process's arguments.
pub fn run() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let json = arguments.iter().any(|argument| argument == "json");
    let paths: Vec<PathBuf> = arguments
        .iter()
        .skip(1)
        .filter(|argument| !argument.starts_with("--") && *argument != "json")
        .map(PathBuf::from)
        .collect();
    if arguments.first().is_some_and(|command| command == "model") {
        return match model(&paths) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(2),
        };
    }
    match check(&paths, json) {
        Ok(code) => ExitCode::from(code),
        Err(_) => ExitCode::from(2),
    }
}

fn check(paths: &[PathBuf], json: bool) -> Result<u8, String> {
    let config = Config::default();
    let files = load::read(&load::find(paths, &config.exclude)?);
    let corpus = Corpus::new(files, config.profile.clone());
    let mut bound = Vec::new();
    for rule in rules::catalogue()? {
        bound.extend(rule.bind(None)?);
    }
    let outcome = lint::run(&corpus, &bound);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let written = if json {
        report::json::write(&mut out, &corpus, &outcome)
    } else {
        report::text::write(&mut out, &corpus, &outcome)
    };
    written.map_err(|error| error.to_string())?;
    Ok(u8::from(!outcome.diagnostics.is_empty()))
}

fn model(paths: &[PathBuf]) -> Result<(), String> {
    let config = Config::default();
    let files = load::read(&load::find(paths, &config.exclude)?);
    let corpus = Corpus::new(files, config.profile.clone());
    report::model::json(&mut std::io::stdout().lock(), &corpus).map_err(|error| error.to_string())
}
