//! Names of companies and products in the wrong case.

use crate::config::profile::Brand;
use crate::corpus::Corpus;
use crate::document::prose::style;
use crate::document::filter::Filter;
use crate::document::tokens;
use crate::document::{Block, BlockKind, Prose, Token};
use crate::finding::{Finding, Fix};
use crate::model::Page;
use crate::rules::NoParams;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Looks for every configured name, in any case.
pub fn check(_: &NoParams, corpus: &Corpus) -> Vec<Finding> {
    let brands = Brands::new(&corpus.profile.brands);
    corpus.of_telling_texts(
        |words, found| brands.first_words.each(words, found),
        |prose, words, telling| {
            let first_words = telling.iter().map(|first| words[first.word]);
            miscased(prose, first_words, &brands)
        },
        |page, block, (brand, range)| {
            let block = page.document.blocks.get(block)?;
            is_prose(block, range.clone()).then(|| finding(page, block, brand, range.clone()))
        },
    )
}

/// The names by their first words.
struct Brands<'a> {
    by_first: FxHashMap<u64, Vec<&'a Brand>>,
    /// Their first words, and the same with a possessive ending.
    first_words: Filter,
}

impl<'a> Brands<'a> {
    fn new(brands: &'a [Brand]) -> Self {
        let mut by_first: FxHashMap<u64, Vec<&Brand>> = FxHashMap::default();
        let mut first_words = Vec::with_capacity(2 * brands.len());
        for brand in brands {
            if let Some(first) = tokens::of_text(&brand.name).first() {
                by_first.entry(first.hash).or_default().push(brand);
                let possessive = format!("{}'s", &brand.name[first.range()]);
                first_words.extend([first.hash, tokens::hash(&possessive)]);
            }
        }
        for brands in by_first.values_mut() {
            // Longer names first: `GitLab Duo` before `GitLab`.
            brands.sort_by_key(|brand| std::cmp::Reverse(brand.name.len()));
        }
        Self {
            first_words: Filter::new(first_words.into_iter()),
            by_first,
        }
    }

    /// The name that is written from the start of `text` on, in any case.
    fn at(&self, first: u64, text: &str) -> Option<&'a Brand> {
        let starts = |brand: &&&Brand| {
            let start = text.get(..brand.name.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(&brand.name))
        };
        self.by_first.get(&first)?.iter().find(starts).copied()
    }
}

/// The names of a text that start with these words and are in the wrong case.
fn miscased<'a>(
    prose: &Prose,
    first_words: impl Iterator<Item = Token>,
    brands: &Brands<'a>,
) -> Vec<(&'a Brand, Range<usize>)> {
    let text = prose.text.as_str();
    first_words
        .filter_map(|word| {
            let brand = brands.at(word.stem_hash(text), &text[word.at()..])?;
            let range = word.at()..word.at() + brand.name.len();
            is_wrong(brand, &text[range.clone()]).then_some((brand, range))
        })
        .collect()
}

fn finding(page: &Page, block: &Block, brand: &Brand, range: Range<usize>) -> Finding {
    let span = page.span(block.prose.source(range.clone()));
    let written = &block.prose.text[range.clone()];
    let finding = Finding::new(span, format!("`{written}` is written `{}`", brand.name));
    if block.prose.is_verbatim(range.clone()) {
        let title = format!("write `{}`", brand.name);
        // In small letters it may be a folder, a command or a package; in a quotation it is somebody else's.
        let binding = !written.contains(|c: char| c.is_ascii_uppercase()) || block.is_quotation(range);
        finding.fix(Fix::safe_unless(binding, title, span, &brand.name))
    } else {
        finding
    }
}

fn is_wrong(brand: &Brand, written: &str) -> bool {
    if brand.not.is_empty() {
        brand.name != written
    } else {
        brand.not.iter().any(|wrong| wrong == written)
    }
}

/// Whether the name stands in running text: not in an address, a path, a handle, a file name, a label or code.
fn is_prose(block: &Block, range: Range<usize>) -> bool {
    let text = block.prose.text.as_str();
    let flags = block.prose.style(range.clone());
    let written = &text[range.clone()];
    let capital = written.starts_with(char::is_uppercase);
    if flags & (style::CODE | style::OPAQUE | style::ADDRESS) != 0
        || flags & style::IMAGE != 0 && !capital
    {
        return false;
    }
    let run_start = text[..range.start].rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let run_end = text[range.end..]
        .find(char::is_whitespace)
        .map_or(text.len(), |at| range.end + at);
    let run_start = (run_start..=range.start).find(|&at| text.is_char_boundary(at)).unwrap_or(range.start);
    let (before, after) = (&text[run_start..range.start], &text[range.end..run_end]);
    if [before, after].iter().any(|part| part.contains("://") || part.contains(['@', '\\', '_', '=', '#', '$', '~', '<', '{'])) {
        return false;
    }
    let joined_before = before.chars().next_back().is_some_and(|c| {
        c.is_alphanumeric() || matches!(c, '.' | ':') || matches!(c, '-' | '/') && !capital
    });
    let mut rest = after.chars();
    let joined_after = match (rest.next(), rest.next()) {
        (Some('.'), Some(next)) if next.is_alphanumeric() => !(capital && is_domain_end(&after[1..])),
        (Some('-' | '/' | ':'), Some(next)) if next.is_alphanumeric() || next == ':' => !capital,
        (Some(c), _) => c.is_alphanumeric(),
        _ => false,
    };
    // The value of something: a label, a name of a folder.
    let quoted = !capital && before.ends_with(['"', '“', '\'', '‘']) && after.starts_with(['"', '”', '\'', '’']);
    // A path: `/company/Gitlab/`. Two names with a slash between are none.
    let path = before.starts_with('/') || before.matches('/').count() > 1 || after.matches('/').count() > 1;
    !joined_before && !joined_after && !quoted && !path && !is_shouted(block, written, range)
}

/// `Gitlab.com`, as the name of the product, is written as carefully as the name alone.
fn is_domain_end(text: &str) -> bool {
    ["com", "org", "io", "net"].iter().any(|end| {
        text.strip_prefix(end)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/'))
    })
}

/// Whether it stands in capitals among words in capitals, as in some headings and in the small print.
fn is_shouted(block: &Block, written: &str, range: Range<usize>) -> bool {
    if written.chars().any(char::is_lowercase) {
        return false;
    }
    let text = block.prose.text.as_str();
    let shouted = |word: Option<&str>| {
        word.is_some_and(|word| {
            word.len() > 1 && word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase)
        })
    };
    // `(GITLAB)`: as a trademark is registered.
    text[..range.start].ends_with(['(', '"', '“'])
        || matches!(block.kind, BlockKind::Heading(_)) && !text.chars().any(char::is_lowercase)
        || shouted(text[..range.start].split_whitespace().next_back())
        || shouted(text[range.end..].split_whitespace().find(|word| word.len() > 2))
}
