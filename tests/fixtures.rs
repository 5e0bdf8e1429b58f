//! Every handbook in `fixtures/`, with every rule: the whole text report.

use std::path::Path;
use std::process::Command;

/// The report and the exit status of a handbook.
fn check(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name);
    let output = Command::new(env!("CARGO_BIN_EXE_jflint"))
        .args(["check", "--no-config", "content"])
        .current_dir(folder)
        .output()
        .unwrap();
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
