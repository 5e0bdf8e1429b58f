//! Which English words are right, and which are known to be wrong: the word table that `build.rs` makes of the lists in
//! `rules/lists/` and of `typos-dict`.

use std::cmp::Ordering;

pub mod hash;
pub mod table;

static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.words"));
static BLOCKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.blocks"));
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
    if !word.is_ascii() {
        return None;
    }
    let word = word.as_bytes();
    let key = table::key(word)?;
    // The blocks whose first words come after it go by; of those that start like it, the first may come after it too.
    let (blocks, _) = BLOCKS.as_chunks::<8>();
    let entry = |block: &[u8; 8]| u64::from_le_bytes(*block);
    let after = blocks.partition_point(|block| entry(block) >> table::START_BITS <= key);
    for block in blocks[..after].iter().rev() {
        let start = entry(block) & ((1 << table::START_BITS) - 1);
        match find_in(WORDS.get(start as usize..)?, word) {
            Found::Here(found) => return found,
            Found::Before => {}
        }
    }
    None
}

/// Where a word is.
enum Found {
    /// In this block, if anywhere.
    Here(Option<Word>),
    /// It comes before the first word of the block.
    Before,
}

/// Looks for a word in the block at the start of `bytes`.
fn find_in(bytes: &[u8], word: &[u8]) -> Found {
    // How many letters the last word that was read has in common with it.
    let mut common = 0;
    let mut at = 0;
    for index in 0..table::BLOCK {
        let Some(&head) = bytes.get(at) else {
            break;
        };
        at += 1;
        let (kind, shared) = (head >> 4, usize::from(head & 15));
        // What shares more with the word before it than this does comes before it too.
        if shared <= common {
            common = shared;
            // The last letter is marked, and so like none: the same ones end before it.
            while bytes
                .get(at)
                .is_some_and(|letter| word.get(common) == Some(letter))
            {
                at += 1;
                common += 1;
            }
            let letter = bytes.get(at).map_or(0, |letter| letter & !table::LAST);
            let order = word
                .get(common)
                .map_or(Ordering::Greater, |wanted| letter.cmp(wanted));
            match order {
                Ordering::Less => {}
                Ordering::Equal if common + 1 < word.len() => common += 1,
                Ordering::Equal => {
                    return Found::Here(said(kind, bytes.get(at + 1..).unwrap_or_default()));
                }
                Ordering::Greater if index == 0 => return Found::Before,
                Ordering::Greater => break,
            }
        }
        while bytes
            .get(at)
            .is_some_and(|letter| letter & table::LAST == 0)
        {
            at += 1;
        }
        at += if kind < table::WRONG { 1 } else { 4 };
    }
    Found::Here(None)
}

/// What is said of a word of this kind, which `rest` follows.
fn said(kind: u8, rest: &[u8]) -> Option<Word> {
    if kind < table::WRONG {
        return Some(Word::Right {
            common: kind >= table::RARITIES,
            rank: kind % table::RARITIES,
        });
    }
    let [low, middle, high] = *rest.first_chunk()?;
    let start = u32::from_le_bytes([low, middle, high, 0]) as usize;
    Some(Word::Wrong {
        corrections: CORRECTIONS.get(start..)?.lines().next()?,
        ours: kind == table::OURS,
    })
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
