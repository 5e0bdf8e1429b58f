//! Wording that research found to keep people away: more masculine-coded words than feminine-coded ones, or more words of a
//! fixed mindset than of a growing one. A page is judged as a whole: balance matters, not a single word.

use crate::corpus::Corpus;
use crate::document::BlockKind;
use crate::document::prose::style;
use crate::finding::Finding;
use crate::model::Page;
use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many words the finding names, and how many places it relates.
const NAMED: usize = 8;

/// The four lists. `*` at the end of an entry stands for any ending.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    masculine: Vec<String>,
    feminine: Vec<String>,
    fixed: Vec<String>,
    growing: Vec<String>,
}

/// The lists, made ready.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Lists")]
pub struct Parameters {
    words: AhoCorasick,
    /// For each pattern its list, and whether the word may go on.
    kinds: Vec<(usize, bool)>,
}

impl TryFrom<Lists> for Parameters {
    type Error = String;

    fn try_from(lists: Lists) -> Result<Self, String> {
        let lists = [lists.masculine, lists.feminine, lists.fixed, lists.growing];
        let (mut patterns, mut kinds) = (Vec::new(), Vec::new());
        for (kind, list) in lists.iter().enumerate() {
            for entry in list {
                patterns.push(entry.trim_end_matches('*'));
                kinds.push((kind, entry.ends_with('*')));
            }
        }
        let words = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns)
            .map_err(|error| format!("coded-language: {error}"))?;
        Ok(Self { words, kinds })
    }
}

/// The words of one list on a page: how often, and where first.
type Found = BTreeMap<String, (usize, Range<usize>)>;

pub fn check(parameters: &Parameters, page: &Page, _: &Corpus) -> Vec<Finding> {
    let mut found: [Found; 4] = Default::default();
    for block in &page.document.blocks {
        if matches!(block.kind, BlockKind::FrontMatter | BlockKind::Heading(_)) {
            continue;
        }
        let text = block.prose.text.as_str();
        let mut after = 0;
        for hit in parameters.words.find_iter(text) {
            let Some(&(kind, goes_on)) = parameters.kinds.get(hit.pattern().as_usize()) else {
                continue;
            };
            let end = hit.end() + letters(&text[hit.end()..]);
            let starts = !text[..hit.start()].ends_with(|c: char| c.is_alphanumeric());
            let flags = block.prose.style(hit.start()..end);
            if hit.start() < after
                || !starts
                || !goes_on && end > hit.end()
                || flags & (style::CODE | style::OPAQUE | style::ADDRESS) != 0
            {
                continue;
            }
            after = end;
            let word = text[hit.start()..end].to_lowercase();
            let source = block.prose.source(hit.start()..end);
            if let Some(words) = found.get_mut(kind) {
                words.entry(word).or_insert((0, source)).0 += 1;
            }
        }
    }
    let [masculine, feminine, fixed, growing] = &found;
    let heavy = |many: &Found, few: &Found| count(many) > count(few);
    let mut said = Vec::new();
    let mut words = Vec::new();
    if heavy(masculine, feminine) {
        said.push(against(masculine, "masculine-coded", feminine, "feminine-coded"));
        words.extend(most(masculine));
    }
    if heavy(fixed, growing) {
        said.push(against(fixed, "fixed-mindset", growing, "growth-mindset"));
        words.extend(most(fixed));
    }
    if said.is_empty() || !page.document.is_english() {
        return Vec::new();
    }
    let mut finding = Finding::new(page.title_span(), said.join("; "))
        .help("put some of them in other words, or balance them")
        .known_by("the page");
    for (word, (count, at)) in words {
        let times = if *count == 1 { "once".to_owned() } else { format!("{count} times") };
        finding = finding.relate(page.span(at.clone()), format!("`{word}`, {times} on this page"));
    }
    vec![finding]
}

fn letters(text: &str) -> usize {
    text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())
}

fn count(words: &Found) -> usize {
    words.values().map(|(count, _)| count).sum()
}

/// The words that stand most often.
fn most(words: &Found) -> Vec<(&String, &(usize, Range<usize>))> {
    let mut words: Vec<_> = words.iter().collect();
    words.sort_by_key(|(_, (count, at))| (std::cmp::Reverse(*count), at.start));
    words.truncate(NAMED);
    words
}

fn against(many: &Found, name: &str, few: &Found, other: &str) -> String {
    let named: Vec<_> = most(many)
        .into_iter()
        .map(|(word, (count, _))| match count {
            1 => format!("`{word}`"),
            count => format!("`{word}` ({count})"),
        })
        .collect();
    let noun = if count(many) == 1 { "word" } else { "words" };
    format!("{} {name} {noun} against {} {other}: {}", count(many), count(few), named.join(", "))
}
