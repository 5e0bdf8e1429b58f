//! What holds of the fixes of every page: all handbooks of `fixtures/`, and the bad examples of every rule.

use super::git;
use super::run::Folder;
use jflint::rules::{self, ExampleText};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The handbooks to try: name and files.
fn handbooks() -> Vec<(String, BTreeMap<String, Vec<u8>>)> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut handbooks = Vec::new();
    for entry in fs::read_dir(&fixtures).unwrap() {
        let path = entry.unwrap().path();
        let mut files = BTreeMap::new();
        collect(&path, &path, &mut files);
        handbooks.push((
            path.file_name().unwrap().to_string_lossy().into_owned(),
            files,
        ));
    }
    assert!(handbooks.len() > 5);
    handbooks.push(("examples".to_owned(), examples()));
    handbooks
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .into_owned();
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}

fn examples() -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for (rule, texts) in rules::texts().unwrap() {
        for (number, example) in texts.examples.into_iter().enumerate() {
            if let Some(ExampleText::Page(page)) = example.bad {
                let mut page = page.replace(['«', '»'], "");
                if !page.starts_with("---") && !page.starts_with("+++") {
                    page = format!("---\ntitle: {rule} {number}\n---\n\n{page}");
                }
                files.insert(
                    format!("content/job-families/{rule}-{number}.md"),
                    page.into_bytes(),
                );
            }
        }
    }
    assert!(files.len() > 100);
    files
}

fn lay(name: &str, files: &BTreeMap<String, Vec<u8>>) -> Folder {
    let mut folder = Folder::new(name);
    for (path, bytes) in files {
        folder = folder.with(path, bytes);
    }
    folder
}

fn bytes(folder: &Folder, files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let read = |path: &String| (path.clone(), fs::read(folder.0.join(path)).unwrap());
    files.keys().map(read).collect()
}

/// How many findings each rule has on each page.
fn counts(report: &Value) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    for finding in report["findings"].as_array().unwrap() {
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        *counts.entry((text("path"), text("rule"))).or_default() += 1;
    }
    counts
}

/// What the model says of each page, without lines, links and case.
fn roles(folder: &Folder) -> Vec<Value> {
    let mut model = folder.run("model --no-config --format json").json();
    strip(&mut model);
    model["pages"].as_array().unwrap().clone()
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("line");
            map.remove("link");
            map.values_mut().for_each(strip);
        }
        Value::Array(list) => list.iter_mut().for_each(strip),
        // A name may be put in its right case: titles are compared without.
        Value::String(text) => *text = text.to_lowercase(),
        _ => {}
    }
}

#[test]
fn fixes_converge_keep_the_roles_and_bring_nothing_new() {
    for (name, files) in handbooks() {
        let folder = lay(&format!("fix-property-{name}"), &files);
        let before = folder.run("check --no-config --format json").json();
        let roles_before = roles(&folder);
        let after = folder.run("check --no-config --fix --format json").json();
        for (before, after) in roles_before.iter().zip(roles(&folder)) {
            assert_eq!(*before, after, "{name}");
        }
        let first = counts(&before);
        for (key, count) in counts(&after) {
            let had = first.get(&key).copied().unwrap_or_default();
            assert!(
                count <= had,
                "{name}: {key:?}: {count} findings, {had} before"
            );
        }
        for finding in after["findings"].as_array().unwrap() {
            assert_ne!(finding["fix"]["applicability"], "safe", "{name}: {finding}");
        }
        // The report after fixing is that of a new run.
        let once = bytes(&folder, &files);
        let again = folder.run("check --no-config --fix --format json").json();
        assert_eq!(again["findings"], after["findings"], "{name}");
        assert!(
            once == bytes(&folder, &files),
            "{name}: fixing twice changes more"
        );
    }
}

#[test]
fn line_ends_and_byte_order_marks_make_no_difference() {
    for (name, files) in handbooks() {
        let folder = lay(&format!("fix-lf-{name}"), &files);
        folder.run("check --no-config --fix --unsafe-fixes");
        let windows = |bytes: &[u8]| match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains('\r') && !text.starts_with('\u{FEFF}') => {
                format!("\u{FEFF}{}", text.replace('\n', "\r\n")).into_bytes()
            }
            _ => bytes.to_vec(),
        };
        let is_page = |path: &str| path.ends_with(".md");
        let other: BTreeMap<String, Vec<u8>> = files
            .iter()
            .map(|(path, bytes)| match is_page(path) {
                true => (path.clone(), windows(bytes)),
                false => (path.clone(), bytes.clone()),
            })
            .collect();
        let expected = bytes(&folder, &other);
        let folder = lay(&format!("fix-crlf-{name}"), &other);
        folder.run("check --no-config --fix --unsafe-fixes");
        let fixed = bytes(&folder, &other);
        for (path, fixed) in fixed.into_iter().filter(|(path, _)| is_page(path)) {
            let expected = windows(&expected[&path]);
            let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            assert!(
                fixed == expected,
                "{name}: {path}:\n{}\n{}",
                shown(&fixed),
                shown(&expected)
            );
        }
    }
}

#[test]
fn unsafe_fixes_converge_and_bring_nothing_new() {
    for (name, files) in handbooks() {
        let folder = lay(&format!("fix-unsafe-{name}"), &files);
        let before = counts(&folder.run("check --no-config --format json").json());
        let after = folder
            .run("check --no-config --fix --unsafe-fixes --format json")
            .json();
        for (key, count) in counts(&after) {
            let had = before.get(&key).copied().unwrap_or_default();
            assert!(
                count <= had,
                "{name}: {key:?}: {count} findings, {had} before"
            );
        }
        let once = bytes(&folder, &files);
        folder.run("check --no-config --fix --unsafe-fixes");
        assert!(
            once == bytes(&folder, &files),
            "{name}: fixing twice changes more"
        );
    }
}

#[test]
fn a_diff_applied_with_git_is_what_fixing_writes() {
    for (name, files) in handbooks() {
        for arguments in ["", "--unsafe-fixes"] {
            let fixed = lay(&format!("fix-written-{name}"), &files);
            let patched = lay(&format!("fix-patched-{name}"), &files);
            let diff = patched
                .run(&format!("check --no-config --diff {arguments}"))
                .out;
            fixed.run(&format!("check --no-config --fix {arguments}"));
            if !diff.is_empty() {
                git(&patched, "", &["init", "-q"]);
                fs::write(patched.0.join("fixes.diff"), diff).unwrap();
                git(&patched, "", &["apply", "fixes.diff"]);
            }
            for path in files.keys().filter(|path| path.ends_with(".md")) {
                let bytes = |folder: &Folder| fs::read(folder.0.join(path)).unwrap();
                assert!(bytes(&fixed) == bytes(&patched), "{name}: {path}");
            }
        }
    }
}
