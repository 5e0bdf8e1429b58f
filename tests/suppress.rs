//! Suppression comments as a user writes them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/run.rs"]
mod run;

use run::{Folder, Run};

const CHECK: &str = "check --format compact --ignore structure,reporting,grades,links,front-matter";

/// What is said of a page: the line, and the rule.
fn found(run: &Run) -> Vec<(usize, String)> {
    run.out
        .lines()
        .map(|line| {
            let mut parts = line.split(':');
            let number = parts.nth(1).unwrap().parse().unwrap();
            let rule = line.split(['[', ']']).nth(1).unwrap().to_owned();
            (number, rule)
        })
        .collect()
}

fn page(text: &str) -> String {
    format!("---\ntitle: Sales\n---\n\n{text}")
}

#[test]
fn what_a_comment_covers_is_silent_and_the_rest_is_not() {
    let text = page(
        "<!-- jflint-ignore misspelling, double-space -- so written -->\n\
         ## Recieve\n\nTeh first recieve.\n\n### Below\n\nIt  recieves.\n\n\
         ## After\n\nIt recieves.\n\n\
         - One recieves <!-- jflint-ignore words -->\n- Two recieves\n",
    );
    for text in [
        text.clone(),
        text.replace('\n', "\r\n"),
        format!("\u{FEFF}{text}"),
    ] {
        let folder = Folder::new("suppress-covers").with("content/job-families/a.md", text);
        let run = folder.run(CHECK);
        let expected = [
            (16, "misspelling".to_owned()),
            (19, "misspelling".to_owned()),
        ];
        assert_eq!(found(&run), expected, "{}", run.out);
        let json = folder.run(&CHECK.replace("compact", "json")).json();
        assert_eq!(json["summary"]["suppressed"], 6);
        let text = folder.run(&CHECK.replace("compact", "text")).out;
        assert!(
            text.contains("Left out: 6 suppressed by comments."),
            "{text}"
        );
    }
}

#[test]
fn findings_of_the_whole_page_and_of_several_pages_are_silenced_where_they_stand() {
    let block = "- Meet customers in every region and note what they need\n\
                 - Write the plan of the quarter and see that it is kept\n\
                 - Tell the product teams what customers ask of them\n\
                 - Keep the list of accounts in order and up to date\n";
    let role = |title: &str, comment: &str| {
        format!(
            "---\ntitle: {title}\n---\n\n## {title}\n\n### Responsibilities\n\n{comment}{block}"
        )
    };
    let folder = |comment: &str, end: &str| {
        Folder::new("suppress-corpus")
            .with("content/job-families/a.md", role("Analyst", ""))
            .with("content/job-families/b.md", role("Broker", comment) + end)
    };
    let select = "check --format compact --select duplicate-block,missing-job-grade,housekeeping";
    let rules = |comment: &str, end: &str| -> Vec<String> {
        let run = folder(comment, end).run(select);
        let lines = run.out.lines().filter(|line| line.contains("/b.md:"));
        lines
            .map(|line| line.split(['[', ']']).nth(1).unwrap().to_owned())
            .collect()
    };
    assert_eq!(rules("", ""), ["missing-job-grade", "duplicate-block"]);
    assert_eq!(
        rules("<!-- jflint-ignore duplicate-block -->\n", ""),
        ["missing-job-grade"]
    );
    let end = "\n<!-- jflint-ignore-file missing-job-grade, duplicate-block -->\n";
    assert_eq!(rules("", end), [""; 0]);
    let folder = folder("<!-- jflint-ignore missing-job-grade -->\n", "");
    let run =
        folder.run("check --select missing-job-grade,unused-suppression content/job-families/b.md");
    assert!(run.out.contains("`jflint-ignore-file`"), "{}", run.out);
}

#[test]
fn only_what_ran_is_judged() {
    let text = page("The team sells. <!-- jflint-ignore misspelling, words -->\n");
    let folder = Folder::new("suppress-ran").with("content/job-families/a.md", text);
    for (arguments, expected) in [
        ("check --format compact --select housekeeping", 0),
        (
            "check --format compact --select housekeeping,misspelling",
            1,
        ),
        ("check --format compact --select housekeeping,words", 1),
        ("check --format compact --select words", 0),
    ] {
        let run = folder.run(arguments);
        assert_eq!(found(&run).len(), expected, "{arguments}\n{}", run.out);
    }
}

#[test]
fn thousands_of_comments_are_read_at_once() {
    let comments = "<!-- jflint-ignore misspelling -->\n".repeat(20_000);
    let lines = "It recieves. <!-- jflint-ignore words -->\n\n".repeat(20_000);
    let open = "<!--\n<!-- jflint-ignore words\n".repeat(20_000);
    let folder = Folder::new("suppress-many")
        .with(
            "content/job-families/a.md",
            page(&format!("{comments}\nIt recieves.\n")),
        )
        .with("content/job-families/b.md", page(&lines))
        .with("content/job-families/c.md", page(&open));
    let start = std::time::Instant::now();
    let run = folder.run("check --statistics");
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.out.contains("20001 suppressed"), "{}", run.out);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn fixes_leave_alone_what_is_silenced_and_take_out_comments_that_silence_nothing() {
    let text = page(
        "It recieves. <!-- jflint-ignore misspelling, double-space -->\n\n\
         <!-- jflint-ignore mispelling -->\nIt recieves.\n\n\
         <!-- jflint-ignore words -- gone -->\nIt receives and seperates. <!-- jflint-ignore words -->\n",
    );
    let fixed = page(
        "It recieves. <!-- jflint-ignore misspelling -->\n\n\
         <!-- jflint-ignore misspelling -->\nIt recieves.\n\n\
         It receives and seperates. <!-- jflint-ignore words -->\n",
    );
    let rules = "--select words,housekeeping";
    let folder = Folder::new("suppress-fix").with("content/job-families/a.md", text);
    let run = folder.run(&format!("check --fix --format compact {rules}"));
    let written = std::fs::read_to_string(folder.0.join("content/job-families/a.md")).unwrap();
    assert_eq!(written, fixed, "{}{}", run.out, run.err);
    assert_eq!((run.status, run.out.as_str()), (0, ""));
}
