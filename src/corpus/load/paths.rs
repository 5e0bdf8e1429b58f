//! The one form in which a run knows the path of a file.

use crate::config::normal;
use std::path::{Component, Path, PathBuf};

/// The working folder, with `/`.
pub fn working_folder() -> String {
    shown(&std::env::current_dir().unwrap_or_default())
}

/// A path as the files of a run are shown: relative to the working folder, if it lies in it.
pub fn shown_from_here(path: &Path) -> String {
    let working = std::env::current_dir().unwrap_or_default();
    shown(&relative(path, &working))
}

/// The file that a path leads to, as it is shown: another one where the path has a symbolic link in it.
pub fn target(path: &str) -> String {
    match std::fs::canonicalize(path).map(|target| shown_from_here(&target)) {
        Ok(target) if !target.starts_with('/') => target,
        _ => path.to_owned(),
    }
}

/// A path as it is shown: with `/`, without a leading `./`.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text);
    text.to_owned()
}

/// The one form of a path that a run knows it by: relative to the working folder, with as many `..` as it takes; from
/// the root of the disk if the two have no folder in common.
pub(super) fn relative(path: &Path, working: &Path) -> PathBuf {
    if is_plain(path) {
        return path.to_owned();
    }
    let path = normal(&working.join(path));
    let inside = working
        .ancestors()
        .take_while(|folder| folder.parent().is_some())
        .enumerate()
        .find_map(|(up, folder)| Some((up, path.strip_prefix(folder).ok()?)));
    match inside {
        Some((0, inside)) if inside.as_os_str().is_empty() => PathBuf::from("."),
        Some((0, inside)) => inside.to_owned(),
        Some((up, below)) => std::iter::repeat_n(Path::new(".."), up)
            .chain([below])
            .collect(),
        None => path,
    }
}

/// Whether a path goes down from the working folder by the names of folders alone, each parted from the next by one mark.
fn is_plain(path: &Path) -> bool {
    let mut length = 0;
    let goes_down = path.components().all(|part| {
        length += part.as_os_str().len() + 1;
        matches!(part, Component::Normal(_))
    });
    goes_down && length == path.as_os_str().len() + 1
}

/// A path from the root of the disk, without `.` and `..` parts. Nothing need lie there.
pub fn complete(path: &Path) -> PathBuf {
    normal(&std::env::current_dir().unwrap_or_default().join(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_path_however_it_is_reached() {
        let working = Path::new("/work/site");
        for (path, expected) in [
            ("content/a.md", "content/a.md"),
            ("content//a.md", "content/a.md"),
            ("content/./b/", "content/b"),
            ("./content/a.md", "content/a.md"),
            ("content/../a.md", "a.md"),
            ("../other/a.md", "../other/a.md"),
            ("../site/a.md", "a.md"),
            ("/work/site/content/a.md", "content/a.md"),
            (".", "."),
            ("", "."),
        ] {
            assert_eq!(
                relative(Path::new(path), working),
                Path::new(expected),
                "{path}"
            );
            // Equal paths may be written in several ways.
            assert_eq!(
                relative(Path::new(path), working).as_os_str(),
                expected,
                "{path}"
            );
        }
    }
}
