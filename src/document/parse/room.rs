//! Room for what is read of a page, kept for the pages that follow: little grows while one is read, and what it leaves
//! behind takes no more memory than it needs.

use crate::document::Document;
use crate::document::anchors::{Ids, Inline};
use crate::document::blocks::{Block, Heading, Item, List};
use crate::document::links::Link;
use crate::document::prose::Prose;
use std::cell::Cell;

thread_local! {
    static ROOM: Cell<Room> = Cell::default();
}

/// Empty, but roomy.
#[derive(Default)]
pub(super) struct Room {
    pub(super) headings: Vec<Heading>,
    pub(super) blocks: Vec<Block>,
    pub(super) lists: Vec<List>,
    pub(super) items: Vec<Item>,
    pub(super) links: Vec<Link>,
    pub(super) inline: Vec<Inline>,
    pub(super) ids: Ids,
    pub(super) prose: Prose,
}

impl Room {
    /// What the pages before have left.
    pub(super) fn take() -> Self {
        ROOM.take()
    }

    /// Leaves the room that a document was read in, which gets its own.
    pub(super) fn leave(document: &mut Document, inline: Vec<Inline>, ids: Ids, prose: Prose) {
        ROOM.set(Self {
            headings: leave(&mut document.headings),
            blocks: leave(&mut document.blocks),
            lists: leave(&mut document.lists),
            items: leave(&mut document.items),
            links: leave(&mut document.links),
            inline,
            ids,
            prose,
        });
    }
}

/// Moves what was read into memory of its own.
fn leave<T>(read: &mut Vec<T>) -> Vec<T> {
    let mut own = Vec::new();
    own.append(read);
    std::mem::replace(read, own)
}
