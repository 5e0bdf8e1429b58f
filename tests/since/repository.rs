//! A git repository with a handbook, for one test.

// Each test crate uses its own part of it.
#![allow(dead_code)]

use crate::run::{Folder, Run};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A page with faults that nobody has mended yet.
pub const OLD: &str = "content/job-families/support/support-engineer.md";

const FAULTS: &str = "\
---
title: Support Engineer
---

## Support Engineer

The Support Engineer reports to the

### Responsibilities

- Recieve returned sensors and find out what broke them
- Recieve returned sensors and find out what broke them
- Write down what was found so that nobody has to look twice
-

See the [list of sensors](/handbook/sensors/).
";

pub struct Repository(pub Folder);

impl Repository {
    /// The handbook `fixtures/clean` and the faulty page, committed on `main`; on a branch of its own from then on.
    pub fn new(name: &str) -> Self {
        let repository = Self(Folder::new(name).with(OLD, FAULTS));
        let clean = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/clean/content");
        copy(&clean, &repository.0.0.join("content"));
        repository.git("init --quiet --initial-branch=main");
        repository.commit("the handbook");
        repository.git("checkout --quiet -b change");
        repository
    }

    pub fn git(&self, arguments: &str) -> String {
        git(&self.0.0, arguments)
    }

    pub fn commit(&self, message: &str) {
        self.git("add --all");
        self.git(&format!(
            "commit --quiet --allow-empty --message {}",
            message.replace(' ', "_")
        ));
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.0.join(path)).unwrap()
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.0.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} has no {old}");
        self.write(path, &text.replace(old, new));
    }

    pub fn since(&self, arguments: &str) -> Run {
        self.0.run(&format!("check --format json {arguments}"))
    }

    /// What a change brought: the place, the rule and, where it is elsewhere, the cause.
    pub fn brought(&self, revision: &str) -> Vec<String> {
        findings(&self.since(&format!("--since {revision}")))
    }
}

pub fn findings(run: &Run) -> Vec<String> {
    assert_eq!(run.err, "");
    let json = run.json();
    json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let path = finding["path"].as_str().unwrap();
            let name = path.rsplit('/').next().unwrap();
            let line = &finding["span"]["start"]["line"];
            let help = finding["help"].as_str().unwrap_or_default();
            let cause = match help.strip_prefix("since ") {
                Some(cause) => format!(" since {}", cause.split(';').next().unwrap()),
                None => String::new(),
            };
            format!("{name}:{line} {}{cause}", finding["rule"].as_str().unwrap())
        })
        .collect()
}

pub fn git(folder: &Path, arguments: &str) -> String {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=Somebody",
            "-c",
            "user.email=somebody@example.com",
            "-c",
            "commit.gpgSign=false",
            "-c",
            "protocol.file.allow=always",
        ])
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
