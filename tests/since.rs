//! `--since` in real repositories: what merge requests bring, and what git can be asked.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "since/asked.rs"]
mod asked;
#[path = "since/repository.rs"]
mod repository;
#[path = "support/run.rs"]
mod run;

use repository::{OLD, Repository};
use std::fs;

const EXECUTIVE: &str = "content/job-families/sales/account-executive.md";
const LEADERSHIP: &str = "content/job-families/sales/sales-leadership.md";
const PARTNER: &str = "content/job-families/people/people-partner.md";
const FIRMWARE: &str = "content/job-families/engineering/firmware-engineer.md";

#[test]
fn without_a_change_nothing_is_reported_and_what_is_left_out_is_counted() {
    let repository = Repository::new("since-nothing");
    let all = repository.since("--fail-on never").json();
    let count = all["findings"].as_array().unwrap().len();
    assert!(count > 5);
    let run = repository.since("--since main");
    assert_eq!(run.status, 0);
    let json = run.json();
    assert_eq!(json["findings"].as_array().unwrap().len(), 0);
    assert_eq!(json["summary"]["unchanged"], count);
    assert_eq!(json["summary"]["errors"], 0);
}

#[test]
fn a_page_is_deleted() {
    let repository = Repository::new("since-deleted");
    fs::remove_file(repository.0.0.join(LEADERSHIP)).unwrap();
    let cause = format!("since `main`: the page `{LEADERSHIP}` was deleted");
    let expected = [
        format!("account-executive.md:55 broken-link {cause}"),
        format!("account-executive.md:84 broken-ladder-link {cause}"),
    ];
    assert_eq!(repository.brought("main"), expected);
    repository.commit("gone");
    assert_eq!(repository.brought("main"), expected);
    let run = repository.0.run("check --since main");
    assert_eq!(run.status, 1);
    assert!(run.out.contains("was deleted"), "{}", run.out);
    assert!(run.out.contains(" on unchanged lines."), "{}", run.out);
}

#[test]
fn a_heading_is_renamed() {
    let repository = Repository::new("since-heading");
    repository.replace(LEADERSHIP, "## Director of Sales\n", "## Head of Sales\n");
    repository.replace(LEADERSHIP, "The Director of Sales", "The Head of Sales");
    repository.replace(LEADERSHIP, "### Director of Sales", "### Head of Sales");
    repository.commit("a new name");
    let brought = repository.brought("main");
    let cause =
        format!("since `main`: the heading `Director of Sales` of `{LEADERSHIP}` was changed");
    assert_eq!(
        brought,
        [
            format!("account-executive.md:55 broken-anchor {cause}"),
            format!("account-executive.md:84 broken-ladder-link {cause}"),
        ]
    );
}

#[test]
fn a_role_is_copied() {
    let repository = Repository::new("since-copied");
    let text = repository.read(FIRMWARE);
    let copy = text
        .replace("Firmware", "Backend")
        .replace("#firmware", "#backend");
    repository.write(
        "content/job-families/engineering/backend-engineer.md",
        &copy,
    );
    repository.commit("a copy");
    assert_eq!(
        repository.brought("main"),
        [
            "firmware-engineer.md:8 duplicate-block since `main`: the page \
             `content/job-families/engineering/backend-engineer.md` was added",
        ]
    );
    // After the first page in the alphabet the copy is the one that is reported.
    let later = "content/job-families/engineering/software-engineer.md";
    repository.git(&format!(
        "mv content/job-families/engineering/backend-engineer.md {later}"
    ));
    assert_eq!(
        repository.brought("main"),
        ["software-engineer.md:8 duplicate-block"]
    );
}

#[test]
fn a_grade_is_changed() {
    let repository = Repository::new("since-grade");
    repository.replace(LEADERSHIP, "is a [grade 10]", "is a [grade 7]");
    repository.commit("a grade");
    let cause = format!("since `main`: line 12 of `{LEADERSHIP}` was changed");
    assert_eq!(
        repository.brought("main"),
        [
            format!("account-executive.md:55 outgraded-manager {cause}"),
            "sales-leadership.md:12 unusual-grade".to_owned(),
        ]
    );
}

#[test]
fn a_page_is_moved_without_a_redirect() {
    let repository = Repository::new("since-moved");
    let new = "content/job-families/sales/leaders.md";
    repository.git(&format!("mv {LEADERSHIP} {new}"));
    repository.commit("moved");
    let cause = format!("since `main`: the page `{LEADERSHIP}` was moved to `{new}`");
    assert_eq!(
        repository.brought("main"),
        [
            format!("account-executive.md:55 broken-link {cause}"),
            format!("account-executive.md:84 broken-ladder-link {cause}"),
        ]
    );
}

#[test]
fn a_page_is_moved_with_a_redirect() {
    let repository = Repository::new("since-redirected");
    let new = "content/job-families/sales/leaders.md";
    let redirect = "/job-families/sales/sales-leadership/ /job-families/sales/leaders/ 301\n";
    repository.git(&format!("mv {LEADERSHIP} {new}"));
    repository.write("static/_redirects", redirect);
    let cause = format!("since `main`: the page `{LEADERSHIP}` was moved to `{new}`");
    let expected = [
        format!("account-executive.md:55 redirected-link {cause}"),
        format!("account-executive.md:84 redirected-link {cause}"),
    ];
    assert_eq!(repository.brought("main"), expected);
    assert_eq!(
        repository.since("--since main").status,
        0,
        "they are only info"
    );
    repository.commit("moved");
    // An alias does the same. The old redirect is taken out again, which breaks nothing then.
    repository.write("static/_redirects", "");
    repository.replace(
        new,
        "title:",
        "aliases: [/job-families/sales/sales-leadership/]\ntitle:",
    );
    assert_eq!(repository.brought("main"), expected);
    // Without both the links are broken, and since the last commit the redirect is what was there.
    repository.git(&format!("checkout --quiet HEAD -- {new}"));
    let cause = "since `HEAD`: the redirects of `static/_redirects` were changed";
    assert_eq!(
        repository.brought("HEAD"),
        [
            format!("account-executive.md:55 broken-link {cause}"),
            format!("account-executive.md:84 broken-ladder-link {cause}"),
        ]
    );
}

#[test]
fn only_white_space_changes() {
    let repository = Repository::new("since-space");
    let text = repository.read(OLD);
    let changed = text
        .replace("---\n\n##", "---\n\n\n\n##")
        .replace("- Recieve ", "-   Recieve ")
        .replace("looks twice", "looks twice  ")
        .replace('\n', "\r\n");
    repository.write(OLD, &changed);
    repository.commit("spaces");
    assert_eq!(repository.brought("main"), [""; 0]);
    // What white space brings is brought all the same.
    repository.replace(PARTNER, "Advise managers on", "Advise  managers on");
    assert_eq!(
        repository.brought("main"),
        ["people-partner.md:14 double-space since `main`: white space of this page was changed"]
    );
}

#[test]
fn a_page_is_added() {
    let repository = Repository::new("since-added");
    let page = "---\ntitle: Notes\n---\n\nWe recieve notes from the [team](/handbook/team/).\n";
    repository.write("content/handbook/notes.md", page);
    let expected = ["notes.md:5 misspelling", "notes.md:5 broken-link"];
    assert_eq!(repository.brought("main"), expected, "not known to git yet");
    repository.git("add --intent-to-add content/handbook/notes.md");
    assert_eq!(repository.brought("main"), expected, "meant to be added");
    repository.commit("notes");
    assert_eq!(repository.brought("main"), expected);
    assert_eq!(repository.brought("HEAD"), [""; 0]);
}

#[test]
fn main_is_merged_into_the_branch() {
    let repository = Repository::new("since-merged");
    repository.replace(PARTNER, "- Discretion", "- Discretion and and tact");
    repository.commit("mine");
    repository.git("checkout --quiet main");
    repository.replace(
        FIRMWARE,
        "- Patience with hardware",
        "- Patience with with hardware",
    );
    fs::remove_file(repository.0.0.join(LEADERSHIP)).unwrap();
    repository.commit("theirs");
    repository.git("checkout --quiet change");
    // What others brought to main after the branch left it is not this branch's.
    assert_eq!(
        repository.brought("main"),
        ["people-partner.md:21 repeated-word"]
    );
    repository.git("merge --quiet --no-edit main");
    assert_eq!(
        repository.brought("main"),
        ["people-partner.md:21 repeated-word"]
    );
}

#[test]
fn a_change_is_taken_back() {
    let repository = Repository::new("since-reverted");
    fs::remove_file(repository.0.0.join(LEADERSHIP)).unwrap();
    repository.replace(OLD, "Recieve returned", "Recieve the the returned");
    repository.commit("too much");
    assert_eq!(repository.brought("main").len(), 7);
    repository.git("revert --no-edit HEAD");
    assert_eq!(repository.brought("main"), [""; 0]);
    // Against the commit that is taken back the faults are new again, and nothing is caused.
    let brought = repository.brought("HEAD~1");
    assert!(
        brought
            .iter()
            .all(|finding| finding.starts_with("support-engineer.md:1")),
        "{brought:?}"
    );
}

#[test]
fn a_slip_is_mended() {
    let repository = Repository::new("since-mended");
    repository.replace(OLD, "Recieve", "Receive");
    repository.commit("mended");
    // The items still repeat each other: the line that was touched is still faulty.
    assert_eq!(
        repository.brought("main"),
        ["support-engineer.md:12 duplicate-item"]
    );
}

#[test]
fn what_is_taken_out_is_missed_on_lines_that_stayed() {
    let repository = Repository::new("since-taken-out");
    repository.replace(PARTNER, "- Ability to use GitLab\n", "");
    assert_eq!(
        repository.brought("main"),
        [
            "people-partner.md:2 missing-required-item since `main`: what stood after line 21 of this page was taken out"
        ]
    );
}
