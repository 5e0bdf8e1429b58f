//! Which fixes are safe: those that nobody would want to look at, and no others.

use super::run::Folder;

/// Lines of a page, and what safe fixes make of them: where nothing stands, they stay as they are.
const LINES: [(&str, &str); 20] = [
    ("We recieve goods.", "We receive goods."),
    ("## We recieve goods", ""),
    ("> We recieve goods.", ""),
    ("She wrote: \"We recieve goods.\"", ""),
    ("She wrote: “We recieve goods.” Then she left.", ""),
    (
        "A \"term\" of those who recieve goods.",
        "A \"term\" of those who receive goods.",
    ),
    ("The team uses Gitlab.", "The team uses GitLab."),
    ("## The team uses Gitlab", "## The team uses GitLab"),
    ("Open the gitlab folder.", ""),
    ("It is a easy way.", "It is an easy way."),
    ("The form was made an moved on.", ""),
    ("A page should a include date.", ""),
    ("Work with the the team.", "Work with the team."),
    ("The clerk reports the the Director.", ""),
    ("Is is good to know.", ""),
    ("When you check the list the list is locked.", ""),
    ("Two  spaces", "Two spaces"),
    (
        "- Write one item.\n- Write another item.\nWrite a third item.\n- Write a fourth item.",
        "- Write one item.\n- Write another item.\n- Write a third item.\n- Write a fourth item.",
    ),
    (
        "1. Applicants will be called\n2. Applicants will be seen.\nSome applicants will be paid.",
        "",
    ),
    ("The companyâ€™s goods.", "The company’s goods."),
];

#[test]
fn safe_fixes_are_safe() {
    let page = |lines: &[&str]| format!("---\ntitle: A page\n---\n\n{}\n", lines.join("\n\n"));
    let before: Vec<&str> = LINES.iter().map(|(line, _)| *line).collect();
    let after: Vec<&str> = LINES
        .iter()
        .map(|(line, fixed)| if fixed.is_empty() { *line } else { *fixed })
        .collect();
    let folder = Folder::new("fix-safety").with("content/a.md", page(&before));
    folder.run("check --no-config --fix");
    let fixed = super::read(&folder, "content/a.md");
    assert_eq!(
        fixed.lines().collect::<Vec<_>>(),
        page(&after).lines().collect::<Vec<_>>()
    );
}

#[test]
fn a_title_keeps_its_words() {
    let page = "---\ntitle: Directer of Sales\ndescription: We recieve goods\n---\n\nText.\n";
    let folder = Folder::new("fix-title").with("content/a.md", page);
    folder.run("check --no-config --fix");
    assert_eq!(super::read(&folder, "content/a.md"), page);
}
