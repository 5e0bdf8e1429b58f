//! The same corpus as it was before some of its files changed: unchanged pages are not read again.

use super::site::Site;
use super::site::redirects::Redirects;
use super::titles::Titles;
use super::{Corpus, Unreadable, load, read_redirects};
use crate::model::Page;
use crate::source::{self, FileId, Source};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// What [`Corpus::turn_back`] put aside.
#[derive(Debug)]
pub struct Aside {
    /// The pages that changed.
    pages: Vec<Page>,
    /// Of each page of before, the file that it is now, if it did not change.
    files: Vec<Option<FileId>>,
    unreadable: Vec<(Source, Unreadable)>,
    site: Site,
    titles: Titles,
    /// The redirects, if they changed.
    redirects: Option<Redirects>,
}

impl Corpus {
    /// Makes this the corpus of before: without the files that `changed`, with the texts that stood there, and with
    /// other redirects if they changed. Files are numbered anew. Words and texts are not counted again: only checks of
    /// addresses, titles and statements may be asked until [`Corpus::turn_forth`].
    pub fn turn_back(
        &mut self,
        changed: &FxHashSet<FileId>,
        before: Vec<load::File>,
        redirects: Option<Vec<load::File>>,
    ) -> Aside {
        let (aside, kept): (Vec<Page>, Vec<Page>) = std::mem::take(&mut self.pages)
            .into_iter()
            .partition(|page| changed.contains(&page.file));
        let mut pages: Vec<(Option<FileId>, Page)> = kept
            .into_iter()
            .map(|page| (Some(page.file), page))
            .collect();
        pages.extend(
            self.read_before(before)
                .into_iter()
                .map(|page| (None, page)),
        );
        pages.par_sort_by(|(_, a), (_, b)| a.source.path.cmp(&b.source.path));
        let mut files = Vec::with_capacity(pages.len());
        for (index, (file, mut page)) in pages.into_iter().enumerate() {
            page.file = FileId(source::offset(index));
            files.push(file);
            self.pages.push(page);
        }
        let alone = !self.site.is_whole();
        let mut site = std::mem::take(&mut self.site);
        let mut made = site.take_made();
        let redirects =
            redirects.map(|files| std::mem::replace(&mut made.redirects, read_redirects(files).0));
        self.site = Site::new(&self.pages, &self.profile, made, !alone);
        let titles = Titles::new(&self.pages, &self.site, &self.vocabulary);
        Aside {
            pages: aside,
            files,
            unreadable: std::mem::take(&mut self.unreadable),
            site,
            titles: std::mem::replace(&mut self.titles, titles),
            redirects,
        }
    }

    /// Makes this the corpus of now again.
    pub fn turn_forth(&mut self, aside: Aside) {
        let before = std::mem::take(&mut self.pages);
        self.pages = aside.pages;
        for (file, mut page) in aside.files.into_iter().zip(before) {
            if let Some(file) = file {
                page.file = file;
                self.pages.push(page);
            }
        }
        self.pages.sort_by_key(|page| page.file);
        self.unreadable = aside.unreadable;
        self.titles = aside.titles;
        let mut made = std::mem::replace(&mut self.site, aside.site).take_made();
        if let Some(redirects) = aside.redirects {
            made.redirects = redirects;
        }
        self.site.give_made(made);
    }

    /// The pages of these texts. One that was no text made no finding that could be compared.
    fn read_before(&self, before: Vec<load::File>) -> Vec<Page> {
        let generator = self.profile.generator.unwrap_or_default();
        let alone = !self.site.is_whole();
        before
            .into_par_iter()
            .filter_map(|file| {
                let source = Source::located(file.path, &self.folders.0, file.text.ok()?);
                let mut page = Page::parse(FileId(0), source, generator, &self.pool);
                page.read(&self.profile, &self.vocabulary, alone);
                Some(page)
            })
            .collect()
    }
}
