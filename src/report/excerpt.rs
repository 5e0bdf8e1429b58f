//! What of a file an excerpt shows: the few lines that are marked, cut to the width, under their own numbers.

use super::printable;
use super::shorten::{columns, shorten};
use crate::source::{Position, Source};
use codespan_reporting::files::{Error, Files, Location};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many lines after the first of a marked range are shown.
pub const LINES_AFTER_START: usize = 1;
/// How many lines before the last of a marked range are shown.
pub const LINES_BEFORE_END: usize = 0;

/// A range to show.
pub struct Mark<'a> {
    /// The file it is in.
    pub source: &'a Source,
    /// Its bytes.
    pub range: Range<usize>,
    /// What is said of it.
    pub message: &'a str,
}

/// The excerpts of one finding.
pub struct Excerpts {
    files: Vec<Excerpt>,
    /// For each mark, in order: the number of its file, and its range there.
    pub ranges: Vec<(usize, Range<usize>)>,
}

struct Excerpt {
    path: String,
    /// The shown lines, each with a line end.
    text: String,
    /// The index of each shown line in its file, and its bytes in `text`.
    lines: Vec<(usize, Range<usize>)>,
    /// Where marks start in `text`, and where that is in the file.
    starts: Vec<(usize, Position)>,
}

impl Excerpts {
    /// The excerpts that show `marks` in `width` columns.
    pub fn new(marks: &[Mark], width: usize) -> Self {
        let spans: Vec<Range<usize>> = marks.iter().map(tidy).collect();
        let last = marks
            .iter()
            .zip(&spans)
            .map(|(mark, span)| mark.source.line(span.end));
        let digits = last.max().unwrap_or(1).to_string().len();
        let mut excerpts = Self {
            files: Vec::new(),
            ranges: vec![(0, 0..0); marks.len()],
        };
        let mut done = vec![false; marks.len()];
        for first in 0..marks.len() {
            if done[first] {
                continue;
            }
            let same: Vec<usize> = (first..marks.len())
                .filter(|&index| std::ptr::eq(marks[index].source, marks[first].source))
                .collect();
            for &index in &same {
                done[index] = true;
            }
            excerpts.add(marks, &spans, &same, width.saturating_sub(digits + 3));
        }
        excerpts
    }

    /// Adds the file that the marks `same` are in.
    fn add(&mut self, marks: &[Mark], spans: &[Range<usize>], same: &[usize], width: usize) {
        let source = marks[same[0]].source;
        let lines: Vec<(usize, usize)> = same
            .iter()
            .map(|&index| {
                (
                    source.line(spans[index].start),
                    source.line(spans[index].end),
                )
            })
            .collect();
        let long = lines.iter().filter(|(start, end)| start != end).count();
        let width = width.saturating_sub(2 * long);
        let mut excerpt = Excerpt {
            path: printable(&source.path).into_owned(),
            text: String::new(),
            lines: Vec::new(),
            starts: Vec::new(),
        };
        let file = self.files.len();
        for line in shown_lines(&lines) {
            let bytes = line_bytes(source, line);
            let text = &source.text()[bytes.clone()];
            let inside = |at: usize| at.clamp(bytes.start, bytes.end) - bytes.start;
            // What is marked on this line, and whether the mark starts and ends on it.
            let here: Vec<(usize, bool, bool)> = same
                .iter()
                .zip(&lines)
                .filter(|(_, (start, end))| *start == line || *end == line)
                .map(|(&index, &(start, end))| (index, start == line, end == line))
                .collect();
            let wanted: Vec<Range<usize>> = here
                .iter()
                .map(|&(index, ..)| inside(spans[index].start)..inside(spans[index].end))
                .collect();
            // The message stands behind the mark, on the line below.
            let room = |index: usize| match marks[index].message {
                "" => 0,
                message => columns(message) + 1,
            };
            let (tail, width) = match here.as_slice() {
                [(index, true, true)] => (room(*index), width),
                [(index, false, true)] => (0, width - room(*index).min(width / 2)),
                _ => (0, width),
            };
            let short = shorten(text, &wanted, tail, width);
            let from = excerpt.text.len();
            for (&(index, starts, ends), range) in here.iter().zip(&short.ranges) {
                let shown = &mut self.ranges[index];
                shown.0 = file;
                if starts {
                    shown.1.start = from + range.start;
                    let place = source.position(spans[index].start);
                    excerpt.starts.push((shown.1.start, place));
                }
                if ends {
                    shown.1.end = from + range.end;
                }
            }
            excerpt.text.push_str(&short.text);
            excerpt.lines.push((line - 1, from..excerpt.text.len()));
            excerpt.text.push('\n');
        }
        self.files.push(excerpt);
    }

    fn file(&self, id: usize) -> Result<&Excerpt, Error> {
        self.files.get(id).ok_or(Error::FileMissing)
    }
}

/// The range without the white space and line ends around it, if it takes more than a line.
fn tidy(mark: &Mark) -> Range<usize> {
    let text = mark.source.slice(mark.range.clone());
    if !text.contains('\n') || text.trim().is_empty() {
        let line = mark.source.line_range(mark.source.line(mark.range.start));
        let end = mark.range.end.min(line.end.max(mark.range.start));
        return mark.range.start..end;
    }
    let start = mark.range.start + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

/// The bytes of a line, without a byte order mark and the line end.
fn line_bytes(source: &Source, line: usize) -> Range<usize> {
    let bytes = source.line_range(line);
    if source.slice(bytes.clone()).starts_with('\u{FEFF}') && bytes.start == 0 {
        3..bytes.end
    } else {
        bytes
    }
}

/// The lines (from 1) that are shown of ranges that start and end on these lines.
fn shown_lines(lines: &[(usize, usize)]) -> BTreeSet<usize> {
    let mut shown = BTreeSet::new();
    for &(start, end) in lines {
        shown.extend(start..=(start + LINES_AFTER_START).min(end));
        shown.extend(end.saturating_sub(LINES_BEFORE_END).max(start)..=end);
    }
    // A single line between two shown ones is shown too.
    let gaps: Vec<usize> = shown
        .iter()
        .zip(shown.iter().skip(1))
        .filter(|(line, next)| *next - *line == 2)
        .map(|(line, _)| line + 1)
        .collect();
    shown.extend(gaps);
    shown
}

impl<'a> Files<'a> for Excerpts {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.file(id)?.path)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.file(id)?.text)
    }

    fn line_index(&'a self, id: usize, at: usize) -> Result<usize, Error> {
        let lines = &self.file(id)?.lines;
        let next = lines.partition_point(|(_, bytes)| bytes.start <= at);
        lines
            .get(next.saturating_sub(1))
            .map(|(index, _)| *index)
            .ok_or(Error::FileMissing)
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        let lines = &self.file(id)?.lines;
        // Lines that are not shown have no text.
        Ok(
            match lines.binary_search_by_key(&index, |(index, _)| *index) {
                Ok(found) => lines[found].1.clone(),
                Err(_) => 0..0,
            },
        )
    }

    fn location(&'a self, id: usize, at: usize) -> Result<Location, Error> {
        let excerpt = self.file(id)?;
        let start = excerpt.starts.iter().find(|(start, _)| *start == at);
        let place = start.map_or(Position { line: 1, column: 1 }, |(_, place)| *place);
        Ok(Location {
            line_number: place.line,
            column_number: place.column,
        })
    }
}
