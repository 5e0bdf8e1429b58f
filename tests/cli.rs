//! The command as a user runs it: exit status, formats, paths, other commands.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/run.rs"]
mod run;

use run::{Folder, PAGE, command, one_page};
use std::process::Stdio;

#[test]
fn the_exit_status_follows_the_lowest_severity_that_fails() {
    let folder = one_page("status").with("clean/a.md", "---\ntitle: A page\n---\n\nText.\n");
    for (arguments, status) in [
        ("check", 1),
        ("check clean", 0),
        ("check --fail-on never", 0),
        ("check --select empty-reports-to --fail-on error", 1),
        ("check --select missing-career-ladder", 1),
        ("check --select missing-career-ladder --fail-on error", 0),
        ("check --select missing-career-ladder --fail-on info", 1),
        ("check --statistics", 1),
        ("--help", 0),
        ("--version", 0),
        ("check --help", 0),
        ("", 2),
        ("check --no-such-option", 2),
        ("check --format yaml", 2),
        ("check --threads 0", 2),
        ("check --since no-such-revision", 2),
        ("rules", 0),
        ("explain empty-reports-to", 0),
        ("model", 0),
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.status, status, "{arguments}\n{}{}", run.out, run.err);
    }
}

#[test]
fn what_cannot_be_done_is_said_once_and_nothing_is_printed() {
    let folder = one_page("failures").with("empty/note.txt", "");
    for (arguments, status, message) in [
        (
            "check no/such/folder",
            2,
            "jflint: cannot read `no/such/folder`: it does not exist\n",
        ),
        (
            "check --format json content no",
            2,
            "jflint: cannot read `no`: it does not exist\n",
        ),
        (
            "check empty",
            3,
            "jflint: nothing was checked: there is no Markdown page (*.md, *.markdown) under `empty`\n",
        ),
        (
            "check --select emty-reports-to",
            2,
            "jflint: --select: there is no rule or category `emty-reports-to`; did you mean `empty-reports-to`?\n",
        ),
        (
            "check --ignore structure,wrods-of",
            2,
            "jflint: --ignore: there is no rule or category `wrods-of`\n",
        ),
        (
            "check --select empty-reports-to --ignore empty-reports-to",
            2,
            "jflint: no rule is left to run\n",
        ),
        (
            "check --threads 0",
            2,
            "error: invalid value '0' for '--threads <N>': give a whole number, 1 or more\n\nFor more information, try '--help'.\n",
        ),
        (
            "explain empty-report-to",
            2,
            "jflint: there is no rule `empty-report-to`; did you mean `empty-reports-to`?\n",
        ),
        (
            "explain xyz",
            2,
            "jflint: there is no rule `xyz`; `jflint rules` lists every rule\n",
        ),
        (
            "check --config other.yml",
            2,
            "jflint: cannot use the configuration `other.yml`: it does not exist\n",
        ),
        (
            "check --config content",
            2,
            "jflint: cannot use the configuration `content`: it is a folder, not a configuration file\n",
        ),
    ] {
        let run = folder.run(arguments);
        assert_eq!(
            (run.status, run.err.as_str()),
            (status, message),
            "{arguments}"
        );
        assert_eq!(run.out, "", "{arguments}");
    }
}

#[test]
fn folders_are_walked_for_pages_and_ignore_files_are_honoured() {
    let folder = Folder::new("walk")
        .with("job-families/a.md", PAGE)
        .with("job-families/b.MARKDOWN", PAGE)
        .with("job-families/c.txt", PAGE)
        .with("job-families/.hidden/d.md", PAGE)
        .with("job-families/drafts/e.md", PAGE)
        .with("job-families/generated/f.md", PAGE)
        .with(".jflintignore", "drafts/\n")
        .with(".gitignore", "generated\n");
    let paths = ["job-families/a.md", "job-families/b.MARKDOWN"];
    for arguments in [
        "check --format compact",
        "check --format compact .",
        "check --format compact ./job-families job-families/a.md ./job-families/./a.md",
    ] {
        assert_eq!(folder.run(arguments).paths(), paths, "{arguments}");
    }
    let absolute = folder.0.join("job-families/c.txt");
    let run = folder.run(&format!("check --format compact {}", absolute.display()));
    assert_eq!(run.paths(), ["job-families/c.txt"]);
    let folder = folder.with("content/job-families/g.md", PAGE);
    assert_eq!(
        folder.run("check --format compact").paths(),
        ["content/job-families/g.md"]
    );
}

#[test]
fn json_holds_what_the_interface_promises() {
    let folder = one_page("json");
    let run = folder.run("check --format json --select empty-reports-to");
    let json = run.json();
    let finding = &json["findings"][0];
    assert_eq!(json["version"], 1);
    assert_eq!(json["summary"]["files"], 1);
    assert_eq!(json["summary"]["errors"], 1);
    assert_eq!(json["summary"]["suppressed"], 0);
    assert_eq!(finding["rule"], "empty-reports-to");
    assert_eq!(finding["category"], "reporting");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["path"], "content/job-families/ae.md");
    assert_eq!(finding["span"]["start"]["line"], 5);
    let offset = finding["span"]["start"]["offset"].as_u64().unwrap();
    let column = finding["span"]["start"]["column"].as_u64().unwrap();
    assert_eq!(
        offset,
        PAGE.find("The Account").unwrap() as u64 + column - 1
    );
    for key in ["message", "role", "related", "help", "fix", "url"] {
        assert!(finding.get(key).is_some(), "{key}");
    }
    let fingerprint = finding["fingerprint"].clone();
    assert_eq!(fingerprint.as_str().unwrap().len(), 16);
    // Lines move, the fingerprint does not.
    let moved = PAGE.replace("The Account", "Some text.\n\nThe Account");
    let json = folder
        .with("content/job-families/ae.md", moved)
        .run("check --format json --select empty-reports-to")
        .json();
    assert_eq!(json["findings"][0]["span"]["start"]["line"], 7);
    assert_eq!(json["findings"][0]["fingerprint"], fingerprint);
}

#[test]
fn a_run_without_findings_is_valid_in_every_format() {
    let folder = Folder::new("quiet").with("a.md", "---\ntitle: A page\n---\n\nText.\n");
    assert_eq!(folder.run("check").out, "1 page checked: no findings.\n");
    assert_eq!(folder.run("check --quiet").out, "");
    assert_eq!(folder.run("check --format compact").out, "");
    assert_eq!(
        folder.run("check --statistics").out,
        "1 page checked: no findings.\n"
    );
    let json = folder.run("check --format json").json();
    assert_eq!(json["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn statistics_count_findings_by_rule() {
    let folder = one_page("statistics").with("content/job-families/b.md", PAGE);
    let run = folder.run("check --statistics --select empty-reports-to,missing-career-ladder");
    assert_eq!(
        run.out,
        "     2  error    empty-reports-to\n     2  warning  missing-career-ladder\n\n\
         Found 2 errors and 2 warnings in 2 of 2 pages.\n"
    );
    let json = folder
        .run("check --statistics --format json --select empty-reports-to")
        .json();
    assert_eq!(json["statistics"][0]["rule"], "empty-reports-to");
    assert_eq!(json["statistics"][0]["findings"], 2);
}

#[test]
fn colour_is_used_only_when_it_is_asked_for() {
    let folder = one_page("colour");
    assert!(!folder.run("check").out.contains('\u{1b}'));
    assert!(!folder.run("check --color never").out.contains('\u{1b}'));
    let colored = folder.run("check --color always").out;
    assert!(
        colored.contains("\u{1b}[1;31merror[empty-reports-to]"),
        "{colored}"
    );
}

#[test]
fn what_is_not_utf_8_does_not_stop_the_run() {
    let folder = one_page("bytes").with(
        "content/job-families/latin.md",
        b"---\ntitle: Caf\xe9\n---\n",
    );
    let run = folder.run("check --format compact");
    assert!(
        run.paths().contains(&"content/job-families/ae.md"),
        "{}",
        run.out
    );
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    for format in ["text", "json"] {
        let run = folder.run(&format!("check --format {format}"));
        assert_eq!((run.status, run.err.as_str()), (1, ""));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut folder = Folder::new("pipe");
    for number in 0..400 {
        folder = folder.with(&format!("job-families/{number}.md"), PAGE);
    }
    for format in ["text", "compact", "json"] {
        let mut child = command(&folder.0, &format!("check --format {format}"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
        assert_eq!(output.status.code(), Some(1), "{format}");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut folder = Folder::new("threads");
    for number in 0..60 {
        let page = PAGE.replace("Account", ["Account", "Support", "Field"][number % 3]);
        folder = folder.with(&format!("job-families/{}/{number}.md", number % 7), page);
    }
    for format in ["text", "compact", "json"] {
        let one = folder.run(&format!("check --threads 1 --format {format}"));
        let four = folder.run(&format!("check --threads 4 --format {format}"));
        assert!(one.out == four.out, "{format}");
        assert_eq!(one.status, 1);
    }
}

#[test]
fn rules_are_listed_in_three_forms() {
    let folder = Folder::new("rules");
    let json = folder.run("rules --format json").json();
    let names: Vec<&str> = json["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["name"].as_str().unwrap())
        .collect();
    let text = folder.run("rules").out;
    let markdown = folder.run("rules --format markdown").out;
    for name in names {
        assert!(text.contains(name), "{name}");
        assert!(markdown.contains(&format!("</a>`{name}` |")), "{name}");
    }
}

#[test]
fn a_rule_explains_itself() {
    insta::assert_snapshot!(Folder::new("explain").run("explain empty-reports-to").out);
}
