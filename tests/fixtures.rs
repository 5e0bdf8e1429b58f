//! Every handbook in `fixtures/`, with every rule: the whole text report.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::process::{Command, Output};

fn run(name: &str, arguments: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name);
    Command::new(env!("CARGO_BIN_EXE_jflint"))
        .args(["check", "--no-config"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// The report and the exit status of a handbook.
fn check(name: &str) -> String {
    let output = run(name, &["content"]);
    let report = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(errors, "", "{name}");
    format!("{report}exit status {}\n", output.status.code().unwrap())
}

#[test]
fn a_clean_handbook_has_no_finding() {
    assert_eq!(
        check("clean"),
        "7 pages checked: no findings.\nexit status 0\n"
    );
}

#[test]
fn messy() {
    insta::assert_snapshot!(check("messy"));
}

#[test]
fn crlf_bom() {
    insta::assert_snapshot!(check("crlf-bom"));
}

#[test]
fn no_front_matter() {
    insta::assert_snapshot!(check("no-front-matter"));
}

#[test]
fn ladders() {
    insta::assert_snapshot!(check("ladders"));
}

#[test]
fn one_role() {
    insta::assert_snapshot!(check("one-role"));
}

#[test]
fn the_readme_shows_what_is_printed() {
    let rules = "--select=empty-reports-to,misattributed-grade,duplicate-item";
    let output = run("messy", &["content/job-families/support", "--quiet", rules]);
    let report = String::from_utf8(output.stdout).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once("```text\n").unwrap();
    let (shown, after) = rest.split_once("```").unwrap();
    let report = format!("{}\n", report.trim_end());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, format!("{before}```text\n{report}```{after}")).unwrap();
    } else {
        assert!(
            shown == report,
            "not as printed: run `UPDATE=1 cargo test`:\n{shown}\n{report}"
        );
    }
}
