//! Finds and reads the files of a run: the only place that reads pages from the disk.

mod beside;
mod past;
mod paths;

pub use beside::beside;
pub use past::Past;
pub use paths::{complete, shown, shown_from_here, target, working_folder};

use crate::config::{Paths, normal};
use crate::source::{SITE_FOLDERS, Text};
use ignore::WalkBuilder;
use paths::relative;
use rayon::prelude::*;
use std::fs::File as Handle;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// One file: its path as it is shown, and its text or the reason why there is none.
#[derive(Debug)]
pub struct File {
    /// Relative to the working folder, with `/`.
    pub path: String,
    /// What it holds.
    pub text: Result<Text, ReadError>,
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
/// A path that does not exist, or a folder that cannot be read.
pub fn find(paths: &[PathBuf], exclude: &Paths) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    each_page(paths, exclude, |page| found.push(page))?;
    found.sort();
    found.dedup();
    Ok(found)
}

/// The same, and what is in them: some are read while others are looked for, and as long as there are any, `early` is
/// told of those that were read.
///
/// # Errors
/// Those of [`find`].
pub fn find_and_read(
    paths: &[PathBuf],
    exclude: &Paths,
    early: impl Fn(&File) + Sync,
) -> Result<(Vec<PathBuf>, Vec<File>), String> {
    let read = Mutex::new(Vec::new());
    let are_found = AtomicBool::new(false);
    let add = |pages: Vec<PathBuf>| {
        let files = read_few(&pages);
        let meanwhile = files
            .iter()
            .take_while(|_| !are_found.load(Ordering::Relaxed));
        meanwhile.for_each(&early);
        let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
        read.extend(pages.into_iter().zip(files));
    };
    rayon::scope(|scope| {
        let mut found = Vec::with_capacity(FEW);
        let all = each_page(paths, exclude, |page| {
            found.push(page);
            if found.len() == FEW {
                let found = std::mem::replace(&mut found, Vec::with_capacity(FEW));
                scope.spawn(|_| add(found));
            }
        });
        are_found.store(true, Ordering::Relaxed);
        add(found);
        all
    })?;
    let mut read = read.into_inner().unwrap_or_else(PoisonError::into_inner);
    read.sort_unstable_by(|(a, _), (b, _)| a.as_os_str().cmp(b.as_os_str()));
    read.dedup_by(|(a, _), (b, _)| a.as_os_str() == b.as_os_str());
    Ok(read.into_iter().unzip())
}

/// Tells every page below `paths`, in no order, perhaps several times.
fn each_page(
    paths: &[PathBuf],
    exclude: &Paths,
    mut tell: impl FnMut(PathBuf),
) -> Result<(), String> {
    let working = std::env::current_dir().unwrap_or_default();
    for path in paths {
        let failed =
            |error: &io::Error| format!("cannot read `{}`: {}", path.display(), reason(error));
        let metadata = std::fs::metadata(path).map_err(|error| failed(&error))?;
        if metadata.is_file() {
            tell(relative(path, &working));
            continue;
        }
        if !metadata.is_dir() {
            return Err(format!(
                "cannot read `{}`: it is neither a file nor a folder",
                path.display()
            ));
        }
        let filter = exclude.clone();
        let walk = WalkBuilder::new(relative(path, &working))
            .add_custom_ignore_filename(".jflintignore")
            .require_git(false)
            // What a person ignores for themselves must not change what is found.
            .git_global(false)
            .git_exclude(false)
            .filter_entry(move |entry| {
                let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                !filter.name(entry.path(), is_folder)
            })
            .build();
        for entry in walk {
            let entry = entry.map_err(|error| format!("cannot read a folder: {error}"))?;
            if is_page(entry.path()) && is_file(&entry) {
                // A page has one path, also where the folder that is searched holds the working folder.
                tell(relative(entry.path(), &working));
            }
        }
    }
    Ok(())
}

/// The folders that a run must read to know the sites that `paths` belong to: for each the root of the configuration
/// that holds it, else the nearest folder above it that a site is made from. A path without either is its own.
pub fn sites(paths: &[PathBuf], roots: &[PathBuf]) -> Vec<PathBuf> {
    let working = std::env::current_dir().unwrap_or_default();
    let mut found: Vec<PathBuf> = paths
        .iter()
        .filter_map(|path| {
            let full = normal(&working.join(path));
            let root = roots
                .iter()
                .map(|root| normal(&working.join(root)))
                .find(|root| full.starts_with(root));
            let nearest = || {
                site_folders(&full)
                    .find(|folder| folder.is_dir())
                    .map(Path::to_owned)
            };
            let whole = root.or_else(nearest);
            whole.or_else(|| full.is_dir().then_some(full))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// A folder and those above it, up to the repository: a folder above that is somebody's place for their work.
fn in_repository(path: &Path) -> impl Iterator<Item = &Path> {
    let mut inside = true;
    path.ancestors()
        .take_while(move |folder| std::mem::replace(&mut inside, !is_repository(folder)))
}

fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

/// The folder of the repository, with `/`: the one that holds the first path, else that of the CI job, else the folder
/// of the configuration, else the working folder.
pub fn base(paths: &[PathBuf], configuration: Option<&Path>) -> String {
    let working = std::env::current_dir().unwrap_or_default();
    let first = paths.first().map(|path| normal(&working.join(path)));
    let first = first.as_deref().unwrap_or(&working);
    let repository = first
        .ancestors()
        .find(|folder| is_repository(folder))
        .map(Path::to_owned);
    let job = || {
        std::env::var_os("CI_PROJECT_DIR")
            .map(PathBuf::from)
            .filter(|folder| folder.is_absolute() && first.starts_with(folder))
    };
    let configured = || {
        configuration
            .and_then(Path::parent)
            .map(|folder| normal(&working.join(folder)))
    };
    let folder = repository.or_else(job).or_else(configured);
    shown(&folder.unwrap_or_else(|| working.clone()))
}

/// The folders that hold a path and that sites are made from, the innermost first.
fn site_folders(full: &Path) -> impl Iterator<Item = &Path> {
    in_repository(full).filter(|folder| is_site_folder(folder))
}

fn is_site_folder(folder: &Path) -> bool {
    SITE_FOLDERS.iter().any(|name| folder.ends_with(name))
}

/// A file, or a link that does not lead to a folder: a link that leads nowhere is a page that cannot be read.
fn is_file(entry: &ignore::DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| {
        kind.is_file()
            || kind.is_symlink()
                && std::fs::metadata(entry.path()).map_or(true, |metadata| metadata.is_file())
    })
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
    paths.par_chunks(FEW).flat_map_iter(read_few).collect()
}

/// How many files are read into one piece of memory: a small one each would be costlier.
const FEW: usize = 16;

/// Reads a few files.
fn read_few(paths: &[PathBuf]) -> Vec<File> {
    // All of them open at once would be more than a system allows, with many threads.
    let size = |path: &PathBuf| std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    let sizes: Vec<u64> = paths.iter().map(size).collect();
    let all = sizes.iter().filter(|size| **size <= LARGEST).sum::<u64>();
    let mut whole = String::with_capacity(usize::try_from(all).unwrap_or_default());
    let mut read = Vec::with_capacity(paths.len());
    for (path, size) in paths.iter().zip(sizes) {
        read.push(read_after(path, size, &mut whole).map(|()| whole.len()));
    }
    let ends = read.iter().filter_map(|read| read.as_ref().ok().copied());
    let mut texts = Text::parts(whole, ends).collect::<Vec<_>>().into_iter();
    let files = paths.iter().zip(read);
    files
        .map(|(path, read)| File {
            path: shown(path),
            text: read.map(|_| texts.next().unwrap_or_default()),
        })
        .collect()
}

/// Reads a file, which seemed to have this size, after what was read before. What is no text leaves nothing behind.
fn read_after(path: &Path, size: u64, text: &mut String) -> Result<(), ReadError> {
    let failed = |reason: String| ReadError {
        reason,
        readable: String::new(),
        at: 0..0,
    };
    if size > LARGEST {
        let largest = LARGEST / 1024 / 1024;
        return Err(failed(format!("the file is larger than {largest} MiB")));
    }
    let failed = |error: io::Error| failed(reason(&error));
    // A limited reader asks for the size no second time.
    let file = || Ok(Handle::open(path)?.take(LARGEST));
    match file().and_then(|mut file| file.read_to_string(text)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            let mut bytes = Vec::new();
            let read = file().and_then(|mut file| file.read_to_end(&mut bytes));
            read.map_err(failed)?;
            // Unless it became text in between, this says where it is none.
            text.push_str(&decode(bytes)?);
            Ok(())
        }
        Err(error) => Err(failed(error)),
    }
}

/// The text of a file's bytes.
///
/// # Errors
/// Bytes that are not UTF-8.
pub fn decode(bytes: Vec<u8>) -> Result<Text, ReadError> {
    String::from_utf8(bytes)
        .map(Text::from)
        .map_err(|error| not_text(error.as_bytes()))
}

/// What is wrong with bytes that are not UTF-8.
fn not_text(bytes: &[u8]) -> ReadError {
    let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let readable = String::from_utf8_lossy(bytes).into_owned();
    ReadError {
        reason: match bytes.get(at) {
            Some(byte) => format!("byte {byte:#04x} is not UTF-8"),
            None => "it is not UTF-8".to_owned(),
        },
        at: at..(at + char::REPLACEMENT_CHARACTER.len_utf8()).min(readable.len()),
        readable,
    }
}

/// What the system said, without its error number.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
