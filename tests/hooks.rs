//! The hooks of `.pre-commit-hooks.yaml` under the real pre-commit. Ignored by default: `.ci/run` installs pre-commit and
//! runs it. `PRE_COMMIT` names another one than that of the path.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "since/repository.rs"]
mod repository;
#[path = "support/run.rs"]
mod run;

use repository::{Repository, git};
use run::Folder;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PARTNER: &str = "content/job-families/people/people-partner.md";
const LEADERSHIP: &str = "content/job-families/sales/sales-leadership.md";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The hooks as they are, but for the program, which is the one that was built for the tests.
fn hooks(name: &str) -> (PathBuf, String) {
    let text = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
    let text = text.replace("language: rust", "language: system");
    let folder = Folder::new(name).with(".pre-commit-hooks.yaml", text);
    git(&folder.0, "init --quiet");
    git(&folder.0, "add --all");
    git(&folder.0, "commit --quiet --message hooks");
    let revision = git(&folder.0, "rev-parse HEAD");
    (folder.0, revision)
}

/// A handbook that uses a hook of a repository.
fn handbook(name: &str, hook: &str, (hooks, revision): (PathBuf, String)) -> Repository {
    let repository = Repository::new(name);
    let config = format!(
        "repos:\n  - repo: {}\n    rev: {}\n    hooks:\n      - id: {hook}\n        files: ^content/\n",
        hooks.display(),
        revision.trim()
    );
    repository.write(".pre-commit-config.yaml", &config);
    repository.commit("the hook");
    repository
}

/// Runs pre-commit: whether it passed, and what it said.
fn pre_commit(repository: &Repository, arguments: &str, set: &[(&str, &str)]) -> (bool, String) {
    let program = std::env::var_os("PRE_COMMIT").unwrap_or_else(|| "pre-commit".into());
    let built = Path::new(env!("CARGO_BIN_EXE_jflint")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(built.to_owned()).chain(std::env::split_paths(&path));
    let output = Command::new(&program)
        .args(arguments.split_whitespace())
        .current_dir(&repository.0.0)
        .env("PATH", std::env::join_paths(paths).unwrap())
        .env(
            "PRE_COMMIT_HOME",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("pre-commit"),
        )
        .envs(set.iter().copied())
        .output()
        .unwrap_or_else(|error| panic!("cannot run {}: {error}", program.display()));
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    (output.status.success(), said)
}

fn staged(repository: &Repository) -> (bool, String) {
    repository.git("add --all");
    pre_commit(repository, "run", &[])
}

#[test]
#[ignore = "needs pre-commit"]
fn the_pages_of_a_commit_are_checked_with_their_site() {
    let repository = handbook("hook-check", "jflint", hooks("hook-check-hooks"));
    let (passed, said) = staged(&repository);
    assert!(passed && said.contains("Skipped"), "{said}");
    // The old page is full of faults, but no part of the commit; the link leads to a page that is no part either.
    repository.replace(
        PARTNER,
        "- Discretion",
        "- Discretion, as [sales](/job-families/sales/account-executive/)",
    );
    let (passed, said) = staged(&repository);
    assert!(passed, "{said}");
    repository.replace(PARTNER, "account-executive/", "account-executives/");
    let (passed, said) = staged(&repository);
    assert!(!passed, "{said}");
    assert!(
        said.contains("broken-link") && !said.contains("support-engineer"),
        "{said}"
    );
}

#[test]
#[ignore = "needs pre-commit"]
fn the_pages_of_a_commit_are_fixed() {
    let repository = handbook("hook-fix", "jflint-fix", hooks("hook-fix-hooks"));
    repository.replace(PARTNER, "- Discretion", "- Discretion  and tact");
    let (passed, said) = staged(&repository);
    assert!(
        !passed && said.contains("files were modified by this hook"),
        "{said}"
    );
    assert!(repository.read(PARTNER).contains("- Discretion and tact"));
    let (passed, said) = staged(&repository);
    assert!(passed, "{said}");
}

#[test]
#[ignore = "needs pre-commit"]
fn a_change_is_checked_with_what_it_breaks_elsewhere() {
    let repository = handbook(
        "hook-changes",
        "jflint-changes",
        hooks("hook-changes-hooks"),
    );
    let (passed, said) = staged(&repository);
    assert!(passed, "{said}");
    repository.git(&format!("rm --quiet {LEADERSHIP}"));
    let (passed, said) = staged(&repository);
    assert!(
        !passed && said.contains("sales-leadership.md` was deleted"),
        "{said}"
    );
    repository.commit("gone");
    let (passed, said) = pre_commit(&repository, "run", &[]);
    assert!(passed, "{said}");
    let (passed, said) = pre_commit(&repository, "run --from-ref main --to-ref HEAD", &[]);
    assert!(!passed && said.contains("since `main`"), "{said}");
}

/// The profile is that of a quick build: only that it installs is of interest.
#[test]
#[ignore = "needs pre-commit, and builds jflint"]
fn the_hook_installs_itself_with_rust_alone() {
    let revision = git(root(), "rev-parse HEAD");
    let repository = handbook("hook-rust", "jflint", (root().to_owned(), revision));
    repository.replace(PARTNER, "- Discretion", "- Discretion and and tact");
    repository.git("add --all");
    let target = root().join("target/hook");
    let quick = [
        ("CARGO_TARGET_DIR", target.to_str().unwrap()),
        ("CARGO_PROFILE_RELEASE_LTO", "off"),
        ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
        ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
        ("CARGO_PROFILE_RELEASE_INCREMENTAL", "true"),
    ];
    let (passed, said) = pre_commit(&repository, "run", &quick);
    assert!(!passed && said.contains("repeated-word"), "{said}");
}
