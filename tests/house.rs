//! The order of the house: who imports whom, rules and their files, the README's table, lists, sizes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file below a folder of the repository whose name ends so.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The modules in the order that `src/lib.rs` gives them.
fn order() -> Vec<String> {
    let map = read(&root().join("src/lib.rs"));
    let lines: String = map
        .lines()
        .skip_while(|line| !line.contains(" > "))
        .take_while(|line| line.contains("> "))
        .map(|line| line.trim_start_matches("//!"))
        .collect();
    lines
        .split('>')
        .map(|name| name.trim().to_owned())
        .collect()
}

/// The names that follow `crate::` in a file: `crate::a::b` and `use crate::{a, b::c}`.
fn imports(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let name = |text: &str| -> String {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            names.insert(name(rest));
            continue;
        };
        let mut depth = 0;
        let mut start = true;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                c if start && !c.is_whitespace() => {
                    names.insert(name(&group[at..]));
                    start = false;
                }
                _ => {}
            }
        }
    }
    names
}

#[test]
fn no_module_imports_one_to_its_right() {
    let order = order();
    let place = |name: &str| order.iter().position(|module| module == name);
    let mut wrong = Vec::new();
    for file in files("src", ".rs") {
        let path = file.strip_prefix(root().join("src")).unwrap();
        let first = path
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy();
        let module = first.trim_end_matches(".rs");
        if ["lib", "main"].contains(&module) {
            continue;
        }
        let own = place(module).unwrap_or_else(|| panic!("src/lib.rs does not place `{module}`"));
        for import in imports(&read(&file)) {
            let other =
                place(&import).unwrap_or_else(|| panic!("src/lib.rs does not place `{import}`"));
            if other > own {
                wrong.push(format!("{}: {import}", path.display()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "imports that run against src/lib.rs:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn imports_are_found_in_every_form() {
    let text = "use crate::a::b;\nuse crate::{c, d::{e, f}, g};\nfn x() { crate::h::i() }";
    let names: Vec<String> = imports(text).into_iter().collect();
    assert_eq!(names, ["a", "c", "d", "g", "h"]);
}

#[test]
fn every_rule_is_a_file_and_a_row() {
    let rows: BTreeSet<String> = jflint::rules::catalogue()
        .unwrap()
        .iter()
        .map(|rule| rule.name.to_owned())
        .collect();
    let files: BTreeSet<String> = fs::read_dir(root().join("rules"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yml"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(rows, files);
}

#[test]
fn every_check_has_its_file_and_every_file_is_a_check() {
    let catalogue = read(&root().join("src/rules.rs"));
    let mut named = BTreeSet::new();
    for block in catalogue.split("checks! {").skip(1) {
        let block = block.split('}').next().unwrap();
        for line in block
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            named.extend(
                line.split(',')
                    .map(|name| name.trim().to_owned())
                    .filter(|name| !name.is_empty()),
            );
        }
    }
    let files: BTreeSet<String> = fs::read_dir(root().join("src/rules"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        // What makes a rule of a check.
        .filter(|name| name != "rule")
        .collect();
    assert_eq!(named, files);
}

/// What `--since` calls caused by a change elsewhere hangs on this.
#[test]
fn rules_that_ask_other_pages_say_so() {
    let catalogue = read(&root().join("src/rules.rs"));
    let mut silent = BTreeSet::new();
    for row in catalogue.split("row(").skip(1) {
        let check = row.split("::check").next().unwrap();
        let check = check.rsplit('(').next().unwrap();
        let says = row.contains(".across()") || row.contains(".loosely()");
        let file = root().join(format!("src/rules/{check}.rs"));
        if says || !file.exists() {
            continue;
        }
        let text = read(&file);
        let asks = [
            "corpus.site",
            "corpus.titles",
            "corpus.pages",
            "corpus.words",
        ];
        if asks.iter().any(|ask| text.contains(ask)) {
            silent.insert(check.to_owned());
        }
    }
    assert_eq!(
        silent,
        BTreeSet::new(),
        "give their rows `.across()` or `.loosely()`"
    );
}

#[test]
fn the_readme_lists_the_rules_as_they_are() {
    const START: &str = "<!-- rules: written by `UPDATE=1 cargo test` -->\n";
    const END: &str = "<!-- end of rules -->";
    let path = root().join("README.md");
    let readme = read(&path);
    let (before, rest) = readme.split_once(START).expect("the start of the table");
    let (table, after) = rest.split_once(END).expect("the end of the table");
    let new = format!("\n{}\n", jflint::explain::table().unwrap());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, format!("{before}{START}{new}{END}{after}")).unwrap();
    } else {
        assert!(
            table == new,
            "the README's table is not up to date: run `UPDATE=1 cargo test`"
        );
    }
}

#[test]
fn lists_are_sorted_and_free_of_doubles() {
    for file in files("rules/lists", ".txt") {
        let text = read(&file);
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        for pair in lines.windows(2) {
            assert!(
                pair[0] < pair[1],
                "{}: `{}` before `{}`",
                file.display(),
                pair[0],
                pair[1]
            );
        }
    }
}

#[test]
fn no_source_file_is_too_long() {
    const MOST: usize = 400;
    let long: Vec<String> = files("src", ".rs")
        .into_iter()
        .chain(files("tests", ".rs"))
        .filter(|file| read(file).lines().count() > MOST)
        .map(|file| file.display().to_string())
        .collect();
    assert!(
        long.is_empty(),
        "more than {MOST} lines:\n{}",
        long.join("\n")
    );
}
