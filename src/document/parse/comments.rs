//! HTML comments: where they are, and which block follows each.

use super::Builder;
use crate::document::Comment;
use crate::document::blocks::BlockKind;
use crate::document::comments::is_instruction;
use memchr::memmem;
use pulldown_cmark::Tag;
use std::ops::Range;

/// The comments of the file that is being read.
#[derive(Default)]
pub(super) struct Comments {
    /// Those that stand alone on their lines and wait for the block that follows.
    waiting: Vec<Waiting>,
    /// What follows each, as far as it is known.
    found: Vec<(usize, About)>,
    /// The list that ended last, while nothing but comments came after it.
    list: Option<usize>,
    /// Those behind the last cells of tables.
    behind_rows: Vec<Comment>,
    /// From this byte on no comment ends.
    open: Option<usize>,
    /// Whether a block of nothing but instructions is being read: it is no block of the page.
    pub(super) hidden: bool,
}

struct Waiting {
    comment: usize,
    /// The list that it stands right after.
    list: Option<usize>,
}

/// What a comment is about, where that cannot be told until the file is read.
enum About {
    /// These bytes.
    Bytes(Range<usize>),
    /// The section of a heading.
    Section(usize),
    /// A block whose end is not known yet.
    Block(usize),
}

impl Builder<'_> {
    /// Reads the comments in a piece of HTML.
    pub(super) fn comments(&mut self, range: &Range<usize>) {
        let text = self.text;
        let read = self.document.comments.last().map_or(0, |c| c.range.end);
        let mut at = range.start.max(read);
        while at < range.end
            && let Some(open) = memmem::find(&text.as_bytes()[at..range.end], b"<!--")
        {
            let start = at + open;
            let Some(end) = self.comment_end(start + 4) else {
                return;
            };
            let alone = self.stands_alone(start..end, range.start);
            let comment = self.document.comments.len();
            self.document.comments.push(Comment {
                range: start..end,
                text: inside(text, &(start..end)),
                about: end..end,
            });
            if alone {
                let list = self.comments.list;
                self.comments.waiting.push(Waiting { comment, list });
            } else {
                let line = line_start(text, start)..line_end(text, end);
                self.comments.found.push((comment, About::Bytes(line)));
            }
            at = end;
        }
    }

    fn comment_end(&mut self, from: usize) -> Option<usize> {
        if self.comments.open.is_some_and(|open| from >= open) {
            return None;
        }
        let close = memmem::find(&self.text.as_bytes()[from..], b"-->");
        if close.is_none() {
            self.comments.open = Some(from);
        }
        Some(from + close? + "-->".len())
    }

    /// Whether nothing but other comments, and the marks of quotations and items, stands on the lines of a comment in
    /// a piece of HTML that starts at byte `html`.
    fn stands_alone(&self, comment: Range<usize>, html: usize) -> bool {
        let mut start = line_start(self.text, comment.start);
        let open = self.open.map(|open| &self.document.blocks[open].kind);
        if self.comments.hidden || matches!(open, Some(BlockKind::Html)) {
            // Before the HTML itself there are only marks.
            start = start.max(html);
        }
        if let Some(before) = self.document.comments.last()
            && before.range.end > start
        {
            let waits = self.comments.waiting.last();
            if waits.is_none_or(|waiting| waiting.comment + 1 != self.document.comments.len()) {
                return false;
            }
            start = before.range.end;
        }
        let mut after = &self.text[comment.end..line_end(self.text, comment.end)];
        loop {
            after = after.trim_start();
            match after
                .strip_prefix("<!--")
                .and_then(|rest| rest.split_once("-->"))
            {
                Some((_, rest)) => after = rest,
                None => break,
            }
        }
        let mark = |c: char| c.is_whitespace() || c == '>';
        after.is_empty()
            && self.text[start..comment.start]
                .trim_matches(mark)
                .is_empty()
    }

    /// A block starts: what the comments before it are about, if there are any.
    pub(super) fn block_follows(&mut self, tag: &Tag, range: &Range<usize>) {
        self.comments.hidden = matches!(tag, Tag::HtmlBlock)
            && comments_only(&self.text[range.clone()], is_instruction);
        let is_comment = self.comments.hidden
            || matches!(tag, Tag::HtmlBlock) && comments_only(&self.text[range.clone()], |_| true);
        if !self.comments.hidden && !matches!(tag, Tag::List(_)) {
            self.comments.list = None;
        }
        if self.comments.waiting.is_empty() || is_comment {
            return;
        }
        match tag {
            Tag::Heading { .. } => {
                let heading = self.document.headings.len();
                self.decide(|_| true, || About::Section(heading));
            }
            Tag::List(_) => {
                let goes_on = self.goes_on(range).is_some();
                let about = || About::Bytes(range.clone());
                self.decide(|waiting| !goes_on || waiting.list.is_none(), about);
            }
            Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::Item
            | Tag::FootnoteDefinition(_)
            | Tag::Table(_) => self.decide(|_| true, || About::Bytes(range.clone())),
            _ => {}
        }
    }

    /// The list that one in `range` goes on, because nothing but instructions parts them.
    pub(super) fn goes_on(&self, range: &Range<usize>) -> Option<usize> {
        let before = self.comments.list?;
        let marker = |list: &Range<usize>| marker_kind(&self.text[list.clone()]);
        let before_range = &self.document.lists[before].range;
        (marker(before_range) == marker(range)).then_some(before)
    }

    /// An item ends: a comment that is alone in it is about its line.
    pub(super) fn item_ends(&mut self, item: usize) {
        self.comments.list = None;
        if self.comments.waiting.is_empty() {
            return;
        }
        let text = self.text;
        let marker = self.document.items[item].marker().start;
        let line = line_start(text, marker)..line_end(text, marker);
        let comments = &self.document.comments;
        let on_line: Vec<usize> = self
            .comments
            .waiting
            .iter()
            .map(|waiting| waiting.comment)
            .filter(|&comment| line.contains(&comments[comment].range.start))
            .collect();
        self.decide(
            |waiting| on_line.contains(&waiting.comment),
            || About::Bytes(line.clone()),
        );
    }

    /// A table ends: what stands behind the last cell of a row is no part of it, but a comment there is one all the same.
    pub(super) fn table_ends(&mut self, range: &Range<usize>) {
        let text = self.text;
        if memmem::find(text[range.clone()].as_bytes(), b"<!--").is_none() {
            return;
        }
        let mut end = range.start;
        for line in text[range.clone()].split_inclusive('\n') {
            let start = end;
            end += line.len();
            let row = line.trim_end();
            let Some(open) = row.rfind("<!--").filter(|_| row.ends_with("-->")) else {
                continue;
            };
            let comment = start + open..start + row.len();
            let in_code = row[..open].matches('`').count() % 2 == 1;
            let comments = &self.document.comments;
            let known = comments.binary_search_by_key(&comment.start, |known| known.range.start);
            if !in_code && known.is_err() {
                self.comments.behind_rows.push(Comment {
                    text: inside(text, &comment),
                    range: comment,
                    about: start..end,
                });
            }
        }
    }

    /// Text goes to a block for which no start was told, or goes on after a comment in its block.
    pub(super) fn text_follows(&mut self, block: usize) {
        self.decide(|_| true, || About::Block(block));
    }

    pub(super) fn comments_wait(&self) -> bool {
        !self.comments.waiting.is_empty()
    }

    /// A list ended, or something else: comments right after a list may stand between two of its items.
    pub(super) fn list_ended(&mut self, list: Option<usize>) {
        self.comments.list = list;
    }

    fn decide(&mut self, which: impl Fn(&Waiting) -> bool, about: impl Fn() -> About) {
        let Comments { waiting, found, .. } = &mut self.comments;
        waiting.retain(|comment| {
            let is_decided = which(comment);
            if is_decided {
                found.push((comment.comment, about()));
            }
            !is_decided
        });
    }

    /// Gives each comment what it is about, now that every end is known.
    pub(super) fn finish_comments(&mut self) {
        for (comment, about) in std::mem::take(&mut self.comments.found) {
            let comment = &mut self.document.comments[comment];
            comment.about = match about {
                About::Bytes(range) if range.start < comment.range.start => range,
                About::Bytes(range) => comment.range.end..range.end,
                About::Block(block) => comment.range.end..self.document.blocks[block].range().end,
                About::Section(heading) => {
                    let heading = &self.document.headings[heading];
                    let end = if heading.nested {
                        heading.range.end
                    } else {
                        heading.section_end_byte
                    };
                    comment.range.end..end
                }
            };
            comment.about.end = comment.about.end.max(comment.about.start);
        }
        let comments = &mut self.document.comments;
        if !self.comments.behind_rows.is_empty() {
            comments.append(&mut self.comments.behind_rows);
            comments.sort_by_key(|comment| comment.range.start);
        }
    }
}

/// What stands between the ends of a comment.
fn inside(text: &str, comment: &Range<usize>) -> String {
    text[comment.start + "<!--".len()..comment.end - "-->".len()].to_owned()
}

/// Whether a piece of HTML holds nothing but comments that are `such`.
fn comments_only(html: &str, such: impl Fn(&str) -> bool) -> bool {
    let mark = |c: char| c.is_whitespace() || c == '>';
    let mut rest = html.trim();
    while let Some(comment) = rest.strip_prefix("<!--") {
        match comment.split_once("-->") {
            Some((text, after)) if such(text) => rest = after.trim_start_matches(mark),
            _ => return false,
        }
    }
    rest.is_empty()
}

/// What tells the items of one list from those of another: `-`, `*`, `+`, `.` or `)`.
fn marker_kind(list: &str) -> Option<char> {
    list.trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .chars()
        .next()
}

fn line_start(text: &str, at: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1)
}

/// Where the line ends that holds byte `at`, its line end included.
fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end + 1)
}
