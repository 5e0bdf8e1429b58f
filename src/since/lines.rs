//! Which lines of a file changed, and where the others stood before.

use std::ops::RangeInclusive;

/// A run of lines that took the place of others. Lines count from 1; where there are none, `start` is the line before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The first line that is gone.
    pub old_start: usize,
    /// How many lines are gone.
    pub old_count: usize,
    /// The first line that came.
    pub new_start: usize,
    /// How many lines came.
    pub new_count: usize,
}

/// Which lines of a file changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lines {
    /// Every line: the file is new, or not to be compared with what it was.
    All,
    /// Those of these hunks, in order.
    Hunks(Vec<Hunk>),
}

impl Lines {
    /// The first of these lines that changed.
    pub fn first_of(&self, lines: RangeInclusive<usize>) -> Option<usize> {
        match self {
            Self::All => Some(*lines.start()),
            Self::Hunks(hunks) => hunks.iter().find_map(|hunk| {
                let end = hunk.new_start + hunk.new_count;
                let meet =
                    hunk.new_count > 0 && *lines.start() < end && hunk.new_start <= *lines.end();
                meet.then(|| hunk.new_start.max(*lines.start()))
            }),
        }
    }

    /// Where a line that did not change stood before.
    pub fn before(&self, line: usize) -> usize {
        match self {
            Self::All => line,
            Self::Hunks(hunks) => {
                let (mut came, mut gone) = (0, 0);
                for hunk in hunks {
                    let last = hunk.new_start + hunk.new_count.saturating_sub(1);
                    // What is only gone was gone after its line.
                    let passed = if hunk.new_count == 0 {
                        hunk.new_start < line
                    } else {
                        last < line
                    };
                    if passed {
                        came += hunk.new_count;
                        gone += hunk.old_count;
                    }
                }
                (line + gone).saturating_sub(came)
            }
        }
    }

    /// The hunk that is nearest to a line of before.
    pub fn nearest(&self, line: usize) -> Option<Hunk> {
        match self {
            Self::All => None,
            Self::Hunks(hunks) => hunks
                .iter()
                .min_by_key(|hunk| hunk.old_start.abs_diff(line))
                .copied(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_again_in_the_old_text() {
        let hunk = |old_start, old_count, new_start, new_count| Hunk {
            old_start,
            old_count,
            new_start,
            new_count,
        };
        // 3 is new, 6 replaces 5 and 6, old 9 is gone after 8.
        let lines = Lines::Hunks(vec![hunk(2, 0, 3, 1), hunk(5, 2, 6, 1), hunk(9, 1, 8, 0)]);
        let changed: Vec<usize> = (1..12)
            .filter(|&line| lines.first_of(line..=line).is_some())
            .collect();
        assert_eq!(changed, [3, 6]);
        assert_eq!(lines.first_of(1..=4), Some(3));
        assert_eq!(lines.first_of(7..=12), None);
        let before: Vec<usize> = [1, 2, 4, 5, 7, 8, 9, 10]
            .map(|line| lines.before(line))
            .into();
        assert_eq!(before, [1, 2, 3, 4, 7, 8, 10, 11]);
    }
}
