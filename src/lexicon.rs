//! Which English words are right, and which are known to be wrong: the word table that `build.rs` makes of the lists in
//! `rules/lists/` and of `typos-dict`.

pub mod hash;
pub mod table;

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
    find_number(hash::of_small_letters(word.as_bytes()))
}

/// What is known of the word that has this number: see [`hash::hash`].
pub fn find_number(number: u64) -> Option<Word> {
    if let Some((_, kind)) = USUAL.find(number) {
        return Some(right(kind));
    }
    let (place, kind) = OTHER.find(number)?;
    if kind < table::WRONG {
        return Some(right(kind));
    }
    let start = number_at(STARTS, place)?;
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
    /// The place of a word and its kind.
    #[inline]
    fn find(&self, number: u64) -> Option<(usize, u8)> {
        let bucket = table::bucket::<BITS>(number);
        let first = number_at(self.buckets, bucket)?;
        let next = number_at(self.buckets, bucket + 1)?;
        let (entries, _) = self.entries.as_chunks();
        let (word, kind) = table::find::<BITS>(entries.get(first..next)?, number)?;
        Some((first + word, kind))
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
