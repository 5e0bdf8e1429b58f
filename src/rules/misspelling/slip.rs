//! Slips: a word that no list and no other page knows, one letter away from a word that is common. Careful by design:
//! what could be a rare word, a coinage or a British spelling is left alone.

use crate::corpus::words::{Usage, Words};
use crate::lexicon;
use rayon::prelude::*;

/// A word of the corpus on so many pages is one that a slip can lead to.
const COMMON_PAGES: u32 = 5;

/// A slip that stands on several pages (copied along) must lead to a word that so many times as many pages have.
const COPIED: u32 = 25;

/// The one common word that `word` is a slip of.
pub fn correction(
    word: &str,
    usage: &Usage,
    words: &Words,
    targets: &Targets,
) -> Option<String> {
    let letters = word.as_bytes();
    let odd = !lexicon::looks_english(word);
    // Short words are too near to one another, short names to everything.
    let shortest = match (odd, usage.capital > 0) {
        (true, false) => 4,
        (true, true) => 5,
        (false, _) => 6,
    };
    if usage.pages > 2
        || usage.lower + usage.capital > 4
        || !(shortest..=24).contains(&letters.len())
        || !letters.iter().all(u8::is_ascii_lowercase)
        || is_derived(word, words)
    {
        return None;
    }
    let mut best: Option<(String, u32)> = None;
    each_neighbour(letters, odd, targets, |neighbour| {
        let candidate = std::str::from_utf8(neighbour).unwrap_or_default();
        let pages = words.get(candidate).map_or(0, |usage| usage.pages);
        let common = match lexicon::find(candidate) {
            Some(lexicon::Word::Right { common: true }) => true,
            Some(lexicon::Word::Wrong(_)) => return,
            _ => pages >= COMMON_PAGES,
        };
        let better = best.as_ref().is_none_or(|(known, count)| {
            (pages, std::cmp::Reverse(candidate)) > (*count, std::cmp::Reverse(known.as_str()))
        });
        let copied = usage.pages > 1 && pages < usage.pages * COPIED;
        if common && better && !copied && !is_variant(word, candidate) {
            best = Some((candidate.to_owned(), pages));
        }
    });
    best.map(|(word, _)| word)
}

/// The words that a slip can lead to, as a set of hashes: a filter that lets through what is not in it now and then, and
/// turns away almost all of the hundreds of neighbours of a word at the cost of a multiplication each.
pub struct Targets {
    bits: Vec<u64>,
}

impl Targets {
    const BITS: u32 = 18;

    /// The common words, and those that the corpus uses often.
    pub fn new(words: &Words) -> Self {
        let mut targets = Self {
            bits: vec![0; 1 << (Self::BITS - 6)],
        };
        let often: Vec<&str> = words
            .iter()
            .filter(|(_, usage)| usage.pages >= COMMON_PAGES)
            .map(|(word, _)| word)
            .collect();
        often.into_iter().for_each(|word| targets.add(word));
        lexicon::common_words().for_each(|word| targets.add(word));
        targets
    }

    fn add(&mut self, word: &str) {
        let (place, bit) = Self::place(word.bytes().fold(0, append));
        if let Some(bits) = self.bits.get_mut(place) {
            *bits |= bit;
        }
    }

    fn may_hold(&self, hash: u64) -> bool {
        let (place, bit) = Self::place(hash);
        self.bits.get(place).is_some_and(|word| word & bit != 0)
    }

    fn place(hash: u64) -> (usize, u64) {
        let mixed = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - Self::BITS);
        (usize::try_from(mixed >> 6).unwrap_or_default(), 1 << (mixed & 63))
    }
}

const BASE: u64 = 0x0100_0000_01b3;

fn append(hash: u64, letter: u8) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(u64::from(letter))
}

/// A word and the hashes of its parts, from which the hash of any neighbour is a few multiplications away.
struct Neighbours<'a> {
    word: &'a [u8],
    /// Of the first so many letters.
    before: [u64; 26],
    /// Of the letters from a place on.
    after: [u64; 26],
    powers: [u64; 26],
    targets: &'a Targets,
    buffer: Vec<u8>,
}

impl<'a> Neighbours<'a> {
    fn new(word: &'a [u8], targets: &'a Targets) -> Self {
        let n = word.len();
        let (mut before, mut after, mut powers) = ([0; 26], [0; 26], [1_u64; 26]);
        for at in 0..n {
            before[at + 1] = append(before[at], word[at]);
            powers[at + 1] = powers[at].wrapping_mul(BASE);
        }
        for at in (0..n).rev() {
            after[at] = u64::from(word[at])
                .wrapping_mul(powers[n - at - 1])
                .wrapping_add(after[at + 1]);
        }
        Self {
            word,
            before,
            after,
            powers,
            targets,
            buffer: Vec::with_capacity(n + 1),
        }
    }

    /// Calls `each` with the word whose letters from `from` to `to` are replaced by `by`, if that can be a target.
    fn replace(&mut self, from: usize, to: usize, by: &[u8], each: &mut impl FnMut(&[u8])) {
        let middle = by.iter().fold(self.before[from], |hash, &letter| append(hash, letter));
        let hash = middle
            .wrapping_mul(self.powers[self.word.len() - to])
            .wrapping_add(self.after[to]);
        if self.targets.may_hold(hash) {
            self.buffer.clear();
            self.buffer.extend_from_slice(&self.word[..from]);
            self.buffer.extend_from_slice(by);
            self.buffer.extend_from_slice(&self.word[to..]);
            each(&self.buffer);
        }
    }
}

/// Words that one slip of the hand makes of `word`, or that one made it of: two letters changed places, a letter too
/// many or too few, another letter. In a word that looks English, first letters stay, and so do last ones, where words
/// are inflected; another letter is believed in long words only.
fn each_neighbour(word: &[u8], odd: bool, targets: &Targets, mut each: impl FnMut(&[u8])) {
    let n = word.len();
    let mut neighbours = Neighbours::new(word, targets);
    for at in 0..n - 1 {
        if word[at] != word[at + 1] {
            neighbours.replace(at, at + 2, &[word[at + 1], word[at]], &mut each);
        }
    }
    if n < 5 {
        return;
    }
    for at in 0..n {
        let doubled = at > 0 && word[at] == word[at - 1];
        // A letter more at either end is an abbreviation or a name: `gcloud`, `comm`, `Brandi`.
        let edge = at == 0 || at + 1 == n && n < 7;
        if doubled || at + 2 < n && at > 0 || odd && !edge {
            neighbours.replace(at, at + 1, &[], &mut each);
        }
    }
    let first = usize::from(!odd);
    for at in first..if odd { n + 1 } else { n - 1 } {
        for letter in b'a'..=b'z' {
            neighbours.replace(at, at, &[letter], &mut each);
        }
    }
    if n < 9 && !odd {
        return;
    }
    for at in first.max(usize::from(n < 8))..if odd { n } else { n - 3 } {
        for letter in b'a'..=b'z' {
            neighbours.replace(at, at + 1, &[letter], &mut each);
        }
    }
}

/// Whether both are accepted spellings of one word.
fn is_variant(word: &str, other: &str) -> bool {
    let skeleton = |word: &str| {
        let mut plain = word
            .replace("ae", "e")
            .replace("oe", "e")
            .replace("our", "or")
            .replace('z', "s")
            .replace("yse", "yze")
            .replace("ogue", "og")
            .replace("eable", "able")
            .replace("dgement", "dgment");
        for pair in ["ll", "ss"] {
            for ending in ["ed", "ing", "er", "ers", "ation", "or", "ment"] {
                let double = format!("{pair}{ending}");
                if plain.ends_with(&double) {
                    let cut = plain.len() - double.len() + 1;
                    plain.remove(cut);
                }
            }
        }
        plain
    };
    skeleton(word) == skeleton(other)
}

const PREFIXES: [&str; 40] = [
    "anti", "auto", "back", "bi", "by", "co", "counter", "cross", "de", "dis", "down", "en", "fore", "hyper", "il", "im", "in",
    "inter", "intra", "macro", "mega", "meta", "micro", "mid", "mini", "mis", "multi", "non", "off", "out", "over",
    "post", "pre", "re", "semi", "sub", "super", "un", "under", "up",
];

const SUFFIXES: [&str; 40] = [
    "s", "es", "d", "ed", "r", "er", "ers", "or", "ors", "ing", "ings", "ly", "able", "ably", "ability", "ment", "ments",
    "ness", "less", "ful", "al", "ally", "ation", "ations", "ion", "ions", "ive", "ity", "ist", "ists", "ism", "ize", "izes", "ized", "izing", "y",
    "ish", "ship", "hood", "wise",
];

/// Whether a word is made of ones that are right: with an ending or a beginning, or of two words.
fn is_derived(word: &str, words: &Words) -> bool {
    let known = |part: &str| {
        part.len() > 2
            && match lexicon::find(part) {
                Some(found) => matches!(found, lexicon::Word::Right { .. }),
                None => words.get(part).is_some_and(|usage| usage.pages > 2),
            }
    };
    let with_ending = |stem: &str, ending: &str| {
        let bytes = stem.as_bytes();
        let vowel = ending.starts_with(['a', 'e', 'i', 'o', 'y']);
        if stem.ends_with('e') && ending.starts_with(['e', 'i']) {
            return false;
        }
        known(stem)
            || vowel && known(&format!("{stem}e"))
            || stem
                .strip_suffix('i')
                .is_some_and(|cut| known(&format!("{cut}y")))
            || (vowel
                && bytes.len() > 3
                && bytes.len() < 9
                && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
                && known(&stem[..stem.len() - 1]))
    };
    let ends = |word: &str| {
        SUFFIXES.iter().any(|ending| {
            word.strip_suffix(ending)
                .is_some_and(|stem| with_ending(stem, ending))
        })
    };
    ends(word)
        || PREFIXES.iter().any(|start| {
            word.strip_prefix(start)
                .is_some_and(|rest| rest.len() > 3 && (known(rest) || ends(rest)))
        })
        || (3..word.len().saturating_sub(2)).any(|cut| {
            let (left, right) = word.split_at(cut);
            left.len().max(right.len()) > 3 && known(left) && known(right)
        })
}
