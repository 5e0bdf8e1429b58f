//! What is found in texts, and at which blocks it stands.

use super::{Corpus, Texts};
use crate::document::Prose;
use crate::document::tokens::Token;
use crate::model::Page;
use rayon::prelude::*;

/// How many pages are worth a turn of a thread: most blocks have nothing to be placed.
const PART_OF_PAGES: usize = 16;

/// A word that tells that something may be found in its text.
#[derive(Clone, Copy, Debug)]
pub struct Telling {
    /// The text, by its place among all.
    text: usize,
    /// Where it stands among the words of the text.
    pub word: usize,
}

impl Corpus {
    /// Reads each text of the checked pages that has telling words, and then places what was found in it at each block
    /// that holds it. `telling` tells the places of such words among those of many texts in a row, which stand close
    /// together, and the texts themselves all over memory. What `read` finds must depend on what a reader sees of the text
    /// alone.
    pub fn of_telling_texts<T: Send + Sync, R: Send>(
        &self,
        telling: impl Fn(&[Token], &mut dyn FnMut(usize)) + Sync,
        read: impl Fn(&Prose, &[Token], &[Telling]) -> Vec<T> + Sync,
        place: impl Fn(&Page, usize, &T) -> Option<R> + Sync,
    ) -> Vec<R> {
        let checked = self.checked_pages();
        let wanted = self.wanted_texts(&checked);
        let parts = (0..self.texts.tokens.len()).into_par_iter().with_max_len(1);
        let found = parts.flat_map_iter(|part| {
            let telling = self.texts.telling(part, &telling);
            let of_texts = telling.chunk_by(|a, b| a.text == b.text);
            let mut found = Vec::new();
            for here in of_texts {
                let number = here.first().map_or(0, |word| word.text);
                if wanted.as_ref().is_none_or(|wanted| wanted[number]) {
                    let text = &self.texts.all[number];
                    let here = read(&text.prose, self.texts.tokens_of(text), here).into_iter();
                    found.extend(here.map(|found| (number, found)));
                }
            }
            found
        });
        let found: Vec<(usize, T)> = found.collect();
        self.at_blocks(&checked, &found, place)
    }

    /// The same of each text that may have any of these marks.
    pub fn of_marked_texts<T: Send + Sync, R: Send>(
        &self,
        marks: u8,
        read: impl Fn(&Prose, &[Token]) -> Vec<T> + Sync,
        place: impl Fn(&Page, usize, &T) -> Option<R> + Sync,
    ) -> Vec<R> {
        let checked = self.checked_pages();
        let wanted = self.wanted_texts(&checked);
        let held = self.texts.marks.iter().enumerate();
        let marked: Vec<usize> = held
            .filter(|(_, held)| **held & marks != 0)
            .map(|(number, _)| number)
            .filter(|&number| wanted.as_ref().is_none_or(|wanted| wanted[number]))
            .collect();
        let found = marked.par_iter().flat_map_iter(|&number| {
            let text = &self.texts.all[number];
            let here = read(&text.prose, self.texts.tokens_of(text)).into_iter();
            here.map(move |found| (number, found))
        });
        let found: Vec<(usize, T)> = found.collect();
        self.at_blocks(&checked, &found, place)
    }

    fn checked_pages(&self) -> Vec<usize> {
        (0..self.pages.len())
            .filter(|&page| self.is_checked(self.pages[page].file))
            .collect()
    }

    /// Which texts stand on these pages; none: all of them.
    fn wanted_texts(&self, pages: &[usize]) -> Option<Vec<bool>> {
        if pages.len() == self.pages.len() {
            return None;
        }
        let mut wanted = vec![false; self.texts.all.len()];
        for &text in pages.iter().flat_map(|&page| self.texts.of_page(page)) {
            wanted[text as usize] = true;
        }
        Some(wanted)
    }

    /// Places what was found in texts, in their order, at each block of these pages that holds them.
    fn at_blocks<T: Sync, R: Send>(
        &self,
        pages: &[usize],
        found: &[(usize, T)],
        place: impl Fn(&Page, usize, &T) -> Option<R> + Sync,
    ) -> Vec<R> {
        if found.is_empty() {
            return Vec::new();
        }
        // A bit for each text that something was found in: few have one.
        let mut telling = vec![0_u64; self.texts.all.len() / 64 + 1];
        for (text, _) in found {
            telling[text / 64] |= 1 << (text % 64);
        }
        let parts = pages.par_chunks(PART_OF_PAGES).flat_map_iter(|pages| {
            let mut placed = Vec::new();
            for &index in pages {
                let page = &self.pages[index];
                for (block, &text) in self.texts.of_page(index).iter().enumerate() {
                    let text = text as usize;
                    // Of most blocks, nothing but this is asked.
                    if telling[text / 64] >> (text % 64) & 1 == 0 {
                        continue;
                    }
                    let from = found.partition_point(|(of, _)| *of < text);
                    let here = found[from..].iter().take_while(|(of, _)| *of == text);
                    placed.extend(here.filter_map(|(_, found)| place(page, block, found)));
                }
            }
            placed
        });
        parts.collect()
    }
}

impl Texts {
    /// The telling words of the texts of one part.
    fn telling(
        &self,
        part: usize,
        telling: impl Fn(&[Token], &mut dyn FnMut(usize)),
    ) -> Vec<Telling> {
        let mut text = self.all.partition_point(|text| (text.part as usize) < part);
        let mut found = Vec::new();
        telling(&self.tokens[part], &mut |place| {
            while self.all[text].end as usize <= place {
                text += 1;
            }
            let word = place - self.all[text].start as usize;
            found.push(Telling { text, word });
        });
        found
    }
}
