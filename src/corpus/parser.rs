//! Files become pages: some of them while others are still looked for.

use super::load::File;
use super::{Unreadable, site};
use crate::config::Profile;
use crate::document::Pool;
use crate::document::anchors::Generator;
use crate::model::{Page, mentions};
use crate::source::{FileId, Source, Span};
use rustc_hash::FxHashMap;
use std::sync::{Mutex, PoisonError};

/// Parses the pages of a run.
pub struct PageParser {
    /// The working folder from which their paths start.
    working: String,
    /// What makes the site; none: what its paths tell.
    generator: Option<Generator>,
    pool: Pool,
    /// Pages that were parsed early, by their paths, and the generator that each seemed to be for.
    early: Mutex<FxHashMap<String, (Generator, Page)>>,
}

impl PageParser {
    /// For pages that this profile is for, and whose paths start from the folder `working`.
    pub fn new(profile: &Profile, working: &str) -> Self {
        Self {
            working: working.to_owned(),
            generator: profile.generator,
            pool: mentions::pool(profile),
            early: Mutex::default(),
        }
    }

    /// Parses a file before all others are known: for the generator that its own path tells. Should the site prove to be
    /// made by another, it is parsed again.
    pub fn parse_early(&self, file: &File) {
        let Ok(text) = &file.text else { return };
        let own = || site::generator(std::iter::once(file.path.as_str()));
        let generator = self.generator.unwrap_or_else(own);
        let source = Source::located(file.path.clone(), &self.working, text.clone());
        let page = Page::parse(FileId(0), source, generator, &self.pool);
        let mut early = self.early.lock().unwrap_or_else(PoisonError::into_inner);
        early.insert(file.path.clone(), (generator, page));
    }

    /// Learns which files there are, and tells what makes their site.
    pub fn expect(&mut self, files: &[File]) -> Generator {
        let told = || site::generator(files.iter().map(|file| file.path.as_str()));
        let generator = self.generator.unwrap_or_else(told);
        self.generator = Some(generator);
        let texts = files.iter().filter_map(|file| file.text.as_ref().ok());
        self.pool.make_room_for(texts.map(|text| text.len()).sum());
        generator
    }

    /// The page of an expected file, unless that could not be read.
    pub fn parse(&self, id: FileId, file: File) -> Result<Page, Box<(Source, Unreadable)>> {
        let generator = self.generator.unwrap_or_default();
        let mut early = self.early.lock().unwrap_or_else(PoisonError::into_inner);
        let parsed = early.remove(&file.path);
        drop(early);
        match (parsed, file.text) {
            (Some((made_for, page)), Ok(_)) if made_for == generator => {
                Ok(Page { file: id, ..page })
            }
            (_, Ok(text)) => {
                let source = Source::located(file.path, &self.working, text);
                Ok(Page::parse(id, source, generator, &self.pool))
            }
            (_, Err(error)) => Err(Box::new((
                Source::located(file.path, &self.working, error.readable),
                Unreadable {
                    at: Span::new(id, error.at),
                    reason: error.reason,
                },
            ))),
        }
    }

    /// The proses of all that was parsed.
    pub fn into_pool(self) -> Pool {
        self.pool
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> File {
        File {
            path: path.to_owned(),
            text: Ok("# Team/Lead\tTab\n".to_owned().into()),
        }
    }

    /// What is known of the page of the first file, where it is parsed early and where it is not.
    fn parsed(paths: &[&str]) -> [(FileId, String); 2] {
        [false, true].map(|early| {
            let mut parser = PageParser::new(&Profile::gitlab(), "");
            let files: Vec<File> = paths.iter().copied().map(file).collect();
            if early {
                parser.parse_early(&files[0]);
            }
            parser.expect(&files);
            let page = parser.parse(FileId(7), file(paths[0])).unwrap();
            (page.file, format!("{:?}", page.document))
        })
    }

    #[test]
    fn a_page_is_the_same_where_it_is_parsed_early() {
        let [expected, early] = parsed(&["content/a.md", "content/b.md"]);
        assert_eq!(early, expected);
    }

    #[test]
    fn a_page_that_seemed_to_be_of_another_site_is_parsed_again() {
        let [expected, early] = parsed(&["source/a.html.md", "content/b.md", "content/c.md"]);
        assert_eq!(early, expected);
        let [as_it_seemed, _] = parsed(&["source/a.html.md"]);
        assert_ne!(as_it_seemed, expected);
    }
}
