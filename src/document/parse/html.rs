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

    /// Forgets the links and ids of HTML that a comment holds: nobody sees them, and the generator makes nothing of them.
    pub(super) fn leave_out_what_comments_hold(&mut self) {
        let document = &mut self.document;
        let comments = &document.comments;
        if comments.is_empty() {
            return;
        }
        let is_seen = |at: usize| {
            let next = comments.partition_point(|comment| comment.range.end <= at);
            comments
                .get(next)
                .is_none_or(|comment| at < comment.range.start)
        };
        document.html_links.retain(|link| is_seen(link.range.start));
        document.html_ids.retain(|(_, at)| is_seen(*at));
    }
}
