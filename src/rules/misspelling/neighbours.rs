//! The words one edit away from a word, of those that a correction can lead to.

use crate::corpus::words::Words;
use crate::lexicon::{
    self,
    table::{BASE, TARGET_BYTES, append, spread, targets},
};

/// A word that the dictionary lacks, on so many pages, is one that a slip can lead to.
pub const COMMON_PAGES: u32 = 5;

/// The longest word that is looked at.
const LONGEST: usize = 24;

/// What makes a neighbour of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The letters here and after changed places.
    Swap(usize),
    /// The letter here is one too many.
    Extra(usize),
    /// A letter is missing before this one.
    Missing(usize),
    /// Another letter stands here.
    Other(usize),
}

/// The words that a slip can lead to, as a set of hashes: a filter that lets through what is not in it now and then, and
/// turns away almost all of the hundreds of neighbours of a word at the cost of a multiplication each.
pub struct Targets {
    bits: Box<[u64; TARGET_BYTES / 8]>,
}

impl Targets {
    /// The words of the dictionary, and those that the corpus uses often.
    pub fn new(words: &Words) -> Self {
        let mut bits = Box::new([0; TARGET_BYTES / 8]);
        let (dictionary, _) = lexicon::targets().as_chunks();
        for (bits, dictionary) in bits.iter_mut().zip(dictionary) {
            *bits = u64::from_le_bytes(*dictionary);
        }
        for word in words.on_pages(COMMON_PAGES) {
            for place in targets(spread(word.bytes().fold(0, append))) {
                bits[place >> 6] |= 1 << (place & 63);
            }
        }
        Self { bits }
    }

    /// Whether the word with this hash, spread, may be one of them.
    #[inline]
    fn may_hold(&self, spread: u64) -> bool {
        let has = |place: usize| self.bits[place >> 6] >> (place & 63) & 1 != 0;
        let [first, second, third] = targets(spread);
        has(first) && has(second) && has(third)
    }
}

/// A word and the hashes of its parts, from which the hash of any neighbour is a few multiplications away.
struct Neighbours<'a> {
    word: &'a [u8],
    /// Of the first so many letters.
    before: [u64; LONGEST + 2],
    /// Of the letters from a place on.
    after: [u64; LONGEST + 2],
    powers: [u64; LONGEST + 2],
    targets: &'a Targets,
    buffer: Vec<u8>,
}

impl<'a> Neighbours<'a> {
    fn new(word: &'a [u8], targets: &'a Targets) -> Self {
        let n = word.len();
        let mut before = [0; LONGEST + 2];
        let mut after = [0; LONGEST + 2];
        let mut powers = [1_u64; LONGEST + 2];
        for at in 0..n {
            before[at + 1] = append(before[at], word[at]);
            powers[at + 1] = powers[at].wrapping_mul(BASE);
        }
        for at in (0..n).rev() {
            after[at] = join(append(0, word[at]), after[at + 1], powers[n - at - 1]);
        }
        Self {
            word,
            before,
            after,
            powers,
            targets,
            buffer: Vec::with_capacity(n + 1),
        }
    }

    /// Calls `each` with the word whose letters from `from` to `to` are replaced by `by`, if that can be a target.
    fn replace(&mut self, from: usize, to: usize, by: &[u8], each: impl FnOnce(&[u8])) {
        let middle = by
            .iter()
            .fold(self.before[from], |hash, &letter| append(hash, letter));
        let hash = join(middle, self.after[to], self.powers[self.word.len() - to]);
        if self.targets.may_hold(spread(hash)) {
            each(self.spell(from, to, by));
        }
    }

    /// The word whose letters from `from` to `to` are replaced by `by`.
    fn spell(&mut self, from: usize, to: usize, by: &[u8]) -> &[u8] {
        self.buffer.clear();
        self.buffer.extend_from_slice(&self.word[..from]);
        self.buffer.extend_from_slice(by);
        self.buffer.extend_from_slice(&self.word[to..]);
        &self.buffer
    }

    /// Calls `each` with the words that have one of these letters more and can be targets, and with its place.
    fn each_letter_more(&mut self, letters: &[u8], mut each: impl FnMut(&[u8], usize)) {
        for at in 0..=self.word.len() {
            self.each_with_letter(at, at, letters, |word| each(word, at));
        }
    }

    /// The same of the words that have one of these letters instead of another.
    fn each_other_letter(&mut self, letters: &[u8], mut each: impl FnMut(&[u8], usize)) {
        for at in 0..self.word.len() {
            self.each_with_letter(at, at + 1, letters, |word| each(word, at));
        }
    }

    /// Calls `each` with the words whose letters from `from` to `to` are replaced by one of these, if they can be targets
    /// and are not the word itself.
    fn each_with_letter(&mut self, from: usize, to: usize, letters: &[u8], mut each: impl FnMut(&[u8])) {
        let power = self.powers[self.word.len() - to];
        // The letter counts once for each power: all else stays the same, spread too.
        let rest = spread(join(append(self.before[from], 0), self.after[to], power));
        let step = spread(power);
        for &letter in letters {
            let spread = rest.wrapping_add(step.wrapping_mul(u64::from(letter)));
            if self.targets.may_hold(spread) && self.word[from..to] != [letter] {
                each(self.spell(from, to, &[letter]));
            }
        }
    }

    /// Calls `each` with the words that have two of these letters more, not at either end, and can be targets.
    fn each_two_letters_more(&mut self, letters: &[u8], mut each: impl FnMut(&[u8])) {
        for at in 1..self.word.len() {
            let power = self.powers[self.word.len() - at];
            let none = append(append(self.before[at], 0), 0);
            // Each letter counts once for its own power, as above.
            let rest = spread(join(none, self.after[at], power));
            let (step, step_before) = (spread(power), spread(power.wrapping_mul(BASE)));
            for &first in letters {
                let rest = rest.wrapping_add(step_before.wrapping_mul(u64::from(first)));
                for &second in letters {
                    let spread = rest.wrapping_add(step.wrapping_mul(u64::from(second)));
                    if self.targets.may_hold(spread) {
                        each(self.spell(at, at, &[first, second]));
                    }
                }
            }
        }
    }
}

/// The hash of two parts: `power` is [`BASE`] to the power of the second's length.
fn join(first: u64, second: u64, power: u64) -> u64 {
    first.wrapping_mul(power).wrapping_add(second)
}

/// Calls `found` with each word that may be a target and of which one slip of the hand made `word`, and with the slip.
/// It may be called twice with a word.
pub fn each(word: &[u8], targets: &Targets, found: impl FnMut(&[u8], Edit)) {
    each_with(word, b"abcdefghijklmnopqrstuvwxyz", targets, found);
}

/// The same, of slips that lost one of these letters.
fn each_with(word: &[u8], letters: &[u8], targets: &Targets, mut found: impl FnMut(&[u8], Edit)) {
    let n = word.len();
    if n == 0 || n > LONGEST {
        return;
    }
    let mut neighbours = Neighbours::new(word, targets);
    neighbours.each_letter_more(letters, |word, at| found(word, Edit::Missing(at)));
    neighbours.each_other_letter(letters, |word, at| found(word, Edit::Other(at)));
    for at in 0..n - 1 {
        if word[at] != word[at + 1] {
            let swapped = [word[at + 1], word[at]];
            neighbours.replace(at, at + 2, &swapped, |word| found(word, Edit::Swap(at)));
        }
    }
    for at in 0..n {
        neighbours.replace(at, at + 1, &[], |word| found(word, Edit::Extra(at)));
    }
}

/// Calls `found` with each word that may be a target and of which two slips made `word`, one of them a common one: letters
/// that changed places, one too many, a wrong vowel. Also tells what `word` was before that one.
pub fn each_far(word: &[u8], targets: &Targets, mut found: impl FnMut(&[u8], &[u8], Edit)) {
    let n = word.len();
    let mut between = Vec::with_capacity(n);
    let mut try_it = |change: &dyn Fn(&mut Vec<u8>)| {
        between.clear();
        between.extend_from_slice(word);
        change(&mut between);
        each_with(&between, b"abcdeilmnoprstu", targets, |word, edit| found(&between, word, edit));
    };
    for at in 1..n.saturating_sub(1) {
        try_it(&|word| word.swap(at, at + 1));
        try_it(&|word| {
            word.remove(at);
        });
        if word[at] == word[at + 1] {
            continue;
        }
        for vowel in *b"aeiou" {
            if b"aeiou".contains(&word[at]) && word[at] != vowel {
                try_it(&|word| word[at] = vowel);
            }
        }
    }
}

/// Calls `found` with each word that may be a target and that `word` is but for two letters in a row that it lost, or for
/// a few letters that it has twice over: `usabity`, `efficienciency`. Tells whether it lost any.
pub fn each_syllable(word: &[u8], targets: &Targets, mut found: impl FnMut(&[u8], bool)) {
    const LETTERS: &[u8] = b"abcdefghilmnoprstuv";
    let n = word.len();
    if n == 0 || n > LONGEST {
        return;
    }
    let mut neighbours = Neighbours::new(word, targets);
    for length in 2..=4 {
        for at in 0..(n + 1).saturating_sub(2 * length) {
            if word[at..at + length] == word[at + length..at + 2 * length] {
                neighbours.replace(at, at + length, &[], |word| found(word, false));
            }
        }
    }
    neighbours.each_two_letters_more(LETTERS, |word| found(word, true));
}

/// Whether two letters are side by side on a keyboard.
pub fn are_near(a: u8, b: u8) -> bool {
    const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let place = |letter: u8| {
        ROWS.iter().enumerate().find_map(|(row, letters)| {
            let column = letters.iter().position(|&other| other == letter)?;
            Some((row, column))
        })
    };
    let (Some((row, column)), Some((other_row, other))) = (place(a), place(b)) else {
        return false;
    };
    row == other_row && column.abs_diff(other) == 1
        || row + 1 == other_row && (other == column || other + 1 == column)
        || other_row + 1 == row && (column == other || column + 1 == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_slip_is_undone() {
        let targets = Targets::new(&Words::default());
        for (wrong, right, edit) in [
            ("mangaer", "manager", Edit::Swap(3)),
            ("manaxger", "manager", Edit::Extra(4)),
            ("manger", "manager", Edit::Missing(3)),
            ("manafer", "manager", Edit::Other(4)),
        ] {
            let mut undone = None;
            each(wrong.as_bytes(), &targets, |word, edit| {
                if word == right.as_bytes() {
                    undone = Some(edit);
                }
            });
            assert_eq!(undone, Some(edit), "{wrong}");
        }
    }

    #[test]
    fn syllables_are_put_back_and_taken_out() {
        let targets = Targets::new(&Words::default());
        for (wrong, right, is_lost) in [
            ("usabity", "usability", true),
            ("collabation", "collaboration", true),
            ("efficienciency", "efficiency", false),
        ] {
            let mut undone = None;
            each_syllable(wrong.as_bytes(), &targets, |word, lost| {
                if word == right.as_bytes() {
                    undone = Some(lost);
                }
            });
            assert_eq!(undone, Some(is_lost), "{wrong}");
        }
    }

    #[test]
    fn near_letters_are_side_by_side() {
        assert!(are_near(b'a', b's') && are_near(b'g', b't') && are_near(b'n', b'h'));
        assert!(!are_near(b'a', b'l') && !are_near(b'q', b'p'));
    }
}
