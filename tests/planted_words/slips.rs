//! Slips of many kinds, at random places of a text.

use crate::random::Random;
use jflint::lexicon;
use std::collections::BTreeMap;
use std::ops::Range;

/// How many slips a page gets.
const PER_PAGE: usize = 13;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Deletion,
    Insertion,
    Swap,
    Vowel,
    Doubled,
    Known,
    Joined,
    Parted,
    TightStop,
    Repeated,
    RepeatedRun,
    RealWord,
    Garbled,
}

pub const KINDS: [Kind; 13] = [
    Kind::Deletion,
    Kind::Insertion,
    Kind::Swap,
    Kind::Vowel,
    Kind::Doubled,
    Kind::Known,
    Kind::Joined,
    Kind::Parted,
    Kind::TightStop,
    Kind::Repeated,
    Kind::RepeatedRun,
    Kind::RealWord,
    Kind::Garbled,
];

/// Misspellings that people make.
const KNOWN: [(&str, &str); 24] = [
    ("address", "adress"),
    ("afterwards", "aftewards"),
    ("announcements", "anouncements"),
    ("answers", "anwsers"),
    ("application", "aplication"),
    ("because", "becuase"),
    ("before", "befor"),
    ("department", "deparment"),
    ("engineers", "engeneers"),
    ("environment", "enviroment"),
    ("excellent", "excelent"),
    ("expectations", "expectaions"),
    ("experience", "experiance"),
    ("following", "folowing"),
    ("improvements", "improvments"),
    ("independently", "independantly"),
    ("necessary", "neccessary"),
    ("people", "poeple"),
    ("receive", "recieve"),
    ("recommendation", "recomendation"),
    ("responsible", "responsable"),
    ("their", "thier"),
    ("until", "untill"),
    ("which", "wich"),
];

/// Real words that stand for others: what is right, and the slip.
const REAL_WORDS: [(&str, &str); 20] = [
    ("a bank", "an bank"),
    ("a calendar", "an calendar"),
    ("a conference", "an conference"),
    ("a customer", "an customer"),
    ("a date", "an date"),
    ("a desk", "an desk"),
    ("a director", "an director"),
    ("a hardware", "an hardware"),
    ("a measurement", "an measurement"),
    ("an account", "a account"),
    ("an additional", "a additional"),
    ("an accountant", "a accountant"),
    ("an honest", "a honest"),
    ("an important", "a important"),
    ("an incident", "a incident"),
    ("an open", "a open"),
    ("are responsible for", "are responsible of"),
    ("less than", "less then"),
    ("rather than", "rather then"),
    ("than once", "then once"),
];

pub struct Planted {
    pub kind: Kind,
    /// Where the slip stands in the new text.
    pub at: Range<usize>,
    pub written: String,
    pub meant: String,
}

/// What `kind` makes of the text at a word: what is replaced, and by what.
fn slip(
    kind: Kind,
    text: &str,
    word: Range<usize>,
    dice: &mut Random,
) -> Option<(Range<usize>, String)> {
    let written = &text[word.clone()];
    let n = written.len();
    let at = 1 + dice.below(n.checked_sub(2)?);
    let (head, tail) = written.split_at(at);
    let next = text[word.end..].strip_prefix(' ').map(|rest| {
        let length = rest
            .find(|c: char| !c.is_ascii_lowercase())
            .unwrap_or(rest.len());
        &rest[..length]
    });
    let lower = written.bytes().all(|byte| byte.is_ascii_lowercase());
    let result = match kind {
        Kind::Deletion => format!("{head}{}", &tail[1..]),
        Kind::Insertion => format!(
            "{head}{}{tail}",
            char::from(b'a' + u8::try_from(dice.below(26)).ok()?)
        ),
        Kind::Swap => format!("{head}{}{}{}", tail.get(1..2)?, &tail[..1], &tail[2..]),
        Kind::Vowel => {
            let vowels: Vec<_> = written.match_indices(['a', 'e', 'i', 'o', 'u']).collect();
            let (at, _) = vowels.get(dice.below(vowels.len()))?;
            format!(
                "{}{}{}",
                &written[..*at],
                dice.pick(&["a", "e", "i", "o", "u"]),
                &written[at + 1..]
            )
        }
        Kind::Doubled => format!("{head}{}{tail}", &tail[..1]),
        Kind::Known => KNOWN
            .iter()
            .find(|(right, _)| *right == written)?
            .1
            .to_owned(),
        Kind::Joined => {
            let next = next.filter(|next| next.len() > 3)?;
            return (written == "the" || written == "with").then(|| {
                (
                    word.start..word.end + 1 + next.len(),
                    format!("{written}{next}"),
                )
            });
        }
        Kind::TightStop => {
            let rest = text[word.end..].strip_prefix(". ")?;
            let length = rest.find(|c: char| !c.is_ascii_alphabetic())?;
            return (lower && length > 1).then(|| {
                (
                    word.start..word.end + 2 + length,
                    format!("{written}.{}", &rest[..length]),
                )
            });
        }
        Kind::Parted => {
            let long = lower && n > 7;
            let (head, tail) = written.split_at(3 + dice.below(n.checked_sub(6)?));
            let is_word = |part: &str| lexicon::find(part).is_some();
            return (long && !(is_word(head) && is_word(tail)))
                .then(|| (word, format!("{head} {tail}")));
        }
        Kind::RealWord => {
            let (right, slip) = dice.pick(&REAL_WORDS);
            let at = text.find(&format!(" {right} "))? + 1;
            return Some((at..at + right.len(), (*slip).to_owned()));
        }
        Kind::RepeatedRun => {
            let next = next.filter(|next| next.len() > 3)?;
            let run = format!("{written} {next}");
            let end = word.start + run.len();
            return lower.then(|| (word.start..end, format!("{run} {run}")));
        }
        Kind::Repeated => {
            return (lower && next.is_some() && written != "that")
                .then(|| (word, format!("{written} {written}")));
        }
        Kind::Garbled => format!("{written}{}", dice.pick(&["â€™s", "â€¦", "Ã©", " â€“"])),
    };
    let unknown = !result.is_ascii()
        || !matches!(
            lexicon::find(&result.to_ascii_lowercase()),
            Some(lexicon::Word::Right { .. })
        );
    // What is left of a short word may as well be an abbreviation.
    (result != written && unknown && result.len() > 3).then_some((word, result))
}

/// The words of a page's text below its front matter.
fn words(text: &str) -> Vec<Range<usize>> {
    let start = text[3..].find("---").map_or(0, |end| end + 6);
    let mut found = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < start) {
        match (c.is_ascii_alphabetic(), from) {
            (true, None) => from = Some(at),
            (false, Some(begin)) => {
                // Parts of a word with a hyphen are left alone.
                let hyphen = text[..begin].ends_with('-') || c == '-';
                if at - begin > 2 && !hyphen {
                    found.push(begin..at);
                }
                from = None;
            }
            _ => {}
        }
    }
    found
}

/// Plants slips, one a line at most.
pub fn plant(text: &str, dice: &mut Random) -> (String, Vec<Planted>) {
    let words = words(text);
    let mut edits: BTreeMap<usize, (Kind, Range<usize>, String)> = BTreeMap::new();
    let (mut tries, first) = (0, dice.below(KINDS.len()));
    while edits.len() < PER_PAGE && tries < 20_000 {
        tries += 1;
        let kind = KINDS[(edits.len() + first) % KINDS.len()];
        let word = dice.pick(&words).clone();
        let shortest = if kind == Kind::Joined { 3 } else { 4 };
        if word.len() < shortest {
            continue;
        }
        let Some((range, by)) = slip(kind, text, word, dice) else {
            continue;
        };
        let line = |at: usize| text[..at].matches('\n').count();
        if !edits
            .values()
            .any(|(_, other, _)| line(other.start) == line(range.start))
        {
            edits.insert(range.start, (kind, range, by));
        }
    }
    let (mut result, mut planted, mut copied) = (String::new(), Vec::new(), 0);
    for (kind, range, by) in edits.into_values() {
        result.push_str(&text[copied..range.start]);
        let start = result.len();
        result.push_str(&by);
        planted.push(Planted {
            kind,
            at: start..result.len(),
            written: by,
            meant: text[range.clone()].to_owned(),
        });
        copied = range.end;
    }
    result.push_str(&text[copied..]);
    (result, planted)
}
