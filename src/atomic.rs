//! Writes a file whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Puts `bytes` in place of what `path` holds. Whoever reads meanwhile sees the old text or the new one; when anything
/// fails, the old one is left as it was. The mode of the file is kept, and a symbolic link goes on leading to it.
///
/// # Errors
/// What the system says, a file that may not be written included.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&target).ok();
    if let Some(old) = &old {
        if !old.is_file() && !old.is_dir() {
            // A pipe or a device cannot be replaced.
            return OpenOptions::new()
                .write(true)
                .open(&target)?
                .write_all(bytes);
        }
        if old.permissions().readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
    }
    let (beside, mut file) = create_beside(&target)?;
    let done = file
        .write_all(bytes)
        .and_then(|()| match &old {
            Some(old) => file.set_permissions(old.permissions()),
            None => Ok(()),
        })
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, &target));
    if done.is_err() {
        // What went wrong is told; that this could not be cleaned up either adds nothing.
        let _ = fs::remove_file(&beside);
    }
    done
}

/// A new file in the folder of `target`, under a name that nobody uses.
fn create_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let name = target
        .file_name()
        .ok_or(io::ErrorKind::InvalidInput)?
        .to_string_lossy();
    let mut number = 0;
    loop {
        let beside = target.with_file_name(format!(".{name}.{}-{number}.new", std::process::id()));
        match OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&beside)
        {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 100 => {
                number += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("jflint-atomic-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn names(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_file_is_made_and_replaced_and_nothing_else_is_left() {
        let folder = folder("made");
        let file = folder.join("a.txt");
        write(&file, b"one").unwrap();
        write(&file, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(names(&folder), 1);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_may_not_be_written_is_left_as_it_is() {
        let folder = folder("kept");
        let file = folder.join("a.txt");
        fs::write(&file, "old").unwrap();
        let mut mode = fs::metadata(&file).unwrap().permissions();
        mode.set_readonly(true);
        fs::set_permissions(&file, mode).unwrap();
        assert!(write(&file, b"new").is_err());
        assert!(write(&folder.join("none/a.txt"), b"new").is_err());
        assert!(write(&folder, b"new").is_err());
        assert_eq!(fs::read(&file).unwrap(), b"old");
        assert_eq!(names(&folder), 1);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn the_mode_is_kept_and_a_link_goes_on_leading_to_its_file() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = folder("linked");
        let (file, link) = (folder.join("a.txt"), folder.join("link"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        write(&link, b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        fs::remove_dir_all(&folder).unwrap();
    }
}
