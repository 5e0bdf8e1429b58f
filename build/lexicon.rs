//! Makes the word table out of the lists and of `typos-dict`: see `src/lexicon/table.rs` for its form.

use crate::hash::hash;
use crate::table::{self, GROUPS, TARGET_BYTES};
use std::collections::BTreeMap;

/// What is said of a word.
enum Said {
    Right { rank: u8, common: bool },
    Wrong { corrections: String, ours: bool },
}

/// The files of the word table.
pub struct Lexicon {
    /// The words that most pages are made of.
    pub usual: Words,
    /// All others.
    pub other: Words,
    /// Where the corrections of each of the others start.
    pub starts: Vec<u8>,
    /// One line for each that a wrong word has.
    pub corrections: String,
    /// The words that a correction can lead to, as bits of their hashes.
    pub targets: Vec<u8>,
    /// The groups of three letters that English words have, one bit each.
    pub groups: Vec<u8>,
}

/// The words of one table: see `src/lexicon/table.rs`.
pub struct Words {
    /// Their entries.
    pub entries: Vec<u8>,
    /// Where the buckets start.
    pub buckets: Vec<u8>,
}

/// The rank of the rarest usual words. What is common on pages about roles is usual at any rank.
const RAREST_USUAL: u8 = 1;

/// Makes it of the lists that `list` reads.
///
/// # Errors
/// A word that the table cannot hold.
pub fn make(list: impl Fn(&str) -> Vec<String>) -> Result<Lexicon, String> {
    let words = words(list);
    let known: Vec<&str> = words
        .iter()
        .filter(|(_, said)| matches!(said, Said::Right { rank, .. } if *rank < table::RAREST))
        .map(|(word, _)| word.as_str())
        .collect();
    let corrections = corrections(&words);
    let numbered = numbered(&words, &corrections)?;
    let (usual, other): (Vec<_>, Vec<_>) = numbered.into_iter().partition(|word| word.is_usual);
    Ok(Lexicon {
        usual: table::<{ table::USUAL }>(&usual)?,
        other: table::<{ table::OTHER }>(&other)?,
        starts: other
            .iter()
            .flat_map(|word| word.corrections.to_le_bytes())
            .collect(),
        targets: targets(&known),
        groups: groups(&known),
        corrections,
    })
}

fn words(list: impl Fn(&str) -> Vec<String>) -> BTreeMap<String, Said> {
    let ranks = ranks(list("dictionary.coded"));
    let mut words = BTreeMap::new();
    for (wrong, corrections) in typos_dict::WORD.map.entries() {
        let wrong = wrong.into_inner();
        let is_word = ranks.get(wrong).is_some_and(|&rank| rank <= table::RAREST);
        if wrong.is_ascii() && !corrections.is_empty() && !is_word {
            let mut corrections = corrections.to_vec();
            corrections.sort_by_key(|&right| ranks.get(right).copied().unwrap_or(table::NAME));
            let corrections = corrections.join(",");
            words.insert(
                wrong.to_owned(),
                Said::Wrong {
                    corrections,
                    ours: false,
                },
            );
        }
    }
    for (word, &rank) in &ranks {
        if rank <= table::RAREST || !words.contains_key(word) {
            words.insert(
                word.clone(),
                Said::Right {
                    rank,
                    common: false,
                },
            );
        }
    }
    // What we say goes above what the dictionaries say.
    for line in list("misspellings.txt") {
        if let Some((wrong, right)) = line.split_once(": ") {
            let corrections = right.to_owned();
            words.insert(
                wrong.to_owned(),
                Said::Wrong {
                    corrections,
                    ours: true,
                },
            );
        }
    }
    for word in list("right-words.txt") {
        let rank = ranks.get(&word).copied().unwrap_or(table::RAREST);
        words.insert(
            word,
            Said::Right {
                rank,
                common: false,
            },
        );
    }
    for word in list("common-words.txt") {
        let rank = ranks.get(&word).copied().unwrap_or(table::RAREST).min(2);
        words.insert(word, Said::Right { rank, common: true });
    }
    words
}

/// The dictionary: each word and how rare it is. The form of its lines is told in `scripts/dictionary.py`.
fn ranks(lines: Vec<String>) -> BTreeMap<String, u8> {
    let mut ranks = BTreeMap::new();
    let mut word = String::new();
    for line in lines {
        let (digit, rest) = line.split_at(1);
        let (shared, rest) = rest.split_at(1);
        word.truncate(usize::from(shared.as_bytes()[0] - b'a'));
        word.push_str(rest);
        ranks.insert(word.clone(), digit.as_bytes()[0] - b'0');
    }
    ranks
}

/// Each line that some wrong word has, once.
fn corrections(words: &BTreeMap<String, Said>) -> String {
    let mut lines: Vec<&str> = words
        .values()
        .filter_map(|said| match said {
            Said::Wrong { corrections, .. } => Some(corrections.as_str()),
            Said::Right { .. } => None,
        })
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines.join("\n") + "\n"
}

/// A word as it stands in a table.
struct Numbered<'a> {
    word: &'a str,
    number: u64,
    kind: u8,
    /// Where its corrections start.
    corrections: u32,
    is_usual: bool,
}

/// All words, in the order of their numbers.
fn numbered<'a>(
    words: &'a BTreeMap<String, Said>,
    corrections: &str,
) -> Result<Vec<Numbered<'a>>, String> {
    let mut places = BTreeMap::new();
    let mut place = 0;
    for line in corrections.lines() {
        let start = u32::try_from(place).map_err(|_| "there are too many corrections")?;
        places.insert(line, start);
        place += line.len() + 1;
    }
    let mut numbered = BTreeMap::new();
    for (word, said) in words {
        let is_letter = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'\'');
        if !word.bytes().all(is_letter) {
            return Err(format!("{word:?} has other letters than words have"));
        }
        let number = hash(word);
        let (kind, corrections, is_usual) = match said {
            Said::Right { rank, common } => {
                let kind = rank + if *common { table::RARITIES } else { 0 };
                (kind, 0, *common || *rank <= RAREST_USUAL)
            }
            Said::Wrong { corrections, ours } => {
                let start = places.get(corrections.as_str()).copied();
                let kind = if *ours { table::OURS } else { table::WRONG };
                (kind, start.ok_or("corrections are missing")?, false)
            }
        };
        let made = Numbered {
            word,
            number,
            kind,
            corrections,
            is_usual,
        };
        if let Some(Numbered { word: other, .. }) = numbered.insert(number, made) {
            return Err(format!("{word:?} and {other:?} have one number"));
        }
    }
    Ok(numbered.into_values().collect())
}

/// The table of these words, which are in the order of their numbers.
fn table<const BITS: u32>(words: &[Numbered]) -> Result<Words, String> {
    let mut entries: Vec<[u8; table::ENTRY_BYTES]> = Vec::with_capacity(words.len());
    let mut counts = vec![0_u32; 1 << BITS];
    let mut before = None;
    for &Numbered {
        word, number, kind, ..
    } in words
    {
        let bucket = table::bucket::<BITS>(number);
        let entry = table::entry::<BITS>(number, kind);
        let last = entries.last().filter(|_| before == Some(bucket));
        if last.is_some_and(|last| table::tag(last) == table::tag(&entry)) {
            return Err(format!(
                "the entry of {word:?} is told by the tag of another word"
            ));
        }
        before = Some(bucket);
        counts[bucket] += 1;
        entries.push(entry);
    }
    let mut buckets = Vec::with_capacity(4 * (counts.len() + 1));
    let mut first = 0;
    for count in counts.into_iter().chain([0]) {
        buckets.extend(u32::to_le_bytes(first));
        first += count;
    }
    Ok(Words {
        entries: entries.concat(),
        buckets,
    })
}

fn targets(words: &[&str]) -> Vec<u8> {
    let mut bits = vec![0; TARGET_BYTES];
    for word in words {
        let hash = word.bytes().fold(0, table::append);
        for place in table::targets(table::spread(hash)) {
            bits[place >> 3] |= 1 << (place & 7);
        }
    }
    bits
}

fn groups(words: &[&str]) -> Vec<u8> {
    let mut counts = vec![0_u32; GROUPS];
    for group in words.iter().flat_map(|word| table::groups(word.as_bytes())) {
        counts[group] += 1;
    }
    let mut bits = vec![0; GROUPS.div_ceil(8)];
    for (group, _) in counts.iter().enumerate().filter(|(_, count)| **count > 3) {
        bits[group >> 3] |= 1 << (group & 7);
    }
    bits
}
