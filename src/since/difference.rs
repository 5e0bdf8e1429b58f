//! What git says of the files, beside the corpus: which pages changed, and where their lines stood before.

use super::before::Place;
use super::git::Changes;
use super::lines::Lines;
use crate::corpus::Corpus;
use crate::corpus::load::{self, File, Past};
use crate::corpus::site::redirects;
use crate::source::{FileId, Source, Span, Text};
use rustc_hash::{FxHashMap, FxHashSet};

/// One file that changed.
#[derive(Debug)]
pub struct Change {
    /// Its path now; of a file that is gone, the path it had.
    pub path: String,
    /// Its path before; none for a file that was added.
    pub before: Option<String>,
    /// Whether there is no such file any more.
    pub gone: bool,
    /// Which lines changed.
    pub lines: Lines,
    /// Its text before.
    text: Option<Text>,
}

/// What changed of a corpus.
#[derive(Debug)]
pub struct Difference {
    /// The pages, in git's order.
    pub pages: Vec<Change>,
    /// Files of redirects.
    pub redirects: Vec<Change>,
    /// Which change each file had.
    by_file: FxHashMap<FileId, usize>,
}

impl Difference {
    /// What changed of these files is a page of the corpus, was one of the site, or holds redirects.
    pub fn new(changes: Changes, corpus: &Corpus, past: &Past) -> Self {
        let mut difference = Self {
            pages: Vec::new(),
            redirects: Vec::new(),
            by_file: FxHashMap::default(),
        };
        for changed in changes.files {
            let entry = changed.entry;
            let full = changes.top.join(&entry.path);
            let full_before = entry.before.map(|path| changes.top.join(path));
            let mut change = Change {
                path: load::shown_from_here(&full),
                before: full_before.as_deref().map(load::shown_from_here),
                gone: entry.gone,
                lines: entry.lines,
                text: changed.before.and_then(Result::ok),
            };
            let configured = corpus.profile.redirects.as_deref();
            if redirects::is_redirects(&change.path) || configured == Some(&change.path) {
                difference.redirects.push(change);
                continue;
            }
            let was_page =
                change.text.is_some() && full_before.is_some_and(|path| past.holds(&path));
            let file = corpus.file(&change.path).filter(|_| !change.gone);
            if !was_page {
                change.before = None;
                change.text = None;
                change.lines = Lines::All;
            }
            if let Some(file) = file {
                difference.by_file.insert(file, difference.pages.len());
            } else if !was_page {
                continue;
            }
            change.gone |= file.is_none();
            difference.pages.push(change);
        }
        difference
    }

    /// The first line of this place that changed.
    pub fn changed_line(&self, corpus: &Corpus, at: Span) -> Option<usize> {
        let change = self.of(at.file)?;
        let (first, last) = lines(corpus.source(at.file)?, at);
        change.lines.first_of(first..=last)
    }

    /// The change of a file.
    pub fn of(&self, file: FileId) -> Option<&Change> {
        self.by_file.get(&file).map(|&index| &self.pages[index])
    }

    /// Whether a page is another than before, and there was one before.
    pub fn was_changed(&self, file: FileId) -> bool {
        self.of(file).is_some_and(|change| change.before.is_some())
    }

    /// Where unchanged lines stood before.
    pub fn place(&self, corpus: &Corpus, at: Span) -> Option<Place> {
        let mut place = Place::of(corpus.source(at.file)?, at);
        if let Some(change) = self.of(at.file) {
            place.path.clone_from(change.before.as_ref()?);
            place.first = change.lines.before(place.first);
            place.last = change.lines.before(place.last);
        }
        Some(place)
    }

    /// The files that are others than before.
    pub fn files(&self) -> FxHashSet<FileId> {
        self.by_file.keys().copied().collect()
    }

    /// The pages of before that changed.
    pub fn texts(&self) -> Vec<File> {
        texts(&self.pages)
    }

    /// The redirects of before, if they changed. Those that did not are read from the disk.
    pub fn redirects_before(&self, corpus: &Corpus) -> Option<Vec<File>> {
        if self.redirects.is_empty() {
            return None;
        }
        let mut files = texts(&self.redirects);
        let same = corpus
            .redirect_files
            .iter()
            .filter(|path| !self.redirects.iter().any(|change| &change.path == *path));
        let same: Vec<std::path::PathBuf> = same.map(Into::into).collect();
        files.extend(load::read(&same));
        Some(files)
    }
}

fn texts(changes: &[Change]) -> Vec<File> {
    changes
        .iter()
        .filter_map(|change| {
            Some(File {
                path: change.before.clone()?,
                text: Ok(change.text.clone()?),
            })
        })
        .collect()
}

/// The first and the last line of a place.
pub fn lines(source: &Source, at: Span) -> (usize, usize) {
    let first = source.line(at.start as usize);
    let last = source.line((at.end.max(at.start + 1) - 1) as usize);
    (first, last.max(first))
}
