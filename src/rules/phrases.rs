//! Phrases that a rule's list names: several rules share this check and differ by their lists.

use crate::corpus::Corpus;
use crate::document::prose::style;
use crate::document::{Block, BlockKind};
use crate::finding::Finding;
use crate::model::Page;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use std::ops::Range;

/// What a rule's file says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Lists {
    /// The phrases, in small letters with plain apostrophes. A blank stands for any blanks.
    phrases: Vec<String>,
    /// Longer phrases in which they are right.
    #[serde(default)]
    except: Vec<String>,
    /// Words of headings under which nothing is looked at.
    #[serde(default)]
    not_under: Vec<String>,
    /// Whether quotations are left out, those between quotation marks too.
    #[serde(default)]
    not_quoted: bool,
    /// Parts of addresses: who links to one in the same paragraph speaks of a person.
    #[serde(default)]
    not_beside_links_to: Vec<String>,
    /// What is said of a phrase; `{}` stands for it.
    message: String,
    /// What to do.
    #[serde(default)]
    help: Option<String>,
}

/// The lists, made ready.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Lists")]
pub struct Parameters {
    lists: Lists,
    phrases: Regex,
    except: Option<Regex>,
}

impl TryFrom<Lists> for Parameters {
    type Error = String;

    fn try_from(lists: Lists) -> Result<Self, String> {
        Ok(Self {
            phrases: any_of(&lists.phrases)?,
            except: if lists.except.is_empty() {
                None
            } else {
                Some(any_of(&lists.except)?)
            },
            lists,
        })
    }
}

/// One expression for all: whole words, any case, either apostrophe.
fn any_of(phrases: &[String]) -> Result<Regex, String> {
    let mut longest_first: Vec<_> = phrases.iter().map(String::as_str).collect();
    longest_first.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    let alternatives: Vec<_> = longest_first
        .into_iter()
        .map(|phrase| {
            regex::escape(phrase)
                .replace(' ', r"[ \n]+")
                .replace('\'', "(?:'|\u{2019})")
        })
        .collect();
    RegexBuilder::new(&format!(r"(?-u:\b)(?:{})(?-u:\b)", alternatives.join("|")))
        .case_insensitive(true)
        .build()
        .map_err(|error| format!("phrases: {error}"))
}

/// Looks at what a reader sees, headings and front matter included.
pub fn check(parameters: &Parameters, page: &Page, _: &Corpus) -> Vec<Finding> {
    let mut findings = Vec::new();
    for block in &page.document.blocks {
        let text = block.prose.text.as_str();
        let mut excepted: Option<Vec<Range<usize>>> = None;
        for found in parameters.phrases.find_iter(text) {
            let range = found.range();
            let excepted = excepted.get_or_insert_with(|| {
                let except = parameters.except.iter();
                except.flat_map(|except| except.find_iter(text)).map(|m| m.range()).collect()
            });
            if excepted.iter().any(|e| e.start < range.end && range.start < e.end)
                || !is_meant(&parameters.lists, page, block, &range)
            {
                continue;
            }
            let message = parameters.lists.message.replace("{}", found.as_str());
            let finding = Finding::new(page.span(block.prose.source(range)), message);
            findings.push(match &parameters.lists.help {
                Some(help) => finding.help(help),
                None => finding,
            });
        }
    }
    findings
}

fn is_meant(lists: &Lists, page: &Page, block: &Block, range: &Range<usize>) -> bool {
    let text = block.prose.text.as_str();
    let before = &text[..range.start];
    if block.prose.style(range.clone()) & (style::CODE | style::OPAQUE | style::ADDRESS) != 0
        || before.ends_with(['/', '-', '@', '_'])
        || text[range.end..].starts_with(['-', '@', '_'])
    {
        return false;
    }
    if lists.not_quoted && (block.quoted || in_quotation_marks(before, &text[range.end..])) {
        return false;
    }
    !speaks_of_person(lists, page, block) && !is_under(lists, page, block)
}

fn speaks_of_person(lists: &Lists, page: &Page, block: &Block) -> bool {
    if lists.not_beside_links_to.is_empty() {
        return false;
    }
    let links = &page.document.links;
    let first = links.partition_point(|link| link.range.start < block.range.start);
    links[first..]
        .iter()
        .take_while(|link| link.range.start < block.range.end)
        .any(|link| {
            let mut parts = lists.not_beside_links_to.iter();
            parts.any(|part| link.destination.contains(part.as_str()))
        })
}

/// An odd number of straight marks before, or a curly one that is still open, and one that closes it.
fn in_quotation_marks(before: &str, after: &str) -> bool {
    let straight = before.matches('"').count() % 2 == 1 && after.contains('"');
    let open = before.rfind('\u{201C}');
    let curly = open.is_some_and(|open| !before[open..].contains('\u{201D}')) && after.contains('\u{201D}');
    straight || curly
}

/// Whether the block stands under a heading that the rule leaves out, at any depth.
fn is_under(lists: &Lists, page: &Page, block: &Block) -> bool {
    if lists.not_under.is_empty() || matches!(block.kind, BlockKind::FrontMatter) {
        return false;
    }
    let mut heading = block.heading;
    while let Some(index) = heading {
        let text = page.document.heading_text(index).to_lowercase();
        if lists.not_under.iter().any(|name| text.contains(name.as_str())) {
            return true;
        }
        heading = page.document.parent(index);
    }
    false
}
