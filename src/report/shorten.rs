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
        return std::iter::once(0..line.len()).collect();
    }
    let mut wanted = wanted.to_vec();
    wanted.sort_by_key(|range| (range.start, range.end));
    let wanted = join(wanted, NEIGHBOURS);
    // One column for each `…`.
    let room = width.saturating_sub(wanted.len() + 1);
    if wanted.is_empty() {
        let head = to_words(line, 0, &(0..0), forward(line, 0, room));
        return std::iter::once(head).collect();
    }
    let share = room / wanted.len();
    let pieces = wanted.iter().map(|range| piece(line, range, tail, share));
    join(pieces.collect(), 0)
}

/// Ranges closer than this many bytes are shown as one.
const NEIGHBOURS: usize = 12;

/// Joins sorted ranges that touch or have less than `gap` bytes between them.
fn join(ranges: Vec<Range<usize>>, gap: usize) -> Vec<Range<usize>> {
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match apart.last_mut() {
            Some(last) if range.start <= last.end + gap => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

/// The part of the line that is shown around one range: at most `share` columns, `tail` of them free at the end.
fn piece(line: &str, range: &Range<usize>, tail: usize, share: usize) -> Range<usize> {
    let rest = |room: usize, shown: Range<usize>| room.saturating_sub(columns(&line[shown]));
    // A range that is too wide shows its start, and a little of what stands before it.
    let most = share.saturating_sub(tail.min(share / 2)).max(1);
    if forward(line, range.start, most) < range.end {
        let start = backward(line, range.start, share / 6);
        let end = forward(line, range.start, rest(most, start..range.start).max(1));
        let end = end.min(range.end);
        return to_words(line, start, &(range.start..end), end);
    }
    let spare = rest(share, range.clone());
    let before = (spare / 2).min(spare.saturating_sub(tail));
    let start = backward(line, range.start, before);
    let spare = rest(spare, start..range.start);
    let end = forward(line, range.end, spare);
    let spare = rest(spare, range.end..end);
    let start = if end == line.len() {
        backward(line, start, spare)
    } else {
        start
    };
    to_words(line, start, range, end)
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
#[allow(clippy::single_range_in_vec_init)]
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
                "one two three four…",
                vec!["one two three four…"],
            ),
            (vec![4..7, 45..48], 24, "…two…nine ten", vec!["two", "ten"]),
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
