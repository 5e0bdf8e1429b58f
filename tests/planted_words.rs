//! Slips planted at random places in clean pages: they are found, their correction is right, and the clean pages stay
//! quiet.

#![allow(clippy::expect_used)]

use jflint::config::{Level, Profile, RuleSettings};
use jflint::corpus::Corpus;
use jflint::corpus::load::{File, decode};
use jflint::finding::Diagnostic;
use jflint::lexicon;
use jflint::lint;
use jflint::rules::{self, BoundRule};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

const SEEDS: u64 = 12;
const PER_PAGE: usize = 10;

/// The least share that is found, of all and of each kind, and the least share of the found with the right correction.
const FOUND: f64 = 0.97;
const FOUND_OF_KIND: f64 = 0.88;
const RIGHT: f64 = 0.92;

/// Pseudo-random numbers: the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or_default() % limit.max(1)
    }

    fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Deletion,
    Insertion,
    Swap,
    Vowel,
    Doubled,
    Known,
    Joined,
    TightStop,
    Repeated,
    Garbled,
}

const KINDS: [Kind; 10] = [
    Kind::Deletion,
    Kind::Insertion,
    Kind::Swap,
    Kind::Vowel,
    Kind::Doubled,
    Kind::Known,
    Kind::Joined,
    Kind::TightStop,
    Kind::Repeated,
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

struct Planted {
    kind: Kind,
    /// Where the slip stands in the new text.
    at: Range<usize>,
    written: String,
    meant: String,
}

/// What `kind` makes of the text at a word: what is replaced, and by what.
fn slip(
    kind: Kind,
    text: &str,
    word: Range<usize>,
    dice: &mut Dice,
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
                dice.one_of(&["a", "e", "i", "o", "u"]),
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
        Kind::Repeated => {
            return (lower && next.is_some() && written != "that")
                .then(|| (word, format!("{written} {written}")));
        }
        Kind::Garbled => format!("{written}{}", dice.one_of(&["â€™s", "â€¦", "Ã©", " â€“"])),
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
fn plant(text: &str, dice: &mut Dice) -> (String, Vec<Planted>) {
    let words = words(text);
    let mut edits: BTreeMap<usize, (Kind, Range<usize>, String)> = BTreeMap::new();
    let (mut tries, first) = (0, dice.below(KINDS.len()));
    while edits.len() < PER_PAGE && tries < 20_000 {
        tries += 1;
        let kind = KINDS[(edits.len() + first) % KINDS.len()];
        let word = dice.one_of(&words).clone();
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

fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/planted_words");
    let mut pages: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| {
            let path = entry.expect("a file").path();
            let name = path
                .file_name()
                .expect("its name")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read_to_string(&path).expect("its text"))
        })
        .collect();
    pages.sort();
    pages
}

fn check(pages: &[(String, String)]) -> (Corpus, Vec<Diagnostic>) {
    let on = RuleSettings {
        level: Some(Level::Error),
        ..Default::default()
    };
    let rules: Vec<BoundRule> = rules::catalogue()
        .expect("the catalogue")
        .into_iter()
        .filter(|rule| ["misspelling", "repeated-word", "mojibake"].contains(&rule.name))
        .map(|rule| rule.bind(Some(&on)).expect("parameters").expect("on"))
        .collect();
    let files = pages
        .iter()
        .map(|(path, text)| File {
            path: path.clone(),
            text: decode(text.clone().into_bytes()),
        })
        .collect();
    let corpus = Corpus::new(files, Profile::gitlab());
    let found = lint::run(&corpus, &rules).diagnostics;
    (corpus, found)
}

#[test]
fn clean_pages_are_quiet() {
    let (_, found) = check(&pages());
    let messages: Vec<_> = found.iter().map(|found| &found.finding.message).collect();
    assert!(messages.is_empty(), "{messages:#?}");
}

#[test]
fn odd_text_is_no_trouble() {
    let text = format!(
        "---\ntitle: Odd\n---\n\n{} re\u{200b}ports na\u{308}mes \u{202e}desrever\u{202c} managment\u{301} \
         thier\u{2060} x.Y .The a.The the\u{200d} \u{2019}s the. \u{feff}wich {}.The\n",
        "ab".repeat(500_000),
        "é".repeat(300)
    );
    let (corpus, found) = check(&[("odd.md".to_owned(), text)]);
    for found in found {
        let at = found.finding.at;
        let source = corpus.source(at.file).expect("its file").text();
        assert!(
            source.get(at.range()).is_some(),
            "{}",
            found.finding.message
        );
    }
}

#[test]
fn planted_slips_are_found_and_corrected() {
    let clean = pages();
    let mut counts: BTreeMap<Kind, (u32, u32, u32)> = BTreeMap::new();
    let mut report = Vec::new();
    for seed in 1..=SEEDS {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let planted: Vec<_> = clean
            .iter()
            .map(|(path, text)| (path.clone(), plant(text, &mut dice)))
            .collect();
        let texts: Vec<_> = planted
            .iter()
            .map(|(path, (text, _))| (path.clone(), text.clone()))
            .collect();
        let (corpus, found) = check(&texts);
        let mut used = vec![false; found.len()];
        for (path, (text, slips)) in &planted {
            for slip in slips {
                let count = counts.entry(slip.kind).or_default();
                count.0 += 1;
                let hit = found.iter().enumerate().find(|(_, found)| {
                    let at = found.finding.at;
                    corpus
                        .source(at.file)
                        .is_some_and(|source| source.path == *path)
                        && at.range().start < slip.at.end
                        && slip.at.start < at.range().end
                });
                let Some((number, hit)) = hit else {
                    report.push(format!(
                        "missed {:?} {} for {}",
                        slip.kind, slip.written, slip.meant
                    ));
                    continue;
                };
                used[number] = true;
                count.1 += 1;
                let fixed = hit
                    .finding
                    .fix
                    .as_ref()
                    .map(|fix| apply(text, fix, &slip.at));
                let meant = match slip.kind {
                    Kind::Garbled => !fixed.as_deref().unwrap_or("â").contains(['â', 'Ã']),
                    _ => fixed.as_deref() == Some(&slip.meant),
                };
                count.2 += u32::from(meant);
                if !meant {
                    report.push(format!(
                        "{:?} {} for {} became {fixed:?}",
                        slip.kind, slip.written, slip.meant
                    ));
                }
            }
        }
        for (number, found) in found.iter().enumerate() {
            assert!(used[number], "not planted: {}", found.finding.message);
        }
    }
    let share = |part: u32, all: u32| f64::from(part) / f64::from(all.max(1));
    let mut sum = (0, 0, 0);
    for (kind, (all, found, right)) in &counts {
        report.push(format!("{kind:?}: {found} of {all} found, {right} right"));
        assert!(
            share(*found, *all) >= FOUND_OF_KIND,
            "{}",
            report.join("\n")
        );
        sum = (sum.0 + all, sum.1 + found, sum.2 + right);
    }
    report.push(format!("{} of {} found, {} right", sum.1, sum.0, sum.2));
    assert_eq!(counts.len(), KINDS.len(), "{}", report.join("\n"));
    assert!(
        share(sum.1, sum.0) >= FOUND && share(sum.2, sum.1) >= RIGHT,
        "{}",
        report.join("\n")
    );
}

/// What stands at `at` once the fix is applied.
fn apply(text: &str, fix: &jflint::finding::Fix, at: &Range<usize>) -> String {
    let mut result = text.to_owned();
    let mut end = at.end;
    for edit in fix.edits.iter().rev() {
        result.replace_range(edit.at.range(), &edit.text);
        end = end + edit.text.len() - edit.at.range().len();
    }
    result.get(at.start..end).unwrap_or_default().to_owned()
}
