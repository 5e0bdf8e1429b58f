//! Whether a word that no dictionary has is made of words that it has.

use crate::corpus::words::Words;
use crate::lexicon;

/// How sure it is that a word is made of right words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derived {
    /// With an ending or a beginning that go with almost any word.
    Surely,
    /// With one that a slip may look like, or of two words.
    Perhaps,
    /// It is not.
    No,
}

/// Beginnings that go with almost any word.
const PREFIXES: [&str; 28] = [
    "anti", "auto", "co", "counter", "cross", "cyber", "de", "dis", "hyper", "inter", "intra",
    "macro", "mega", "meta", "micro", "mini", "mis", "multi", "non", "out", "over", "post", "pre",
    "re", "semi", "sub", "super", "un",
];

/// Others.
const RARE_PREFIXES: [&str; 16] = [
    "back", "bi", "by", "down", "en", "fore", "geo", "il", "im", "in", "mid", "neuro", "off",
    "tele", "under", "up",
];

/// Endings that go with almost any word.
const SUFFIXES: [&str; 21] = [
    "s", "ed", "ing", "ings", "er", "ers", "able", "ability", "ness", "less", "ly", "ize", "izes",
    "ized", "izing", "ization", "wise", "like", "ship", "proof",
    "ops",
];

/// Others.
const RARE_SUFFIXES: [&str; 17] = [
    "al", "ally", "ation", "ations", "d", "es", "ful", "hood", "ish", "ism", "ist", "ists", "ity",
    "ive", "ment", "or", "ors",
];

/// Past forms of verbs, which take no ending: `wrote` makes no `wroter`.
const PAST: [&str; 24] = [
    "became", "began", "brought", "came", "chose", "drove", "gave", "grew", "held", "kept", "knew",
    "led", "made", "paid", "ran", "said", "sent", "sold", "spent", "spoke", "told", "took", "went",
    "wrote",
];

/// Whether `part` begins words that it may stand apart from.
pub fn is_prefix(part: &str) -> bool {
    PREFIXES.contains(&part) || RARE_PREFIXES.contains(&part)
}

/// Whether `word` is made of right words.
pub fn is_derived(word: &str, words: &Words) -> Derived {
    let known = |part: &str, rarest: u8| {
        part.len() > 2
            && match lexicon::find(part) {
                Some(lexicon::Word::Right { rank, .. }) => rank <= rarest,
                Some(lexicon::Word::Wrong { .. }) => false,
                None => words.get(part).is_some_and(|usage| usage.pages > 2),
            }
    };
    let ends = |word: &str, endings: &[&str], rarest: u8| {
        // Most endings have another last letter, which costs least to tell. None ends in the `z` of American spelling.
        let last = word.as_bytes().last();
        let mut endings = endings.iter().filter(|ending| ending.as_bytes().last() == last);
        endings.any(|ending| {
            word.strip_suffix(ending)
                .or_else(|| {
                    ending
                        .contains('z')
                        .then(|| word.strip_suffix(&ending.replace('z', "s")))
                        .flatten()
                })
                .is_some_and(|stem| has_stem(stem, ending, |stem| known(stem, rarest)))
        })
    };
    let starts = |prefixes: &[&str], shortest: usize, rarest: u8| {
        let first = word.as_bytes().first();
        let mut prefixes = prefixes.iter().filter(|start| start.as_bytes().first() == first);
        prefixes.any(|start| {
            word.strip_prefix(start).is_some_and(|rest| {
                // What has both a beginning and an ending is made of a word that is no rare one.
                rest.len() >= shortest && (known(rest, rarest) || ends(rest, &SUFFIXES, rarest - 1))
            })
        })
    };
    if ends(word, &SUFFIXES, 4) || starts(&PREFIXES, 5, 4) {
        return Derived::Surely;
    }
    let compound = || {
        (3..word.len().saturating_sub(2)).any(|cut| {
            let (left, right) = word.split_at(cut);
            // Short words that are rare are parts of slips.
            let usual = |part: &str| known(part, if part.len() > 3 { 3 } else { 1 });
            left.len().max(right.len()) > 3 && usual(left) && usual(right)
        })
    };
    if ends(word, &SUFFIXES, 6)
        || ends(word, &RARE_SUFFIXES, 4)
        || starts(&PREFIXES, 4, 5)
        || starts(&RARE_PREFIXES, 4, 4)
        || compound()
    {
        return Derived::Perhaps;
    }
    Derived::No
}

/// Whether what is left before `ending` is a word, or becomes one: `mak-ing`, `happi-ness`, `stopp-ed`.
fn has_stem(stem: &str, ending: &str, known: impl Fn(&str) -> bool) -> bool {
    let bytes = stem.as_bytes();
    let vowel = ending.starts_with(['a', 'e', 'i', 'o', 'y']);
    let known = |stem: &str| !PAST.contains(&stem) && known(stem);
    if stem.len() < 3 || stem.ends_with('e') && ending.starts_with(['e', 'i']) {
        return false;
    }
    // `boss-es`
    if ending == "s" && stem.ends_with(['s', 'x', 'z']) {
        return false;
    }
    if known(stem) {
        return true;
    }
    // `stopp-ed`, but not `needd-ed`.
    let is_vowel = |letter: u8| b"aeiou".contains(&letter);
    let doubled = match bytes {
        [.., before, vowel, a, b] => a == b && bytes.len() < 7 && is_vowel(*vowel) && !is_vowel(*before),
        _ => false,
    };
    vowel && known(&format!("{stem}e"))
        || ending.starts_with("iz") && known(&format!("{stem}y"))
        || stem
            .strip_suffix('i')
            .is_some_and(|cut| known(&format!("{cut}y")))
        || vowel && doubled && known(&stem[..stem.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_no_forms_of_words() {
        let words = Words::default();
        for form in ["meetingless", "restartable", "unskippable", "cofounded"] {
            assert_eq!(is_derived(form, &words), Derived::Surely, "{form}");
        }
        for slip in ["pricess", "acress", "wroters"] {
            assert_ne!(is_derived(slip, &words), Derived::Surely, "{slip}");
        }
    }
}
