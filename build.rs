//! Turns the YAML of `rules/` into JSON at build time, so that a run parses no YAML of its own: it starts in a
//! millisecond, and a rule file that does not parse is a build error with its name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[path = "src/lexicon/table.rs"]
mod table;

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let mut rules = serde_json::Map::new();
    let mut texts = serde_json::Map::new();
    for (name, mut rule) in read_folder(Path::new("rules")) {
        if let Some(rule) = rule.as_object_mut() {
            // Read by `jflint explain` and the tests only: kept apart, so that `check` does not pay for them.
            let mut text = serde_json::Map::new();
            for key in ["why", "examples"] {
                if let Some(value) = rule.remove(key) {
                    text.insert(key.to_owned(), value);
                }
            }
            texts.insert(name.clone(), text.into());
        }
        rules.insert(name, rule);
    }
    write(&out.join("rules.json"), &rules.into());
    write(&out.join("rule-texts.json"), &texts.into());
    for (name, profile) in read_folder(Path::new("rules/profiles")) {
        write(&out.join(format!("profile-{name}.json")), &profile);
    }
    write_lexicon(&out);
}

/// Makes the word table: see `src/lexicon/table.rs`.
fn write_lexicon(out: &Path) {
    println!("cargo::rerun-if-changed=src/lexicon/table.rs");
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    for (_, corrections) in typos_dict::WORD.map.entries() {
        for correction in *corrections {
            words.insert((*correction).to_owned(), table::KNOWN.to_owned());
        }
    }
    let common: BTreeSet<String> = list("common-words.txt").into_iter().collect();
    for (wrong, corrections) in typos_dict::WORD.map.entries() {
        let wrong = wrong.into_inner();
        if wrong.is_ascii() && !corrections.is_empty() {
            let mut corrections = corrections.to_vec();
            corrections.sort_by_key(|correction| !common.contains(*correction));
            words.insert(wrong.to_owned(), corrections.join(","));
        }
    }
    // What we say goes above what the dictionary says.
    for line in list("misspellings.txt") {
        if let Some((wrong, right)) = line.split_once(": ") {
            words.insert(wrong.to_owned(), right.to_owned());
        }
    }
    for (name, said) in [
        ("right-words.txt", table::KNOWN),
        ("common-words.txt", table::COMMON),
    ] {
        for word in list(name) {
            words.insert(word, said.to_owned());
        }
    }
    let places = (words.len() * 2).next_power_of_two();
    let mut index = vec![0_u32; places];
    let mut text = String::new();
    for (word, said) in &words {
        let mut place = table::hash(word.as_bytes()) & (places - 1);
        while index[place] != 0 {
            place = (place + 1) & (places - 1);
        }
        index[place] = u32::try_from(text.len() + 1).unwrap_or_default();
        text.push_str(&format!("{word}\t{said}\n"));
    }
    let mut counts = vec![0_u32; 27 * 27 * 27];
    for (word, _) in words.iter().filter(|(_, said)| is_right(said)) {
        for group in table::groups(word.as_bytes()) {
            counts[group] += 1;
        }
    }
    let usual: Vec<u8> = counts
        .into_iter()
        .map(|count| u8::from(count > 1))
        .collect();
    let groups = out.join("lexicon.groups");
    fs::write(&groups, usual).unwrap_or_else(|error| fail(&groups, &error));
    let index: Vec<u8> = index.into_iter().flat_map(u32::to_le_bytes).collect();
    let (lines, table) = (out.join("lexicon.txt"), out.join("lexicon.idx"));
    fs::write(&lines, text).unwrap_or_else(|error| fail(&lines, &error));
    fs::write(&table, index).unwrap_or_else(|error| fail(&table, &error));
}

fn is_right(said: &str) -> bool {
    said == table::KNOWN || said == table::COMMON
}

/// The entries of a list in `rules/lists/`.
fn list(name: &str) -> Vec<String> {
    let path = Path::new("rules/lists").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| fail(&path, &error));
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

fn read_folder(folder: &Path) -> Vec<(String, serde_json::Value)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| fail(folder, &error))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "yml"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| fail(&path, &error));
            let value = serde_yaml::from_str(&text).unwrap_or_else(|error| fail(&path, &error));
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            (name.into_owned(), value)
        })
        .collect()
}

fn write(path: &Path, value: &serde_json::Value) {
    fs::write(path, value.to_string()).unwrap_or_else(|error| fail(path, &error));
}

fn fail(path: &Path, error: &dyn std::fmt::Display) -> ! {
    println!("cargo::error={}: {error}", path.display());
    std::process::exit(1);
}
