//! The reports that other programs read: each against what those programs ask of it, on every handbook in `fixtures/`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "formats/files.rs"]
mod files;
#[path = "formats/markdown.rs"]
mod markdown;
#[path = "support/run.rs"]
mod run;
#[path = "support/schema.rs"]
mod schema;

use run::{Run, command};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const HANDBOOKS: [&str; 7] = [
    "clean",
    "crlf-bom",
    "hugo-site",
    "ladders",
    "messy",
    "no-front-matter",
    "one-role",
];

fn handbook(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

/// Every handbook's report in a form, with the name of the handbook.
fn reports(format: &str) -> impl Iterator<Item = (&'static str, String)> {
    HANDBOOKS.into_iter().map(move |name| {
        let arguments = format!("check --no-config --format {format} content");
        let output = command(&handbook(name), &arguments).output().unwrap();
        let run = Run::new(output);
        assert!(run.status < 2, "{name}: {}", run.err);
        assert!(!run.out.starts_with('\u{FEFF}'), "{name}");
        (name, run.out)
    })
}

fn findings(name: &str) -> Vec<Value> {
    let output = command(&handbook(name), "check --no-config --format json content")
        .output()
        .unwrap();
    let report = Run::new(output).json();
    report["findings"].as_array().unwrap().clone()
}

#[test]
fn sarif_is_as_the_standard_says() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sarif-2.1.0.schema.json");
    let schema: Value = serde_json::from_slice(&std::fs::read(schema).unwrap()).unwrap();
    for (name, report) in reports("sarif") {
        let log: Value = serde_json::from_str(&report).unwrap();
        assert_eq!(
            schema::errors(&schema, &log),
            Vec::<String>::new(),
            "{name}"
        );
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), findings(name).len(), "{name}");
        for result in results {
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
            let place = &result["locations"][0]["physicalLocation"];
            let path = format!("fixtures/{name}/content/");
            assert!(
                place["artifactLocation"]["uri"]
                    .as_str()
                    .unwrap()
                    .starts_with(&path)
            );
            let region = &place["region"];
            let start = (region["startLine"].as_u64(), region["startColumn"].as_u64());
            let end = (region["endLine"].as_u64(), region["endColumn"].as_u64());
            assert!(
                start <= end && start.0 >= Some(1) && start.1 >= Some(1),
                "{region}"
            );
        }
    }
}

#[test]
fn a_schema_is_held_against_what_breaks_it() {
    let schema = json!({
        "type": "object", "required": ["a"], "additionalProperties": false,
        "properties": {"a": {"type": "array", "minItems": 1, "items": {"enum": ["x", "y"]}}}
    });
    for (value, wrong) in [
        (json!({"a": ["x"]}), 0),
        (json!({}), 1),
        (json!({"a": []}), 1),
        (json!({"a": ["x", "z"], "b": 1}), 2),
        (json!([]), 1),
    ] {
        assert_eq!(schema::errors(&schema, &value).len(), wrong, "{value}");
    }
}

/// GitLab drops an entry that breaks these rules, and may stop at it.
#[test]
fn code_quality_is_as_gitlab_reads_it() {
    let schema = json!({
        "type": "object",
        "required": ["description", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}}
                    }
                }
            }
        }
    });
    for (name, report) in reports("gitlab") {
        let report: Value = serde_json::from_str(&report).unwrap();
        let entries = report.as_array().unwrap();
        let findings = findings(name);
        assert_eq!(entries.len(), findings.len(), "{name}");
        let mut seen = BTreeSet::new();
        for (entry, finding) in entries.iter().zip(&findings) {
            assert_eq!(
                schema::errors(&schema, entry),
                Vec::<String>::new(),
                "{name}"
            );
            assert!(seen.insert(entry["fingerprint"].to_string()), "{entry}");
            assert_eq!(entry["fingerprint"], finding["fingerprint"]);
            assert_eq!(
                entry["location"]["lines"]["begin"],
                finding["span"]["start"]["line"]
            );
            let path = format!("fixtures/{name}/{}", finding["path"].as_str().unwrap());
            assert_eq!(entry["location"]["path"], path);
            let rule = finding["rule"].as_str().unwrap();
            assert!(
                entry["description"]
                    .as_str()
                    .unwrap()
                    .starts_with(&format!("{rule}: "))
            );
        }
        assert_eq!(name == "clean", entries.is_empty());
    }
}

/// GitLab and Jenkins want one root, suites in it and cases in them, and tell cases apart by the three names.
#[test]
fn junit_is_as_gitlab_and_jenkins_read_it() {
    for (name, report) in reports("junit") {
        let document = roxmltree::Document::parse(&report).unwrap();
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "testsuites");
        let number = |node: roxmltree::Node, name: &str| -> usize {
            node.attribute(name).unwrap().parse().unwrap()
        };
        let mut totals = [0; 3];
        let mut names = BTreeSet::new();
        for suite in root.children().filter(roxmltree::Node::is_element) {
            assert_eq!(suite.tag_name().name(), "testsuite");
            let mut counts = [0; 3];
            for case in suite.children().filter(roxmltree::Node::is_element) {
                assert_eq!(case.tag_name().name(), "testcase");
                counts[0] += 1;
                let own = ["name", "classname"].map(|name| case.attribute(name).unwrap());
                assert!(
                    names.insert((suite.attribute("name"), own)),
                    "{own:?} stands twice"
                );
                assert_eq!(case.attribute("file"), suite.attribute("name"));
                match case
                    .first_element_child()
                    .map(|child| child.tag_name().name())
                {
                    Some("failure") => counts[1] += 1,
                    Some("skipped") => counts[2] += 1,
                    None => assert_eq!(case.attribute("name"), Some("no findings")),
                    Some(other) => panic!("{other}"),
                }
            }
            assert!(counts[0] > 0);
            assert_eq!(
                counts,
                ["tests", "failures", "skipped"].map(|name| number(suite, name))
            );
            totals = [0, 1, 2].map(|index| totals[index] + counts[index]);
        }
        assert_eq!(
            totals,
            ["tests", "failures", "skipped"].map(|name| number(root, name))
        );
        assert_eq!(totals[1] + totals[2], findings(name).len(), "{name}");
    }
}

#[test]
fn github_gets_one_command_a_finding() {
    for (name, report) in reports("github") {
        let findings = findings(name);
        assert_eq!(report.lines().count(), findings.len(), "{name}");
        for (line, finding) in report.lines().zip(&findings) {
            let (command, properties) = line.strip_prefix("::").unwrap().split_once(' ').unwrap();
            assert!(["error", "warning", "notice"].contains(&command), "{line}");
            let (properties, message) = properties.split_once("::").unwrap();
            let at = finding["span"]["start"]["line"].as_u64().unwrap();
            assert!(properties.contains(&format!(",line={at}")), "{line}");
            assert!(message.len() > 5 && !message.contains('\r'), "{line}");
        }
    }
}
