//! Patterns of paths, as in `.gitignore`.

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::{Component, Path, PathBuf};

/// Patterns of paths below a folder, as in `.gitignore`.
#[derive(Clone, Debug)]
pub struct Paths {
    patterns: Gitignore,
    /// The working folder, to which the paths of a run are relative.
    working: PathBuf,
}

impl Default for Paths {
    fn default() -> Self {
        Self {
            patterns: Gitignore::empty(),
            working: PathBuf::new(),
        }
    }
}

impl Paths {
    /// Patterns relative to `folder`.
    ///
    /// # Errors
    /// The number of a pattern that cannot be used, from 0, and why.
    pub fn new(folder: &Path, patterns: &[String]) -> Result<Self, (usize, String)> {
        let working = std::env::current_dir().unwrap_or_default();
        let mut builder = GitignoreBuilder::new(normal(&working.join(folder)));
        for (index, pattern) in patterns.iter().enumerate() {
            builder
                .add_line(None, pattern)
                .map_err(|error| (index, error.to_string()))?;
        }
        let patterns = builder.build().map_err(|error| (0, error.to_string()))?;
        Ok(Self { patterns, working })
    }

    /// Whether a pattern names the path itself, as it is asked for while folders are walked.
    pub fn name(&self, path: &Path, is_folder: bool) -> bool {
        !self.patterns.is_empty()
            && self
                .patterns
                .matched(normal(&self.working.join(path)), is_folder)
                .is_ignore()
    }

    /// Whether a pattern names the file or a folder that it is in.
    pub fn hold(&self, file: &str) -> bool {
        let file = normal(&self.working.join(file));
        file.starts_with(self.patterns.path())
            && self
                .patterns
                .matched_path_or_any_parents(file, false)
                .is_ignore()
    }
}

/// Without `.` parts, and without `..` parts where they follow a folder's name.
pub fn normal(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(parts.components().next_back(), Some(Component::Normal(_))) =>
            {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_held_by_patterns_of_folders_and_of_files() {
        let patterns = ["content/a/**", "content/b/", "c.md", "!content/a/x/**"];
        let patterns = patterns.map(str::to_owned);
        let Ok(paths) = Paths::new(Path::new("site"), &patterns) else {
            unreachable!("the patterns are right")
        };
        for (file, expected) in [
            ("site/content/a/one.md", true),
            ("./site/content/a/deep/er/one.md", true),
            ("site/content/a/x/one.md", false),
            ("site/content/b/one.md", true),
            ("site/other/c.md", true),
            ("site/content/d.md", false),
            ("content/a/one.md", false),
            ("../a/one.md", false),
        ] {
            assert_eq!(paths.hold(file), expected, "{file}");
        }
        assert!(!Paths::default().hold("a.md"));
    }
}
