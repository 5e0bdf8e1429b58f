//! Whether a word that looks misspelt is a name, or a part of one: somebody's, a product's, an address's.

use super::context::{self, Place};
use super::{Proof, Wrong};
use crate::document::{Block, BlockKind, LinkKind, Word};
use crate::lexicon;
use crate::model::Page;

/// Whether `word` of the block with this index is a name. `is_slip` tells whether a word in small letters is a known
/// misspelling.
pub fn is_name(
    page: &Page,
    index: usize,
    word: Word<'_>,
    wrong: &Wrong,
    is_slip: impl Fn(&str) -> bool,
) -> bool {
    let Some(block) = page.document.blocks.get(index) else {
        return false;
    };
    if is_rest_of_word(block, word) || is_quoted(block, word) {
        return true;
    }
    let guessed = matches!(wrong.proof, Proof::Guessed(_));
    if guessed && (is_label(page, index, word) || is_key(block, word) || is_in_chain(block, word, wrong)) {
        return true;
    }
    word.text.starts_with(|c: char| c.is_ascii_uppercase()) && has_a_names_capital(block, word, wrong, is_slip)
}

/// Whether it is the second part of a right word: `pre-empting`.
fn is_rest_of_word(block: &Block, word: Word<'_>) -> bool {
    let before = &block.prose.text[..word.at];
    let Some(before) = before.strip_suffix('-') else {
        return false;
    };
    let start = before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let whole = format!("{}{}", &before[start..], word.text).to_ascii_lowercase();
    matches!(lexicon::find(&whole), Some(lexicon::Word::Right { .. }))
}

/// Whether it stands alone between quotation marks: it is spoken of.
fn is_quoted(block: &Block, word: Word<'_>) -> bool {
    let (before, after) = block.prose.text.split_at(word.at);
    let after = &after[word.text.len()..];
    before.ends_with(['"', '\u{201C}', '\u{2018}']) && after.starts_with(['"', '\u{201D}', '\u{2019}'])
        || before.ends_with('\'') && after.starts_with('\'')
}

/// Whether it is the name in the address that it is linked to (`[Udacity](https://www.udacity.com)`), or the name of an
/// image's file.
fn is_label(page: &Page, index: usize, word: Word<'_>) -> bool {
    page.document.links_in(index)
        .filter(|link| link.text.start <= word.at && word.range().end <= link.text.end)
        .any(|link| {
            let text = page.document.link_text(link);
            let is = |part: &str| part.eq_ignore_ascii_case(word.text);
            let is_file = link.kind == LinkKind::Image && !text.contains(char::is_whitespace);
            let address = link.destination.split_once("://").map_or("", |(_, rest)| rest);
            let (host, path) = address.split_once('/').unwrap_or((address, ""));
            let path = path.split(['?', '#']).next().unwrap_or_default();
            is_file || host.split('.').any(is) || is(text.trim()) && path.split('/').any(is)
        })
}

/// Whether it stands alone in a cell of a table, in small letters: a key, no text.
fn is_key(block: &Block, word: Word<'_>) -> bool {
    block.kind == BlockKind::Cell { head: false }
        && block.prose.text.trim() == word.text
        && word.text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether it would be two words in a chain of words that hyphens join: such a chain is no text.
fn is_in_chain(block: &Block, word: Word<'_>, wrong: &Wrong) -> bool {
    let text = block.prose.text.as_str();
    let joined = text[..word.at].ends_with('-') && text[word.range().end..].starts_with('-');
    joined && wrong.corrections.iter().any(|correction| correction.contains(' '))
}

/// Whether a capital makes the word look like somebody's name, or a product's.
fn has_a_names_capital(
    block: &Block,
    word: Word<'_>,
    wrong: &Wrong,
    is_slip: impl Fn(&str) -> bool,
) -> bool {
    let title = matches!(block.kind, BlockKind::Heading(_) | BlockKind::FrontMatter);
    let length = word.text.len();
    let place = context::place(&block.prose.text, word, is_slip);
    match &wrong.proof {
        Proof::Guessed(guess) => guess.margin < context::doubt(place, title, length, guess.capital),
        Proof::Ours => place == Place::AmongNames && length < 5,
        Proof::Listed => !title && match place {
            Place::Start => false,
            Place::StartOfName => length < 5,
            Place::AmongNames => length < 8,
            Place::AmongWords | Place::Alone => length < 6,
        },
    }
}
