//! Every page of a run, and the questions across them.

mod earlier;
pub mod likeness;
pub mod load;
pub mod loops;
mod parser;
pub mod site;
pub mod texts;
pub mod titles;
pub mod words;

use crate::config::{ConfigError, Profile};
use crate::document::Pool;
use crate::model::{Page, Role, Vocabulary};
use crate::source::{FileId, Source, Span, lasting_path, path_below};
pub use parser::PageParser;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use site::redirects::{self, Redirects};
use site::shortcodes::{self, Shortcodes};
use site::{Made, Site};
use std::sync::Arc;
use texts::Texts;
use titles::{RoleId, Titles};
use words::Words;

/// How many pages a thread takes on at most before another may take the next: some take long.
pub const PAGES: usize = 4;

/// A file that could not be read as text.
#[derive(Debug)]
pub struct Unreadable {
    /// Where reading stopped.
    pub at: Span,
    /// Why.
    pub reason: String,
}

/// Which files a run is about, and from where they were read.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The working folder from which paths start, with `/`; empty where paths are complete.
    pub working: String,
    /// The folder of the repository, with `/`: pages of no site are recognised by their paths in it.
    pub base: String,
    /// The paths to report on; none: all of them.
    pub checked: Option<FxHashSet<String>>,
    /// Whether only single files were read: a page of no site, which knows nothing of others.
    pub alone: bool,
}

/// Every page of a run.
#[derive(Debug)]
pub struct Corpus {
    /// The pages, in path order.
    pub pages: Vec<Page>,
    /// Files that are no pages because they could not be read.
    pub unreadable: Vec<(Source, Unreadable)>,
    /// The files to report on; none: all of them.
    checked: Option<FxHashSet<FileId>>,
    /// The working folder and that of the repository.
    folders: (String, String),
    /// The profile in force.
    pub profile: Profile,
    /// The profile, made ready for reading pages.
    pub vocabulary: Arc<Vocabulary>,
    /// The redirects files that were read.
    pub redirect_files: Vec<String>,
    /// Redirects files that cannot be used.
    pub broken_redirects: Vec<ConfigError>,
    /// The proses of all pages, each kept once: to forget them takes its time, and pages that are read anew share them.
    pool: Pool,
    /// Where each page stands on the site.
    pub site: Site,
    /// Every role by its title, and which roles pages name.
    pub titles: Titles,
    /// The texts of all blocks.
    pub texts: Texts,
    /// Every word of running text.
    pub words: Words,
}

impl Corpus {
    /// Builds the corpus of these files, all of them checked. Each has its path and its text, or the reason why it has
    /// none.
    pub fn new(files: Vec<load::File>, profile: Profile) -> Self {
        Self::scoped(files, profile, &Scope::default())
    }

    /// The same, of files of which only some are checked; the others are there to be asked.
    pub fn scoped(files: Vec<load::File>, profile: Profile, scope: &Scope) -> Self {
        let parser = PageParser::new(&profile, &scope.working);
        Self::with(parser, Vocabulary::new(&profile), files, profile, scope)
    }

    /// The same, by a parser that may have parsed some of them early, and a vocabulary that is ready.
    pub fn with(
        mut parser: PageParser,
        vocabulary: Vocabulary,
        mut files: Vec<load::File>,
        mut profile: Profile,
        scope: &Scope,
    ) -> Self {
        let is_redirects = |file: &mut load::File| {
            redirects::is_redirects(&file.path) || profile.redirects.as_deref() == Some(&file.path)
        };
        let redirect_files: Vec<_> = files.extract_if(.., is_redirects).collect();
        let redirect_paths = redirect_files
            .iter()
            .map(|file| file.path.clone())
            .collect();
        let mut shortcodes = Shortcodes::default();
        for name in &profile.shortcodes {
            shortcodes.add(name, None);
        }
        files.retain(|file| match shortcodes::name_of(&file.path) {
            Some(name) => {
                shortcodes.add(name, file.text.as_deref().ok());
                false
            }
            None => true,
        });
        profile.generator = Some(parser.expect(&files));
        files.par_sort_by(|a, b| a.path.cmp(&b.path));
        let vocabulary = Arc::new(vocabulary);
        let read = |(index, file): (usize, load::File)| {
            let mut page = parser.parse(FileId(crate::source::offset(index)), file);
            if let Ok(page) = &mut page {
                page.read(&profile, &vocabulary, scope.alone);
            }
            page
        };
        // A long list of redirects takes as long as many pages.
        let ((redirects, broken_redirects), pages): (_, Vec<_>) = rayon::join(
            || read_redirects(redirect_files),
            || {
                files
                    .into_par_iter()
                    .enumerate()
                    .with_max_len(PAGES)
                    .map(read)
                    .collect()
            },
        );
        let made = Made {
            redirects,
            shortcodes,
        };
        let mut corpus = Self {
            pages: Vec::with_capacity(pages.len()),
            unreadable: Vec::new(),
            checked: None,
            folders: (scope.working.clone(), scope.base.clone()),
            profile,
            vocabulary: Arc::clone(&vocabulary),
            redirect_files: redirect_paths,
            broken_redirects,
            pool: parser.into_pool(),
            site: Site::default(),
            titles: Titles::default(),
            texts: Texts::default(),
            words: Words::default(),
        };
        for page in pages {
            match page {
                Ok(page) => corpus.pages.push(page),
                Err(unreadable) => corpus.unreadable.push(*unreadable),
            }
        }
        corpus.checked = scope.checked.as_ref().map(|checked| {
            let pages = corpus
                .pages
                .iter()
                .map(|page| (page.file, &page.source.path));
            let others = corpus
                .unreadable
                .iter()
                .map(|(source, unreadable)| (unreadable.at.file, &source.path));
            pages
                .chain(others)
                .filter(|(_, path)| checked.contains(*path))
                .map(|(file, _)| file)
                .collect()
        });
        corpus.connect(made, scope.alone);
        corpus
    }

    /// Gives pages another text and reads them anew; what is known across pages follows. Files stay what they are.
    pub fn replace(&mut self, texts: Vec<(FileId, String)>) {
        let generator = self.profile.generator.unwrap_or_default();
        let alone = !self.site.is_whole();
        let read: Vec<(usize, Page)> = texts
            .into_par_iter()
            .filter_map(|(file, text)| {
                let index = self
                    .pages
                    .binary_search_by_key(&file, |page| page.file)
                    .ok()?;
                let source = self.pages[index].source.with_text(text);
                let mut page = Page::parse(file, source, generator, &self.pool);
                page.read(&self.profile, &self.vocabulary, alone);
                Some((index, page))
            })
            .collect();
        for (index, page) in read {
            self.pages[index] = page;
        }
        let made = self.site.take_made();
        self.connect(made, alone);
    }

    /// Finds out what is known across pages.
    fn connect(&mut self, made: Made, alone: bool) {
        let different = self.pool.count();
        let (pages, profile, vocabulary) = (&self.pages, &self.profile, &self.vocabulary);
        let ((site, titles), (texts, words)) = rayon::join(
            || {
                let site = Site::new(pages, profile, made, !alone);
                let titles = Titles::new(pages, &site, vocabulary);
                (site, titles)
            },
            || Texts::new(pages, different),
        );
        (self.site, self.titles) = (site, titles);
        (self.texts, self.words) = (texts, words);
    }

    /// How many files are checked, readable or not.
    pub fn checked_count(&self) -> usize {
        match &self.checked {
            Some(checked) => checked.len(),
            None => self.pages.len() + self.unreadable.len(),
        }
    }

    /// The files that are checked, readable or not, in path order.
    pub fn checked_sources(&self) -> impl Iterator<Item = (FileId, &Source)> {
        let pages = self.pages.iter().map(|page| (page.file, &page.source));
        let others = self
            .unreadable
            .iter()
            .map(|(source, unreadable)| (unreadable.at.file, source));
        let mut sources: Vec<_> = pages
            .chain(others)
            .filter(|(file, _)| self.is_checked(*file))
            .collect();
        sources.sort_by_key(|(file, _)| *file);
        sources.into_iter()
    }

    /// Whether the findings in a file are reported. The others are there to be asked.
    pub fn is_checked(&self, file: FileId) -> bool {
        self.checked
            .as_ref()
            .is_none_or(|checked| checked.contains(&file))
    }

    /// The name of a file that stays the same however and from where it is checked.
    pub fn lasting_path(&self, source: &Source) -> String {
        let (working, base) = &self.folders;
        lasting_path(&source.path, working, base)
    }

    /// The path of a file in its repository, as what shows the repository names it.
    pub fn repository_path(&self, source: &Source) -> String {
        let (working, base) = &self.folders;
        path_below(&source.path, working, base)
    }

    /// The file of this path.
    pub fn file(&self, path: &str) -> Option<FileId> {
        let page = self
            .pages
            .binary_search_by(|page| page.source.path.as_str().cmp(path));
        match page {
            Ok(index) => Some(self.pages[index].file),
            Err(_) => self
                .unreadable
                .iter()
                .find(|(source, _)| source.path == path)
                .map(|(_, unreadable)| unreadable.at.file),
        }
    }

    /// A scope for other versions of some of these files.
    pub fn scope(&self) -> Scope {
        let (working, base) = self.folders.clone();
        Scope {
            working,
            base,
            checked: None,
            alone: !self.site.is_whole(),
        }
    }

    /// The page of this file, if it could be read.
    pub fn page(&self, file: FileId) -> Option<&Page> {
        self.index_of(file).map(|index| &self.pages[index])
    }

    /// The index of a page among the pages.
    pub fn page_index(&self, page: &Page) -> Option<usize> {
        self.index_of(page.file)
    }

    fn index_of(&self, file: FileId) -> Option<usize> {
        // Where all files before it could be read, the page stands at the file's number.
        let likely = file.0 as usize;
        if self.pages.get(likely).is_some_and(|page| page.file == file) {
            return Some(likely);
        }
        let found = self.pages.binary_search_by_key(&file, |page| page.file);
        found.ok()
    }

    /// The title of the role that a place belongs to, if any.
    pub fn role_title_at(&self, place: Span) -> Option<&str> {
        let page = self.page(place.file).filter(|page| page.family)?;
        let role = page.role_at(place.start as usize)?;
        Some(&role.title.text)
    }

    /// A role and the page that describes it.
    pub fn role(&self, id: RoleId) -> (&Page, &Role) {
        let page = &self.pages[id.page];
        (page, &page.roles[id.role])
    }

    /// What a page must link to for a role: the anchor of its heading, before that the address of another page. None where
    /// only the generator knows the anchor.
    pub fn role_address(&self, from: usize, id: RoleId) -> Option<String> {
        let (page, role) = self.role(id);
        let anchor = match role
            .heading()
            .map(|heading| &page.document.headings[heading])
        {
            Some(heading) if heading.id_unknown => return None,
            Some(heading) => format!("#{}", heading.id),
            None => String::new(),
        };
        Some(if id.page == from {
            anchor
        } else {
            format!("{}{anchor}", self.site.address(id.page))
        })
    }

    /// The path and text of a file.
    pub fn source(&self, file: FileId) -> Option<&Source> {
        self.page(file).map(|page| &page.source).or_else(|| {
            self.unreadable
                .iter()
                .find(|(_, unreadable)| unreadable.at.file == file)
                .map(|(source, _)| source)
        })
    }
}

/// The redirects of these files, and what is wrong in them.
fn read_redirects(files: Vec<load::File>) -> (Redirects, Vec<ConfigError>) {
    let mut redirects = Redirects::default();
    let mut broken = Vec::new();
    for file in files {
        let added = match &file.text {
            Ok(text) => redirects.add(&file.path, text),
            Err(error) => Err(ConfigError {
                path: file.path.clone().into(),
                text: error.readable.clone(),
                at: error.at.clone(),
                message: error.reason.clone(),
                help: None,
            }),
        };
        broken.extend(added.err());
    }
    redirects.finish();
    (redirects, broken)
}
