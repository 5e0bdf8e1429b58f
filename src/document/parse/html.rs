//! Raw HTML: the anchors, links and comments in it.

use super::Builder;
use crate::document::links::{Link, LinkKind};
use crate::document::{Comment, html};
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn html(&mut self, html: &str, range: &Range<usize>) {
        html::find_ids(html, range.start, &mut self.document.html_ids);
        self.html_links(html, range);
        // A comment may come in several events, one a line.
        if html.starts_with("<!--") || html.trim_start().starts_with("<!--") {
            let mut at = range.start;
            while let Some(open) = self.text[at..range.end].find("<!--") {
                let start = at + open;
                let Some(close) = self.text[start + 4..].find("-->") else {
                    break;
                };
                let end = start + 4 + close + 3;
                self.document.comments.push(Comment {
                    range: start..end,
                    text: self.text[start + 4..start + 4 + close].to_owned(),
                });
                at = end;
                if at >= range.end {
                    break;
                }
            }
        }
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
