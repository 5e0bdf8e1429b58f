//! What a configuration must fit: where the pages are, which of them describe roles, and the site's own hosts.

use crate::config::{Paths, Profile};
use crate::corpus::{Corpus, Scope, load};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The pages below the working folder.
pub struct Tree {
    /// The folders that hold them.
    pub roots: Vec<String>,
    /// How many there are.
    pub pages: usize,
    /// How many of them describe roles.
    pub families: usize,
    /// Patterns of those that describe roles, where their folders do not tell.
    pub family_pages: Vec<String>,
    /// The site's own host names.
    pub hosts: Vec<String>,
}

impl Tree {
    /// Looks at what there is.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn look() -> Result<Self, String> {
        let roots = roots()?;
        let paths: Vec<PathBuf> = roots.iter().map(PathBuf::from).collect();
        let files = load::find(&paths, &Paths::default())?;
        let read = |alone| {
            let scope = Scope {
                alone,
                ..Scope::default()
            };
            Corpus::scoped(load::read(&files), Profile::gitlab(), &scope)
        };
        let mut corpus = read(false);
        let mut family_pages = Vec::new();
        if corpus.pages.iter().all(|page| !page.family) {
            // No folder tells: the headings do.
            corpus = read(true);
            family_pages = patterns(&corpus);
            if family_pages.is_empty() {
                corpus = read(false);
            }
        }
        Ok(Self {
            hosts: hosts(),
            pages: files.len(),
            families: corpus.pages.iter().filter(|page| page.family).count(),
            family_pages,
            roots,
        })
    }
}

/// The folders that a site is made from, else the working folder.
fn roots() -> Result<Vec<String>, String> {
    let named = |folder: &Path| {
        let mut found: Vec<String> = crate::source::SITE_FOLDERS
            .iter()
            .map(|name| folder.join(name))
            .filter(|path| path.is_dir())
            .map(|path| load::shown(&path))
            .collect();
        found.sort();
        found
    };
    let here = named(Path::new(""));
    if !here.is_empty() {
        return Ok(here);
    }
    let entries = std::fs::read_dir(".").map_err(|error| format!("cannot read `.`: {error}"))?;
    let mut below: Vec<String> = entries
        .filter_map(|entry| Some(PathBuf::from(entry.ok()?.file_name())))
        .filter(|folder| !folder.to_string_lossy().starts_with('.'))
        .flat_map(|folder| named(&folder))
        .collect();
    below.sort();
    Ok(if below.is_empty() {
        vec![".".to_owned()]
    } else {
        below
    })
}

/// The outermost folders in which nearly all pages describe roles; none where they hold few of those that do, for other
/// pages may have such headings too.
fn patterns(corpus: &Corpus) -> Vec<String> {
    const MOST: usize = 8;
    let mut folders: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for page in &corpus.pages {
        let path = page.source.path.as_str();
        for (slash, _) in path.match_indices('/') {
            let count = folders.entry(&path[..slash]).or_default();
            count.0 += usize::from(page.family);
            count.1 += 1;
        }
    }
    let total = corpus.pages.iter().filter(|page| page.family).count();
    let mut held = 0;
    let mut found: Vec<&str> = Vec::new();
    for (folder, (families, all)) in &folders {
        let inside = |outer: &&str| folder.starts_with(&format!("{outer}/"));
        let is_sure = *families > 1 || *families == total;
        if is_sure && families * 10 >= all * 9 && !found.iter().any(inside) {
            found.push(folder);
            held += families;
        }
    }
    if found.len() > MOST || held * 2 < total {
        return Vec::new();
    }
    let pattern = |folder: &&str| {
        let mut pattern = String::new();
        for c in folder.chars() {
            if "\\*?[]{}!#".contains(c) {
                pattern.push('\\');
            }
            pattern.push(c);
        }
        pattern + "/**"
    };
    found.iter().map(pattern).collect()
}

/// The host that the site's generator is told.
fn hosts() -> Vec<String> {
    const FILES: [&str; 6] = [
        "hugo.toml",
        "hugo.yaml",
        "config.toml",
        "config.yaml",
        "config/_default/hugo.toml",
        "config/_default/config.toml",
    ];
    let texts = FILES
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok());
    let mut hosts: Vec<String> = texts
        .filter_map(|text| {
            let line = text
                .lines()
                .find(|line| line.trim_start().to_lowercase().starts_with("baseurl"))?;
            let (_, host) = line.split_once("://")?;
            let end = host.find(|c: char| !(c.is_ascii_alphanumeric() || ".-".contains(c)));
            Some(host[..end.unwrap_or(host.len())].to_lowercase())
        })
        .filter(|host| host.contains('.'))
        .collect();
    hosts.sort();
    hosts.dedup();
    hosts
}
