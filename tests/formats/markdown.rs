//! The comment for a merge request.

use crate::run::{Folder, Run, command, one_page};

/// A handbook of many pages with many findings each.
fn large(name: &str, pages: usize, findings: usize) -> Folder {
    (0..pages).fold(Folder::new(name), |folder, page| {
        let text: String = (0..findings)
            .map(|finding| format!("See [the page](/handbook/none-{page}-{finding}/) |.\n\n"))
            .collect();
        folder.with(
            &format!("content/handbook/page-{page}.md"),
            format!("---\ntitle: Page {page}\n---\n\n{text}"),
        )
    })
}

fn comment(folder: &Folder) -> String {
    let output = command(&folder.0, "check --format markdown content")
        .env("CI_PROJECT_URL", "https://gitlab.example.com/a/b")
        .env("CI_COMMIT_SHA", "0a1b2c")
        .output()
        .unwrap();
    Run::new(output).out
}

/// Each row of a table has as many cells as its head.
fn assert_tables(comment: &str) {
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let mut head = None;
    for line in comment.lines() {
        if line.starts_with('|') {
            assert_eq!(cells(line), *head.get_or_insert(cells(line)), "{line}");
        } else {
            head = None;
        }
    }
    let open = comment.matches("<details>").count();
    assert_eq!(open, comment.matches("</details>").count());
}

#[test]
fn a_comment_on_two_thousand_findings_is_of_use() {
    let comment = comment(&large("comment-large", 100, 20));
    assert!(
        comment.starts_with("<!-- jflint -->\n### jflint\n\nFound 2000 errors in 100 of 100 pages")
    );
    assert!(comment.len() < 1_000_000, "{}", comment.len());
    assert_tables(&comment);
    let unfolded = comment.split("<details>").next().unwrap();
    assert!(unfolded.lines().count() < 40);
    assert!(
        unfolded.contains(
            "content/handbook/page-0.md:5](https://gitlab.example.com/a/b/-/blob/0a1b2c/"
        )
    );
    assert!(comment.contains("/content/handbook/page-99.md?plain=1#L5)"));
    assert!(comment.contains("| 2000 | 🔴 error | `broken-link` |"));
}

#[test]
fn a_comment_that_would_be_too_long_says_what_it_leaves_out() {
    let comment = comment(&large("comment-huge", 60, 300));
    assert!(comment.len() < 800_000, "{}", comment.len());
    assert_tables(&comment);
    assert!(comment.contains(" pages are left out of this comment."));
}

#[test]
fn a_short_comment_shows_everything() {
    let folder = one_page("comment-short");
    let output = command(&folder.0, "check --format markdown content")
        .env_remove("CI_PROJECT_URL")
        .output()
        .unwrap();
    let comment = Run::new(output).out;
    assert_tables(&comment);
    assert!(!comment.contains("<details>") && !comment.contains("]("));
    assert!(
        comment.contains("content/job-families/ae.md:5 | `Account Executive` reports to nobody")
    );
}
