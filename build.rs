//! Turns the YAML of `rules/` into JSON at build time, so that a run parses no YAML of its own: it starts in a
//! millisecond, and a rule file that does not parse is a build error with its name. Makes tables of what is costly to
//! make at each start, too: words, phrases and expressions.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "build/automata.rs"]
mod automata;
// Parts of these only the program needs.
#[expect(dead_code)]
#[path = "src/rules/wrong_word/form.rs"]
mod form;
#[expect(dead_code)]
#[path = "src/lexicon/hash.rs"]
mod hash;
#[path = "build/lexicon.rs"]
mod lexicon;
#[path = "src/rules/wrong_word/lines.rs"]
mod lines;
#[expect(dead_code)]
#[path = "src/lexicon/table.rs"]
mod table;
#[path = "src/model/vocabulary/pattern/written.rs"]
mod written;
#[path = "build/wrong_words.rs"]
mod wrong_words;

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/lexicon");
    println!("cargo::rerun-if-changed=src/model/vocabulary/pattern/written.rs");
    println!("cargo::rerun-if-changed=src/rules/wrong_word");
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
            if name == "wrong-word" {
                write_wrong_words(&out, rule);
            }
        }
        rules.insert(name, rule);
    }
    write(&out.join("rules.json"), &rules.into());
    write(&out.join("rule-texts.json"), &texts.into());
    let folder = Path::new("rules/profiles");
    let profiles = read_folder(folder);
    for (name, profile) in &profiles {
        write(&out.join(format!("profile-{name}.json")), profile);
    }
    let automata = automata::tables(profiles.iter().map(|(_, profile)| profile))
        .unwrap_or_else(|error| fail(folder, &error));
    write_bytes(&out.join("automata.rs"), automata.as_bytes());
    write_lexicon(&out);
}

/// Makes the tables of wrong words out of their list and of the classes that the rule names.
fn write_wrong_words(out: &Path, rule: &mut serde_json::Map<String, serde_json::Value>) {
    let path = Path::new("rules/lists/wrong-words.txt");
    let list = fs::read_to_string(path).unwrap_or_else(|error| fail(path, &error));
    let classes = rule
        .get_mut("parameters")
        .and_then(|parameters| parameters.as_object_mut()?.remove("classes"))
        .unwrap_or_default();
    let classes = serde_json::from_value(classes).unwrap_or_else(|error| fail(path, &error));
    let tables = wrong_words::tables(&list, &classes).unwrap_or_else(|error| fail(path, &error));
    write_bytes(&out.join("wrong-words.rs"), tables.as_bytes());
}

/// Makes the word table: see `src/lexicon/table.rs`.
fn write_lexicon(out: &Path) {
    let made = lexicon::make(list).unwrap_or_else(|error| fail(Path::new("rules/lists"), &error));
    for (name, words) in [("usual", &made.usual), ("other", &made.other)] {
        write_bytes(&out.join(format!("lexicon.{name}.words")), &words.entries);
        write_bytes(&out.join(format!("lexicon.{name}.buckets")), &words.buckets);
    }
    write_bytes(&out.join("lexicon.other.starts"), &made.starts);
    write_bytes(
        &out.join("lexicon.corrections"),
        made.corrections.as_bytes(),
    );
    write_bytes(&out.join("lexicon.targets"), &made.targets);
    write_bytes(&out.join("lexicon.groups"), &made.groups);
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
    write_bytes(path, value.to_string().as_bytes());
}

fn write_bytes(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap_or_else(|error| fail(path, &error));
}

fn fail(path: &Path, error: &dyn std::fmt::Display) -> ! {
    println!("cargo::error={}: {error}", path.display());
    std::process::exit(1);
}
