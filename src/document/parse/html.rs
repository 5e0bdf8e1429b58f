//! Raw HTML: the anchors, links and comments in it.

use super::Builder;
use crate::document::html;
use crate::document::links::{Link, LinkKind};
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn html(&mut self, html: &str, range: &Range<usize>) {
        html::find_ids(html, range.start, &mut self.document.html_ids);
        self.html_links(html, range);
        self.comments(range);
    }

    fn html_links(&mut self, html: &str, range: &Range<usize>) {
        for (tag, destination) in html::links(html) {
            let tag = range.start + tag.start..range.start + tag.end;
            let destination_range = range.start + destination.start..range.start + destination.end;
            // A mask may stand for a shortcode in what the parser saw.
            let Some(destination) = self.text.get(destination_range.clone()) else {
                continue;
            };
            self.document.html_links.push(Link {
                kind: LinkKind::Html,
                block: self.open.unwrap_or_default(),
                text: 0..0,
                destination: destination.replace("&amp;", "&"),
                opaque: self.document.is_opaque(&destination_range),
                destination_range: Some(destination_range),
                has_content: true,
                heading: self.heading,
                range: tag,
            });
        }
    }
}
