//! What the `git` program says: the merge base, what changed since, and the texts of before.

use super::patch::{self, Entry};
use crate::corpus::load::{self, ReadError};
use crate::source::Text;
use crate::threads::for_a_program;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What is compared: pages, and files of redirects.
const PATTERNS: [&str; 5] = [
    ":(top,icase)*.md",
    ":(top,icase)*.markdown",
    ":(top)*redirects.yml",
    ":(top)*_redirects",
    ":(top)*index.redirects",
];

/// What to do about a clone without the commits that are needed.
const SHALLOW: &str = "this is a shallow clone that lacks it: set `GIT_DEPTH: 0` in the CI job, or run `git fetch \
                       --unshallow`";

/// One file that changed.
#[derive(Debug)]
pub struct Changed {
    /// What git says of it.
    pub entry: Entry,
    /// Its text before, if there was one.
    pub before: Option<Result<Text, ReadError>>,
}

/// What changed in a repository since a revision.
#[derive(Debug)]
pub struct Changes {
    /// The folder that the paths start from.
    pub top: PathBuf,
    /// The files, in git's order.
    pub files: Vec<Changed>,
}

/// What changed in the repository that holds `folder`, since the merge base of `revision` and HEAD, the working tree and
/// pages that git does not know yet included. `also` are files of other names that are to be compared as well.
///
/// # Errors
/// No git, no repository, no such revision, or a clone without the merge base.
pub fn changes(revision: &str, folder: &Path, also: &[PathBuf]) -> Result<Changes, String> {
    let git = Git::open(folder)?;
    let base = git.merge_base(revision)?;
    let mut patterns: Vec<String> = PATTERNS.map(str::to_owned).into();
    patterns.extend(also.iter().map(|file| {
        let file = load::complete(file);
        format!(":(literal){}", load::shown(&file))
    }));
    let mut entries = git.diff(&base, &patterns)?;
    entries.extend(git.unknown(&patterns)?);
    let texts = git.texts(&entries)?;
    let files = entries
        .into_iter()
        .zip(texts)
        .map(|(entry, before)| Changed { entry, before })
        .collect();
    Ok(Changes {
        top: git.top,
        files,
    })
}

struct Git {
    folder: PathBuf,
    top: PathBuf,
    shallow: bool,
}

impl Git {
    fn open(folder: &Path) -> Result<Self, String> {
        let folder = if std::env::var_os("GIT_DIR").is_some() {
            // A hook names its repository from its own folder.
            load::complete(Path::new("."))
        } else {
            load::complete(folder)
        };
        let mut git = Self {
            folder,
            top: PathBuf::new(),
            shallow: false,
        };
        let output = git.run(&["rev-parse", "--show-toplevel", "--is-shallow-repository"])?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(if said.contains("not a git repository") {
                format!(
                    "`--since` needs a git repository, and `{}` is in none",
                    git.folder.display()
                )
            } else {
                git.failed(&output)
            });
        }
        let text = text(&output.stdout);
        let (top, shallow) = text.trim_end().rsplit_once('\n').unwrap_or((&text, ""));
        git.top = PathBuf::from(top);
        git.shallow = shallow == "true";
        Ok(git)
    }

    fn merge_base(&self, revision: &str) -> Result<String, String> {
        if revision.is_empty() {
            return Err("`--since` needs a revision, and the one given is empty".to_owned());
        }
        let commit = self.commit(revision)?.ok_or_else(|| {
            let mut message = format!("there is no revision `{revision}` in this repository");
            let origin = format!("origin/{revision}");
            if matches!(self.commit(&origin), Ok(Some(_))) {
                message.push_str(&format!("; did you mean `{origin}`?"));
            } else if self.shallow {
                message.push_str(&format!("; {SHALLOW}"));
            }
            message
        })?;
        let output = self.run(&["merge-base", &commit, "HEAD"])?;
        if output.status.success() {
            return Ok(text(&output.stdout).trim_end().to_owned());
        }
        if output.status.code() != Some(1) {
            return Err(self.failed(&output));
        }
        let mut message = format!("`{revision}` and HEAD have no commit in common");
        if self.shallow {
            message.push_str(&format!("; {SHALLOW}"));
        }
        Err(message)
    }

    fn commit(&self, revision: &str) -> Result<Option<String>, String> {
        if revision.starts_with('-') {
            return Ok(None);
        }
        let commit = format!("{revision}^{{commit}}");
        let output = self.run(&["rev-parse", "--verify", "--quiet", &commit])?;
        Ok(output
            .status
            .success()
            .then(|| text(&output.stdout).trim_end().to_owned()))
    }

    /// What differs between a commit and the working tree; lines that differ in white space alone do not.
    fn diff(&self, base: &str, patterns: &[String]) -> Result<Vec<Entry>, String> {
        let mut arguments = vec![
            "diff",
            "--raw",
            "-z",
            "--patch",
            "--unified=0",
            "--no-abbrev",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--text",
            "--find-renames",
            "-l0",
            "--ignore-space-change",
            "--ignore-submodules=all",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            base,
            "--",
        ];
        arguments.extend(patterns.iter().map(String::as_str));
        let output = self.done(&arguments)?;
        patch::parse(&output.stdout)
            .ok_or_else(|| "git printed a difference that jflint cannot read".to_owned())
    }

    /// Files that git does not know yet and is not told to ignore.
    fn unknown(&self, patterns: &[String]) -> Result<Vec<Entry>, String> {
        let mut arguments = vec![
            "ls-files",
            "-z",
            "--others",
            "--exclude-standard",
            "--full-name",
            "--",
        ];
        arguments.extend(patterns.iter().map(String::as_str));
        let output = self.done(&arguments)?;
        Ok(output
            .stdout
            .split(|&byte| byte == 0)
            .filter(|path| !path.is_empty())
            .map(|path| Entry::added(text(path)))
            .collect())
    }

    /// The texts that these files had before.
    fn texts(&self, entries: &[Entry]) -> Result<Vec<Option<Result<Text, ReadError>>>, String> {
        let mut wanted = String::new();
        for object in entries.iter().filter_map(|entry| entry.object.as_ref()) {
            wanted.push_str(object);
            wanted.push('\n');
        }
        if wanted.is_empty() {
            return Ok(entries.iter().map(|_| None).collect());
        }
        let mut command = self.command(&["cat-file", "--batch"]);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = for_a_program(|| command.spawn()).map_err(|error| cannot_run(&error))?;
        let input = child.stdin.take();
        // Written beside the reading: both pipes are shorter than what may go through them.
        let output = std::thread::scope(|scope| {
            scope.spawn(move || input.map(|mut input| input.write_all(wanted.as_bytes())));
            child.wait_with_output()
        })
        .map_err(|error| cannot_run(&error))?;
        if !output.status.success() {
            return Err(self.failed(&output));
        }
        let mut rest = output.stdout.as_slice();
        let mut texts = Vec::with_capacity(entries.len());
        for entry in entries {
            texts.push(match &entry.object {
                Some(object) => Some(load::decode(next_object(&mut rest).ok_or_else(|| {
                    format!("git has no text of `{object}`, of {}", entry.path)
                })?)),
                None => None,
            });
        }
        Ok(texts)
    }

    /// Runs git, which has to succeed.
    fn done(&self, arguments: &[&str]) -> Result<Output, String> {
        let output = self.run(arguments)?;
        if output.status.success() {
            Ok(output)
        } else {
            Err(self.failed(&output))
        }
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, String> {
        for_a_program(|| self.command(arguments).output()).map_err(|error| cannot_run(&error))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .args(["--no-pager", "-c", "core.quotePath=false"])
            .args(arguments)
            .current_dir(&self.folder)
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .stdin(Stdio::null());
        command
    }

    fn failed(&self, output: &Output) -> String {
        let said = String::from_utf8_lossy(&output.stderr);
        let first = said.lines().next().unwrap_or("it says nothing");
        format!("git cannot compare in `{}`: {first}", self.folder.display())
    }
}

/// The bytes of the next object of `git cat-file --batch`.
fn next_object(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let line = rest.iter().position(|&byte| byte == b'\n')?;
    let head = std::str::from_utf8(&rest[..line]).ok()?;
    let size: usize = head.rsplit_once(" blob ")?.1.parse().ok()?;
    let bytes = rest.get(line + 1..line + 1 + size)?.to_vec();
    *rest = rest.get(line + 1 + size + 1..)?;
    Some(bytes)
}

fn cannot_run(error: &std::io::Error) -> String {
    if error.kind() == ErrorKind::NotFound {
        "`--since` needs the program `git`, which is not installed or not on the path".to_owned()
    } else {
        format!("cannot run git: {}", load::reason(error))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
