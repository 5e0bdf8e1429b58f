//! Fixing as a user sees it: what is written, what is left alone, and what goes wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "fix/properties.rs"]
mod properties;
#[path = "support/run.rs"]
mod run;
#[path = "fix/safety.rs"]
mod safety;

use run::{Folder, Run, command};
use std::fs;
use std::process::{Command, Stdio};

/// A page with three safe fixes, one of them in a line of its own.
const FAULTY: &str = "---\ntitle: A page\n---\n\nWe recieve  the the reports.\n\nMore reports.\n";
const FIXED: &str = "---\ntitle: A page\n---\n\nWe receive the reports.\n\nMore reports.\n";

fn read(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.0.join(path)).unwrap()
}

#[test]
fn safe_fixes_are_applied_and_what_is_left_is_reported() {
    let folder = Folder::new("fix-safe").with(
        "content/a.md",
        format!("{FAULTY}\nA team is compromised of people.\n"),
    );
    let run = folder.run("check --fix");
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    assert!(run.out.starts_with("warning[wrong-word]"), "{}", run.out);
    let summary = "\nFixed 3 findings in 1 page. Found 1 warning in 1 of 1 page (1 fixable with --fix --unsafe-fixes).\n";
    assert!(run.out.contains(summary), "{}", run.out);
    let run = folder.run("check --fix --unsafe-fixes");
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(
        run.out,
        "Fixed 1 finding in 1 page. 1 page checked: no findings.\n"
    );
    assert_eq!(
        read(&folder, "content/a.md"),
        format!("{FIXED}\nA team is comprised of people.\n")
    );
}

#[test]
fn only_selected_rules_are_applied() {
    let folder = Folder::new("fix-select").with("content/a.md", FAULTY);
    let json = folder
        .run("check --fix --select double-space --format json")
        .json();
    assert_eq!(json["summary"]["fixed"]["findings"], 1);
    assert_eq!(read(&folder, "content/a.md"), FAULTY.replace("  ", " "));
}

#[test]
fn what_a_baseline_holds_is_not_fixed_and_what_is_fixed_is_not_recorded() {
    let folder = Folder::new("fix-baseline").with("content/a.md", FAULTY);
    folder.run("check --write-baseline old.json");
    let more = format!("{FAULTY}\nWe recieve goods.\n");
    let folder = folder.with("content/a.md", &more);
    let run = folder.run("check --fix --baseline old.json --report gitlab=all.json");
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    let fixed = more.replace("recieve goods", "receive goods");
    assert_eq!(read(&folder, "content/a.md"), fixed);
    // A report of the whole tree still holds them.
    assert_eq!(
        read(&folder, "all.json").matches("\"fingerprint\"").count(),
        3
    );
    let folder = folder.with("content/a.md", &more);
    folder.run("check --fix --write-baseline new.json");
    assert!(!read(&folder, "new.json").contains("double-space"));
    assert_eq!(
        read(&folder, "content/a.md"),
        format!("{FIXED}\nWe receive goods.\n")
    );
}

#[test]
fn only_checked_pages_are_written() {
    let folder = Folder::new("fix-checked")
        .with("content/a.md", FAULTY)
        .with("content/b.md", FAULTY);
    assert_eq!(folder.run("check --fix content/b.md").status, 0);
    assert_eq!(read(&folder, "content/a.md"), FAULTY);
    assert_eq!(read(&folder, "content/b.md"), FIXED);
}

#[test]
fn a_fix_that_would_cause_another_finding_is_left_out() {
    let page = "---\ntitle: A page\n---\n\n- We write all reports\n- We  write all  reports\n- We recieve them\n";
    let folder = Folder::new("fix-cause").with("content/a.md", page.replace("  write", " wriet"));
    // With the spelling put right, the second item would be the first one again.
    let run = folder.run("check --fix --format compact");
    let fixed = read(&folder, "content/a.md");
    assert!(fixed.contains("- We wriet all"), "{fixed}");
    assert!(fixed.contains("- We receive them"), "{fixed}");
    assert!(run.out.contains("misspelling"), "{}", run.out);
    assert!(!run.out.contains("duplicate-item"), "{}", run.out);
}

#[test]
fn a_fix_that_would_break_the_link_of_another_page_is_left_out() {
    let target = "---\ntitle: Guide\n---\n\n## How to recieve goods\n\nText.\n\n## How to recieve guests\n\nText.\n";
    let folder = Folder::new("fix-link")
        .with("content/handbook/guide.md", target)
        .with(
            "content/handbook/other.md",
            "---\ntitle: Other\n---\n\nSee [the guide](/handbook/guide/#how-to-recieve-goods).\n",
        );
    // Even where the other page is not checked.
    let run = folder.run("check --fix --unsafe-fixes --format compact content/handbook/guide.md");
    assert_eq!(
        read(&folder, "content/handbook/guide.md"),
        target.replace("recieve guests", "receive guests"),
        "{}",
        run.out
    );
}

#[test]
fn of_two_fixes_that_overlap_the_second_waits() {
    let folder = Folder::new("fix-overlap").with(
        "content/a.md",
        "---\ntitle: A page\n---\n\nWe recieve recieve them.\n",
    );
    folder.run("check --fix");
    assert_eq!(
        read(&folder, "content/a.md"),
        "---\ntitle: A page\n---\n\nWe receive them.\n"
    );
}

#[test]
fn line_ends_the_byte_order_mark_and_the_missing_line_end_are_kept() {
    let page = |text: &str| format!("\u{FEFF}{}", text.trim_end().replace('\n', "\r\n"));
    let folder = Folder::new("fix-bytes").with("content/a.md", page(FAULTY));
    folder.run("check --fix");
    assert_eq!(read(&folder, "content/a.md"), page(FIXED));
}

#[test]
fn standard_input_is_printed_and_its_findings_are_told_beside() {
    let folder = Folder::new("fix-input").with("content/b.md", FAULTY);
    let text = format!("{FAULTY}\nA team is compromised of people.\n");
    let run = pipe(
        &folder,
        "check --fix - --stdin-filename content/a.md --format compact",
        text.as_bytes(),
    );
    assert_eq!(run.status, 1);
    assert_eq!(
        run.out,
        format!("{FIXED}\nA team is compromised of people.\n")
    );
    assert!(
        run.err
            .starts_with("content/a.md:9:11: warning[wrong-word]"),
        "{}",
        run.err
    );
    assert!(!folder.0.join("content/a.md").exists());
    assert_eq!(read(&folder, "content/b.md"), FAULTY);
    // Nothing to fix: the page all the same.
    let run = pipe(
        &folder,
        "check --fix - --stdin-filename content/a.md",
        FIXED.as_bytes(),
    );
    assert_eq!((run.status, run.out.as_str()), (0, FIXED));
    let run = pipe(
        &folder,
        "check --fix - --stdin-filename content/a.md",
        b"\xff",
    );
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert_eq!(
        run.err,
        "jflint: cannot fix `content/a.md`: byte 0xff is not UTF-8\n"
    );
    let run = pipe(
        &folder,
        "check --diff - --stdin-filename content/a.md",
        FAULTY.as_bytes(),
    );
    assert!(
        run.out
            .starts_with("--- a/content/a.md\n+++ b/content/a.md\n@@ "),
        "{}",
        run.out
    );
}

fn pipe(folder: &Folder, arguments: &str, text: &[u8]) -> Run {
    use std::io::Write;
    let mut child = command(&folder.0, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text).unwrap();
    Run::new(child.wait_with_output().unwrap())
}

#[test]
fn a_diff_changes_nothing_and_can_be_applied_from_any_folder() {
    let folder = Folder::new("fix-diff")
        .with("site/content/a page.md", FAULTY.replace('\n', "\r\n"))
        .with("site/content/\u{e9}\"b\".md", FAULTY.trim_end());
    let run = folder.run_in("site", "check --diff");
    assert_eq!(
        (run.status, run.err.as_str()),
        (1, "Would fix 6 findings in 2 pages.\n")
    );
    assert_eq!(folder.run_in("site", "check --diff --fix --quiet").err, "");
    assert_eq!(
        read(&folder, "site/content/\u{e9}\"b\".md"),
        FAULTY.trim_end()
    );
    git(&folder, "", &["init", "-q"]);
    fs::write(folder.0.join("fixes.diff"), &run.out).unwrap();
    git(&folder, "site", &["apply", "../fixes.diff"]);
    assert_eq!(
        read(&folder, "site/content/a page.md"),
        FIXED.replace('\n', "\r\n")
    );
    assert_eq!(
        read(&folder, "site/content/\u{e9}\"b\".md"),
        FIXED.trim_end()
    );
    let run = folder.run_in("site", "check --diff");
    assert_eq!(
        (run.status, run.out.as_str(), run.err.as_str()),
        (0, "", "Nothing to fix.\n")
    );
}

fn git(folder: &Folder, inner: &str, arguments: &[&str]) {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder.0.join(inner))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn options_that_do_not_go_together_are_refused() {
    let folder = Folder::new("fix-options").with("content/a.md", FAULTY);
    for arguments in [
        "check --unsafe-fixes",
        "check --diff --format json",
        "check --diff --statistics",
    ] {
        let run = folder.run(arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments}");
    }
    assert_eq!(read(&folder, "content/a.md"), FAULTY);
}

#[test]
fn a_page_that_changed_since_it_was_read_is_not_written() {
    let folder = Folder::new("fix-changed").with("a.md", "newer");
    let path = folder.0.join("a.md").to_string_lossy().into_owned();
    let failed = jflint::fix::write(&path, "older", "fixed").unwrap_err();
    assert_eq!(failed.reason, "it changed while it was being fixed");
    assert_eq!(read(&folder, "a.md"), "newer");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(folder: &Folder, path: &str, mode: u32) {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(folder.0.join(path), permissions).unwrap();
    }

    #[test]
    fn a_read_only_page_is_named_and_the_others_are_fixed() {
        let folder = Folder::new("fix-read-only")
            .with("content/a.md", FAULTY)
            .with("content/b.md", FAULTY);
        mode(&folder, "content/a.md", 0o444);
        let run = folder.run("check --fix");
        mode(&folder, "content/a.md", 0o644);
        assert_eq!((run.status, run.out.as_str()), (2, ""));
        assert_eq!(
            run.err,
            "jflint: cannot fix `content/a.md`: it is read-only (another page was fixed)\n"
        );
        assert_eq!(read(&folder, "content/a.md"), FAULTY);
        assert_eq!(read(&folder, "content/b.md"), FIXED);
    }

    #[test]
    fn the_mode_is_kept_and_a_symbolic_link_goes_on_leading_to_its_page() {
        let folder = Folder::new("fix-link-kept")
            .with("elsewhere/a.md", FAULTY)
            .with("content/b.md", FIXED);
        mode(&folder, "elsewhere/a.md", 0o640);
        symlink("../elsewhere/a.md", folder.0.join("content/a.md")).unwrap();
        symlink("a.md", folder.0.join("content/c.md")).unwrap();
        let run = folder.run("check --diff content");
        assert!(run.out.starts_with("--- a/elsewhere/a.md\n"), "{}", run.out);
        assert_eq!(run.out.matches("--- a/").count(), 1, "{}", run.out);
        let run = folder.run("check --fix content");
        assert_eq!((run.status, run.err.as_str()), (0, ""));
        let file = folder.0.join("elsewhere/a.md");
        assert_eq!(
            fs::metadata(file).unwrap().permissions().mode() & 0o777,
            0o640
        );
        assert!(
            fs::symlink_metadata(folder.0.join("content/a.md"))
                .unwrap()
                .is_symlink()
        );
        assert_eq!(read(&folder, "elsewhere/a.md"), FIXED);
    }

    /// The system refuses to write more than a few bytes into a file, as on a full disk.
    #[test]
    fn a_full_disk_loses_nothing() {
        let long = format!("{FAULTY}\n{}", "More text that is right.\n".repeat(1000));
        let folder = Folder::new("fix-full").with("content/a.md", &long);
        let limited = "trap '' XFSZ; ulimit -f 1; exec \"$0\" check --fix";
        let output = Command::new("sh")
            .args(["-c", limited, env!("CARGO_BIN_EXE_jflint")])
            .current_dir(&folder.0)
            .output()
            .unwrap();
        let run = Run::new(output);
        assert_eq!((run.status, run.out.as_str()), (2, ""));
        assert!(
            run.err.starts_with("jflint: cannot fix `content/a.md`: "),
            "{}",
            run.err
        );
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
        assert_eq!(read(&folder, "content/a.md"), long);
        assert_eq!(fs::read_dir(folder.0.join("content")).unwrap().count(), 1);
    }
}
