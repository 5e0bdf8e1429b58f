//! Which files that are there no more were pages of the checked site.

use super::{complete, is_page};
use crate::config::Paths;
use ignore::gitignore::GitignoreBuilder;
use std::path::{Path, PathBuf};

/// The files that the folders of a site are searched for.
#[derive(Clone, Debug)]
pub struct Past {
    sites: Vec<PathBuf>,
    exclude: Paths,
}

impl Past {
    /// Those below these folders.
    pub fn new(sites: &[PathBuf], exclude: &Paths) -> Self {
        Self {
            sites: sites.iter().map(|site| complete(site)).collect(),
            exclude: exclude.clone(),
        }
    }

    /// Whether a file of this path, whole, would be a page of the site: by its name, and by what is left out today.
    pub fn holds(&self, path: &Path) -> bool {
        is_page(path)
            && self
                .sites
                .iter()
                .any(|site| self.is_found_below(site, path))
    }

    fn is_found_below(&self, site: &Path, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(site) else {
            return false;
        };
        let hidden = below
            .components()
            .any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
        let folders = || {
            path.ancestors()
                .skip(1)
                .take_while(|above| above.starts_with(site))
        };
        !hidden
            && !self.exclude.name(path, false)
            && !folders().any(|folder| self.exclude.name(folder, true))
            && !is_ignored(path)
    }
}

/// Whether the ignore files of the folders above leave a file out.
fn is_ignored(path: &Path) -> bool {
    let repository = super::in_repository(path).skip(1);
    for folder in repository {
        let mut patterns = GitignoreBuilder::new(folder);
        for name in [".gitignore", ".ignore", ".jflintignore"] {
            // A folder without such a file ignores nothing.
            let _ = patterns.add(folder.join(name));
        }
        let Ok(patterns) = patterns.build() else {
            continue;
        };
        let verdict = patterns.matched_path_or_any_parents(path, false);
        if !verdict.is_none() {
            return verdict.is_ignore();
        }
    }
    false
}
