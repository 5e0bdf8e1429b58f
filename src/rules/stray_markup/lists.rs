//! Lists that show as text.

use super::is_plain;
use crate::document::Block;
use crate::document::prose::style;
use crate::finding::Finding;
use crate::model::Page;

/// From so many blanks on, or behind a tab, a line after a line of text starts nothing new.
const DEEP: usize = 4;

/// The first marker of a list whose lines stand so deep that they only go on with the text above.
pub fn too_deep(page: &Page, block: &Block, findings: &mut Vec<Finding>) {
    let prose = &block.prose;
    let breaks = prose.runs().filter(|(flags, _)| flags & style::BREAK != 0);
    for (_, at) in breaks {
        let Some(length) = marker(&prose.text[at.end..]) else {
            continue;
        };
        let marker = at.end..at.end + length;
        let shown = prose.source(marker.clone());
        let line = page.source.line_range(page.source.line(shown.start));
        let indent = page.source.slice(line.start..shown.start);
        let is_blank = indent.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
        let is_deep = is_blank && (indent.len() >= DEEP || indent.contains('\t'));
        if is_deep && is_plain(page, block, marker) {
            let finding = Finding::new(page.span(shown), "the list's marker shows as a character of the text");
            findings.push(finding.help("leave a blank line above the list, and start its lines further to the left"));
            return;
        }
    }
}

/// The length of the marker that a text starts with, if text follows it. Stars are looked for wherever they stand.
fn marker(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = match text.as_bytes().get(digits)? {
        b'-' | b'+' if digits == 0 => 1,
        b'.' | b')' if (1..3).contains(&digits) => digits + 1,
        _ => return None,
    };
    let rest = text[length..].strip_prefix(' ')?;
    let is_text = rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '“' | '‘' | '('));
    is_text.then_some(length)
}
