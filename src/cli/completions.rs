//! `jflint completions`.

use super::{Cli, Failure, QUIET, print};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

#[derive(Args)]
pub struct Arguments {
    /// The shell that is to complete the command
    shell: Shell,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "jflint", &mut script);
    print(&script)?;
    Ok(QUIET)
}
