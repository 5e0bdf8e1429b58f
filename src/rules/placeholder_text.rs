//! Text of a template that nobody filled in.

use crate::corpus::Corpus;
use crate::document::marks::{BEYOND, BRACE};
use crate::document::prose::{OPAQUE, style};
use crate::document::{Block, BlockKind};
use crate::finding::{Finding, Fix};
use crate::model::{Page, Title};
use aho_corasick::packed;
use memchr::memmem::Finder;
use serde::Deserialize;
use std::ops::Range;

/// The words of templates.
#[derive(Debug, Deserialize)]
#[serde(from = "Lists")]
pub struct Words {
    lists: Lists,
    /// Finds marks and filler text: most pages hold none, which one look at the whole text tells.
    any: Option<packed::Searcher>,
}

impl From<Lists> for Words {
    fn from(lists: Lists) -> Self {
        let marks = lists.marks.iter().map(String::as_str);
        Self {
            any: packed::Searcher::new(marks.chain(FILLER)),
            lists,
        }
    }
}

/// What all filler text holds.
const FILLER: [&str; 2] = ["psum", "PSUM"];

/// The words as configuration gives them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Lists {
    /// First words of an instruction in braces, in lower case.
    instructions: Vec<String>,
    /// Words that stand for a text to come.
    marks: Vec<String>,
    /// Words before such a mark that show that the text is about the mark itself, in lower case.
    about: Vec<String>,
    /// Words after a mark that make the two the name of a thing: `TODO list`.
    things: Vec<String>,
    /// Filler text, in lower case.
    filler: Vec<String>,
    /// Phrases in which [`TITLE`] stands for a title, on pages of job families.
    titles: Vec<String>,
}

/// What templates say for a title.
const TITLE: &str = "Title";

pub fn check(words: &Words, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    if is_template(page) {
        return Vec::new();
    }
    let bytes = page.source.text().as_bytes();
    let holds = |text: &str| memchr::memmem::find(bytes, text.as_bytes()).is_some();
    let has_any = |text: &[u8]| words.any.as_ref().is_none_or(|any| any.find(text).is_some());
    let page_has_any = has_any(bytes);
    let words = &words.lists;
    let marks: Vec<(&str, Finder)> = if page_has_any {
        words.marks.iter().map(|mark| (mark.as_str(), Finder::new(mark))).collect()
    } else {
        Vec::new()
    };
    let has_marks = marks.iter().any(|(_, finder)| finder.find(bytes).is_some());
    let has_filler = page_has_any && FILLER.into_iter().any(holds);
    let has_titles =
        page.family && holds(TITLE) && words.titles.iter().any(|title| holds(title));
    let held = corpus.marks(page);
    let mut findings = Vec::new();
    for (index, block) in page.document.blocks.iter().enumerate() {
        let has_signs = held.may_hold(index, BRACE | BEYOND);
        if !(has_signs || has_marks || has_filler || has_titles)
            || matches!(block.kind, BlockKind::Code { .. } | BlockKind::Html)
        {
            continue;
        }
        let text = block.prose.text.as_str();
        let mut found = Vec::new();
        if !block.quoted && held.may_hold(index, BRACE) {
            braces(words, text, page.family, &mut found);
        }
        if has_marks
            && (page.family || !matches!(block.kind, BlockKind::Cell { .. }))
            && has_any(text.as_bytes())
        {
            unfilled(words, &marks, text, &mut found);
        }
        if has_filler {
            filler(words, text, &mut found);
        }
        if has_titles {
            titles(words, text, &mut found);
        }
        found.sort_by_key(|range| range.start);
        for range in found {
            if is_text(block, range.clone()) {
                findings.push(finding(page, block, index, range, corpus));
            }
        }
        if has_signs && text.contains(OPAQUE) {
            findings.extend(escaped_tags(page, block));
        }
    }
    findings
}

/// A page that is a template by its name: headings and text to be filled in are what it is for.
pub fn is_template(page: &Page) -> bool {
    let path = page.source.path.as_str();
    let name = path.rsplit('/').next().unwrap_or(path);
    name.to_ascii_lowercase().contains("template")
}

fn is_text(block: &Block, range: Range<usize>) -> bool {
    const OTHER: u8 = style::CODE | style::OPAQUE | style::ADDRESS | style::IMAGE;
    block.prose.style(range) & OTHER == 0
}

fn finding(page: &Page, block: &Block, index: usize, range: Range<usize>, corpus: &Corpus) -> Finding {
    // `[TODO]()`: the empty link is a part of it.
    let source = block.prose.source(range.clone());
    let links = &page.document.links;
    let before = links.partition_point(|link| link.range.start <= source.start);
    let link = links[..before].last().filter(|link| {
        link.block == index
            && link.destination.trim().is_empty()
            && link.range.end >= source.end
    });
    let shown = &block.prose.text[range];
    let at = match link {
        Some(link) => link.range.clone(),
        None => source,
    };
    let quoted = shown.replace('`', "'");
    // `The {Senior Baker} is a grade 7`: only the braces of the template are left.
    let inner = shown.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).map(str::trim);
    if let Some(inner) = inner.filter(|inner| is_title_here(page, inner, corpus)) {
        let finding = Finding::new(page.span(at.clone()), format!("`{quoted}` still has the template's braces"));
        return finding.fix(Fix::reviewed("take the braces out".to_owned(), page.span(at), inner.to_owned()));
    }
    Finding::new(page.span(at), format!("`{quoted}` was never filled in"))
        .help("write what is to stand here, or take it out")
}

/// Whether a text is the title of a role of the page, or a form of it.
fn is_title_here(page: &Page, text: &str, corpus: &Corpus) -> bool {
    let title = Title::new(text, &corpus.vocabulary);
    !title.function.is_empty() && page.roles.iter().any(|role| !role.title.conflicts(&title))
}

/// `{add ...}` anywhere, and `{Senior Manager, Sales}` on pages of job families, whose templates have titles in braces.
fn braces(words: &Lists, text: &str, family: bool, found: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|open| at + open) {
        at = open + 1;
        let inner = &text[at..];
        let Some(len) = inner.find(['}', ']', '{', '\n', '|', '=', '<']) else {
            continue;
        };
        let close = &inner[len..];
        // `{{x}}`, `${x}`, `path/{x}` and `\frac{x}` are code.
        let is_code = text[..open].ends_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '{' | '$' | '/' | '\\' | '}' | '_' | '^' | '#' | '%')
        });
        if is_code || !close.starts_with(['}', ']']) || close[1..].starts_with(['}', '/']) {
            continue;
        }
        let content = inner[..len].trim();
        let first = content.split_whitespace().next().unwrap_or_default();
        let instructs = words.instructions.contains(&first.to_lowercase())
            && content.contains(char::is_whitespace);
        let is_name = family
            && close.starts_with('}')
            && first.starts_with(char::is_alphabetic)
            && !first.contains([':', '.', '(', '_']);
        if instructs || is_name {
            found.push(open..at + len + 1);
        }
    }
}

/// `TBD`, `TODO`, `XXX` where they stand for a text and are not what the text is about.
fn unfilled(
    words: &Lists,
    marks: &[(&str, Finder)],
    text: &str,
    found: &mut Vec<Range<usize>>,
) {
    for (mark, finder) in marks {
        if finder.find(text.as_bytes()).is_none() {
            continue;
        }
        let places = text.matches(*mark).count();
        for (start, _) in text.match_indices(*mark) {
            let end = start + mark.len();
            let (before, after) = (&text[..start], &text[end..]);
            let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '_' | '#' | '$');
            if before.ends_with(joins)
                || after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '_'))
            {
                continue;
            }
            let previous = before
                .trim_end()
                .rsplit(char::is_whitespace)
                .next()
                .unwrap_or_default()
                .to_lowercase();
            // A text may be about a list of TODOs, but hardly of XXX.
            let is_about = words.about.contains(&previous) && !(*mark == "XXX" && previous == "of");
            if is_about || before.ends_with(['"', '\'', '“', '‘']) {
                continue;
            }
            let is_meant = match *mark {
                // A variable of a text that is sent out stands in it more than once.
                "XXX" => places == 1,
                // `TODO list`, `TODO comments`: a thing that has this name.
                "TODO" => {
                    let after = after.trim_start_matches(' ');
                    let next = after
                        .split(|c: char| !c.is_alphanumeric())
                        .next()
                        .unwrap_or_default();
                    before.trim().is_empty() && !words.things.iter().any(|thing| thing == next)
                        || after.is_empty()
                        || after.starts_with([':', '-', '–', ')', ']', '.', ',', '\n'])
                        || before.trim_end().ends_with("the")
                }
                _ => true,
            };
            if is_meant {
                found.push(start..end);
            }
        }
    }
}

fn filler(words: &Lists, text: &str, found: &mut Vec<Range<usize>>) {
    let lower = text.to_ascii_lowercase();
    for filler in &words.filler {
        found.extend(
            lower
                .match_indices(filler.as_str())
                .map(|(at, _)| at..at + filler.len()),
        );
    }
}

/// `the Title job family`, `the Senior Director, Title`.
fn titles(words: &Lists, text: &str, found: &mut Vec<Range<usize>>) {
    for phrase in &words.titles {
        for (start, _) in text.match_indices(phrase.as_str()) {
            let (before, after) = (&text[..start], &text[start + phrase.len()..]);
            // In a row of columns (`Manager, Title, Grade`) no article stands before it.
            let near = if phrase.starts_with(TITLE) { 1 } else { 2 };
            let mut before = before.split_whitespace().rev().take(near);
            let follows_article = before.any(|word| matches!(word, "the" | "The" | "a" | "A"));
            let goes_on = match phrase.ends_with(TITLE) {
                true => !after.is_empty() && !after.starts_with(['.', ')', '\n']),
                false => after.starts_with(char::is_alphanumeric),
            };
            if let (true, false, Some(at)) = (follows_article, goes_on, phrase.find(TITLE)) {
                found.push(start + at..start + at + TITLE.len());
            }
        }
    }
}

/// `{{</* ref */>}}`: a shortcode that was copied from a page about shortcodes shows as it is written.
fn escaped_tags<'a>(page: &'a Page, block: &'a Block) -> impl Iterator<Item = Finding> + 'a {
    block
        .prose
        .runs()
        .filter(|(flags, _)| flags & style::OPAQUE != 0 && flags & style::CODE == 0)
        .map(|(_, range)| block.prose.source(range))
        .filter(|range| {
            let tag = page.source.slice(range.clone());
            tag.starts_with("{{</*") || tag.starts_with("{{%/*")
        })
        .map(|range| {
            Finding::new(
                page.span(range),
                "the shortcode was copied with its comment marks and shows as it is written",
            )
            .help("take `/*` and `*/` out of it, or write it as code")
        })
}
