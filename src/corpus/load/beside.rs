//! Files beside the pages that say more of their site.

use super::{is_file, is_repository, is_site_folder, normal, relative};
use crate::corpus::site::{redirects, shortcodes};
use ignore::WalkBuilder;
use rustc_hash::FxHashSet;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

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
    // Whether to climb no further: above the repository lies nothing of the site.
    let mut ends_at = |folder: &Path| {
        // Beside the folder, and where several sites share a repository, above it.
        if is_site_folder(folder) {
            sites.push(relative(folder.parent().unwrap_or(Path::new("")), &working));
        }
        is_repository(folder)
    };
    // Above a folder that was seen, all were.
    let mut seen_inside: FxHashSet<&OsStr> = FxHashSet::default();
    let mut seen: FxHashSet<PathBuf> = FxHashSet::default();
    for page in pages {
        let is_inside = matches!(page.components().next(), Some(Component::Normal(_)));
        let folders = page.ancestors().skip(1);
        let inside = folders.take_while(|folder| is_inside && !folder.as_os_str().is_empty());
        let (mut new, mut is_below_seen) = (Vec::new(), false);
        for folder in inside {
            if !seen_inside.insert(folder.as_os_str()) {
                is_below_seen = true;
                break;
            }
            new.push(folder);
        }
        // Below a folder that was seen only a site's folder tells more: most pages need no question to the system.
        if is_below_seen {
            let last = new.iter().rposition(|folder| is_site_folder(folder));
            new.truncate(last.map_or(0, |last| last + 1));
        }
        if new.into_iter().any(&mut ends_at) || is_below_seen {
            continue;
        }
        let full = if is_inside {
            working.clone()
        } else {
            normal(&working.join(page.parent().unwrap_or(page)))
        };
        let mut above = full.ancestors();
        above.any(|folder| !seen.insert(folder.to_path_buf()) || ends_at(folder));
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
