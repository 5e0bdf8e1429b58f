//! Which marks a text holds: that tells most texts from those that a rule about a mark has to read.

/// A line break.
pub const BREAK: u8 = 1;
/// `]` or `*`
pub const LINK_OR_STAR: u8 = 2;
/// No full stop, nor another mark that surely ends a text, at its end.
pub const OPEN: u8 = 4;
/// `#`
pub const HASH: u8 = 8;
/// `{`
pub const BRACE: u8 = 16;
/// Anything beyond ASCII.
pub const BEYOND: u8 = 32;
/// Two blanks in a row.
pub const GAP: u8 = 64;

/// An address, a path, a file name or something else that is no running text, or two sentences without a blank between.
pub const ADDRESS: u8 = 128;

/// The mark that a byte outside words is, or starts, if any. Flags add up.
#[inline]
pub fn of(byte: u8) -> u8 {
    MARKS[byte as usize]
}

/// [`OPEN`], if a text has it.
#[inline]
pub fn of_end(text: &[u8]) -> u8 {
    if text.last().is_none_or(ends) {
        0
    } else {
        OPEN
    }
}

/// Whether a byte surely ends a text, as a full stop does. White space is for those who look further to cut off.
fn ends(last: &u8) -> bool {
    last.is_ascii()
        && !last.is_ascii_alphabetic()
        && !char::from(*last).is_whitespace()
        && *last != b','
}

static MARKS: [u8; 256] = {
    let mut marks = [0; 256];
    marks[b'\n' as usize] = BREAK;
    marks[b']' as usize] = LINK_OR_STAR;
    marks[b'*' as usize] = LINK_OR_STAR;
    marks[b'#' as usize] = HASH;
    marks[b'{' as usize] = BRACE;
    let mut byte = 0x80;
    while byte < marks.len() {
        marks[byte] = BEYOND;
        byte += 1;
    }
    marks
};
