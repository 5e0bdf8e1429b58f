//! Phrases that a rule's list names: several rules share this check and differ by their lists.

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use crate::corpus::Corpus;
use crate::document::prose::style;
use crate::document::{Block, BlockKind};
use crate::finding::Finding;
use crate::model::Page;
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
    phrases: Phrases,
    except: Option<Phrases>,
}

/// Phrases, and a first look at where one may start.
#[derive(Debug)]
struct Phrases {
    automaton: AhoCorasick,
    /// By byte: whether it is part of a word ([`IN_WORD`]), and whether a phrase starts with it ([`STARTS`]).
    kinds: [u8; 256],
    /// By second byte, mixed with the first: the bits of the third bytes.
    thirds: [u64; 256],
}

const IN_WORD: u8 = 1;
const STARTS: u8 = 2;

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

/// One automaton for all: any case, either apostrophe, a blank or a line end between words.
fn any_of(phrases: &[String]) -> Result<Phrases, String> {
    let mut forms: Vec<String> = phrases.to_vec();
    for (plain, other) in [(' ', "\n"), ('\'', "\u{2019}")] {
        let mut all = Vec::new();
        for form in forms {
            let (places, mut made) = (form.match_indices(plain), vec![(String::new(), 0)]);
            for (at, _) in places {
                let two = made.into_iter().flat_map(|(start, from)| {
                    let start: String = start + form.get(from..at).unwrap_or_default();
                    [(format!("{start}{plain}"), at + 1), (start + other, at + 1)]
                });
                made = two.collect();
            }
            let ended = made.into_iter();
            all.extend(ended.map(|(start, from)| start + form.get(from..).unwrap_or_default()));
        }
        forms = all;
    }
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .start_kind(StartKind::Anchored)
        .build(&forms)
        .map_err(|error| format!("phrases: {error}"))?;
    Ok(Phrases::new(automaton, &forms))
}

impl Phrases {
    fn new(automaton: AhoCorasick, forms: &[String]) -> Self {
        let (mut kinds, mut thirds) = ([0; 256], [0; 256]);
        for (byte, kind) in (0..=u8::MAX).zip(&mut kinds) {
            let in_word = byte.is_ascii_alphanumeric() || byte == b'_';
            *kind = if in_word { IN_WORD } else { 0 };
        }
        for form in forms.iter().map(String::as_bytes) {
            let Some(&first) = form.first() else { continue };
            kinds[first.to_ascii_lowercase() as usize] |= STARTS;
            kinds[first.to_ascii_uppercase() as usize] |= STARTS;
            match *form {
                [first, second, third, ..] => {
                    let (index, bit) = Self::place(first, second, third);
                    thirds[index] |= bit;
                }
                // Too short a phrase for more than its first letter.
                [first, second] => thirds[Self::place(first, second, 0).0] = u64::MAX,
                _ => thirds = [u64::MAX; 256],
            }
        }
        Self {
            automaton,
            kinds,
            thirds,
        }
    }

    /// Where the bit of three bytes is, whatever their case.
    fn place(first: u8, second: u8, third: u8) -> (usize, u64) {
        let index = (first | 0x20).wrapping_mul(31) ^ (second | 0x20);
        (usize::from(index), 1 << ((third | 0x20) & 63))
    }

    /// The longest phrase that starts at `at`.
    fn at(&self, text: &str, at: usize) -> Option<Range<usize>> {
        let byte = |at: usize| text.as_bytes().get(at).copied().unwrap_or_default();
        let (index, bit) = Self::place(byte(at), byte(at + 1), byte(at + 2));
        if self.thirds[index] & bit == 0 {
            return None;
        }
        let input = Input::new(text).range(at..).anchored(Anchored::Yes);
        self.automaton.find(input).map(|found| found.range())
    }
}

/// Where phrases stand as whole words.
fn whole<'a>(phrases: &'a Phrases, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let kind = |byte: u8| phrases.kinds[byte as usize];
    let bytes = text.as_bytes();
    let (mut next, mut before) = (0, 0);
    std::iter::from_fn(move || {
        while let Some(&byte) = bytes.get(next) {
            let (at, this) = (next, kind(byte));
            let may_start = this & STARTS != 0 && before & IN_WORD == 0;
            (next, before) = (at + 1, this);
            if may_start
                && let Some(found) = phrases.at(text, at)
                && bytes.get(found.end).is_none_or(|&after| kind(after) & IN_WORD == 0)
            {
                next = found.end;
                before = kind(bytes[next - 1]);
                return Some(found);
            }
        }
        None
    })
}

/// Looks at what a reader sees, headings and front matter included.
pub fn check(parameters: &Parameters, page: &Page, _: &Corpus) -> Vec<Finding> {
    let mut findings = Vec::new();
    for block in &page.document.blocks {
        let text = block.prose.text.as_str();
        let mut excepted: Option<Vec<Range<usize>>> = None;
        for range in whole(&parameters.phrases, text) {
            let excepted = excepted.get_or_insert_with(|| {
                let except = parameters.except.iter();
                except.flat_map(|except| whole(except, text)).collect()
            });
            if excepted.iter().any(|e| e.start < range.end && range.start < e.end)
                || !is_meant(&parameters.lists, page, block, &range)
            {
                continue;
            }
            if !page.document.is_english() {
                return Vec::new();
            }
            let shown = text[range.clone()].replace('\n', " ");
            let message = parameters.lists.message.replace("{}", &shown);
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
