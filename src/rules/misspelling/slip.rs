//! Slips: a word that no list and no other page knows, one letter away from a word that is common. Careful by design:
//! what could be a rare word, a coinage or a British spelling is left alone.

use crate::corpus::words::{Usage, Words};
use crate::lexicon;

/// A word of the corpus on so many pages is one that a slip can lead to.
const COMMON_PAGES: u32 = 5;

/// The one common word that `word` is a slip of.
pub fn correction(word: &str, usage: &Usage, words: &Words) -> Option<String> {
    let letters = word.as_bytes();
    if usage.pages > 1
        || usage.lower + usage.capital > 4
        || !(6..=24).contains(&letters.len())
        || !letters.iter().all(u8::is_ascii_lowercase)
        || is_derived(word, words)
    {
        return None;
    }
    let mut best: Option<(String, u32)> = None;
    each_neighbour(letters, |neighbour| {
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
        if common && better && !is_variant(word, candidate) {
            best = Some((candidate.to_owned(), pages));
        }
    });
    best.map(|(word, _)| word)
}

/// Words that one slip of the hand makes of `word`, or that one made it of: two letters changed places, a letter too
/// many or too few inside, another letter in a long word. First letters stay; so do last ones, where words are inflected.
fn each_neighbour(word: &[u8], mut each: impl FnMut(&[u8])) {
    let n = word.len();
    let mut buffer = Vec::with_capacity(n + 1);
    for at in 0..n - 1 {
        if word[at] != word[at + 1] && at + 2 < n + usize::from(n > 7) {
            buffer.clear();
            buffer.extend_from_slice(word);
            buffer.swap(at, at + 1);
            each(&buffer);
        }
    }
    for at in 1..n.saturating_sub(2) {
        buffer.clear();
        buffer.extend_from_slice(&word[..at]);
        buffer.extend_from_slice(&word[at + 1..]);
        each(&buffer);
    }
    for at in 1..n - 1 {
        for letter in b'a'..=b'z' {
            buffer.clear();
            buffer.extend_from_slice(&word[..at]);
            buffer.push(letter);
            buffer.extend_from_slice(&word[at..]);
            each(&buffer);
        }
    }
    if n < 9 {
        return;
    }
    for at in 1..n - 3 {
        for letter in b'a'..=b'z' {
            buffer.clear();
            buffer.extend_from_slice(word);
            buffer[at] = letter;
            each(&buffer);
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
        for pair in ["ll", "ss", "tt", "pp"] {
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
    let with_ending = |stem: &str| {
        let bytes = stem.as_bytes();
        known(stem)
            || known(&format!("{stem}e"))
            || stem.strip_suffix('i').is_some_and(|cut| known(&format!("{cut}y")))
            || (bytes.len() > 4
                && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
                && known(&stem[..stem.len() - 1]))
    };
    let ends = |word: &str| {
        SUFFIXES
            .iter()
            .any(|ending| word.strip_suffix(ending).is_some_and(with_ending))
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
