//! `jflint config`.

use super::select::{self, Selection};
use super::{ConfigArguments, Failure, QUIET, check, print};
use crate::report;
use crate::rules;
use clap::Args;

#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    config: ConfigArguments,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let loaded = check::load_config(&arguments.config)?;
    let nothing = Selection {
        select: &[],
        ignore: &[],
    };
    // What `check` would refuse is refused here too.
    select::bind(rules::catalogue()?, &loaded, &nothing)?;
    print(report::config::show(&loaded)?.as_bytes())?;
    Ok(QUIET)
}
