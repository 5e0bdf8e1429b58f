//! `jflint explain`.

use super::{Failure, QUIET, When, look, print};
use crate::config::nearest;
use crate::{explain, rules};
use clap::Args;

#[derive(Args)]
pub struct Arguments {
    /// A rule's name, as findings show it in brackets
    rule: String,
    /// When to use colour
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: When,
}

pub fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let name = arguments.rule.trim();
    let catalogue = rules::catalogue()?;
    let Some(rule) = catalogue.iter().find(|rule| rule.name == name) else {
        let names = catalogue.iter().map(|rule| rule.name);
        return Err(match nearest(name, names) {
            Some(nearest) => format!("there is no rule `{name}`; did you mean `{nearest}`?"),
            None => format!("there is no rule `{name}`; `jflint rules` lists every rule"),
        }
        .into());
    };
    let look = look(arguments.color, &std::io::stdout());
    print(explain::rule(rule, look.width, look.color)?.as_bytes())?;
    Ok(QUIET)
}
