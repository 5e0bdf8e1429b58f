//! Every example of every rule: what is marked «so» is found, nothing else is, and a fix yields the fixed text.

#![allow(clippy::expect_used)]

use jflint::config::Profile;
use jflint::corpus::Corpus;
use jflint::corpus::load::File;
use jflint::finding::Diagnostic;
use jflint::lint;
use jflint::rules::{self, BoundRule, Check, ExampleText};
use std::collections::BTreeMap;

const PAGE: &str = "content/job-families/example.md";
const FRONT_MATTER: &str = "---\ntitle: Example\n---\n\n";

fn files(text: &ExampleText) -> BTreeMap<String, String> {
    match text {
        ExampleText::Page(page) if has_front_matter(page) => {
            BTreeMap::from([(PAGE.to_owned(), page.clone())])
        }
        ExampleText::Page(page) => {
            BTreeMap::from([(PAGE.to_owned(), format!("{FRONT_MATTER}{page}"))])
        }
        ExampleText::Files(files) => files.clone(),
    }
}

fn has_front_matter(page: &str) -> bool {
    let start = page.trim_start_matches(['\u{FEFF}', '«']);
    start.starts_with("---") || start.starts_with("+++")
}

/// The text without its marks, and the ranges that they mark.
fn unmark(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut plain, mut open, mut marks) = (String::new(), Vec::new(), Vec::new());
    for c in text.chars() {
        match c {
            '«' => open.push(plain.len()),
            '»' => marks.push((open.pop().expect("an opening mark"), plain.len())),
            c => plain.push(c),
        }
    }
    marks.sort_unstable();
    (plain, marks)
}

/// The bytes of a file: U+FFFD stands for one that is not UTF-8.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for (number, part) in text.split('\u{FFFD}').enumerate() {
        if number > 0 {
            bytes.push(0xFF);
        }
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}

/// What these rules say; of several only the last is asked, and the others are there for it to judge.
fn lint(rules: &[BoundRule], files: &BTreeMap<String, String>) -> (Corpus, Vec<Diagnostic>) {
    let files = files
        .iter()
        .map(|(path, text)| File {
            path: path.clone(),
            text: jflint::corpus::load::decode(bytes(text)),
        })
        .collect();
    let corpus = Corpus::new(files, Profile::gitlab());
    let mut found = lint::run(&corpus, rules).diagnostics;
    found.retain(|diagnostic| {
        rules
            .last()
            .is_some_and(|rule| rule.name == diagnostic.rule)
    });
    (corpus, found)
}

/// A rule; if it judges what others find, after all others.
fn bound(name: &str) -> Vec<BoundRule> {
    let settings = jflint::config::RuleSettings {
        level: Some(jflint::config::Level::Error),
        ..Default::default()
    };
    let (mut asked, others): (Vec<_>, Vec<_>) = rules::catalogue()
        .expect("the catalogue")
        .into_iter()
        .map(|rule| rule.bind(Some(&settings)).expect("parameters").expect("on"))
        .partition(|rule| rule.name == name);
    if matches!(asked[0].check, Check::After(_)) {
        asked.splice(0..0, others);
    }
    asked
}

fn apply(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut edits: Vec<_> = diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic.finding.fix.as_ref())
        .flat_map(|fix| &fix.edits)
        .collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.at));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.at.range(), &edit.text);
    }
    text
}

#[test]
fn every_example_is_found_or_quiet_and_its_fix_is_right() {
    let mut failures = Vec::new();
    for (name, texts) in rules::texts().expect("the texts") {
        let rule = bound(&name);
        assert!(
            texts.examples.iter().any(|e| e.bad.is_some())
                && texts.examples.iter().any(|e| e.good.is_some()),
            "{name} has a bad and a good example"
        );
        for (number, example) in texts.examples.iter().enumerate() {
            let case = format!("{name}, example {}", number + 1);
            if let Some(good) = &example.good {
                let (corpus, found) = lint(&rule, &files(good));
                for diagnostic in &found {
                    let at = diagnostic.finding.at;
                    let source = corpus.source(at.file).expect("its file");
                    failures.push(format!(
                        "{case}: the good example is not quiet: {:?}: {}",
                        source.slice(at.range()),
                        diagnostic.finding.message
                    ));
                }
            }
            let Some(bad) = &example.bad else { continue };
            let marked: BTreeMap<_, _> = files(bad)
                .into_iter()
                .map(|(path, text)| (path, unmark(&text)))
                .collect();
            let plain = marked
                .iter()
                .map(|(path, (text, _))| (path.clone(), text.clone()))
                .collect();
            let (corpus, found) = lint(&rule, &plain);
            let shown = |path: &str, range: (usize, usize)| {
                format!("{path}: {:?}", &plain[path][range.0..range.1])
            };
            let mut expected: Vec<_> = marked
                .iter()
                .flat_map(|(path, (_, marks))| marks.iter().map(move |&mark| (path.clone(), mark)))
                .collect();
            let mut actual: Vec<_> = found
                .iter()
                .map(|diagnostic| {
                    let at = diagnostic.finding.at;
                    let path = corpus.source(at.file).expect("its file").path.clone();
                    (path, (at.start as usize, at.end as usize))
                })
                .collect();
            expected.sort();
            actual.sort();
            if expected != actual {
                let show = |list: &[(String, (usize, usize))]| {
                    list.iter()
                        .map(|(path, range)| shown(path, *range))
                        .collect::<Vec<_>>()
                        .join("\n    ")
                };
                failures.push(format!(
                    "{case}:\n  expected\n    {}\n  found\n    {}",
                    show(&expected),
                    show(&actual)
                ));
            }
            if let Some(fixed) = &example.fixed {
                let fixed = files(&ExampleText::Page(fixed.clone()));
                let result = apply(&plain[PAGE], &found);
                if result != fixed[PAGE] {
                    failures.push(format!("{case}: the fix gives\n{result}"));
                }
                if !lint(&rule, &fixed).1.is_empty() {
                    failures.push(format!("{case}: the fixed text is not quiet"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
