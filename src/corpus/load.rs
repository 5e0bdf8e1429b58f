//! Finds and reads the files of a run: the only place that reads pages from the disk.

use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;
use rayon::prelude::*;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// One file: its path as it is shown, and its text or the reason why there is none.
#[derive(Debug)]
pub struct File {
    /// Relative to the working folder, with `/`.
    pub path: String,
    /// What it holds.
    pub text: Result<String, ReadError>,
}

/// Why a file could not be read as text.
#[derive(Debug)]
pub struct ReadError {
    /// Why.
    pub reason: String,
    /// The text with what could not be read replaced; empty if nothing was read.
    pub readable: String,
    /// The first bytes of it that could not be read.
    pub at: Range<usize>,
}

/// The largest file that is read, in bytes: far above any page, far below what offsets can address.
pub const LARGEST: u64 = 256 * 1024 * 1024;

/// The Markdown files below `paths`; a path that is a file is taken as it is.
///
/// # Errors
/// A path that does not exist, or a pattern that cannot be used.
pub fn find(paths: &[PathBuf], exclude: &[String]) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for path in paths {
        let metadata = std::fs::metadata(path)
            .map_err(|error| format!("cannot read `{}`: {}", path.display(), reason(&error)))?;
        if metadata.is_file() {
            found.push(path.clone());
            continue;
        }
        let mut overrides = OverrideBuilder::new(".");
        for pattern in exclude {
            overrides.add(&format!("!{pattern}")).map_err(|error| {
                format!("cannot use the pattern `{pattern}` of `exclude`: {error}")
            })?;
        }
        let overrides = overrides.build().map_err(|error| error.to_string())?;
        let walk = WalkBuilder::new(path)
            .add_custom_ignore_filename(".jflintignore")
            .require_git(false)
            .overrides(overrides)
            .build();
        found.extend(
            walk.filter_map(Result::ok)
                .filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()))
                .map(ignore::DirEntry::into_path)
                .filter(|path| is_page(path)),
        );
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn is_page(path: &Path) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| {
            ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown")
        })
}

/// Reads files in parallel.
pub fn read(paths: &[PathBuf]) -> Vec<File> {
    paths
        .par_iter()
        .map(|path| File {
            path: shown(path),
            text: read_one(path),
        })
        .collect()
}

/// A path as it is shown: with `/`, without a leading `./`.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text);
    text.to_owned()
}

fn read_one(path: &Path) -> Result<String, ReadError> {
    let nothing = |reason: String| ReadError {
        reason,
        readable: String::new(),
        at: 0..0,
    };
    if std::fs::metadata(path).is_ok_and(|metadata| metadata.len() > LARGEST) {
        return Err(nothing(format!(
            "the file is larger than {} MiB",
            LARGEST / 1024 / 1024
        )));
    }
    let bytes = std::fs::read(path).map_err(|error| nothing(reason(&error)))?;
    decode(bytes)
}

/// The text of a file's bytes.
///
/// # Errors
/// Bytes that are not UTF-8.
pub fn decode(bytes: Vec<u8>) -> Result<String, ReadError> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let readable = String::from_utf8_lossy(error.as_bytes()).into_owned();
        ReadError {
            reason: format!("byte {:#04x} is not UTF-8", error.as_bytes()[at]),
            at: at..(at + char::REPLACEMENT_CHARACTER.len_utf8()).min(readable.len()),
            readable,
        }
    })
}

/// What the system said, without its error number.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "it does not exist".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
