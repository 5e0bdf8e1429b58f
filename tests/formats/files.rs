//! `--report FORMAT=FILE`.

use crate::run::{Folder, one_page};
use std::fs;

#[test]
fn reports_are_written_beside_what_is_printed() {
    let folder = one_page("reports");
    let run = folder.run(
        "check --format compact --report gitlab=gl.json --report sarif=out.sarif --report text=out.txt content",
    );
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    assert!(run.out.starts_with("content/job-families/ae.md:"));
    let read = |name: &str| fs::read_to_string(folder.0.join(name)).unwrap();
    let found = run.out.lines().count();
    let entries: serde_json::Value = serde_json::from_str(&read("gl.json")).unwrap();
    assert_eq!(entries.as_array().unwrap().len(), found);
    let log: serde_json::Value = serde_json::from_str(&read("out.sarif")).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), found);
    assert!(read("out.txt").starts_with("error[") || read("out.txt").starts_with("warning["));
    assert!(!read("out.txt").contains('\u{1b}'));
}

#[test]
fn reports_hold_the_findings_whatever_is_printed() {
    let folder = one_page("reports-statistics");
    let run =
        folder.run("check --statistics --quiet --fail-on never --report json=out.json content");
    assert_eq!(run.status, 0);
    let report = fs::read_to_string(folder.0.join("out.json")).unwrap();
    assert!(report.contains("\"fingerprint\""));
}

#[test]
fn a_clean_handbook_gives_valid_empty_reports() {
    let folder = Folder::new("reports-clean").with("a.md", "---\ntitle: A page\n---\n\nText.\n");
    let run = folder
        .run("check --report gitlab=gl.json --report junit=junit.xml --report markdown=note.md .");
    assert_eq!(run.status, 0, "{}", run.err);
    let read = |name: &str| fs::read_to_string(folder.0.join(name)).unwrap();
    assert_eq!(read("gl.json"), "[]\n");
    assert!(read("junit.xml").contains(r#"tests="1" failures="0""#));
    assert!(read("note.md").contains("1 page checked: no findings."));
}

#[test]
fn a_report_that_cannot_be_written_is_said_and_nothing_is_left() {
    let folder = one_page("reports-refused").with("out/kept.json", "old");
    for (arguments, reason) in [
        (
            "--report gitlab=none/gl.json",
            "cannot write the report `none/gl.json`: there is no folder `none`",
        ),
        (
            "--report gitlab=out",
            "cannot write the report `out`: it is a folder",
        ),
        (
            "--report gitlab=out/kept.json --report sarif=./out/../out/kept.json",
            "two reports go to `./out/../out/kept.json`",
        ),
        (
            "--statistics --format sarif",
            "`--statistics` has no format `sarif`",
        ),
        ("--report xml=a.xml", "there is no format `xml`"),
        ("--report gitlab", "write it as FORMAT=FILE"),
    ] {
        let run = folder.run(&format!("check {arguments} content"));
        assert_eq!(
            (run.status, run.out.as_str()),
            (2, ""),
            "{arguments}: {}",
            run.err
        );
        assert!(run.err.contains(reason), "{arguments}: {}", run.err);
    }
    assert_eq!(
        fs::read_to_string(folder.0.join("out/kept.json")).unwrap(),
        "old"
    );
    assert_eq!(fs::read_dir(folder.0.join("out")).unwrap().count(), 1);
    assert!(!folder.0.join("none").exists());
}

#[test]
fn findings_are_recognised_however_the_pages_are_given() {
    let folder = one_page("reports-paths").with("content/job-families/b.md", crate::run::PAGE);
    let prints = |place: &str, arguments: &str| -> Vec<String> {
        let run = folder.run_in(
            place,
            &format!("check --no-config --format json {arguments}"),
        );
        let findings = run.json()["findings"].as_array().unwrap().clone();
        findings
            .iter()
            .map(|finding| finding["fingerprint"].to_string())
            .collect()
    };
    let expected = prints("", "content");
    assert!(expected.len() > 10);
    let complete = folder.0.join("content").display().to_string();
    assert_eq!(prints("", "./content/"), expected);
    assert_eq!(prints("", &complete), expected);
    assert_eq!(prints("content", "."), expected);
    assert_eq!(prints("content/job-families", "."), expected);
    assert_eq!(
        prints("content/job-families", "b.md ../job-families/ae.md"),
        expected
    );
    let apart = [
        prints("content", "job-families/ae.md"),
        prints("", "content/job-families/b.md"),
    ];
    assert_eq!(apart.concat(), expected);
}

#[test]
fn findings_lead_to_the_pages_that_explain_their_rules() {
    let folder = one_page("reports-links").with(
        ".jflint.yml",
        "rule-pages: https://handbook.example.com/lint/#\n",
    );
    let page = "https://handbook.example.com/lint/#empty-reports-to";
    for format in ["json", "gitlab", "sarif", "markdown"] {
        let run = folder.run(&format!("check --format {format} content"));
        assert!(run.out.contains(page), "{format}: {}", run.err);
    }
    assert!(
        !folder
            .run("check --color always content")
            .out
            .contains(page)
    );
    let run = folder
        .with(".jflint.yml", "rule-pages: handbook\n")
        .run("check content");
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("`handbook` is no address of a web page"),
        "{}",
        run.err
    );
}
