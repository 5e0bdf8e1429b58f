//! One JSON object, versioned. It is written by hand, straight into a buffer: what is inside may change without breaking
//! anyone.

use super::Look;
use super::place::rule_page;
use super::summary::Summary;
use crate::corpus::Corpus;
use crate::finding::{Diagnostic, Fix, Safety};
use crate::lint::Outcome;
use crate::source::{Position, Span};
use rayon::prelude::*;
use std::io::{self, IoSlice, Write};

/// Writes the findings of a run, one finding a line.
///
/// # Errors
/// What writing gives.
pub fn write(out: &mut dyn Write, corpus: &Corpus, outcome: &Outcome, _: Look) -> io::Result<()> {
    let mut json = Json(Vec::new());
    json.raw("{\"version\": 1,\n\"summary\": ");
    serde_json::to_writer(&mut json.0, &Summary::new(outcome))?;
    json.raw(",\n\"findings\": [");
    out.write_all(&json.0)?;
    // Many findings at a time on all processors, yet not all: they may be many times as long as the pages.
    for (part, diagnostics) in outcome.diagnostics.chunks(PART).enumerate() {
        let texts: Vec<Json> = diagnostics
            .par_chunks(FEW)
            .map(|diagnostics| {
                let mut json = Json(Vec::with_capacity(diagnostics.len() * LENGTH));
                for diagnostic in diagnostics {
                    json.raw(",\n");
                    json.finding(corpus, diagnostic);
                }
                json
            })
            .collect();
        let mut pieces: Vec<IoSlice> = texts.iter().map(|text| IoSlice::new(&text.0)).collect();
        let mut pieces = pieces.as_mut_slice();
        // No comma before the first of all.
        IoSlice::advance_slices(&mut pieces, usize::from(part == 0));
        write_pieces(out, pieces)?;
    }
    out.write_all(b"\n]}\n")
}

/// Writes many pieces as one, without copying them together.
fn write_pieces(out: &mut dyn Write, mut pieces: &mut [IoSlice]) -> io::Result<()> {
    while !pieces.is_empty() {
        match out.write_vectored(pieces) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut pieces, written),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// How long a finding is, roughly: what to make room for.
const LENGTH: usize = 768;
/// How many findings are written at once: the next ones are written in the same memory.
const PART: usize = 32 * FEW;
/// How many findings a thread takes at a time.
const FEW: usize = 16;

/// A piece of JSON.
struct Json(Vec<u8>);

impl Json {
    fn finding(&mut self, corpus: &Corpus, diagnostic: &Diagnostic) {
        let finding = &diagnostic.finding;
        self.raw("{\"rule\":");
        self.string(diagnostic.rule);
        self.raw(",\"category\":");
        self.string(diagnostic.category);
        self.raw(",\"severity\":\"");
        self.raw(diagnostic.severity.name());
        self.raw("\",\"message\":");
        self.string(&finding.message);
        self.raw(",");
        self.place(corpus, finding.at);
        self.raw(",\"role\":");
        self.optional(corpus.role_title_at(finding.at));
        self.raw(",\"related\":[");
        for (index, related) in finding.related.iter().enumerate() {
            self.raw(if index == 0 { "{" } else { ",{" });
            self.place(corpus, related.at);
            self.raw(",\"message\":");
            self.string(&related.message);
            self.raw("}");
        }
        self.raw("],\"help\":");
        self.optional(finding.help.as_deref());
        self.raw(",\"fix\":");
        match &finding.fix {
            Some(fix) => self.fix(fix),
            None => self.raw("null"),
        }
        self.raw(",\"url\":");
        self.optional(rule_page(corpus, diagnostic.rule).as_deref());
        self.raw(",\"fingerprint\":\"");
        let digits = |byte: u8| [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
        let fingerprint = diagnostic.fingerprint.0.to_be_bytes().map(digits);
        self.0.extend_from_slice(fingerprint.as_flattened());
        self.raw("\"}");
    }

    fn fix(&mut self, fix: &Fix) {
        self.raw("{\"title\":");
        self.string(&fix.title);
        self.raw(match fix.safety {
            Safety::Safe => ",\"applicability\":\"safe\",\"edits\":[",
            Safety::Unsafe => ",\"applicability\":\"unsafe\",\"edits\":[",
        });
        for (index, edit) in fix.edits.iter().enumerate() {
            self.raw(if index == 0 {
                "{\"start\":"
            } else {
                ",{\"start\":"
            });
            self.number(edit.at.start as usize);
            self.raw(",\"end\":");
            self.number(edit.at.end as usize);
            self.raw(",\"text\":");
            self.string(&edit.text);
            self.raw("}");
        }
        self.raw("]}");
    }

    /// The path of a span's file, and where the span is in it.
    fn place(&mut self, corpus: &Corpus, span: Span) {
        let source = corpus.source(span.file);
        self.raw("\"path\":");
        self.string(source.map_or("", |source| &source.path));
        // Without a file there is no place in it.
        let none = Position { line: 0, column: 0 };
        let (start, end) = source.map_or((none, none), |source| source.positions(span.range()));
        for (name, position, at) in [
            (",\"span\":{\"start\":{\"line\":", start, span.start),
            (",\"end\":{\"line\":", end, span.end),
        ] {
            self.raw(name);
            self.number(position.line);
            self.raw(",\"column\":");
            self.number(position.column);
            self.raw(",\"offset\":");
            self.number(source.map_or(0, |_| at as usize));
            self.raw("}");
        }
        self.raw("}");
    }

    fn raw(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.string(text),
            None => self.raw("null"),
        }
    }

    /// A string: what needs no escape is copied in one piece.
    fn string(&mut self, text: &str) {
        self.0.push(b'"');
        let bytes = text.as_bytes();
        let mut done = 0;
        while let Some(at) = next_escape(bytes, done) {
            let byte = bytes[at];
            self.0.extend_from_slice(&bytes[done..at]);
            done = at + 1;
            let short = match byte {
                b'\n' => b'n',
                b'\r' => b'r',
                b'\t' => b't',
                0x08 => b'b',
                0x0C => b'f',
                b'"' | b'\\' => byte,
                _ => {
                    self.raw("\\u00");
                    self.0.push(HEX[usize::from(byte >> 4)]);
                    self.0.push(HEX[usize::from(byte & 15)]);
                    continue;
                }
            };
            self.0.extend_from_slice(&[b'\\', short]);
        }
        self.0.extend_from_slice(&bytes[done..]);
        self.0.push(b'"');
    }

    fn number(&mut self, number: usize) {
        self.raw(itoa::Buffer::new().format(number));
    }
}

/// Where the next byte stands that a string must escape. Many bytes are looked at in one go, for most of a report is
/// text.
fn next_escape(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let (pieces, _) = rest.as_chunks();
    let plain = pieces.iter().take_while(|piece| !has_escape(piece)).count();
    let last = rest.last_chunk();
    if plain == pieces.len() && last.is_some_and(|last| !has_escape(last)) {
        return None;
    }
    let plain = plain * PIECE;
    let at = rest[plain..].iter().position(|&byte| escapes(byte))?;
    Some(from + plain + at)
}

/// How many bytes are looked at in one go.
const PIECE: usize = 16;

/// Whether a string must escape any of these bytes. Without a way out of the loop it is a few instructions for all.
#[inline]
fn has_escape(piece: &[u8; PIECE]) -> bool {
    let mut found = false;
    for &byte in piece {
        found |= escapes(byte);
    }
    found
}

/// Whether a string must escape this byte: a control character, a quotation mark or a backslash.
#[inline]
fn escapes(byte: u8) -> bool {
    (byte < b' ') | (byte == b'"') | (byte == b'\\')
}

const HEX: &[u8; 16] = b"0123456789abcdef";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_numbers_are_those_of_serde() {
        let mut all: String = (0..=0x80u8).map(char::from).collect();
        all.push_str("é\u{2028}“”😀\"\\");
        for text in ["", "plain", all.as_str()] {
            let mut json = Json(Vec::new());
            json.string(text);
            assert_eq!(json.0, serde_json::to_vec(text).unwrap());
        }
        for number in [0, 9, 10, 12_345, usize::MAX] {
            let mut json = Json(Vec::new());
            json.number(number);
            assert_eq!(json.0, number.to_string().into_bytes());
        }
    }
}
