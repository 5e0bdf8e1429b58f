//! Numbers for tests that try things at random.

// Each test crate uses its own part of it.
#![allow(dead_code)]

/// A small generator of numbers (xorshift): the same on every machine.
pub struct Random(pub u64);

impl Random {
    /// A number from 0 to below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % end.max(1) as u64).unwrap_or_default()
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}
