//! Baselines as a user keeps them: recorded, recognised after lines move, merged, pruned.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/run.rs"]
mod run;

use run::{Folder, PAGE, Run, one_page};
use std::fs;

const OTHER: &str = "---\ntitle: Analyst\n---\n\nThe Analyst reports to the\n";

fn two_pages(name: &str) -> Folder {
    one_page(name).with("content/job-families/analyst.md", OTHER)
}

impl Folder {
    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// The lines of a baseline that hold findings.
    fn entries(&self, path: &str) -> Vec<String> {
        let text = self.read(path);
        text.lines()
            .filter(|line| line.contains('\t'))
            .map(str::to_owned)
            .collect()
    }

    fn json(&self, arguments: &str) -> serde_json::Value {
        self.run(&format!("check --format json {arguments}")).json()
    }
}

fn said(run: &Run) -> (i32, &str, &str) {
    (run.status, &run.out, &run.err)
}

#[test]
fn what_is_recorded_is_left_out_and_counted() {
    let folder = two_pages("baseline-recorded");
    let all = folder.json("")["findings"].as_array().unwrap().len();
    let run = folder.run("check --write-baseline jflint.baseline");
    let sentence =
        format!("2 pages checked: no findings. Left out: {all} recorded in the baseline.\n");
    assert_eq!(said(&run), (0, sentence.as_str(), ""));
    let entries = folder.entries("jflint.baseline");
    assert_eq!(entries.len(), all);
    assert!(entries.is_sorted());
    assert!(entries[0].starts_with("content/job-families/ae.md\t"));
    let run = folder.run("check --baseline jflint.baseline");
    assert_eq!(said(&run), (0, sentence.as_str(), ""));
    let json = folder.json("--baseline jflint.baseline");
    assert_eq!(json["summary"]["baseline"], all);
    assert_eq!(json["summary"]["errors"], 0);
    assert_eq!(json["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn a_finding_is_recognised_after_lines_move_and_a_new_one_is_not() {
    let folder = two_pages("baseline-moved");
    folder.run("check --write-baseline b");
    let moved = PAGE.replace("The Account", "Some text.\n\nSome more.\n\nThe Account");
    let folder = folder.with("content/job-families/ae.md", &moved);
    let run = folder.run("check --format compact --baseline b");
    assert_eq!(said(&run), (0, "", ""));
    let folder = folder.with("content/job-families/ae.md", moved + "\n- one\n-\n- two\n");
    let run = folder.run("check --format compact --baseline b");
    assert_eq!(run.status, 1);
    assert_eq!(
        run.out,
        "content/job-families/ae.md:12:1: error[empty-list-item]: the list item says nothing\n"
    );
}

#[test]
fn it_is_found_from_any_folder() {
    let folder = two_pages("baseline-folders").with("jflint/x", "");
    folder.run("check --write-baseline jflint/b content");
    assert!(folder.entries("jflint/b")[0].starts_with("../content/job-families/ae.md\t"));
    for (inside, arguments) in [
        ("content", "--baseline ../jflint/b ."),
        ("content/job-families", "--baseline ../../jflint/b ae.md"),
        ("jflint", "--baseline b ../content"),
    ] {
        let run = folder.run_in(inside, &format!("check --format compact {arguments}"));
        assert_eq!(said(&run), (0, "", ""), "{inside}");
    }
}

#[test]
fn what_no_longer_occurs_is_named_and_taken_out_on_request() {
    let folder = two_pages("baseline-stale");
    folder.run("check --write-baseline b --select empty-reports-to");
    let mended = OTHER.replace("to the", "to the CEO.");
    let folder = folder.with("content/job-families/analyst.md", mended);
    let named = "  content/job-families/analyst.md empty-reports-to\n";
    let run = folder.run("check --format compact --select empty-reports-to --baseline b");
    let told =
        "jflint: 1 entry of the baseline `b` no longer occurs: `--prune-baseline` takes them out\n";
    assert_eq!(said(&run), (0, "", (told.to_owned() + named).as_str()));
    assert_eq!(folder.entries("b").len(), 2);
    // Another rule or page does not judge it.
    for arguments in [
        "--select missing-title",
        "content/job-families/ae.md --select empty-reports-to",
        "--select empty-reports-to --quiet",
    ] {
        let run = folder.run(&format!("check --fail-on never --baseline b {arguments}"));
        assert_eq!(run.err, "", "{arguments}");
    }
    let run = folder.run(
        "check --format compact --select reporting --baseline b --prune-baseline --fail-on never",
    );
    let told = "jflint: 1 entry of the baseline `b` no longer occurs: taken out\n";
    assert_eq!(run.err, told.to_owned() + named);
    assert_eq!(folder.entries("b").len(), 1);
    // A page that is gone takes its entries along.
    fs::remove_file(folder.0.join("content/job-families/ae.md")).unwrap();
    folder.run("check --baseline b --prune-baseline");
    assert_eq!(folder.entries("b").len(), 0);
}

#[test]
fn single_pages_and_rules_are_recorded_without_losing_others() {
    let folder = two_pages("baseline-single");
    folder.run("check --write-baseline b");
    let all = folder.read("b");
    folder.run("check --write-baseline b content/job-families/ae.md");
    assert_eq!(folder.read("b"), all);
    folder.run("check --write-baseline b --select front-matter");
    assert_eq!(folder.read("b"), all);
    fs::remove_file(folder.0.join("content/job-families/analyst.md")).unwrap();
    folder.run("check --write-baseline b content/job-families/ae.md");
    assert_eq!(folder.read("b"), all);
    folder.run("check --write-baseline b");
    assert!(!folder.read("b").contains("analyst.md"));
}

#[test]
fn both_sides_of_a_merge_can_be_kept_in_any_order() {
    let folder = two_pages("baseline-merged");
    folder.run("check --write-baseline b");
    let text = folder.read("b");
    let (head, lines) = text.split_at(text.find("content/").unwrap());
    let mut lines: Vec<&str> = lines.lines().collect();
    lines.reverse();
    lines.push(lines[0]);
    let folder = folder.with("b", format!("{head}{}\n", lines.join("\n")));
    let run = folder.run("check --format compact --baseline b");
    assert_eq!(said(&run), (0, "", ""));
}

#[test]
fn a_baseline_that_cannot_be_used_is_said_with_its_line() {
    let folder = two_pages("baseline-broken");
    folder.run("check --write-baseline good");
    let good = folder.read("good");
    let folder = folder
        .with(
            "conflict",
            good.replacen("content/", "<<<<<<< HEAD\ncontent/", 1),
        )
        .with(
            "later",
            good.replace("jflint-baseline 1", "jflint-baseline 7"),
        )
        .with("broken", good.replace("\tempty-reports-to", ""))
        .with("other", "a: b\n")
        .with("empty", "")
        .with("bytes", b"\xff\xfe");
    for (name, start) in [
        (
            "conflict",
            "conflict:4: a merge left a conflict here: keep the lines of both sides",
        ),
        (
            "later",
            "later:3: the baseline is of version 7, and this jflint reads version 1: delete it",
        ),
        ("other", "other:1: this is no baseline"),
        ("empty", "empty:1: this is no baseline"),
        ("bytes", "cannot read the baseline `bytes`: it is not UTF-8"),
        (
            "none",
            "cannot read the baseline `none`: it does not exist; write it with `--write-baseline none`",
        ),
        ("content", "cannot read the baseline `content`: "),
    ] {
        let run = folder.run(&format!("check --baseline {name}"));
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{name}");
        assert!(
            run.err.starts_with(&format!("jflint: {start}")),
            "{}",
            run.err
        );
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    }
    let run = folder.run("check --baseline broken");
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains(": this is no line of a baseline"),
        "{}",
        run.err
    );
    // It is not replaced either: somebody has to look at it.
    assert_eq!(folder.run("check --write-baseline conflict").status, 2);
    assert!(folder.read("conflict").contains("<<<<<<<"));
}

#[test]
fn a_baseline_that_cannot_be_written_leaves_the_old_one() {
    let folder = two_pages("baseline-unwritable").with("b", "");
    folder.run("check --write-baseline good --select missing-title");
    let good = folder.read("good");
    let folder = folder.with("b", &good);
    let file = folder.0.join("b");
    let mut mode = fs::metadata(&file).unwrap().permissions();
    mode.set_readonly(true);
    fs::set_permissions(&file, mode).unwrap();
    for (arguments, message) in [
        (
            "b",
            "jflint: cannot write the baseline `b`: permission denied\n",
        ),
        (
            "no/b",
            "jflint: cannot write the baseline `no/b`: it does not exist\n",
        ),
    ] {
        let run = folder.run(&format!("check --write-baseline {arguments}"));
        assert_eq!(said(&run), (2, "", message));
    }
    assert_eq!(folder.read("b"), good);
    let left = fs::read_dir(&folder.0).unwrap().count();
    assert_eq!(left, 3, "content, b and good");
}

#[test]
fn a_report_that_gitlab_compares_by_itself_holds_everything() {
    let folder = two_pages("baseline-gitlab");
    folder.run("check --write-baseline b");
    let run = folder.run("check --baseline b --report gitlab=all.json --report json=new.json");
    assert_eq!(run.status, 0, "{}", run.err);
    let report =
        |name: &str| -> serde_json::Value { serde_json::from_str(&folder.read(name)).unwrap() };
    assert_eq!(
        report("all.json").as_array().unwrap().len(),
        folder.entries("b").len()
    );
    assert_eq!(report("new.json")["findings"].as_array().unwrap().len(), 0);
}
