//! `jflint init`: writes a commented configuration that fits the pages that are there.

mod tree;

use super::{Failure, QUIET, print};
use crate::config::read::NAME;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use tree::Tree;

pub fn run() -> Result<u8, Failure> {
    if std::path::Path::new(NAME).symlink_metadata().is_ok() {
        return Err(there_already());
    }
    let tree = Tree::look()?;
    let text = text(&tree);
    let file = OpenOptions::new().write(true).create_new(true).open(NAME);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => there_already(),
            _ => Failure::Message(format!("cannot write `{NAME}`: {error}")),
        })?;
    let pages = if tree.pages == 1 { "page" } else { "pages" };
    let told = match tree.families {
        0 => format!(
            "Wrote {NAME} for {} {pages}. No folder tells which of them describe roles: say so under `family-pages`.\n",
            tree.pages
        ),
        1 => format!(
            "Wrote {NAME} for {} {pages}, of which 1 describes roles.\n",
            tree.pages
        ),
        families => format!(
            "Wrote {NAME} for {} {pages}, of which {families} describe roles.\n",
            tree.pages
        ),
    };
    print(told.as_bytes())?;
    Ok(QUIET)
}

fn there_already() -> Failure {
    Failure::Message(format!(
        "`{NAME}` is there already, and nothing was written; `jflint config` shows what it says"
    ))
}

fn text(tree: &Tree) -> String {
    let mut text = String::from(
        "# What jflint checks, and how. `jflint config` shows all that is in force, `jflint rules` every rule.\n\n\
         # The built-in vocabulary: names of fields, grades, required items. `none` starts empty.\n\
         profile: gitlab\n\n\
         # The folders that `jflint check` reads when it is given none.\n",
    );
    text.push_str(&list("roots", &tree.roots));
    text.push_str(
        "\n# The pages that describe roles, in the patterns of .gitignore. Where nothing is said, those in a folder\n\
         # `job-families` or `job-description-library`.\n",
    );
    if tree.family_pages.is_empty() {
        text.push_str("# family-pages: [\"content/roles/**\"]\n");
    } else {
        text.push_str(&list("family-pages", &tree.family_pages));
    }
    text.push_str(
        "\n# What is left out, in the patterns of .gitignore.\n\
         # exclude: [\"content/archive/**\"]\n\n\
         # How the site is made; recognised by its files where nothing is said.\n",
    );
    if tree.hosts.is_empty() {
        text.push_str("# site:\n#   hosts: [handbook.example.com]   # its own host names\n");
    } else {
        text.push_str(&format!("site:\n  {}", list("hosts", &tree.hosts)));
    }
    text.push_str("#   generator: hugo                 # or middleman\n");
    text.push_str("#   redirects: data/redirects.yml   # or a `_redirects` file\n");
    text.push_str(
        "\n# Managers and next steps that have no page and are right all the same.\n\
         # titles: {known: [Board of Directors]}\n\n\
         # Words that are no misspellings, here or in files with one word a line.\n\
         # words: [Zuora]\n\
         # word-lists: [words.txt]\n\n\
         # Further names for the headings of fields.\n\
         # sections: {job-grade: [Band]}\n\n\
         # The lowest severity that makes the exit status 1: error, warning, info or never.\n\
         fail-on: warning\n\n\
         # Levels of rules: off, info, warning or error. `jflint explain RULE` tells the options of a rule.\n\
         # rules:\n\
         #   missing-career-ladder: off\n\
         #   duplicate-block: {severity: info, min-items: 6}\n\n\
         # Other levels on some pages.\n\
         # overrides:\n\
         #   - paths: [\"content/job-families/board/**\"]\n\
         #     rules: {missing-job-grade: off}\n",
    );
    text
}

/// A key with a list on one line. The texts are quoted: any may hold what means more in YAML.
fn list(key: &str, texts: &[String]) -> String {
    let texts: Vec<String> = texts
        .iter()
        .map(|text| serde_json::Value::from(text.as_str()).to_string())
        .collect();
    format!("{key}: [{}]\n", texts.join(", "))
}
