//! The components in `templates/`: their steps are run as a runner runs them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/run.rs"]
mod run;

use regex::{Captures, Regex};
use run::{Folder, PAGE};
use serde::Deserialize;
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The head of a component with its inputs, and the job.
fn documents(name: &str) -> (Value, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("templates")
        .join(name);
    let text = fs::read_to_string(path).unwrap();
    let (head, job) = text.split_once("\n---\n").unwrap();
    (serde_yaml::from_str(head).unwrap(), job.to_owned())
}

/// A job with its inputs filled in, those given and the defaults.
fn job(name: &str, given: &[(&str, &str)]) -> Value {
    let (head, job) = documents(name);
    let mut inputs: BTreeMap<String, Value> = BTreeMap::new();
    for (key, input) in head["spec"]["inputs"].as_mapping().unwrap() {
        inputs.insert(key.as_str().unwrap().to_owned(), input["default"].clone());
    }
    for (key, value) in given {
        let known = inputs.insert((*key).to_owned(), (*value).into());
        assert!(known.is_some(), "{key}");
    }
    let jobs: BTreeMap<String, Value> = serde_yaml::from_str(&job).unwrap();
    filled(jobs.into_values().next().unwrap(), &inputs)
}

/// A text that is nothing but an input becomes its value, as GitLab does it.
fn filled(value: Value, inputs: &BTreeMap<String, Value>) -> Value {
    let input = Regex::new(r"\$\[\[ inputs\.([a-z-]+) \]\]").unwrap();
    match value {
        Value::String(text) => match input.captures(&text) {
            Some(found) if found[0] == text => inputs[&found[1]].clone(),
            _ => input
                .replace_all(&text, |found: &Captures| {
                    inputs[&found[1]].as_str().unwrap().to_owned()
                })
                .into_owned()
                .into(),
        },
        Value::Sequence(items) => items.into_iter().map(|item| filled(item, inputs)).collect(),
        Value::Mapping(map) => Value::Mapping(
            map.into_iter()
                .map(|(key, value)| (key, filled(value, inputs)))
                .collect(),
        ),
        value => value,
    }
}

#[test]
fn every_input_is_declared_and_used() {
    let input = Regex::new(r"inputs\.([a-z-]+)").unwrap();
    for name in ["jflint.yml", "jflint-comment.yml"] {
        let (head, job) = documents(name);
        let declared: BTreeSet<String> = head["spec"]["inputs"]
            .as_mapping()
            .unwrap()
            .keys()
            .map(|key| key.as_str().unwrap().to_owned())
            .collect();
        let used: BTreeSet<String> = input
            .captures_iter(&job)
            .map(|found| found[1].to_owned())
            .collect();
        assert_eq!(declared, used, "{name}");
    }
}

#[test]
fn the_report_is_uploaded_whatever_happens() {
    let job = job("jflint.yml", &[]);
    assert_eq!(job["artifacts"]["when"], "always");
    assert_eq!(
        job["artifacts"]["reports"]["codequality"],
        "gl-code-quality-report.json"
    );
    assert_eq!(
        job["script"][0],
        "echo \"[]\" > gl-code-quality-report.json"
    );
}

/// Runs the steps of the job, and gives their exit status and the report.
fn steps(folder: &Folder, inputs: &[(&str, &str)], variables: &[(&str, &str)]) -> (i32, String) {
    let job = job("jflint.yml", inputs);
    let script: Vec<String> = Vec::deserialize(job["script"].clone()).unwrap();
    let set = job["variables"].as_mapping().unwrap().iter();
    let set: Vec<String> = set
        .map(|(name, value)| format!("{}=\"{}\"", name.as_str().unwrap(), value.as_str().unwrap()))
        .collect();
    let output = Command::new("sh")
        .args([
            "-e",
            "-c",
            &format!("{}\n{}", set.join("\n"), script.join("\n")),
        ])
        .current_dir(&folder.0)
        .env_remove("CI_MERGE_REQUEST_IID")
        .env_remove("CI_MERGE_REQUEST_DIFF_BASE_SHA")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let report = fs::read_to_string(folder.0.join("gl-code-quality-report.json")).unwrap();
    serde_json::from_str::<serde_json::Value>(&report).unwrap();
    (output.status.code().unwrap(), report)
}

#[test]
fn a_runner_gets_a_report_and_an_exit_status() {
    let jflint = env!("CARGO_BIN_EXE_jflint");
    let folder = Folder::new("template").with("content/job-families/ae.md", PAGE);
    // The default branch holds what merge requests are compared with.
    let (status, report) = steps(&folder, &[("binary", jflint)], &[]);
    assert_eq!(status, 0);
    assert!(report.contains("empty-reports-to"));
    assert!(folder.0.join("jflint.md").exists());
    let (status, report) = steps(&folder, &[("binary", jflint), ("since", "")], &[]);
    assert_eq!(status, 1);
    assert!(report.contains("empty-reports-to"));
    let strict = [("binary", jflint), ("since", ""), ("fail-on", "never")];
    assert_eq!(steps(&folder, &strict, &[]).0, 0);
    let others = [
        ("binary", jflint),
        ("since", ""),
        ("options", "--select words"),
    ];
    assert_eq!(steps(&folder, &others, &[]), (0, "[]\n".to_owned()));
}

#[test]
fn a_step_that_fails_leaves_a_report_that_can_be_read() {
    let folder = Folder::new("template-broken").with("broken", "#!/bin/sh\nexit 2\n");
    let (status, report) = steps(&folder, &[("binary", "false")], &[]);
    assert_eq!((status, report.as_str()), (1, "[]\n"));
    let jflint = env!("CARGO_BIN_EXE_jflint");
    let (status, report) = steps(&folder, &[("binary", jflint), ("paths", "none")], &[]);
    assert_eq!((status, report.as_str()), (2, "[]\n"));
}
