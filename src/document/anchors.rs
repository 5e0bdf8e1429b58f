//! Heading ids, as the site's generator makes them: Hugo's `github` ids or those of kramdown's GFM parser.

mod attributes;
mod inline;
mod linkify;
mod plain;

pub use crate::config::Generator;
pub use attributes::{Attributes, attributes, id_below};
pub use inline::{Inline, collect, cut};
pub use linkify::addresses;
pub use plain::plain;

use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, LazyLock};

/// The id that a heading with this plain text has if no other heading takes it.
pub fn slug(text: &str, generator: Generator) -> String {
    if text.is_ascii() {
        return ascii_slug(text, generator);
    }
    let mut id = String::with_capacity(text.len());
    match generator {
        Generator::Hugo => {
            for c in text.trim().chars() {
                match c {
                    ' ' | '-' => id.push('-'),
                    '_' => id.push('_'),
                    c if is_of(c, &LETTER) => id.extend(lower(c)),
                    _ => {}
                }
            }
        }
        Generator::Middleman => {
            for c in text.chars() {
                match c {
                    ' ' | '\t' | '-' => id.push('-'),
                    c if c == '_' || is_of(c, &WORD) => id.extend(c.to_lowercase()),
                    _ => {}
                }
            }
        }
    }
    id
}

/// The same of plain letters, which most headings have.
fn ascii_slug(text: &str, generator: Generator) -> String {
    let (text, kept) = match generator {
        Generator::Hugo => (text.trim(), &HUGO),
        Generator::Middleman => (text, &KRAMDOWN),
    };
    let mut id = text.as_bytes().to_vec();
    let mut length = 0;
    for byte in text.bytes() {
        let byte = kept[usize::from(byte)];
        // What is not kept is written over by the next.
        id[length] = byte;
        length += usize::from(byte != NOTHING);
    }
    id.truncate(length);
    String::from_utf8(id).unwrap_or_default()
}

/// What stands for a character that an id does not keep.
const NOTHING: u8 = 0;
/// What each character of ASCII becomes in Hugo's ids.
static HUGO: [u8; 256] = kept(Generator::Hugo);
/// What it becomes in those of kramdown.
static KRAMDOWN: [u8; 256] = kept(Generator::Middleman);

const fn kept(generator: Generator) -> [u8; 256] {
    let mut kept = [NOTHING; 256];
    let mut byte = 0;
    while byte < 0x80 {
        let c = byte as u8;
        kept[byte] = match c {
            b' ' | b'-' => b'-',
            b'\t' if matches!(generator, Generator::Middleman) => b'-',
            b'_' => b'_',
            _ if c.is_ascii_alphanumeric() => c.to_ascii_lowercase(),
            _ => NOTHING,
        };
        byte += 1;
    }
    kept
}

/// Letters and decimal digits: what Hugo keeps.
static LETTER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[\p{L}\p{Nd}]$").ok());
/// The characters of words, as Ruby has them: what kramdown keeps.
static WORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[\p{L}\p{M}\p{Nd}\p{Pc}]$").ok());

fn is_of(c: char, class: &LazyLock<Option<Regex>>) -> bool {
    match c {
        '\0'..='\x7F' => return c.is_ascii_alphanumeric(),
        // What nearly all headings hold: Latin letters, dashes and quotes, pictures. The tables of Unicode are large.
        ..'\u{250}' => return c.is_alphabetic(),
        '\u{2010}'..='\u{203E}' | '\u{1F000}'..='\u{1FAFF}' => return false,
        _ => {}
    }
    class
        .as_ref()
        .is_some_and(|class| class.is_match(c.encode_utf8(&mut [0; 4])))
}

/// One character for one, as Go has it.
fn lower(c: char) -> Option<char> {
    c.to_lowercase().next()
}

/// Hands out ids in the order of the page.
#[derive(Debug, Default)]
pub struct Ids {
    generator: Generator,
    taken: FxHashSet<Arc<str>>,
    next: FxHashMap<Arc<str>, u32>,
}

impl Ids {
    /// Those of another page, which this generator makes, in the room of those of the page before.
    pub fn anew(mut self, generator: Generator) -> Self {
        self.generator = generator;
        self.taken.clear();
        self.next.clear();
        self
    }

    /// An id that was given by hand: kept as it is.
    pub fn explicit(&mut self, id: &str) -> Arc<str> {
        let id: Arc<str> = id.into();
        self.taken.insert(Arc::clone(&id));
        id
    }

    /// The id for a heading whose own would be `slug`: the second `a` is `a-1`, the third `a-2`. Hugo takes the first
    /// that is free, kramdown only counts.
    pub fn unique(&mut self, slug: &str) -> Arc<str> {
        if self.generator == Generator::Middleman {
            let Some(count) = self.next.get_mut(slug) else {
                let id: Arc<str> = slug.into();
                self.next.insert(Arc::clone(&id), 1);
                return id;
            };
            *count += 1;
            return numbered(slug, *count - 1);
        }
        let slug = if slug.is_empty() { "heading" } else { slug };
        if !self.taken.contains(slug) {
            return self.explicit(slug);
        }
        let next = self.next.entry(slug.into()).or_insert(0);
        loop {
            *next += 1;
            let id = numbered(slug, *next);
            if self.taken.insert(Arc::clone(&id)) {
                return id;
            }
        }
    }
}

fn numbered(slug: &str, number: u32) -> Arc<str> {
    let mut buffer = itoa::Buffer::new();
    [slug, "-", buffer.format(number)].concat().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for (text, hugo, kramdown) in [
            (
                "Manager, Security Engineering",
                "manager-security-engineering",
                "manager-security-engineering",
            ),
            (
                "Sales & Analytics ",
                "sales--analytics",
                "sales--analytics-",
            ),
            ("Team/Lead\tTab", "teamleadtab", "teamlead-tab"),
            ("Résumé ½ ⅷ", "résumé--", "résumé--"),
            ("İstanbul", "istanbul", "i\u{307}stanbul"),
            ("e\u{301}", "e", "e\u{301}"),
            ("C++ / C#", "c--c", "c--c"),
            ("???", "", ""),
        ] {
            assert_eq!(slug(text, Generator::Hugo), hugo, "{text}");
            assert_eq!(slug(text, Generator::Middleman), kramdown, "{text}");
        }
    }

    #[test]
    fn doubled_ids_are_numbered() {
        let made = |generator| {
            let mut ids = Ids::default().anew(generator);
            ids.explicit("b");
            ["a", "a", "a", "a-1", "", "b"]
                .into_iter()
                .map(|slug| ids.unique(slug).to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            made(Generator::Hugo),
            ["a", "a-1", "a-2", "a-1-1", "heading", "b-1"]
        );
        assert_eq!(
            made(Generator::Middleman),
            ["a", "a-1", "a-2", "a-1", "", "b"]
        );
    }
}
