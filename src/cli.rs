//! The command line: one file a subcommand.

mod check;
mod completions;
mod config;
mod explain;
mod init;
mod model;
mod rules;
mod schema;
mod select;

use crate::config::ConfigError;
use crate::report::{self, Look};
use crate::threads;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Nothing at or above the lowest severity that fails.
const QUIET: u8 = 0;
/// Findings.
const FINDINGS: u8 = 1;
/// The work could not be done.
const FAILED: u8 = 2;
/// There was nothing to check.
const NOTHING: u8 = 3;

/// Checks job-family pages: structure, reporting lines, grades, ladders, links, repeated text and wording.
#[derive(Parser)]
#[command(name = "jflint", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check pages and print what is wrong with them
    #[command(after_help = check::EXIT_STATUS)]
    Check(check::Arguments),
    /// List every rule
    Rules(rules::Arguments),
    /// Tell what a rule flags and why, with examples and its options
    Explain(explain::Arguments),
    /// Write a commented .jflint.yml that fits the pages here
    Init,
    /// Show the configuration in force, and where each part of it comes from
    Config(config::Arguments),
    /// Print the JSON Schema of .jflint.yml, for editors
    Schema,
    /// Show the roles that jflint reads from pages
    Model(model::Arguments),
    /// Print a script with which a shell completes jflint's arguments
    Completions(completions::Arguments),
}

/// Which configuration is in force.
#[derive(Args)]
struct ConfigArguments {
    /// Configuration to use instead of the nearest .jflint.yml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    no_config: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum When {
    #[default]
    Auto,
    Always,
    Never,
}

/// Why a command could not do its work.
enum Failure {
    /// One sentence.
    Message(String),
    /// A configuration that cannot be used.
    Config(Box<ConfigError>),
    /// There was nothing to check.
    Nothing(String),
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Message(message)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Config(Box::new(error))
    }
}

/// Runs the command with the process's arguments.
pub fn run() -> ExitCode {
    let command = std::env::args_os().nth(1);
    if command.is_some_and(|command| command == "check") {
        threads::start();
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A reader that went away is no failure; there is nobody left to tell of another.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { FAILED } else { QUIET });
        }
    };
    let done = match &cli.command {
        Command::Check(arguments) => check::run(arguments),
        Command::Rules(arguments) => rules::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Init => init::run(),
        Command::Config(arguments) => config::run(arguments),
        Command::Schema => schema::run(),
        Command::Model(arguments) => model::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
    };
    ExitCode::from(done.unwrap_or_else(|failure| tell(&failure)))
}

/// Says on standard error what went wrong, and gives the exit status.
fn tell(failure: &Failure) -> u8 {
    let mut text = Vec::new();
    let (written, status) = match failure {
        Failure::Message(message) => (writeln!(text, "jflint: {message}"), FAILED),
        Failure::Nothing(message) => (writeln!(text, "jflint: {message}"), NOTHING),
        Failure::Config(error) => {
            let look = look(When::Auto, &io::stderr());
            (
                report::text::write_config_error(&mut text, error, look),
                FAILED,
            )
        }
    };
    // There is nobody left to tell that standard error cannot be written.
    let _ = written.and_then(|()| io::stderr().lock().write_all(&text));
    status
}

/// Writes a finished text to standard output.
fn print(text: &[u8]) -> Result<(), Failure> {
    print_with(|out| out.write_all(text))
}

/// Writes to standard output piece by piece: a report may be longer than what it is about.
fn print_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush());
    // What could not be written is not tried again.
    let _ = out.into_parts();
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}").into())
        }
        // Whoever reads has seen enough.
        _ => Ok(()),
    }
}

/// Writes a report to standard error, where standard output is for a page.
fn print_error(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    // There is nobody left to tell that standard error cannot be written.
    let _ = write(&mut io::BufWriter::new(io::stderr().lock()));
}

/// How wide the report may be and whether it has colour and links, for where it goes.
fn look(color: When, out: &impl IsTerminal) -> Look {
    let terminal = out.is_terminal();
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = || std::env::var_os("TERM").is_none_or(|name| name == "dumb");
    let width = if terminal {
        terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
    } else {
        None
    };
    let color = match color {
        When::Always => true,
        When::Never => false,
        When::Auto => terminal && !set("NO_COLOR") && !dumb(),
    };
    let may_link = color && (terminal || set("FORCE_HYPERLINK"));
    Look {
        width: width.unwrap_or(Look::DEFAULT_WIDTH),
        color,
        links: may_link && supports_hyperlinks::supports_hyperlinks(),
        quiet: false,
        wrap: terminal,
    }
}
