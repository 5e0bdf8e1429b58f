//! Turns the YAML of `rules/` into JSON at build time, so that a run parses no YAML of its own: it starts in a
//! millisecond, and a rule file that does not parse is a build error with its name.

use std::fs;
use std::path::{Path, PathBuf};

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
