//! A baseline as a file: a line that tells the version, then one finding a line, so that git can merge it.

use super::{Baseline, Entry};
use crate::finding::Fingerprint;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The version of the form, which every file names.
const VERSION: u32 = 1;

/// What the line with the version starts with.
const NAME: &str = "jflint-baseline";

const INTRODUCTION: &str = "\
# Findings that `jflint check --baseline` leaves out, written by `jflint check --write-baseline`.
# After a merge conflict keep the lines of both sides; `--prune-baseline` takes out those that no longer occur.
";

/// A line that is none of a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it, and what to do.
    pub message: String,
}

pub fn write(baseline: &Baseline) -> String {
    let mut text = format!("{INTRODUCTION}{NAME} {VERSION}\n");
    for entry in &baseline.entries {
        let path = escape(&entry.path);
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{path}\t{}\t{}", entry.rule, entry.fingerprint);
    }
    text
}

pub fn parse(text: &str) -> Result<Baseline, Broken> {
    let mut version = false;
    let mut entries = BTreeSet::new();
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        let broken = |message: String| Broken {
            line: index + 1,
            message,
        };
        if is_conflict(line) {
            return Err(broken(
                "a merge left a conflict here: keep the lines of both sides and take the lines `<<<<<<<`, `=======` \
                 and `>>>>>>>` out"
                    .to_owned(),
            ));
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(other) = line.strip_prefix(NAME) {
            check_version(other.trim()).map_err(broken)?;
            version = true;
            continue;
        }
        if !version {
            return Err(broken(format!(
                "this is no baseline: the line `{NAME} {VERSION}` must come first"
            )));
        }
        let entry = entry(line).ok_or_else(|| {
            broken(
                "this is no line of a baseline: take it out, or write the baseline anew".to_owned(),
            )
        })?;
        entries.insert(entry);
    }
    if !version {
        return Err(Broken {
            line: 1,
            message: format!("this is no baseline: the line `{NAME} {VERSION}` is missing"),
        });
    }
    Ok(Baseline { entries })
}

fn is_conflict(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
        .iter()
        .any(|marker| line.starts_with(marker))
}

fn check_version(version: &str) -> Result<(), String> {
    match version.parse::<u32>() {
        Ok(VERSION) => Ok(()),
        Ok(other) => Err(format!(
            "the baseline is of version {other}, and this jflint reads version {VERSION}: delete it and write it anew \
             with `--write-baseline`"
        )),
        Err(_) => Err(format!(
            "a version cannot be `{version}`: delete the baseline and write it anew with `--write-baseline`"
        )),
    }
}

fn entry(line: &str) -> Option<Entry> {
    let mut parts = line.split('\t');
    let (path, rule, fingerprint) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || rule.is_empty() || fingerprint.len() != 16 {
        return None;
    }
    Some(Entry {
        path: unescape(path),
        rule: rule.to_owned(),
        fingerprint: Fingerprint(u64::from_str_radix(fingerprint, 16).ok()?),
    })
}

/// A path in one field of one line.
fn escape(path: &str) -> String {
    let path = path
        .replace('\\', "\\\\")
        .replace('\t', "\\t")
        .replace('\n', "\\n")
        .replace('\r', "\\r");
    if path.starts_with(['#', '<', '|', '=', '>']) || path.starts_with(NAME) {
        format!("./{path}")
    } else {
        path
    }
}

fn unescape(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let mut plain = String::with_capacity(path.len());
    let mut characters = path.chars();
    while let Some(c) = characters.next() {
        plain.push(match c {
            '\\' => match characters.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            c => c,
        });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let paths = ["a.md", "../b c.md", "é\t\\n\n.md", "#x.md", "=======.md"];
        let baseline = Baseline {
            entries: paths
                .iter()
                .map(|path| Entry {
                    path: (*path).to_owned(),
                    rule: "broken-link".to_owned(),
                    fingerprint: Fingerprint(0xA1),
                })
                .collect(),
        };
        let text = write(&baseline);
        assert_eq!(parse(&text), Ok(baseline.clone()), "{text}");
        assert_eq!(parse(&text.replace('\n', "\r\n")), Ok(baseline));
    }

    #[test]
    fn a_broken_line_is_named() {
        let line = "a.md\tbroken-link\t00000000000000a1";
        for (text, number) in [
            (String::new(), 1),
            (format!("{line}\n"), 1),
            (format!("{NAME} 2\n{line}\n"), 1),
            (format!("{NAME} x\n"), 1),
            (
                format!("{NAME} 1\n<<<<<<< HEAD\n{line}\n=======\n>>>>>>> x\n"),
                2,
            ),
            (format!("{NAME} 1\n{line}\n{line}1\n"), 3),
            (format!("{NAME} 1\n\n# a note\na.md broken-link 1\n"), 4),
        ] {
            let broken = parse(&text).expect_err(&text);
            assert_eq!(broken.line, number, "{text}");
        }
    }
}
