//! Which marks a text holds: that tells most texts from those that a rule about a mark has to read.

/// A line break.
pub const BREAK: u8 = 1;
/// `]`
pub const BRACKET: u8 = 2;
/// `*`
pub const STAR: u8 = 4;
/// `#`
pub const HASH: u8 = 8;
/// `{`
pub const BRACE: u8 = 16;
/// Anything beyond ASCII.
pub const BEYOND: u8 = 32;

/// The marks that stand in `text`. Flags add up.
pub fn of(text: &str) -> u8 {
    text.bytes()
        .fold(0, |marks, byte| marks | MARKS[byte as usize])
}

static MARKS: [u8; 256] = {
    let mut marks = [0; 256];
    let mut byte = 128;
    while byte < 256 {
        marks[byte] = BEYOND;
        byte += 1;
    }
    marks[b'\n' as usize] = BREAK;
    marks[b']' as usize] = BRACKET;
    marks[b'*' as usize] = STAR;
    marks[b'#' as usize] = HASH;
    marks[b'{' as usize] = BRACE;
    marks
};

/// The marks of the texts of one page's blocks.
#[derive(Clone, Copy, Debug)]
pub struct PageMarks<'a> {
    /// Which text each block holds.
    pub texts: &'a [u32],
    /// The marks of each text.
    pub marks: &'a [u8],
}

impl PageMarks<'_> {
    /// Whether the text of a block may hold any of these marks.
    #[inline]
    pub fn may_hold(&self, block: usize, marks: u8) -> bool {
        let text = self.texts.get(block).map(|&text| text as usize);
        text.and_then(|text| self.marks.get(text))
            .is_none_or(|held| held & marks != 0)
    }
}
