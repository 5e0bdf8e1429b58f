//! Files beside the pages that say more of their site.

use super::{is_file, normal, relative, site_folders};
use crate::corpus::site::{redirects, shortcodes};
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};

/// The files beside the folders that these pages' sites are made from that say more of them: redirects, where
/// `with_redirects`, and templates of shortcodes.
pub fn beside(pages: &[PathBuf], with_redirects: bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for site in sites_of(pages) {
        let places = redirects::PLACES.iter();
        let files = places.map(|place| site.join(place));
        found.extend(files.filter(|file| with_redirects && file.is_file()));
        for folder in shortcodes::FOLDERS {
            templates(&site.join(folder), &mut found);
        }
        let themes = std::fs::read_dir(site.join("themes")).into_iter().flatten();
        for theme in themes.flatten() {
            for folder in shortcodes::FOLDERS {
                templates(&theme.path().join(folder), &mut found);
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The folders that hold the folders of pages.
fn sites_of(pages: &[PathBuf]) -> Vec<PathBuf> {
    let working = std::env::current_dir().unwrap_or_default();
    let mut sites: Vec<PathBuf> = Vec::new();
    let mut last: Option<&Path> = None;
    for page in pages {
        let folder = page.parent();
        if folder == last {
            continue;
        }
        last = folder;
        // Beside the folder, and where several sites share a repository, above it.
        let full = normal(&working.join(page));
        for root in site_folders(&full) {
            let beside = root.parent().unwrap_or(Path::new(""));
            let beside = relative(beside, &working);
            if !sites.contains(&beside) {
                sites.push(beside);
            }
        }
    }
    sites
}

/// The templates in a folder and those below it.
fn templates(folder: &Path, found: &mut Vec<PathBuf>) {
    if !folder.is_dir() {
        return;
    }
    let walk = WalkBuilder::new(folder).standard_filters(false).build();
    let files = walk.flatten().filter(is_file);
    found.extend(files.map(|file| file.path().to_owned()));
}
