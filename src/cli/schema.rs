//! `jflint schema`.

use super::{Failure, QUIET, print};
use crate::explain;

pub fn run() -> Result<u8, Failure> {
    print(explain::schema::config()?.as_bytes())?;
    Ok(QUIET)
}
