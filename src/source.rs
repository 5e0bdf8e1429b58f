//! Where text comes from: files, byte spans in them, and the lines and columns that people read.

mod lasting;
mod text;

pub use lasting::{lasting_path, path_below};
pub use text::Text;

use std::ops::Range;
use std::sync::OnceLock;

/// The index of a file in the run, in path order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A range of bytes of one file; `end` is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file that the bytes are in.
    pub file: FileId,
    /// The first byte, from 0.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range` in `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self {
            file,
            start: offset(range.start),
            end: offset(range.end),
        }
    }

    /// The bytes as a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A byte offset as it is stored. Files that `u32` cannot address are refused when they are read.
#[inline]
pub fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A place as people and editors count it: lines and columns from 1, columns in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

/// One file's path and text, with an index of its lines.
#[derive(Debug)]
pub struct Source {
    /// The path as it is shown: relative to the working folder, with `/`.
    pub path: String,
    /// The path below the folder that the site is made from, whatever the working folder is: `job-families/a.md`.
    pub site_path: String,
    text: Text,
    /// How many lines end before every [`STRIDE`]th byte, and in all, once somebody asks for a line: quicker to count, and
    /// less to keep, than where each line starts.
    lines: OnceLock<Vec<u32>>,
    /// The same of scalar values: columns in very long lines are looked up here.
    scalars: OnceLock<Vec<u32>>,
}

/// How far apart the counts of a text are, in bytes.
const STRIDE: usize = 128;
/// Fewer bytes than this are counted where they stand.
const LONG: usize = 1024;

impl Source {
    /// A source of `text`, shown under `path`, which is complete.
    pub fn new(path: String, text: impl Into<Text>) -> Self {
        Self::located(path, "", text)
    }

    /// A source of `text`, shown under `path`, which starts from the folder `working`.
    pub fn located(path: String, working: &str, text: impl Into<Text>) -> Self {
        let site_path = site_path(&path, working);
        Self::placed(path, site_path, text.into())
    }

    /// The same file with another text.
    pub fn with_text(&self, text: impl Into<Text>) -> Self {
        Self::placed(self.path.clone(), self.site_path.clone(), text.into())
    }

    fn placed(path: String, site_path: String, text: Text) -> Self {
        Self {
            path,
            site_path,
            text,
            lines: OnceLock::new(),
            scalars: OnceLock::new(),
        }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of `range`, or nothing where the range is not one of this file.
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// See [`Source::lines`].
    fn counted_lines(&self) -> &[u32] {
        self.lines.get_or_init(|| counted(&self.text, ends_line))
    }

    /// How many lines there are.
    pub fn line_count(&self) -> usize {
        self.counted_lines().last().map_or(0, |&ends| ends as usize) + 1
    }

    /// The line that holds byte `at`, from 1.
    pub fn line(&self, at: usize) -> usize {
        count_before(&self.text, at, self.counted_lines(), ends_line) + 1
    }

    /// Where the line starts that holds byte `at`.
    fn line_start(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let near = at.saturating_sub(LONG);
        match memchr::memrchr(b'\n', &self.text.as_bytes()[near..at]) {
            Some(end) => near + end + 1,
            None if near == 0 => 0,
            None => self.line_start_after(self.line(at) - 1).unwrap_or(0),
        }
    }

    /// Where the line starts before which so many others end.
    fn line_start_after(&self, ends: usize) -> Option<usize> {
        let Some(others) = ends.checked_sub(1) else {
            return Some(0);
        };
        let counted = self.counted_lines();
        let stride = counted.partition_point(|&before| before as usize <= others) - 1;
        let from = stride * STRIDE;
        let rest = self.text.as_bytes().get(from..)?;
        let end = memchr::memchr_iter(b'\n', rest).nth(others - counted[stride] as usize)?;
        Some(from + end + 1)
    }

    /// The bytes of a line (from 1), without its line end.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let start = self.line_start_after(line.saturating_sub(1));
        let start = start.unwrap_or(self.text.len());
        let next = self.line_start_after(line.max(1));
        let line = &self.text[start..next.map_or(self.text.len(), |next| next - 1)];
        start..start + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// Line and column of byte `at`.
    pub fn position(&self, at: usize) -> Position {
        let line = self.line(at);
        let start = self.line_start(at);
        let scalars = if at - start > LONG {
            self.scalars_before(at) - self.scalars_before(start)
        } else {
            self.slice(start..at).chars().count()
        };
        // No editor counts the byte-order mark.
        let mark = usize::from(start == 0 && at > 0 && self.text.starts_with('\u{FEFF}'));
        let column = scalars - mark;
        Position {
            line,
            column: column + 1,
        }
    }

    /// Line and column of both ends of `range`.
    pub fn positions(&self, range: Range<usize>) -> (Position, Position) {
        let start = self.position(range.start);
        let is_short = range.len() <= LONG;
        let is_one_line = |inside: &str| memchr::memchr(b'\n', inside.as_bytes()).is_none();
        // Most ranges are short and on one line, and no mark stands inside them.
        let end = match self.text.get(range.clone()) {
            Some(inside) if is_short && range.start > 0 && is_one_line(inside) => Position {
                column: start.column + inside.chars().count(),
                ..start
            },
            _ => self.position(range.end),
        };
        (start, end)
    }

    /// How many scalar values stand before byte `at`.
    fn scalars_before(&self, at: usize) -> usize {
        let counted = self
            .scalars
            .get_or_init(|| counted(&self.text, starts_scalar));
        count_before(&self.text, at, counted, starts_scalar)
    }
}

/// How many such bytes stand before every [`STRIDE`]th byte of a text, and in all of it.
fn counted(text: &str, is_such: impl Fn(u8) -> bool + Copy) -> Vec<u32> {
    let strides = text.as_bytes().chunks(STRIDE);
    let mut counted = Vec::with_capacity(strides.len() + 1);
    let mut total = 0;
    counted.push(total);
    counted.extend(strides.map(|stride| {
        total += u32::from(count(stride, is_such));
        total
    }));
    counted
}

/// How many such bytes stand before byte `at`, by how many were counted before every stride.
fn count_before(text: &str, at: usize, counted: &[u32], is_such: impl Fn(u8) -> bool) -> usize {
    let at = at.min(text.len());
    let stride = at / STRIDE;
    let before = counted.get(stride).copied().unwrap_or_default() as usize;
    before + usize::from(count(&text.as_bytes()[stride * STRIDE..at], is_such))
}

/// How many of a few bytes are such: no more than [`STRIDE`], for small numbers are added up many at a time.
#[inline]
fn count(bytes: &[u8], is_such: impl Fn(u8) -> bool) -> u8 {
    bytes.iter().map(|&byte| u8::from(is_such(byte))).sum()
}

/// Whether a byte ends a line.
#[inline]
fn ends_line(byte: u8) -> bool {
    byte == b'\n'
}

/// The folders that site generators read pages from.
pub const SITE_FOLDERS: [&str; 2] = ["content", "source"];

/// The part of a path below the outermost folder that a site is made from, else below the one that the working folder
/// is in. Without any, the path.
fn site_path(path: &str, working: &str) -> String {
    let below = |path: &str, outermost: bool| {
        let mut at = 0;
        let mut found = None;
        for part in path.split('/') {
            at += part.len() + 1;
            if SITE_FOLDERS.contains(&part) && at <= path.len() && !(outermost && found.is_some()) {
                found = Some(at);
            }
        }
        found.map(|at| path[at..].to_owned())
    };
    if path.starts_with('/') {
        return below(path, false).unwrap_or_else(|| path.to_owned());
    }
    below(path, true)
        .or_else(|| {
            below(
                &lasting::parts(&format!("{working}/{path}")).join("/"),
                false,
            )
        })
        .unwrap_or_else(|| path.to_owned())
}

/// Whether a byte starts a scalar value.
#[inline]
fn starts_scalar(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_long_lines_are_counted_as_those_of_short_ones() {
        let text = "é".repeat(3000) + "\n" + &"ab€".repeat(2000);
        let source = Source::new("a.md".into(), text);
        assert_eq!(
            source.position(5998),
            Position {
                line: 1,
                column: 3000
            }
        );
        assert_eq!(
            source.position(6001 + 5 * 1500),
            Position {
                line: 2,
                column: 4501
            }
        );
    }

    #[test]
    fn the_ends_of_ranges_are_where_they_are_by_themselves() {
        let source = Source::new(
            "a.md".into(),
            "\u{FEFF}é one\r\ntwo–x\n\n".to_owned() + &"é".repeat(2000),
        );
        let ends = (0..30)
            .chain([3_001])
            .filter(|&at| source.text().is_char_boundary(at));
        let ends: Vec<usize> = ends.collect();
        for &start in &ends {
            for end in ends.iter().copied().filter(|end| *end >= start) {
                let both = (source.position(start), source.position(end));
                assert_eq!(source.positions(start..end), both, "{start}..{end}");
            }
        }
    }

    #[test]
    fn site_paths_start_below_the_sites_folder() {
        for (path, working, expected) in [
            ("content/a/content/b.md", "/x", "a/content/b.md"),
            ("a/b.md", "/x/content/job-families", "job-families/a/b.md"),
            ("b.md", "/x/content", "b.md"),
            ("docs/b.md", "/x", "docs/b.md"),
            ("/y/content/b.md", "/x/source", "b.md"),
        ] {
            assert_eq!(site_path(path, working), expected, "{path} in {working}");
        }
    }

    #[test]
    fn positions_count_scalar_values_and_lines_end_before_their_line_ends() {
        let source = Source::new("a.md".into(), "é one\r\ntwo\n");
        assert_eq!(source.position(3), Position { line: 1, column: 3 });
        assert_eq!(source.position(8), Position { line: 2, column: 1 });
        assert_eq!(source.line_range(1), 0..6);
        assert_eq!(source.line_range(2), 8..11);
        assert_eq!(source.line_range(3), 12..12);
        assert_eq!(source.line_count(), 3);
    }
}
