//! Runs the command in folders made for a test.

// Each test crate uses its own part of it.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A page with one error, one warning and one piece of information at least.
pub const PAGE: &str =
    "---\ntitle: Account Executive\n---\n\nThe Account Executive reports to the\n";

/// A new empty folder for one test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn with(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub fn run(&self, arguments: &str) -> Run {
        self.run_in("", arguments)
    }

    pub fn run_in(&self, folder: &str, arguments: &str) -> Run {
        let output = command(&self.0.join(folder), arguments).output().unwrap();
        Run::new(output)
    }
}

pub fn command(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jflint"));
    command
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env_remove("NO_COLOR");
    command
}

pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn new(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The paths that compact output names, without doubles.
    pub fn paths(&self) -> Vec<&str> {
        let mut paths: Vec<&str> = self
            .out
            .lines()
            .filter_map(|line| line.split(':').next())
            .collect();
        paths.dedup();
        paths
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap()
    }
}

pub fn one_page(name: &str) -> Folder {
    Folder::new(name).with("content/job-families/ae.md", PAGE)
}
