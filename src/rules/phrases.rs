//! Phrases that a rule's list names: several rules share this check and differ by their lists.

use crate::corpus::Corpus;
use crate::document::prose::style;
use crate::document::filter::Filter;
use crate::document::tokens::{self, Token};
use crate::document::{Block, BlockKind};
use crate::finding::Finding;
use crate::model::Page;
use rustc_hash::FxHashMap;
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
#[serde(from = "Lists")]
pub struct Parameters {
    lists: Lists,
    phrases: Phrases,
    /// The first words of those.
    first_words: Filter,
    except: Phrases,
}

impl From<Lists> for Parameters {
    fn from(lists: Lists) -> Self {
        let phrases = Phrases::new(&lists.phrases);
        Self {
            first_words: Filter::new(phrases.by_first.keys().copied()),
            phrases,
            except: Phrases::new(&lists.except),
            lists,
        }
    }
}

/// Phrases by their first words, the longest first.
#[derive(Debug)]
struct Phrases {
    by_first: FxHashMap<u64, Vec<Phrase>>,
}

/// The words after the first, each with what parts it from the one before; a blank stands for any white space.
type Phrase = Vec<(String, u64)>;

impl Phrases {
    fn new(phrases: &[String]) -> Self {
        let mut by_first: FxHashMap<u64, Vec<Phrase>> = FxHashMap::default();
        for phrase in phrases {
            let words = tokens::of_text(phrase);
            if let Some(first) = words.first() {
                let pairs = words.windows(2);
                let rest = pairs.map(|pair| (phrase[pair[0].end()..pair[1].at()].to_owned(), pair[1].hash));
                by_first.entry(first.hash).or_default().push(rest.collect());
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
        }
        Self { by_first }
    }

    /// Where the longest phrase ends that starts with the first of these words.
    fn at(&self, text: &str, words: &[Token]) -> Option<usize> {
        let fits = |rest: &Phrase| {
            let mut pairs = words.windows(2);
            rest.iter().all(|(gap, hash)| {
                pairs.next().is_some_and(|pair| {
                    let between = || &text[pair[0].end()..pair[1].at()];
                    pair[1].hash == *hash && if gap == " " { pair[1].follows() } else { between() == gap }
                })
            })
        };
        let phrase = self.by_first.get(&words.first()?.hash)?.iter().find(|rest| fits(rest))?;
        words.get(phrase.len()).map(Token::end)
    }

    /// Calls `found` where phrases stand as whole words that may start with these of the words.
    fn each(
        &self,
        text: &str,
        words: &[Token],
        first_words: impl Iterator<Item = usize>,
        mut found: impl FnMut(Range<usize>),
    ) {
        let bytes = text.as_bytes();
        let mut after = 0;
        for index in first_words {
            let at = words[index].at();
            if at >= after
                && let Some(end) = self.at(text, &words[index..])
                && !bytes[..at].ends_with(b"_")
                && bytes.get(end) != Some(&b'_')
            {
                after = end;
                found(at..end);
            }
        }
    }
}

/// Looks at what a reader of a family page sees, headings and front matter included.
pub fn check(parameters: &Parameters, corpus: &Corpus) -> Vec<Finding> {
    corpus.of_telling_texts(
        |words, found| parameters.first_words.each(words, found),
        |prose, words, telling| {
            let first_words = telling.iter().map(|first| first.word);
            phrases_in(parameters, &prose.text, words, first_words)
        },
        |page, block, range| {
            let block = page.document.blocks.get(block)?;
            let meant = page.family
                && is_meant(&parameters.lists, page, block, range)
                && page.document.is_english();
            meant.then(|| finding(&parameters.lists, page, block, range.clone()))
        },
    )
}

/// The phrases of a text that start with these of its words, without those that are a part of a longer one in which they
/// are right.
fn phrases_in(
    parameters: &Parameters,
    text: &str,
    words: &[Token],
    first_words: impl Iterator<Item = usize>,
) -> Vec<Range<usize>> {
    let Parameters { phrases, except, .. } = parameters;
    let mut found: Vec<Range<usize>> = Vec::new();
    phrases.each(text, words, first_words, |range| found.push(range));
    if !found.is_empty() {
        except.each(text, words, 0..words.len(), |except| {
            found.retain(|range| range.end <= except.start || except.end <= range.start);
        });
    }
    found
}

fn finding(lists: &Lists, page: &Page, block: &Block, range: Range<usize>) -> Finding {
    let shown = block.prose.text[range.clone()].replace('\n', " ");
    let finding = Finding::new(
        page.span(block.prose.source(range)),
        lists.message.replace("{}", &shown),
    );
    match &lists.help {
        Some(help) => finding.help(help.clone()),
        None => finding,
    }
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
    let first = links.partition_point(|link| link.range.start < block.range().start);
    links[first..]
        .iter()
        .take_while(|link| link.range.start < block.range().end)
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
    let mut heading = block.heading();
    while let Some(index) = heading {
        let text = page.document.heading_text(index).to_lowercase();
        if lists.not_under.iter().any(|name| text.contains(name.as_str())) {
            return true;
        }
        heading = page.document.parent(index);
    }
    false
}
