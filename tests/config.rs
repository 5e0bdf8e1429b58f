//! `.jflint.yml` as a user writes it, right and wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/run.rs"]
mod run;

use run::{Folder, PAGE, one_page};

#[test]
fn wrong_configurations_are_shown_like_findings() {
    let mut seen = String::new();
    for (name, text) in [
        ("unknown key", "roots: [content]\nfail_on: error\n"),
        ("unknown profile", "profile: gitlba\n"),
        (
            "unknown rule",
            "rules:\n  # a comment\n  emty-reports-to: off\n",
        ),
        ("unknown level", "rules:\n  empty-reports-to: warn\n"),
        (
            "unknown option",
            "rules:\n  empty-reports-to: {severity: error, max: 3}\n",
        ),
        (
            "option of a wrong type",
            "rules:\n  duplicate-block:\n    min-items: many\n",
        ),
        (
            "option that cannot be used",
            "rules:\n  duplicate-block:\n    min-words: 9 # few\n    min-items: -1\n",
        ),
        ("wrong type", "words: Gitaly\n"),
        ("wrong item", "titles:\n  known:\n    - CEO\n    - 12\n"),
        (
            "key twice",
            "rules:\n  empty-reports-to: off\n  empty-reports-to: error\n",
        ),
        ("no mapping", "- words\n"),
        ("no YAML", "words: [a, b\nroots: [content]\n"),
        ("tag", "words: !secret [a]\n"),
        ("pattern", "exclude: [\"a{\"]\n"),
        ("family pattern", "family-pages: [content/**, \"a{\"]\n"),
        ("word list that is not there", "word-lists: [words.txt]\n"),
        ("word list that is a folder", "word-lists:\n  - content\n"),
        ("unknown field", "sections: {job-grades: [Band]}\n"),
        (
            "name without a letter",
            "sections:\n  job-grade: [Band, \"--\"]\n",
        ),
        (
            "override without rules",
            "overrides:\n  - paths: [content/]\n",
        ),
        (
            "override with an unknown rule",
            "overrides:\n  - paths: [content/]\n    rules: {mising-job-grade: off}\n",
        ),
        (
            "override with an option",
            "overrides:\n  - paths: [content/]\n    rules:\n      duplicate-block: {min-items: 3}\n",
        ),
        (
            "override with an unknown key",
            "overrides:\n  - path: [content/]\n    rules: {misspelling: off}\n",
        ),
        (
            "overrides that are no list",
            "overrides: {paths: [a], rules: {}}\n",
        ),
        ("no such root", "roots:\n  - content\n  - contents\n"),
        (
            "tab, wide characters, CRLF",
            "words: [\"日本語\", Zürich]\r\nrules:\r\n  x-y: off\r\n",
        ),
    ] {
        let folder = one_page("config").with(".jflint.yml", text);
        let run = folder.run("check");
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{name}");
        seen.push_str(&format!("## {name}\n\n{}", run.err));
    }
    insta::assert_snapshot!(seen);
}

#[test]
fn configurations_that_are_no_text_end_in_an_error() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        let items = [alias.as_str(); 9].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    for text in [
        &b"words: [\xff\xfe]\n"[..],
        bomb.as_bytes(),
        "[".repeat(5_000).as_bytes(),
        b"\0",
    ] {
        let run = one_page("config-bytes")
            .with(".jflint.yml", text)
            .run("check");
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
        assert!(
            run.err
                .starts_with("error: jflint cannot use its configuration"),
            "{}",
            run.err
        );
    }
}

#[test]
fn an_empty_configuration_is_the_default_one() {
    let plain = one_page("config-empty").run("check");
    for text in ["", "\n# words: [a]\n", "---\n", "rules:\nwords:\n"] {
        let run = one_page("config-empty")
            .with(".jflint.yml", text)
            .run("check");
        assert_eq!(
            (run.out, run.err),
            (plain.out.clone(), String::new()),
            "{text:?}"
        );
    }
}

#[test]
fn the_configuration_sets_levels_roots_excludes_and_the_lowest_severity_that_fails() {
    let folder = Folder::new("config-says")
        .with("pages/job-families/a.md", PAGE)
        .with("pages/job-families/old/b.md", PAGE)
        .with("other/job-families/c.md", PAGE)
        .with(
            ".jflint.yml",
            "roots: [pages]\nexclude: [pages/job-families/old/]\nfail-on: error\nrules:\n  \
             empty-reports-to: info\n  missing-job-grade: off\n",
        );
    let select = "check --format compact --select reporting";
    let run = folder.run(select);
    assert_eq!(
        (run.status, run.paths()),
        (0, vec!["pages/job-families/a.md"]),
        "{}",
        run.out
    );
    assert!(
        run.out.contains(": info[empty-reports-to]: "),
        "{}",
        run.out
    );
    // What is selected by its name is on.
    let run = folder.run("check --format compact --select missing-job-grade");
    assert!(
        run.out.contains(": error[missing-job-grade]: "),
        "{}",
        run.out
    );
    // From a folder below, the nearest configuration above holds, and its paths are still its own.
    let run = folder.run_in("other", "check --format compact --select empty-reports-to");
    assert_eq!(run.paths(), ["../pages/job-families/a.md"]);
    // A file that is named is read, excluded or not.
    let run =
        folder.run("check --format compact --select empty-reports-to pages/job-families/old/b.md");
    assert_eq!(run.paths(), ["pages/job-families/old/b.md"]);
    let run = folder.run("check --format compact --select empty-reports-to --no-config pages");
    assert_eq!((run.status, run.paths().len()), (1, 2));
    assert!(
        run.out.contains(": error[empty-reports-to]: "),
        "{}",
        run.out
    );
}

#[test]
fn a_word_list_that_is_not_utf_8_is_named() {
    let run = one_page("config-list")
        .with(".jflint.yml", "word-lists: [lists/words.txt]\n")
        .with("lists/words.txt", b"Gitaly\nZ\xfcrich\n")
        .run("check");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("lists/words.txt:2:2"), "{}", run.err);
}

#[test]
fn word_lists_sections_family_pages_and_overrides_say_what_is_right() {
    let role = "---\ntitle: Analyst\n---\n\n## Compensation Level\n\nThe Analyst is a grade 6.\n";
    let folder = Folder::new("config-more")
        .with("content/roles/a.md", role)
        .with("content/roles/board/b.md", role)
        .with(
            "content/roles/words.md",
            "---\ntitle: W\n---\n\nWe recieve and seperate.\n",
        )
        .with(
            "lists/words.txt",
            "\u{FEFF}# ours\r\nRecieve  # a product\r\n\r\n",
        )
        .with("config/.jflint.yml", "word-lists: [../lists/words.txt]\n");
    let run = folder.run("check --format compact --config config/.jflint.yml --select misspelling");
    assert_eq!(run.out.matches("misspelling").count(), 1, "{}", run.out);
    let folder = folder.with(
        ".jflint.yml",
        "family-pages: [\"content/roles/**\"]\n\
         sections: {job-grade: [\"Compensation Level:\"]}\n\
         rules: {misspelling: off}\n\
         overrides:\n\
         \x20 - paths: [content/roles/board/]\n\
         \x20   rules: {missing-requirements: off, missing-responsibilities: info}\n\
         \x20 - paths: [\"content/roles/w*\"]\n\
         \x20   rules: {misspelling: error}\n",
    );
    let run = folder.run("check --format compact");
    let has = |what: &str| run.out.contains(what);
    assert!(has("a.md:2:1: error[missing-requirements]"), "{}", run.out);
    assert!(
        has("a.md:2:1: error[missing-responsibilities]"),
        "{}",
        run.out
    );
    assert!(!has("b.md:2:1: error[missing-requirements]"), "{}", run.out);
    assert!(
        has("b.md:2:1: info[missing-responsibilities]"),
        "{}",
        run.out
    );
    assert!(has("words.md:5:4: error[misspelling]"), "{}", run.out);
    assert!(!has("a.md:2:1: error[missing-job-grade]"), "{}", run.out);
    assert!(has("words.md:2:1: error[missing-job-grade]"), "{}", run.out);
}
