//! The longest row of words that two short texts have in common, in order.

/// Most words of the shorter of two texts that are aligned: as many as a number has bits.
pub const SHORT: usize = 64;

/// Aligns; holds what is used again from one pair of texts to the next.
pub struct Common {
    places: Places,
    /// For each word of one text, the words of the other that are the same; and those from which on there is one more
    /// in common with the rest of the first text than from the next one on.
    steps: Vec<(u64, u64)>,
}

impl Default for Common {
    fn default() -> Self {
        Self {
            places: Places {
                words: [0; SLOTS],
                taken: [0; SLOTS],
                bits: [0; SLOTS],
            },
            steps: Vec::new(),
        }
    }
}

impl Common {
    /// Tells the places of each common word in both texts, at least one of which is short.
    pub fn each(&mut self, a: &[u32], b: &[u32], tell: impl FnMut(usize, usize)) {
        let (short, long) = if a.len() <= SHORT { (a, b) } else { (b, a) };
        if short.is_empty() || long.is_empty() || short.len() > SHORT || !self.step(short, long) {
            return;
        }
        if a.len() <= SHORT {
            self.along_long(short.len(), tell);
        } else {
            self.along_short(short.len(), tell);
        }
    }

    /// Aligns from the end on (Hyyrö's bit-parallel way); whether there is any word in common.
    ///
    /// The bits of the short text's words stand in reverse: the lowest is that of its last word.
    fn step(&mut self, short: &[u32], long: &[u32]) -> bool {
        self.places.read(short);
        self.steps.clear();
        self.steps.resize(long.len(), (0, 0));
        let mut level = u64::MAX;
        for (step, &word) in self.steps.iter_mut().zip(long).rev() {
            let same = self.places.of(word);
            let both = level & same;
            level = level.wrapping_add(both) | (level & !same);
            *step = (same, !level);
        }
        level != u64::MAX
    }

    /// Walks both texts from the start: a common word is taken, else a word of the first text is left out where that
    /// loses nothing, else one of the second. The first text is the short one.
    fn along_long(&self, len: usize, mut tell: impl FnMut(usize, usize)) {
        let mut left = u64::MAX >> (SHORT - len);
        for (at, &(same, rises)) in self.steps.iter().enumerate() {
            let Some(top) = ((same | rises) & left).checked_ilog2() else {
                return;
            };
            left = below(top);
            if same >> top & 1 == 1 {
                tell(len - 1 - top as usize, at);
            } else {
                left |= 1 << top;
            }
        }
    }

    /// The same where the second text is the short one.
    fn along_short(&self, len: usize, mut tell: impl FnMut(usize, usize)) {
        let mut left = u64::MAX >> (SHORT - len);
        for (at, &(same, rises)) in self.steps.iter().enumerate() {
            let beyond = self.steps.get(at + 1).map_or(0, |&(_, rises)| rises);
            while let Some(top) = left.checked_ilog2() {
                let is_same = same >> top & 1 == 1;
                if !is_same && (beyond & left).count_ones() == (rises & left).count_ones() {
                    break;
                }
                left = below(top);
                if is_same {
                    tell(at, len - 1 - top as usize);
                    break;
                }
            }
        }
    }
}

/// The bits below this one.
fn below(bit: u32) -> u64 {
    (1 << bit) - 1
}

const SLOTS: usize = 2 * SHORT;

/// Where each word of a short text stands, as bits: a table with open addressing.
struct Places {
    words: [u32; SLOTS],
    /// All bits, or none: the slot is free.
    taken: [u32; SLOTS],
    /// None where the slot is free.
    bits: [u64; SLOTS],
}

impl Places {
    fn read(&mut self, words: &[u32]) {
        self.taken.fill(0);
        self.bits.fill(0);
        for (at, &word) in words.iter().rev().enumerate() {
            let slot = self.slot(word);
            self.words[slot] = word;
            self.taken[slot] = u32::MAX;
            self.bits[slot] |= 1 << at;
        }
    }

    fn of(&self, word: u32) -> u64 {
        self.bits[self.slot(word)]
    }

    /// The slot of a word, or a free one for it. There are more slots than words.
    fn slot(&self, word: u32) -> usize {
        let mut slot = word as usize % SLOTS;
        // Few slots hold another word. Whether it is this one or none is chance, so no branch tells them apart.
        while self.taken[slot] & (self.words[slot] ^ word) != 0 {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by a table: `table[i][j]` is how many words `a[i..]` and `b[j..]` have in common, in order.
    fn by_table(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in (0..a.len()).rev() {
            for j in (0..b.len()).rev() {
                table[i][j] = if a[i] == b[j] {
                    table[i + 1][j + 1] + 1
                } else {
                    table[i + 1][j].max(table[i][j + 1])
                };
            }
        }
        let mut pairs = Vec::new();
        let (mut i, mut j) = (0, 0);
        while i < a.len() && j < b.len() {
            if a[i] == b[j] {
                pairs.push((i, j));
                (i, j) = (i + 1, j + 1);
            } else if table[i + 1][j] >= table[i][j + 1] {
                i += 1;
            } else {
                j += 1;
            }
        }
        pairs
    }

    #[test]
    fn bits_align_like_a_table() {
        let mut seed = 1_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
            (seed >> 33) % below
        };
        let mut common = Common::default();
        for round in 0..3000 {
            let lengths = match round % 4 {
                0 => (8, 8),
                1 => (64, 64),
                2 => (20, 200),
                _ => (200, 20),
            };
            let kinds = 1 + next(40);
            let (a, b) = (next(lengths.0 + 1), next(lengths.1 + 1));
            let mut text = |len| -> Vec<u32> {
                let words = (0..len).map(|_| u32::try_from(next(kinds) * 128).unwrap_or(0));
                words.collect()
            };
            let (a, b) = (text(a), text(b));
            let mut pairs = Vec::new();
            common.each(&a, &b, |i, j| pairs.push((i, j)));
            assert_eq!(pairs, by_table(&a, &b), "{a:?} {b:?}");
        }
    }
}
