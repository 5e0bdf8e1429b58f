//! Writes pages in place: whole or not at all, and none that somebody else changed meanwhile.

use crate::atomic;
use crate::corpus::load;
use std::fs;
use std::io;
use std::path::Path;

/// A page that could not be written, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// Its path.
    pub path: String,
    /// Why, as a clause.
    pub reason: String,
}

/// Puts `after` in the place of a page whose text was `before` when it was read. A symbolic link stays one: what it
/// leads to is written.
///
/// # Errors
/// A page that cannot be written, or that is not what it was.
pub fn write(path: &str, before: &str, after: &str) -> Result<(), Failed> {
    let failed = |reason: String| Failed {
        path: path.to_owned(),
        reason,
    };
    let said = |error: &io::Error| failed(load::reason(error));
    let file = Path::new(path);
    let now = fs::read(file).map_err(|error| said(&error))?;
    if now != before.as_bytes() {
        return Err(failed("it changed while it was being fixed".to_owned()));
    }
    let metadata = fs::metadata(file).map_err(|error| said(&error))?;
    if metadata.permissions().readonly() {
        return Err(failed("it is read-only".to_owned()));
    }
    atomic::write(file, after.as_bytes()).map_err(|error| said(&error))
}
