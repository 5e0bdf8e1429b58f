//! Slips planted at random places in clean pages: they are found, their correction is right, and the clean pages stay
//! quiet.

#![allow(clippy::expect_used)]

#[path = "planted_words/lists.rs"]
mod lists;
#[path = "support/random.rs"]
mod random;
#[path = "planted_words/slips.rs"]
mod slips;

use jflint::config::{Level, Profile, RuleSettings};
use jflint::corpus::Corpus;
use jflint::corpus::load::{File, decode};
use jflint::finding::Diagnostic;
use jflint::lint;
use jflint::rules::{self, BoundRule};
use random::Random;
use slips::{KINDS, Kind, plant};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// The rules that are put to the test.
const CHECKED: [&str; 6] = [
    "misspelling",
    "wrong-word",
    "repeated-word",
    "mojibake",
    "duplicate-block",
    "lost-bullet",
];

const SEEDS: u64 = 12;

/// The least share that is found, of all and of each kind, and the least share of the found with the right correction.
const FOUND: f64 = 0.97;
const FOUND_OF_KIND: f64 = 0.88;
const RIGHT: f64 = 0.92;

fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/planted_words");
    let mut pages: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| {
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
        .filter(|rule| CHECKED.contains(&rule.name))
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
        let mut dice = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
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
