//! Long lines cut down to what fits: paragraphs of these pages are often one line of a thousand characters.

use super::visible;
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// How many columns a tab takes at most.
pub const TAB: usize = 4;

/// A line as it is shown.
pub struct Short {
    /// Its text, with `…` for what was cut out.
    pub text: String,
    /// Where each of the wanted ranges stands in it.
    pub ranges: Vec<Range<usize>>,
}

/// Cuts `line` to `width` columns around the `wanted` ranges. `tail` columns must stay free after the last of them.
pub fn shorten(line: &str, wanted: &[Range<usize>], tail: usize, width: usize) -> Short {
    let pieces = pieces(line, wanted, tail, width);
    let (mut text, mut places) = (String::new(), Vec::new());
    let mut shown_to = 0;
    for piece in &pieces {
        if piece.start > shown_to {
            places.push((shown_to, text.len()));
            text.push('…');
            // What ends in the part that is cut out ends after its `…`.
            places.push((shown_to + 1, text.len()));
        }
        for (at, c) in line[piece.clone()].char_indices() {
            places.push((piece.start + at, text.len()));
            text.push(if c == '\t' { c } else { visible(c) });
        }
        shown_to = piece.end;
    }
    places.push((shown_to, text.len()));
    if shown_to < line.len() {
        text.push('…');
        places.push((shown_to + 1, text.len()));
    }
    let place = |at: usize| {
        let next = places.partition_point(|&(from, _)| from <= at);
        places.get(next.saturating_sub(1)).map_or(0, |&(_, to)| to)
    };
    let ranges = wanted
        .iter()
        .map(|range| {
            let start = place(range.start);
            start..place(range.end).max(start)
        })
        .collect();
    Short { text, ranges }
}

/// The parts of the line that are shown, in order and apart.
fn pieces(line: &str, wanted: &[Range<usize>], tail: usize, width: usize) -> Vec<Range<usize>> {
    if fits(line, width) {
        return vec![0..line.len()];
    }
    // One column for each `…`.
    let room = width.saturating_sub(wanted.len() + 1);
    let share = room / wanted.len().max(1);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    if wanted.is_empty() {
        pieces.push(0..forward(line, 0, room));
    }
    for range in wanted {
        // A range that is too wide shows its start, and a little of what stands before it.
        let most = share.saturating_sub(share / 6).max(1);
        let core = range.start..forward(line, range.start, most).min(range.end);
        let spare = share.saturating_sub(columns(&line[core.clone()]));
        let before = if core.end < range.end {
            spare
        } else {
            (spare / 2).min(spare.saturating_sub(tail))
        };
        let start = backward(line, core.start, before);
        let spare = spare.saturating_sub(columns(&line[start..core.start]));
        let end = if core.end < range.end {
            core.end
        } else {
            forward(line, core.end, spare)
        };
        let spare = spare.saturating_sub(columns(&line[core.end..end]));
        let start = if end == line.len() && spare > 0 {
            backward(line, start, spare)
        } else {
            start
        };
        pieces.push(to_words(line, start, &core, end));
    }
    pieces.sort_by_key(|piece| piece.start);
    let mut apart: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        match apart.last_mut() {
            Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
            _ => apart.push(piece),
        }
    }
    apart
}

/// Moves the ends of a piece to the nearest words' ends inside it, where those are near.
fn to_words(line: &str, start: usize, core: &Range<usize>, end: usize) -> Range<usize> {
    const NEAR: usize = 16;
    let start = if start == 0 || line[..start].ends_with(char::is_whitespace) {
        start
    } else {
        let space = line[start..core.start].find(char::is_whitespace);
        space
            .filter(|&at| at < NEAR)
            .map_or(start, |at| start + at + 1)
    };
    let end = if line[end..].is_empty() || line[end..].starts_with(char::is_whitespace) {
        end
    } else {
        let space = line[core.end..end].rfind(char::is_whitespace);
        space
            .filter(|&at| end - core.end - at < NEAR)
            .map_or(end, |at| core.end + at)
    };
    (if line.is_char_boundary(start) {
        start
    } else {
        core.start
    })..end
}

fn fits(line: &str, width: usize) -> bool {
    line.len() <= width && !line.contains('\t') || line.len() <= width * 4 && columns(line) <= width
}

/// How many columns a text takes.
pub fn columns(text: &str) -> usize {
    text.chars().map(column).sum()
}

fn column(c: char) -> usize {
    if c == '\t' {
        TAB
    } else {
        visible(c).width().unwrap_or(0)
    }
}

/// The end of the text that starts at `from` and takes at most `room` columns.
fn forward(line: &str, from: usize, mut room: usize) -> usize {
    for (at, c) in line[from..].char_indices() {
        match room.checked_sub(column(c)) {
            Some(left) => room = left,
            None => return from + at,
        }
    }
    line.len()
}

/// The start of the text that ends at `to` and takes at most `room` columns.
fn backward(line: &str, to: usize, mut room: usize) -> usize {
    for (at, c) in line[..to].char_indices().rev() {
        match room.checked_sub(column(c)) {
            Some(left) => room = left,
            None => return at + c.len_utf8(),
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_around_what_is_wanted() {
        let line = "one two three four five six seven eight nine ten";
        for (wanted, width, expected, shown) in [
            (vec![4..7], 60, line, vec!["two"]),
            (vec![4..7], 20, "one two three four…", vec!["two"]),
            (vec![24..27], 20, "…five six seven…", vec!["six"]),
            (vec![45..48], 20, "…eight nine ten", vec!["ten"]),
            (
                vec![0..48],
                20,
                "one two three f…",
                vec!["one two three f…"],
            ),
            (
                vec![4..7, 45..48],
                24,
                "one two three…nine ten",
                vec!["two", "ten"],
            ),
            (vec![], 20, "one two three four…", vec![]),
        ] {
            let short = shorten(line, &wanted, 0, width);
            assert!(columns(&short.text) <= width + 1, "{}", short.text);
            let ranges: Vec<&str> = short
                .ranges
                .iter()
                .map(|r| &short.text[r.clone()])
                .collect();
            assert_eq!((short.text.as_str(), ranges), (expected, shown));
        }
    }

    #[test]
    fn any_range_of_any_line_can_be_shown() {
        let line = "日本\u{1b}[31m\u{FEFF} é\t\u{85}wort ".repeat(40);
        let places: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
        for &start in &places {
            for &end in places.iter().filter(|&&end| end >= start).step_by(7) {
                for width in [0, 1, 5, 40] {
                    let short = shorten(&line, &[start..end], 3, width);
                    assert!(short.text.get(short.ranges[0].clone()).is_some());
                    assert!(!short.text.contains('\u{1b}'));
                }
            }
        }
    }
}
