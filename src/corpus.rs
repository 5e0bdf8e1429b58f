//! Every page of a run, and the questions across them.

pub mod likeness;
pub mod load;
pub mod loops;
pub mod site;
pub mod titles;
pub mod words;

use crate::config::Profile;
use crate::model::{Page, Role, Vocabulary};
use crate::source::{FileId, Source, Span};
use rayon::prelude::*;
use site::Site;
use titles::{RoleId, Titles};
use words::Words;

/// A file that could not be read as text.
#[derive(Debug)]
pub struct Unreadable {
    /// Where reading stopped.
    pub at: Span,
    /// Why.
    pub reason: String,
}

/// Every page of a run.
#[derive(Debug)]
pub struct Corpus {
    /// The pages, in path order.
    pub pages: Vec<Page>,
    /// Files that are no pages because they could not be read.
    pub unreadable: Vec<(Source, Unreadable)>,
    /// The profile in force.
    pub profile: Profile,
    /// The profile, made ready for reading pages.
    pub vocabulary: Vocabulary,
    /// Where each page stands on the site.
    pub site: Site,
    /// Every role by its title, and which roles pages name.
    pub titles: Titles,
    /// Every word of running text.
    pub words: Words,
}

impl Corpus {
    /// Builds the corpus of these files. Each has its path and its text, or the reason why it has none.
    pub fn new(files: Vec<load::File>, profile: Profile) -> Self {
        Self::of_scope(files, profile, &[])
    }

    /// The same, of files of a site that was read in part: `scope` names the files and folders that were read whole.
    /// Links to anywhere else are left alone.
    pub fn of_scope(mut files: Vec<load::File>, profile: Profile, scope: &[String]) -> Self {
        let vocabulary = Vocabulary::new(&profile);
        files.par_sort_by(|a, b| a.path.cmp(&b.path));
        let read: Vec<_> = files
            .into_par_iter()
            .enumerate()
            .map(|(index, file)| {
                let id = FileId(crate::source::offset(index));
                match file.text {
                    Ok(text) => Ok(Page::new(
                        id,
                        Source::new(file.path, text),
                        &profile,
                        &vocabulary,
                    )),
                    Err(error) => Err((
                        Source::new(file.path, error.readable),
                        Unreadable {
                            at: Span::new(id, error.at),
                            reason: error.reason,
                        },
                    )),
                }
            })
            .collect();
        let mut corpus = Self {
            pages: Vec::new(),
            unreadable: Vec::new(),
            profile,
            vocabulary,
            site: Site::default(),
            titles: Titles::default(),
            words: Words::default(),
        };
        for file in read {
            match file {
                Ok(page) => corpus.pages.push(page),
                Err(unreadable) => corpus.unreadable.push(unreadable),
            }
        }
        corpus.site = Site::new(&corpus.pages, scope);
        corpus.titles = Titles::new(
            &corpus.pages,
            &corpus.site,
            &corpus.profile.hosts,
            &corpus.vocabulary,
        );
        corpus.words = Words::new(&corpus.pages);
        corpus
    }

    /// How many files there are, readable or not.
    pub fn file_count(&self) -> usize {
        self.pages.len() + self.unreadable.len()
    }

    /// The page of this file, if it could be read.
    pub fn page(&self, file: FileId) -> Option<&Page> {
        self.pages
            .binary_search_by_key(&file, |page| page.file)
            .ok()
            .map(|index| &self.pages[index])
    }

    /// The index of a page among the pages.
    pub fn page_index(&self, page: &Page) -> Option<usize> {
        self.pages
            .binary_search_by_key(&page.file, |other| other.file)
            .ok()
    }

    /// A role and the page that describes it.
    pub fn role(&self, id: RoleId) -> (&Page, &Role) {
        let page = &self.pages[id.page];
        (page, &page.roles[id.role])
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
