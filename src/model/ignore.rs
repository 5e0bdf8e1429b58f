//! Comments that silence findings: `<!-- jflint-ignore RULE[, RULE...] [-- reason] -->` and `jflint-ignore-file`.

use crate::document::{Comment, Document};
use std::ops::Range;

/// A comment that silences findings, or means to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The whole comment.
    pub at: Range<usize>,
    /// The bytes whose findings it silences; empty where it silences nothing.
    pub covers: Range<usize>,
    /// The word that it starts with.
    pub word: Named,
    /// Whether that word is one that jflint knows.
    pub is_known: bool,
    /// The rules and categories that it names.
    pub names: Vec<Named>,
    /// Whether it tells a reason.
    pub has_reason: bool,
}

/// A word or name in a comment, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its bytes.
    pub at: Range<usize>,
    /// The text.
    pub text: String,
}

const BLOCK: &str = "jflint-ignore";
const FILE: &str = "jflint-ignore-file";

/// The comments of a page that are meant for jflint, in reading order.
pub fn read(document: &Document, length: usize) -> Vec<Ignore> {
    document
        .comments
        .iter()
        .filter_map(|comment| parse(comment, length))
        .collect()
}

fn parse(comment: &Comment, length: usize) -> Option<Ignore> {
    let text = comment.text.as_str();
    if !comment.is_instruction() {
        return None;
    }
    let inside = comment.range.start + "<!--".len();
    let named = |range: Range<usize>| Named {
        text: text[range.clone()].to_owned(),
        at: inside + range.start..inside + range.end,
    };
    let start = text.len() - text.trim_start().len();
    let end = text[start..]
        .find(char::is_whitespace)
        .map_or(text.len(), |end| start + end);
    let word = named(start..end);
    let reason = text[end..].find("--").map(|at| end + at);
    let list = end..reason.unwrap_or(text.len());
    let mut names = Vec::new();
    let mut at = list.start;
    for entry in text[list].split(',') {
        let name = entry.trim_start_matches(is_blank);
        let start = at + entry.len() - name.len();
        let name = name.trim_end_matches(is_blank);
        if !name.is_empty() {
            names.push(named(start..start + name.len()));
        }
        at += entry.len() + 1;
    }
    Some(Ignore {
        at: comment.range.clone(),
        covers: match word.text.as_str() {
            BLOCK => comment.about.clone(),
            FILE => 0..length,
            _ => 0..0,
        },
        is_known: [BLOCK, FILE].contains(&word.text.as_str()),
        word,
        names,
        has_reason: reason.is_some(),
    })
}

/// White space, and the marks of a quotation that a comment of several lines stands in.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '>'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Generator, Pool};
    use crate::source::Source;

    /// What each comment of a page covers: its first and last words.
    fn covered(page: &str) -> Vec<String> {
        let source = Source::new("a.md".into(), page.to_owned());
        let document = Document::parse(&source, Generator::Hugo, &Pool::default());
        read(&document, page.len())
            .iter()
            .map(|ignore| {
                let text = source.slice(ignore.covers.clone()).trim();
                let words: Vec<&str> = text.split_whitespace().collect();
                match words.as_slice() {
                    [] => String::new(),
                    [only] => (*only).to_owned(),
                    [first, .., last] => format!("{first}..{last}"),
                }
            })
            .collect()
    }

    #[test]
    fn a_comment_covers_what_follows_it_or_shares_its_line() {
        const X: &str = "<!-- jflint-ignore x -->";
        for (page, expected) in [
            ("X\none two\nthree\n\nfour\n", &["one..three"][..]),
            ("X\n\n\none\n", &["one"]),
            ("one\nX\ntwo\n", &["two"]),
            ("one X\ntwo\n", &["one..-->"]),
            ("one two X three\n", &["one..three"]),
            ("# A\nX\n## B\none\n### C\ntwo\n## D\nthree\n", &["##..two"]),
            ("## A X\none\n", &["##..-->"]),
            ("X\n- one\n  - two\n- three\n\nfour\n", &["-..three"]),
            ("- one\n  X\n- two\n  - three\n- four\n", &["-..three"]),
            ("- one\nX\n- two\n- three\n", &["-..two"]),
            ("- one\n\nX\n\n- two\n- three\n", &["-..two"]),
            ("- one\n\nX\n\n* two\n* three\n", &["*..three"]),
            ("1. one\nX\n2. two\n3. three\n", &["2...two"]),
            ("- one\n  X\n  - two\n  - three\n- four\n", &["-..three"]),
            ("- one\n  - two\n  X\n  - three\n  - four\n", &["-..three"]),
            ("- X\n  one\n  two\n- three\n", &["one..two"]),
            ("- one X\n- two\n", &["-..-->"]),
            ("- one\n\n  X\n\n  two\n", &["two"]),
            ("> X\n> one\n> two\n\nthree\n", &[">..two"]),
            ("X\n> one\n>\n> two\n\nthree\n", &[">..two"]),
            ("> one\n> X\n\ntwo\n", &["two"]),
            ("X\n| a | b |\n| - | - |\n| c | d |\n\none\n", &["|..|"]),
            ("| a | b |\n| - | - |\n| c X | d |\n| e | f |\n", &["|..|"]),
            (
                "| a | b |\n| - | - |\n| c | d | X\n| e | `X` |\n",
                &["|..-->"],
            ),
            ("- X\n- one\n", &["-..-->"]),
            ("> - X\n\n# A\n", &[">..-->"]),
            ("X\n```\ncode\n```\none\n", &["```..```"]),
            ("X\n<p>one</p>\n\ntwo\n", &["<p>one</p>"]),
            (
                "X\nX\n<!-- other -->\n\nX\n# A\none\n",
                &["<!--..one", "<!--..one", "#..one"],
            ),
            ("X X\none\n", &["<!--..one", "one"]),
            ("one X X\n", &["one..-->", "one..-->"]),
            ("one\n      X\ntwo\n", &["two"]),
            (
                "<div>\nX\n<b>one</b>\n</div>\n\ntwo\n",
                &["<b>one</b>..two"],
            ),
            ("one\n\nX\n", &[""]),
            ("```\nX\n```\n`X` \\X\n\n    X\n", &[]),
        ] {
            for line_end in ["\n", "\r\n"] {
                let page = page.replace('X', X).replace('\n', line_end);
                assert_eq!(covered(&page), expected, "{page}");
            }
        }
    }

    #[test]
    fn names_and_reasons_are_told_apart() {
        for (comment, names, has_reason) in [
            ("jflint-ignore a", &["a"][..], false),
            (
                "jflint-ignore a, b-c,d -- why, so",
                &["a", "b-c", "d"],
                true,
            ),
            ("jflint-ignore", &[], false),
            ("jflint-ignore -- why", &[], true),
            ("jflint-ignore a,, b,", &["a", "b"], false),
            ("jflint-ignore a\n  b", &["a\n  b"], false),
            ("\njflint-ignore\n> a,\n> b\n> -- why\n", &["a", "b"], true),
        ] {
            let page = format!("<!-- {comment} -->\n\ntext\n");
            let source = Source::new("a.md".into(), page.clone());
            let ignores = read(
                &Document::parse(&source, Generator::Hugo, &Pool::default()),
                page.len(),
            );
            let found: Vec<&str> = ignores[0].names.iter().map(|n| n.text.as_str()).collect();
            assert_eq!(
                (found.as_slice(), ignores[0].has_reason),
                (names, has_reason),
                "{comment}"
            );
            for name in &ignores[0].names {
                assert_eq!(source.slice(name.at.clone()), name.text);
            }
        }
    }
}
