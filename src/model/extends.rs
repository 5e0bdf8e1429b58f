//! Lists that take over another role's: "Extends the X requirements".

use super::mentions;
use super::title::Title;
use super::vocabulary::Vocabulary;
use crate::document::Document;
use std::ops::Range;

/// A list that takes over another.
#[derive(Clone, Debug)]
pub struct Extends {
    /// Whose list; none where it only says `all of the above`.
    pub title: Option<Title>,
    /// The bytes of what names it.
    pub range: Range<usize>,
    /// The link that names it, as an index into the document's.
    pub link: Option<usize>,
}

/// What a text takes over, wherever it stands.
#[derive(Clone, Debug)]
pub struct TakenOver {
    title: Option<Title>,
    /// The part of the text that names it.
    range: Range<usize>,
}

/// What the text of a block takes over, if it does.
pub fn find(document: &Document, block: usize, vocabulary: &Vocabulary) -> Option<Extends> {
    let prose = &document.blocks[block].prose;
    if !prose.may_mention(mentions::EXTENDS) {
        return None;
    }
    let found = vocabulary
        .taken_over
        .of_prose(prose, || read(&prose.text, vocabulary))?;
    let range = found.range;
    let link = document
        .numbered_links_in(block)
        .find(|(_, link)| link.text.start < range.end && range.start < link.text.end)
        .map(|(index, _)| index);
    Some(Extends {
        title: found.title,
        range: prose.source(range),
        link,
    })
}

fn read(text: &str, vocabulary: &Vocabulary) -> Option<TakenOver> {
    let (whole, named) = vocabulary
        .extends
        .iter()
        .find_map(|pattern| pattern.find_group(text, "title"))?;
    let range = named.clone().unwrap_or(whole);
    let title = named
        .and_then(|range| text.get(range))
        .map(|text| Title::new(text, vocabulary))
        .filter(|title| !title.text.is_empty() && title.is_title());
    Some(TakenOver { title, range })
}
