//! What is found in texts, and at which blocks it stands.

use super::{Corpus, prose};
use crate::document::Prose;
use crate::document::tokens::Token;
use crate::model::Page;
use rayon::prelude::*;

/// Texts are short: a few hundred are worth a turn of a thread.
const PART: usize = 512;
/// So are a few pages, of which most blocks have nothing to be placed.
const PART_OF_PAGES: usize = 16;

impl Corpus {
    /// Reads each text of the checked pages once, and then places what was found in it at each block that holds it. What
    /// `read` finds must depend on what a reader sees of the text alone.
    pub fn of_texts<T: Send + Sync, R: Send>(
        &self,
        read: impl Fn(&Prose, &[Token]) -> Vec<T> + Sync,
        place: impl Fn(&Page, usize, &T) -> Option<R> + Sync,
    ) -> Vec<R> {
        self.of_telling_texts(|_, _| true, read, place)
    }

    /// The same, where nothing is to be found in a text unless its words and its marks tell so by `may`: they stand close
    /// together, and the texts themselves all over memory.
    pub fn of_telling_texts<T: Send + Sync, R: Send>(
        &self,
        may: impl Fn(&[Token], u8) -> bool + Sync,
        read: impl Fn(&Prose, &[Token]) -> Vec<T> + Sync,
        place: impl Fn(&Page, usize, &T) -> Option<R> + Sync,
    ) -> Vec<R> {
        let checked: Vec<usize> = (0..self.pages.len())
            .filter(|&page| self.is_checked(self.pages[page].file))
            .collect();
        let wanted = self.wanted_texts(&checked);
        let is_wanted = |text: usize| wanted.as_ref().is_none_or(|wanted| wanted[text]);
        let parts = self.texts.all.par_chunks(PART).enumerate();
        let found = parts.map(|(part, texts)| {
            let mut found = Vec::new();
            for (text, number) in texts.iter().zip(part * PART..) {
                let words = self.texts.tokens_of(text);
                if !may(words, self.texts.marks[number]) || !is_wanted(number) {
                    continue;
                }
                let here = read(prose(&self.pages, (text.page, text.block)), words);
                if !here.is_empty() {
                    found.extend(here.into_iter().map(|found| (number, found)));
                }
            }
            found
        });
        let found: Vec<(usize, T)> = found.collect::<Vec<_>>().into_iter().flatten().collect();
        self.at_blocks(&checked, &found, place)
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
