//! `init`, `config`, `schema` and `completions`: what a person runs once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/run.rs"]
mod run;

use run::{Folder, PAGE, one_page};
use serde_json::Value;
use std::fs;
use std::path::Path;

const ROLE: &str =
    "---\ntitle: Analyst\n---\n\n## Responsibilities\n\n- Read\n\n## Requirements\n\n- Write\n";

/// What of `value` the schema refuses. Knows the words that jflint's own schema uses, and fails on any other.
fn refused(whole: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    for (word, says) in schema.as_object().unwrap() {
        match word.as_str() {
            "$schema" | "title" | "description" | "default" | "definitions" => {}
            "$ref" => {
                let name = says.as_str().unwrap().strip_prefix('#').unwrap();
                wrong.extend(refused(whole, whole.pointer(name).unwrap(), value, at));
            }
            "type" => {
                let kinds: Vec<&str> = match says {
                    Value::Array(kinds) => {
                        kinds.iter().map(|kind| kind.as_str().unwrap()).collect()
                    }
                    kind => vec![kind.as_str().unwrap()],
                };
                if !kinds.contains(&kind) {
                    wrong.push(format!("{at}: {kind} is not one of {kinds:?}"));
                }
            }
            "enum" if !says.as_array().unwrap().contains(value) => {
                wrong.push(format!("{at}: {value} is not one of {says}"));
            }
            "minLength" if value == "" => wrong.push(format!("{at}: empty")),
            "enum" | "minLength" => {}
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    wrong.extend(refused(whole, says, item, at));
                }
            }
            "required" => {
                for name in says.as_array().unwrap() {
                    if value.get(name.as_str().unwrap()).is_none() {
                        wrong.push(format!("{at}: no {name}"));
                    }
                }
            }
            "properties" => {
                for (key, value) in value.as_object().into_iter().flatten() {
                    match says.get(key) {
                        Some(schema) => {
                            wrong.extend(refused(whole, schema, value, &format!("{at}/{key}")));
                        }
                        None => wrong.push(format!("{at}: unknown {key}")),
                    }
                }
            }
            "additionalProperties" => assert_eq!(says, false, "{at}"),
            "anyOf" => {
                let any = says.as_array().unwrap().iter();
                if !any
                    .clone()
                    .any(|schema| refused(whole, schema, value, at).is_empty())
                {
                    wrong.push(format!("{at}: {value} fits none"));
                }
            }
            other => panic!("{at}: the schema says `{other}`"),
        }
    }
    wrong
}

fn schema() -> Value {
    Folder::new("schema").run("schema").json()
}

fn fits(schema: &Value, yaml: &str) -> Vec<String> {
    refused(schema, schema, &serde_yaml::from_str(yaml).unwrap(), "")
}

/// The YAML blocks of the README that hold a configuration.
fn readme_configurations() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).unwrap();
    let found: Vec<String> = readme
        .split("```yaml\n")
        .skip(1)
        .map(|block| block.split("```").next().unwrap().to_owned())
        .filter(|block| block.contains("profile: "))
        .collect();
    assert!(!found.is_empty());
    found
}

#[test]
fn the_schema_takes_what_is_right_and_refuses_what_is_wrong() {
    let schema = schema();
    for text in readme_configurations() {
        assert_eq!(fits(&schema, &text), [""; 0], "{text}");
        let run = one_page("readme-configuration")
            .with("lists/terms.txt", "Gitaly\n")
            .with("data/redirects.yml", "[]\n")
            .with(".jflint.yml", &text)
            .run("check");
        assert_eq!((run.status, run.err.as_str()), (1, ""), "{text}");
    }
    for (text, count) in [
        ("", 0),
        ("rules:\nwords:\n", 0),
        ("rules: {misspelling: warn}", 1),
        ("rules: {mispelling: off}", 1),
        (
            "rules: {duplicate-block: {min-items: 3, severity: info}}",
            0,
        ),
        ("rules: {duplicate-block: {min-items: many}}", 1),
        ("root: [content]", 1),
        ("words: Gitaly", 1),
        ("overrides: [{paths: [a]}]", 1),
        ("site: {host: [a]}\nfail-on: off", 2),
    ] {
        assert_eq!(
            fits(&schema, text).len(),
            count,
            "{text}: {:?}",
            fits(&schema, text)
        );
    }
}

#[test]
fn every_key_that_is_read_is_in_the_schema() {
    use jflint::config::read::{FIELDS, KEYS, OVERRIDE_KEYS, SITE_KEYS, TITLES_KEYS};
    let schema = schema();
    for (place, keys) in [
        ("/properties", &KEYS[..]),
        ("/properties/site/properties", &SITE_KEYS[..]),
        ("/properties/titles/properties", &TITLES_KEYS[..]),
        ("/properties/overrides/items/properties", &OVERRIDE_KEYS[..]),
        ("/properties/sections/properties", &FIELDS[..]),
    ] {
        let known = schema.pointer(place).unwrap().as_object().unwrap();
        let mut known: Vec<&str> = known.keys().map(String::as_str).collect();
        let mut keys = keys.to_vec();
        known.sort_unstable();
        keys.sort_unstable();
        assert_eq!(known, keys, "{place}");
    }
    let fields = jflint::model::FieldKind::ALL.map(jflint::model::FieldKind::name);
    assert_eq!(fields, FIELDS);
}

/// Whether a comment is no entry that was commented out.
fn is_sentence(comment: &str) -> bool {
    let key = comment.split(':').next().unwrap().trim();
    key.trim_start_matches("- ").contains(' ')
}

#[test]
fn init_fits_the_tree_and_never_overwrites() {
    let schema = schema();
    let folder = Folder::new("init-hugo")
        .with("hugo.toml", "baseURL = \"https://handbook.example.com/\"\n")
        .with("content/roles/analyst.md", ROLE)
        .with("content/roles/broker.md", ROLE.replace("Analyst", "Broker"))
        .with(
            "content/handbook/travel.md",
            "---\ntitle: Travel\n---\n\nText.\n",
        );
    let run = folder.run("init");
    assert_eq!(
        (run.status, run.out.as_str(), run.err.as_str()),
        (
            0,
            "Wrote .jflint.yml for 3 pages, of which 2 describe roles.\n",
            ""
        )
    );
    let written = fs::read_to_string(folder.0.join(".jflint.yml")).unwrap();
    insta::assert_snapshot!(written);
    assert_eq!(fits(&schema, &written), [""; 0]);
    // What is commented out is right as well.
    let all: Vec<&str> = written
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if is_sentence(rest) => line,
            Some(rest) if rest.contains(':') || rest.starts_with("  ") => rest,
            _ => line,
        })
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert_eq!(
        fits(&schema, &all.join("\n")),
        [""; 0],
        "{}",
        all.join("\n")
    );
    let run = folder.run("check --format compact --select missing-hiring-process");
    assert_eq!(
        run.paths(),
        ["content/roles/analyst.md", "content/roles/broker.md"]
    );
    let run = folder.run("init");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert_eq!(
        run.err,
        "jflint: `.jflint.yml` is there already, and nothing was written; `jflint config` shows what it says\n"
    );
    assert_eq!(
        fs::read_to_string(folder.0.join(".jflint.yml")).unwrap(),
        written
    );
}

#[test]
fn init_knows_other_trees() {
    for (name, path, says) in [
        (
            "init-known",
            "content/job-families/a.md",
            "roots: [\"content\"]",
        ),
        (
            "init-source",
            "source/job-families/a.md",
            "roots: [\"source\"]",
        ),
        (
            "init-below",
            "site/content/job-families/a.md",
            "roots: [\"site/content\"]",
        ),
        ("init-plain", "roles/a.md", "roots: [\".\"]"),
        (
            "init-odd",
            "we: \"[roles]\"/a.md",
            r#"family-pages: ["we: \"\\[roles\\]\"/**"]"#,
        ),
        ("init-nothing", "notes.txt", "roots: [\".\"]"),
    ] {
        let folder = Folder::new(name).with(path, ROLE);
        let init = folder.run("init");
        assert_eq!(init.status, 0, "{name}");
        let written = fs::read_to_string(folder.0.join(".jflint.yml")).unwrap();
        assert!(written.contains(says), "{name}: {written}");
        assert_eq!(folder.run("config").err, "", "{name}");
        if path.ends_with(".md") {
            assert!(init.out.contains("1 page, of which 1 describes roles."));
            let run = folder.run("check --format compact --select missing-hiring-process");
            assert_eq!(run.out.lines().count(), 1, "{name}: {}", run.out);
        }
    }
}

#[test]
fn config_shows_where_each_part_comes_from_and_could_be_a_configuration() {
    let own = "# ours\nprofile: gitlab\nroots: [content]\nwords:\n  - Gitaly\n  - \"12\"\n\
               titles: {known: [CEO]}\nsections: {job-grade: [Band]}\nfail-on: error\nrules:\n  \
               misspelling: off\n  duplicate-block: {severity: info, min-items: 6}\noverrides:\n  \
               - paths: [\"content/board/**\"]\n    rules:\n      missing-job-grade: off\n";
    let folder = one_page("config-shown").with(".jflint.yml", own);
    let shown = folder.run("config");
    assert_eq!((shown.status, shown.err.as_str()), (0, ""));
    insta::assert_snapshot!(shown.out);
    assert_eq!(fits(&schema(), &shown.out), [""; 0]);
    let check = folder.run("check").out;
    let again = folder.with(".jflint.yml", &shown.out);
    assert_eq!(again.run("check").out, check);
    let plain = one_page("config-built-in").run("config");
    assert!(
        plain
            .out
            .starts_with("# There is no .jflint.yml here or above"),
        "{}",
        plain.out
    );
    assert_eq!(fits(&schema(), &plain.out), [""; 0]);
    let wrong = one_page("config-wrong").with(".jflint.yml", "rules: {mispelling: off}\n");
    assert_eq!(wrong.run("config").status, 2);
}

#[test]
fn shells_are_given_their_completions() {
    let folder = Folder::new("completions").with("a.md", PAGE);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = folder.run(&format!("completions {shell}"));
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{shell}");
        assert!(run.out.contains("fail-on"), "{shell}");
    }
    let run = folder.run("completions tcsh");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
}
