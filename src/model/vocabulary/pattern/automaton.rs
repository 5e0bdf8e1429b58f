//! Automata of the expressions that are shipped, made when the program is built: making one takes longer than a run over
//! a small site needs it. See `build/automata.rs`.

use super::groups::{Groups, Place, Step};
use std::ops::Range;

/// What finds the matches of one expression, in any case of ASCII's letters.
#[derive(Debug)]
pub struct Automaton {
    /// The expression, as the profile has it.
    pattern: &'static str,
    /// Tell where matches are. An expression that counts its repetitions may have too many states for that: then each
    /// place is tried.
    tables: Option<Tables>,
    /// Tells what the groups of a match hold that is no longer than [`LONGEST`].
    pub groups: Groups,
}

/// Tell where matches are.
#[derive(Debug)]
struct Tables {
    /// Finds where the first match ends.
    forward: Table,
    /// Finds where a match starts, from its end.
    backward: Table,
}

/// The states of an automaton that reads bytes one way. A state is known by where its row starts.
#[derive(Debug)]
struct Table {
    /// The class of each byte.
    classes: &'static [u8; 256],
    /// The class of what lies beyond the text.
    beyond: u8,
    /// No match is found any more in this state. Those after it up to the last match have found one, before the byte
    /// that led to them.
    dead: u16,
    last_match: u16,
    /// What state follows each state after a byte of each class. The first row tells where to start after a byte.
    next: &'static [u16],
}

/// The longest text of which each place is tried, and the longest match whose groups are told: what was tried takes memory.
pub const LONGEST: usize = 16 * 1024;

include!(concat!(env!("OUT_DIR"), "/automata.rs"));

impl Automaton {
    /// What was made of an expression.
    pub fn made_of(pattern: &str) -> Option<&'static Self> {
        AUTOMATA.iter().find(|made| made.pattern == pattern)
    }

    /// Whether it reads a text of that length.
    pub fn reads(&self, length: usize) -> bool {
        self.tables.is_some() || length <= LONGEST
    }

    /// Whether it matches somewhere.
    pub fn is_match(&self, text: &[u8]) -> bool {
        match &self.tables {
            Some(tables) => tables.end(text, 0).is_some(),
            None => self.groups.find(text, 0).is_some(),
        }
    }

    /// Every match, none of which is empty.
    pub fn matches(&self, text: &[u8]) -> impl Iterator<Item = Range<usize>> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = match &self.tables {
                Some(tables) => tables.find(text, from)?,
                None => self.groups.find(text, from)?,
            };
            from = found.end;
            Some(found)
        })
    }
}

impl Tables {
    /// The first match from there on.
    fn find(&self, text: &[u8], from: usize) -> Option<Range<usize>> {
        let end = self.end(text, from)?;
        Some(self.start(text, from..end)?..end)
    }

    /// Where the first match from there on ends.
    fn end(&self, text: &[u8], from: usize) -> Option<usize> {
        let (before, bytes) = text.split_at(from);
        let length = self.forward.longest(before.last(), bytes.iter(), None)?;
        Some(from + length)
    }

    /// Where the match that ends there starts.
    fn start(&self, text: &[u8], within: Range<usize>) -> Option<usize> {
        let end = within.end;
        let before = text[..within.start].last();
        let bytes = text[within].iter().rev();
        let length = self.backward.longest(text.get(end), bytes, before)?;
        Some(end - length)
    }
}

impl Table {
    /// How many of the bytes stand before the last match's end, of all that are found until there can be no more. What
    /// lies before and behind the bytes counts, too.
    #[inline]
    fn longest<'a>(
        &self,
        before: Option<&u8>,
        bytes: impl ExactSizeIterator<Item = &'a u8>,
        behind: Option<&u8>,
    ) -> Option<usize> {
        let length = bytes.len();
        let mut found = None;
        let mut state = self.after(0, self.class(before));
        for (read, &byte) in bytes.enumerate() {
            state = self.after(state, self.classes[usize::from(byte)]);
            if state <= self.last_match {
                if state == self.dead {
                    return found;
                }
                found = Some(read);
            }
        }
        state = self.after(state, self.class(behind));
        let is_match = self.dead < state && state <= self.last_match;
        if is_match { Some(length) } else { found }
    }

    fn class(&self, byte: Option<&u8>) -> u8 {
        byte.map_or(self.beyond, |&byte| self.classes[usize::from(byte)])
    }

    #[inline(always)]
    fn after(&self, state: u16, class: u8) -> u16 {
        self.next[usize::from(state) + usize::from(class)]
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Expression, Pattern};
    use super::*;
    use crate::config::Profile;
    use crate::model::Vocabulary;
    use std::path::Path;

    /// Every line of the files in a folder, and every tail of the shorter ones.
    fn read(folder: &Path, texts: &mut Vec<Vec<u8>>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, texts);
                continue;
            }
            let text = std::fs::read(&path).unwrap();
            for line in text.split(|&byte| byte == b'\n') {
                let tails = if line.len() < 60 { line.len() } else { 1 };
                texts.extend((0..tails).map(|from| line[from..].to_vec()));
            }
        }
    }

    #[test]
    fn automata_and_groups_tell_what_their_expressions_tell() {
        let mut texts = vec![b"".to_vec(), b"Grade: 7\nis grade 8.5.".to_vec()];
        for folder in ["fixtures", "rules/profiles"] {
            read(
                &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
                &mut texts,
            );
        }
        for made in &AUTOMATA {
            let regex = Expression::new(made.pattern).unwrap().regex;
            let names: Vec<_> = regex.capture_names().flatten().collect();
            for text in &texts {
                let lower = text.to_ascii_lowercase();
                let expected: Vec<_> = regex.find_iter(&lower).map(|found| found.range()).collect();
                let found: Vec<_> = made.matches(text).collect();
                assert_eq!(found, expected, "{} in {text:?}", made.pattern);
                assert_eq!(made.is_match(text), !found.is_empty());
                for (found, expected) in found.into_iter().zip(regex.captures_iter(&lower)) {
                    for name in &names {
                        let expected = expected.name(name).map(|group| group.range());
                        assert_eq!(made.groups.of(text, found.clone(), [name]), [expected]);
                    }
                }
            }
        }
    }

    #[test]
    fn long_texts_are_read_as_short_ones_are() {
        let profile = Profile::gitlab();
        let item = profile.required_items[0].accept.clone();
        for (patterns, start, end) in [
            (item, "able to use ", "able to use GitLab"),
            (
                profile.statements.extends,
                "All of the ",
                "Senior Baker responsibilities",
            ),
        ] {
            for pattern in &patterns {
                let made = Pattern::each(std::slice::from_ref(pattern)).remove(0);
                let regex = Expression::new(pattern).unwrap().regex;
                for length in [10, LONGEST / 2, LONGEST] {
                    let text = start.to_owned() + &"ab ".repeat(length) + end;
                    let lower = text.to_ascii_lowercase();
                    let captures = regex.captures(lower.as_bytes());
                    let expected = captures.map(|captures| {
                        let title = captures.name("title").map(|title| title.range());
                        (captures.get(0).unwrap().range(), title)
                    });
                    assert_eq!(made.is_match(&text), expected.is_some());
                    assert_eq!(made.find_group(&text, "title"), expected);
                }
            }
        }
    }

    #[test]
    fn every_statement_of_the_shipped_profile_has_an_automaton() {
        let vocabulary = Vocabulary::new(&Profile::gitlab());
        let patterns = [
            &vocabulary.reports_to,
            &vocabulary.manager_end,
            &vocabulary.grade_elsewhere,
            &vocabulary.next_step,
            &vocabulary.no_next_step,
            &vocabulary.nice_to_have,
        ];
        let each = vocabulary.grade.iter().chain(&vocabulary.extends);
        let items = vocabulary.required_items.iter().map(|item| &item.pattern);
        for pattern in patterns.into_iter().chain(each).chain(items) {
            assert!(pattern.made.is_some(), "{pattern:?}");
        }
    }
}
