//! A page by itself, as an editor or a hook gives it: its findings are those that the run over the whole site has for it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/run.rs"]
mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use support::{Run, command};

const OPTIONS: &str = "check --no-config --fail-on never --format json";

/// The findings of each page.
fn by_page(run: &Run) -> BTreeMap<String, Vec<Value>> {
    let mut pages: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for finding in run.json()["findings"].as_array().unwrap() {
        let path = finding["path"].as_str().unwrap().to_owned();
        pages.entry(path).or_default().push(finding.clone());
    }
    pages
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("content").is_dir())
        .collect();
    found.sort();
    found
}

/// The pages of a handbook, from its folder.
fn pages(folder: &Path) -> Vec<String> {
    let exclude = jflint::config::Paths::new(folder, &[]).unwrap();
    jflint::corpus::load::find(&[folder.join("content")], &exclude)
        .unwrap()
        .iter()
        .map(|page| {
            let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
            jflint::corpus::load::shown(page.strip_prefix(folder).unwrap())
        })
        .collect()
}

#[test]
fn a_page_by_itself_has_the_findings_of_the_whole_run() {
    let mut compared = 0;
    for folder in fixtures() {
        let whole = by_page(&Run::new(
            command(&folder, &format!("{OPTIONS} content"))
                .output()
                .unwrap(),
        ));
        for page in pages(&folder) {
            let expected = whole.get(&page).cloned().unwrap_or_default();
            let by_file = command(&folder, OPTIONS).arg(&page).output().unwrap();
            assert_eq!(findings(by_file), expected, "{}: {page}", folder.display());

            let mut by_input = command(&folder, OPTIONS)
                .args(["-", "--stdin-filename", &page])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let text = std::fs::read(folder.join(&page)).unwrap();
            by_input.stdin.take().unwrap().write_all(&text).unwrap();
            let by_input = by_input.wait_with_output().unwrap();
            assert_eq!(
                findings(by_input),
                expected,
                "{}: {page} on standard input",
                folder.display()
            );
            compared += 1;
        }
    }
    assert!(compared >= 60, "only {compared} pages");
}

fn findings(output: std::process::Output) -> Vec<Value> {
    let run = Run::new(output);
    assert_eq!(run.err, "");
    run.json()["findings"].as_array().unwrap().clone()
}
