//! Bare addresses of running text: Hugo makes links of them.

use super::Builder;
use crate::document::anchors::addresses;
use crate::document::blocks::BlockKind;
use crate::document::links::{Link, LinkKind, with_scheme};
use crate::document::prose::style;

/// What makes no link of an address in it.
const NO_TEXT: u8 = style::CODE | style::OPAQUE | style::LINK | style::ADDRESS | style::IMAGE;

impl Builder<'_> {
    /// Adds the bare addresses of every block to its links.
    pub(super) fn bare_addresses(&mut self) {
        for (index, block) in self.document.blocks.iter().enumerate() {
            let is_text = matches!(
                block.kind,
                BlockKind::Paragraph | BlockKind::Cell { .. } | BlockKind::Heading(_)
            );
            if !is_text || !block.prose.text.contains("://") {
                continue;
            }
            for (flags, run) in block.prose.runs() {
                let written = block.prose.source(run.clone());
                if flags & NO_TEXT != 0 || !block.prose.is_verbatim(run.clone()) {
                    continue;
                }
                for found in addresses(self.text, &written).unwrap_or_default() {
                    let range = written.start + found.start..written.start + found.end;
                    self.document.links.push(Link {
                        kind: LinkKind::Auto,
                        block: index,
                        text: run.start + found.start..run.start + found.end,
                        destination: with_scheme(&self.text[range.clone()]),
                        // What is put in its place would no longer be an address.
                        destination_range: None,
                        opaque: false,
                        has_content: false,
                        heading: block.heading(),
                        range,
                    });
                }
            }
        }
    }
}
