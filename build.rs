//! Turns the YAML of `rules/` into JSON at build time, so that a run parses no YAML of its own: it starts in a
//! millisecond, and a rule file that does not parse is a build error with its name.

use std::collections::BTreeMap;
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
    let ranks = ranks();
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    for (wrong, corrections) in typos_dict::WORD.map.entries() {
        let wrong = wrong.into_inner();
        let is_word = ranks.get(wrong).is_some_and(|&rank| rank <= table::RAREST);
        if wrong.is_ascii() && !corrections.is_empty() && !is_word {
            let mut corrections = corrections.to_vec();
            corrections.sort_by_key(|&right| ranks.get(right).copied().unwrap_or(table::NAME));
            words.insert(wrong.to_owned(), corrections.join(","));
        }
    }
    for (word, rank) in &ranks {
        if *rank <= table::RAREST || !words.contains_key(word) {
            words.insert(word.clone(), rank.to_string());
        }
    }
    // What we say goes above what the dictionaries say.
    for line in list("misspellings.txt") {
        if let Some((wrong, right)) = line.split_once(": ") {
            words.insert(wrong.to_owned(), format!("{}{right}", table::OURS));
        }
    }
    for word in list("right-words.txt") {
        let said = ranks.get(&word).copied().unwrap_or(table::RAREST);
        words.insert(word, said.to_string());
    }
    for word in list("common-words.txt") {
        let rank = ranks.get(&word).copied().unwrap_or(table::RAREST);
        words.insert(word, format!("{}+", rank.min(2)));
    }
    write_table(out, &words);
    let right: Vec<(&str, u8)> = words
        .iter()
        .filter_map(|(word, said)| Some((word.as_str(), table::rank(said)?)))
        .collect();
    write_groups(out, &right);
    let mut targets = vec![0_u8; 1 << (table::TARGET_BITS - 3)];
    for (word, _) in right.iter().filter(|(_, rank)| *rank < table::RAREST) {
        let place = table::target(word.bytes().fold(0, table::append));
        targets[place >> 3] |= 1 << (place & 7);
    }
    write_bytes(&out.join("lexicon.targets"), &targets);
}

fn write_table(out: &Path, words: &BTreeMap<String, String>) {
    let places = (words.len() * 2).next_power_of_two();
    let mut index = vec![0_u32; places];
    let mut text = String::new();
    for (word, said) in words {
        let mut place = table::hash(word.as_bytes()) & (places - 1);
        while index[place] != 0 {
            place = (place + 1) & (places - 1);
        }
        index[place] = u32::try_from(text.len() + 1).unwrap_or_default();
        text.push_str(&format!("{word}\t{said}\n"));
    }
    let index: Vec<u8> = index.into_iter().flat_map(u32::to_le_bytes).collect();
    write_bytes(&out.join("lexicon.txt"), text.as_bytes());
    write_bytes(&out.join("lexicon.idx"), &index);
}

fn write_groups(out: &Path, right: &[(&str, u8)]) {
    let mut counts = vec![0_u32; 27 * 27 * 27];
    for (word, _) in right.iter().filter(|(_, rank)| *rank < table::RAREST) {
        for group in table::groups(word.as_bytes()) {
            counts[group] += 1;
        }
    }
    let usual: Vec<u8> = counts
        .into_iter()
        .map(|count| u8::from(count > 3))
        .collect();
    write_bytes(&out.join("lexicon.groups"), &usual);
}

/// The dictionary: each word and how rare it is. The form of its lines is told in `scripts/dictionary.py`.
fn ranks() -> BTreeMap<String, u8> {
    let mut ranks = BTreeMap::new();
    let mut word = String::new();
    for line in list("dictionary.coded") {
        let (digit, rest) = line.split_at(1);
        let (shared, rest) = rest.split_at(1);
        word.truncate(usize::from(shared.as_bytes()[0] - b'a'));
        word.push_str(rest);
        ranks.insert(word.clone(), digit.as_bytes()[0] - b'0');
    }
    ranks
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
