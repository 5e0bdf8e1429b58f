//! How much a page holds, by a look at how its lines start: what to make room for, so that little grows while it is read.

/// The values of the front matter that are blocks too.
const FRONT_MATTER: usize = 3;

/// About how many of each there are.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Room {
    pub(super) headings: usize,
    pub(super) blocks: usize,
    pub(super) lists: usize,
    pub(super) items: usize,
}

/// How a line starts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Blank,
    Heading,
    Item,
    Row,
    Other,
}

impl Room {
    /// What a text needs whose lines start at these bytes.
    pub(super) fn of(text: &str, line_starts: &[u32]) -> Self {
        let bytes = text.as_bytes();
        let mut room = Self {
            blocks: FRONT_MATTER,
            ..Self::default()
        };
        let mut before = (Line::Blank, 0);
        for &start in line_starts {
            let line = bytes.get(start as usize..).unwrap_or_default();
            let (kind, indent) = read(line);
            match kind {
                Line::Blank => {}
                Line::Heading => {
                    room.headings += 1;
                    room.blocks += 1;
                }
                Line::Item => {
                    room.items += 1;
                    room.blocks += 1;
                    room.lists += usize::from(before.0 != Line::Item || before.1 < indent);
                }
                Line::Row => {
                    let row = line.iter().take_while(|&&byte| byte != b'\n');
                    room.blocks += row.filter(|&&byte| byte == b'|').count();
                }
                // The first line of a paragraph.
                Line::Other => {
                    room.blocks += usize::from(matches!(before.0, Line::Blank | Line::Heading));
                }
            }
            before = (kind, indent);
        }
        room
    }
}

/// How a line starts, and how far from its left end.
fn read(line: &[u8]) -> (Line, usize) {
    let indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
    let indent = indent.count();
    let kind = match line.get(indent) {
        None | Some(b'\r' | b'\n') => Line::Blank,
        Some(b'#') => Line::Heading,
        Some(b'-' | b'*' | b'+' | b'0'..=b'9') => Line::Item,
        Some(b'|') => Line::Row,
        Some(_) => Line::Other,
    };
    (kind, indent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn room_is_made_for_what_a_page_holds() {
        let source = Source::new(
            "a.md".into(),
            "# A\nText\nmore [x](y)\n\n- one\n  - two\n- three\r\n\r\n| a | b |\n| - | - |\n\nEnd",
        );
        assert_eq!(
            Room::of(source.text(), source.line_starts()),
            Room {
                headings: 1,
                blocks: FRONT_MATTER + 1 + 1 + 3 + 6 + 1,
                lists: 2,
                items: 3,
            }
        );
    }
}
