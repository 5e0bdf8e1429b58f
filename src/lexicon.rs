//! Which English words are right, and which are known to be wrong: the word table that `build.rs` makes of the lists in
//! `rules/lists/` and of `typos-dict`.

pub mod hash;
pub mod table;

use std::ops::Range;

static USUAL: Words<{ table::USUAL }> = Words {
    entries: include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.usual.words")),
    buckets: include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.usual.buckets")),
};
static OTHER: Words<{ table::OTHER }> = Words {
    entries: include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.other.words")),
    buckets: include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.other.buckets")),
};
static STARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.other.starts"));
static CORRECTIONS: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon.corrections"));
static TARGETS: &[u8; table::TARGET_BYTES] =
    include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.targets"));
static GROUPS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.groups"));

/// What is known of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// It is right.
    Right {
        /// Whether it is common on pages about roles.
        common: bool,
        /// How rare it is: 0 for the commonest words to 5, and 6 for names.
        rank: u8,
    },
    /// It is wrong.
    Wrong {
        /// The corrections, parted by commas, best first.
        corrections: &'static str,
        /// Whether our own list says so.
        ours: bool,
    },
}

/// What is known of `word`, which is in lower case with plain apostrophes.
pub fn find(word: &str) -> Option<Word> {
    let number = hash::of_small_letters(word.as_bytes());
    if let Some((_, kind)) = USUAL.find(number).word() {
        return Some(right(kind));
    }
    let bucket = OTHER.bucket(number);
    other(bucket.start, OTHER.find_in(bucket, number))
}

/// What is known of each of the words that have these numbers: see [`hash::hash`]. Each step is done for all of them before the next one: most
/// of the table is far away, and so its parts are waited for together and not one after another.
pub fn find_numbers(numbers: &[u64]) -> Vec<Option<Word>> {
    let usual = numbers.iter().map(|&number| USUAL.find(number).word());
    let mut words: Vec<Option<Word>> = usual
        .map(|found| found.map(|(_, kind)| right(kind)))
        .collect();
    let others = words.iter().zip(0..).filter(|(word, _)| word.is_none());
    let others: Vec<usize> = others.map(|(_, place)| place).collect();
    let buckets = others.iter().map(|&place| OTHER.bucket(numbers[place]));
    let buckets: Vec<Range<usize>> = buckets.collect();
    let rooms = others.iter().zip(&buckets);
    let found = rooms.map(|(&place, bucket)| OTHER.find_in(bucket.clone(), numbers[place]));
    let found: Vec<table::Found> = found.collect();
    for (place, (bucket, found)) in others.into_iter().zip(buckets.into_iter().zip(found)) {
        words[place] = other(bucket.start, found);
    }
    words
}

/// What is known of a word that is not among the usual ones, of whose bucket this is the first entry.
fn other(first: usize, found: table::Found) -> Option<Word> {
    let (place, kind) = found.word()?;
    if kind < table::WRONG {
        return Some(right(kind));
    }
    let start = number_at(STARTS, first + place)?;
    Some(Word::Wrong {
        corrections: CORRECTIONS.get(start..)?.lines().next()?,
        ours: kind == table::OURS,
    })
}

/// A right word of this kind.
fn right(kind: u8) -> Word {
    Word::Right {
        common: kind >= table::RARITIES,
        rank: kind % table::RARITIES,
    }
}

/// The words of one table, whose buckets so many bits tell.
struct Words<const BITS: u32> {
    entries: &'static [u8],
    buckets: &'static [u8],
}

impl<const BITS: u32> Words<BITS> {
    /// Looks for a word.
    #[inline]
    fn find(&self, number: u64) -> table::Found {
        self.find_in(self.bucket(number), number)
    }

    /// The places of the entries of a word's bucket.
    #[inline]
    fn bucket(&self, number: u64) -> Range<usize> {
        let bucket = table::bucket::<BITS>(number);
        let bound = |bucket| number_at(self.buckets, bucket).unwrap_or_default();
        bound(bucket)..bound(bucket + 1)
    }

    /// Looks for a word in its bucket.
    #[inline]
    fn find_in(&self, bucket: Range<usize>, number: u64) -> table::Found {
        let (entries, _) = self.entries.as_chunks();
        table::find::<BITS>(entries.get(bucket).unwrap_or_default(), number)
    }
}

/// A number of a table of them.
fn number_at(table: &[u8], index: usize) -> Option<usize> {
    let (numbers, _) = table.as_chunks();
    numbers
        .get(index)
        .map(|&number| u32::from_le_bytes(number) as usize)
}

/// The words that a correction can lead to, as the set of their [`table::targets`], eight to a byte.
pub fn targets() -> &'static [u8; table::TARGET_BYTES] {
    TARGETS
}

/// Whether a word in lower case has only letter groups that right words have: `leading` has, `leadixg` has not.
pub fn looks_english(word: &str) -> bool {
    table::groups(word.as_bytes()).all(|group| {
        GROUPS
            .get(group >> 3)
            .is_some_and(|bits| bits >> (group & 7) & 1 != 0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_right_or_wrong_or_unknown() {
        let wrong = |corrections, ours| Word::Wrong { corrections, ours };
        assert!(matches!(
            find("management"),
            Some(Word::Right { common: true, .. })
        ));
        assert_eq!(find("managment"), Some(wrong("management", true)));
        assert_eq!(find("recieve"), Some(wrong("receive", false)));
        assert_eq!(find("qqqq"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn letter_groups_tell_words_from_slips() {
        assert!(looks_english("leading"));
        assert!(looks_english("colloquialism"));
        assert!(!looks_english("leadixg"));
        assert!(!looks_english("wjth"));
    }

    #[test]
    fn american_and_british_words_are_right() {
        for word in [
            "color", "colour", "organise", "organize", "fulfil", "licence", "didn't",
        ] {
            assert!(matches!(find(word), Some(Word::Right { .. })), "{word}");
        }
    }

    /// The lists are for people to edit: sorted, each entry once.
    #[test]
    fn lists_are_sorted_and_free_of_doubles() {
        for (name, list) in [
            (
                "right-words",
                include_str!("../rules/lists/right-words.txt"),
            ),
            (
                "common-words",
                include_str!("../rules/lists/common-words.txt"),
            ),
            (
                "misspellings",
                include_str!("../rules/lists/misspellings.txt"),
            ),
        ] {
            let lines: Vec<_> = list.lines().filter(|line| !line.starts_with('#')).collect();
            for pair in lines.windows(2) {
                assert!(
                    pair[0] < pair[1],
                    "{name}: {:?} before {:?}",
                    pair[0],
                    pair[1]
                );
            }
        }
    }

    #[test]
    fn our_own_corrections_lead_to_right_words() {
        for line in include_str!("../rules/lists/misspellings.txt").lines() {
            let Some((wrong, right)) = line.split_once(": ") else {
                assert!(line.starts_with('#'), "{line}");
                continue;
            };
            let found = Word::Wrong {
                corrections: right,
                ours: true,
            };
            assert_eq!(find(wrong), Some(found), "{line}");
        }
    }
}
