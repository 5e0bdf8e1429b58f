//! What git is asked, and what is said when it has no answer.

use crate::repository::{OLD, Repository, findings, git};
use crate::run::{Folder, PAGE, command, one_page};
use crate::{EXECUTIVE, PARTNER};
use std::fs;

/// A change of one line with one finding.
fn changed(name: &str) -> Repository {
    let repository = Repository::new(name);
    repository.replace(PARTNER, "- Discretion", "- Discretion and and tact");
    repository
}

const BROUGHT: [&str; 1] = ["people-partner.md:21 repeated-word"];

#[test]
fn it_works_from_any_folder_and_for_single_pages() {
    let repository = changed("since-folders");
    for (folder, arguments) in [
        ("content", ""),
        ("content/job-families/people", "people-partner.md"),
        ("content/job-families", ".."),
        (
            "",
            "content/job-families/people/people-partner.md content/job-families/_index.md",
        ),
    ] {
        let arguments = format!("check --format json --since main {arguments}");
        let run = repository.0.run_in(folder, &arguments);
        assert_eq!(findings(&run), BROUGHT, "{folder}");
    }
    let outside = Folder::new("since-outside");
    let run = outside.run(&format!(
        "check --format json --since main {}",
        repository.0.0.join("content").display()
    ));
    assert_eq!(findings(&run), BROUGHT);
    assert_eq!(
        findings(&repository.since(&format!("--since main {EXECUTIVE}"))),
        [""; 0]
    );
}

#[test]
fn names_of_every_kind_are_read() {
    let repository = Repository::new("since-names");
    let names = ["käse \"und\" wein.md", "tab\there.md", "-dash.md"];
    for name in names {
        repository.write(
            &format!("content/handbook/{name}"),
            "---\ntitle: A page\n---\n\nText.\n",
        );
    }
    repository.commit("names");
    for name in names {
        let path = format!("content/handbook/{name}");
        repository.replace(&path, "Text.", "Text.\n\nOf the the same kind.");
    }
    repository.git("config core.quotePath true");
    repository.git("config diff.noprefix true");
    repository.git("config diff.mnemonicPrefix true");
    repository.git("config color.ui always");
    let brought = repository.brought("HEAD");
    assert_eq!(brought.len(), names.len(), "{brought:?}");
    for name in names {
        assert!(
            brought.contains(&format!("{name}:7 repeated-word")),
            "{name}: {brought:?}"
        );
    }
}

#[test]
fn a_page_that_moves_and_changes_is_compared_with_what_it_was() {
    let repository = Repository::new("since-renamed");
    let new = "content/job-families/support/engineers-of-support.md";
    repository.git(&format!("mv {OLD} {new}"));
    repository.replace(new, "- Write down", "- Write write down");
    assert_eq!(
        repository.brought("main"),
        ["engineers-of-support.md:13 repeated-word"]
    );
}

#[test]
fn linked_work_trees_and_submodules_are_repositories_too() {
    let repository = Repository::new("since-worktree");
    let tree = Folder::new("since-worktree-linked");
    fs::remove_dir_all(&tree.0).unwrap();
    repository.git(&format!(
        "worktree add --quiet -b other {}",
        tree.0.display()
    ));
    let page = tree.0.join(PARTNER);
    let text = fs::read_to_string(&page).unwrap();
    fs::write(
        &page,
        text.replace("- Discretion", "- Discretion and and tact"),
    )
    .unwrap();
    assert_eq!(
        findings(&tree.run("check --format json --since main")),
        BROUGHT
    );

    let outer = Folder::new("since-submodule");
    git(&outer.0, "init --quiet");
    git(
        &outer.0,
        &format!(
            "submodule --quiet add --branch main {} site",
            repository.0.0.display()
        ),
    );
    let page = outer.0.join("site").join(PARTNER);
    fs::write(
        &page,
        text.replace("- Discretion", "- Discretion and and tact"),
    )
    .unwrap();
    let run = outer.run("check --format json --since origin/main site/content");
    assert_eq!(findings(&run), BROUGHT);
}

#[test]
fn a_clone_that_is_not_deep_enough_is_told_the_remedy() {
    let repository = changed("since-shallow");
    let first = repository.git("rev-parse main");
    repository.commit("mine");
    let clone = Folder::new("since-shallow-clone");
    let url = format!("file://{}", repository.0.0.display());
    git(
        &clone.0,
        &format!("clone --quiet --depth 1 --branch change {url} ."),
    );
    let run = clone.run(&format!("check --since {first}"));
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    let remedy = "set `GIT_DEPTH: 0` in the CI job, or run `git fetch --unshallow`";
    assert!(run.err.contains(remedy), "{}", run.err);
    assert_eq!(run.err.lines().count(), 1);
    // The branch is there, but not where it left main.
    git(
        &clone.0,
        "fetch --quiet --depth 1 origin main:refs/remotes/origin/main",
    );
    let run = clone.run("check --since origin/main");
    assert_eq!(run.status, 2);
    assert!(run.err.contains(remedy), "{}", run.err);
    git(&clone.0, "fetch --quiet --unshallow");
    assert_eq!(
        findings(&clone.run("check --format json --since origin/main")),
        BROUGHT
    );
}

#[test]
fn what_git_cannot_answer_is_said_in_one_line() {
    let repository = Repository::new("since-failures");
    let here = &repository.0;
    for (revision, message) in [
        (
            "nowhere",
            "jflint: there is no revision `nowhere` in this repository\n",
        ),
        (
            "--help",
            "jflint: there is no revision `--help` in this repository\n",
        ),
        (
            "HEAD:content",
            "jflint: there is no revision `HEAD:content` in this repository\n",
        ),
    ] {
        let run = here.run(&format!("check --since={revision}"));
        assert_eq!(
            (run.status, run.out.as_str(), run.err.as_str()),
            (2, "", message)
        );
    }
    let run = here.run("check --since=");
    assert_eq!(run.status, 2);
    assert_eq!(
        run.err,
        "jflint: `--since` needs a revision, and the one given is empty\n"
    );
    repository.git("checkout --quiet --orphan alone");
    repository.commit("another beginning");
    let run = here.run("check --since main");
    assert_eq!(
        run.err,
        "jflint: `main` and HEAD have no commit in common\n"
    );
    let run = command(&here.0, "check --since main")
        .env("PATH", "")
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(
        said,
        "jflint: `--since` needs the program `git`, which is not installed or not on the path\n"
    );
}

#[test]
fn a_folder_of_no_repository_cannot_be_compared() {
    let folder = std::env::temp_dir().join(format!("jflint-since-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.md"), PAGE).unwrap();
    let run = command(&folder, "check --since main").output().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(
        said.starts_with("jflint: `--since` needs a git repository, and `"),
        "{said}"
    );
}

#[test]
fn a_baseline_is_left_out_of_it_too() {
    let repository = changed("since-baseline");
    repository.0.run("check --write-baseline b");
    let run = repository.since("--since main --baseline b");
    assert_eq!(findings(&run), [""; 0]);
    assert_eq!(run.status, 0);
}

#[test]
fn standard_input_is_no_version_of_a_repository() {
    let run = one_page("since-stdin").run("check --since HEAD - --stdin-filename a.md");
    assert_eq!(run.status, 2);
}

#[test]
fn only_what_a_change_brings_is_fixed() {
    let repository = changed("since-fix");
    let old = repository.read(OLD);
    let run = repository.since("--since main --select repeated-word,misspelling --fix");
    assert_eq!(findings(&run), [""; 0]);
    assert!(repository.read(PARTNER).contains("- Discretion and tact"));
    // Its misspelt words stand on lines that nobody touched.
    assert!(old.contains("Recieve"));
    assert_eq!(repository.read(OLD), old);
}
