//! Reads what `git diff --raw -z --patch --unified=0` prints: which files changed, and which of their lines.

use super::lines::{Hunk, Lines};
use rustc_hash::FxHashMap;

/// What git says of one file. Paths start from the top of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The path now; of a file that is gone, the path it had.
    pub path: String,
    /// The path before; none for a file that was added.
    pub before: Option<String>,
    /// The object that holds the text of before.
    pub object: Option<String>,
    /// Whether there is no such file any more.
    pub gone: bool,
    /// Which lines changed.
    pub lines: Lines,
}

impl Entry {
    /// A file that was not there before.
    pub fn added(path: String) -> Self {
        Self {
            path,
            before: None,
            object: None,
            gone: false,
            lines: Lines::All,
        }
    }
}

/// The files of a difference, or nothing where it is not in the form that git gives it.
pub fn parse(bytes: &[u8]) -> Option<Vec<Entry>> {
    let (mut entries, patch) = raw(bytes)?;
    let mut hunks = hunks(patch)?;
    for entry in &mut entries {
        if entry.lines != Lines::All {
            entry.lines = Lines::Hunks(hunks.remove(&entry.path).unwrap_or_default());
        }
    }
    Some(entries)
}

/// The list of files at the start, and what comes after it.
fn raw(bytes: &[u8]) -> Option<(Vec<Entry>, &[u8])> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut rest = bytes;
    while rest.first() == Some(&b':') {
        let head = field(&mut rest)?;
        let mut parts = head[1..].split(' ');
        let (old_mode, new_mode) = (parts.next()?, parts.next()?);
        let (object, _, status) = (parts.next()?, parts.next()?, parts.next()?);
        let first = field(&mut rest)?;
        let renamed = status.starts_with(['R', 'C']);
        let path = if renamed {
            field(&mut rest)?
        } else {
            first.clone()
        };
        // A link or a folder of another repository is no page.
        let was_file = old_mode.starts_with("100");
        let is_file = new_mode.starts_with("100");
        if !was_file && !is_file || entries.iter().any(|entry| entry.path == path) {
            continue;
        }
        let compared = was_file && is_file && (renamed || status == "M");
        entries.push(Entry {
            path,
            before: was_file.then_some(first),
            object: was_file.then(|| object.to_owned()),
            gone: !is_file,
            lines: if compared {
                Lines::Hunks(Vec::new())
            } else {
                Lines::All
            },
        });
    }
    Some((entries, rest))
}

/// Up to the next zero byte.
fn field(rest: &mut &[u8]) -> Option<String> {
    let end = rest.iter().position(|&byte| byte == 0)?;
    let text = String::from_utf8_lossy(&rest[..end]).into_owned();
    *rest = &rest[end + 1..];
    Some(text)
}

/// The changed lines by the path of now.
fn hunks(patch: &[u8]) -> Option<FxHashMap<String, Vec<Hunk>>> {
    let mut found: FxHashMap<String, Vec<Hunk>> = FxHashMap::default();
    let mut path = String::new();
    let mut lines = patch.split(|&byte| byte == b'\n');
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix(b"+++ ") {
            path = unquoted(name);
        } else if line.starts_with(b"@@ ") {
            let hunk = hunk(std::str::from_utf8(line).unwrap_or_default())
                .or_else(|| hunk(&String::from_utf8_lossy(line)))?;
            // The lines themselves may look like anything.
            for _ in 0..hunk.old_count + hunk.new_count {
                lines.next()?;
            }
            found.entry(path.clone()).or_default().push(hunk);
        }
    }
    Some(found)
}

/// `@@ -3,2 +3 @@`.
fn hunk(line: &str) -> Option<Hunk> {
    let mut parts = line.split(' ').skip(1);
    let (old_start, old_count) = range(parts.next()?.strip_prefix('-')?)?;
    let (new_start, new_count) = range(parts.next()?.strip_prefix('+')?)?;
    Some(Hunk {
        old_start,
        old_count,
        new_start,
        new_count,
    })
}

fn range(text: &str) -> Option<(usize, usize)> {
    match text.split_once(',') {
        Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    }
}

/// The path of a `+++ b/path` line: without its prefix, and without the quotes of an unusual one.
fn unquoted(name: &[u8]) -> String {
    // A name with a space is followed by a tab.
    let name = name.strip_suffix(b"\t").unwrap_or(name);
    let plain = match name.strip_prefix(b"\"") {
        Some(quoted) => unescaped(quoted.strip_suffix(b"\"").unwrap_or(quoted)),
        None => name.to_vec(),
    };
    let plain = plain.strip_prefix(b"b/").unwrap_or(&plain);
    String::from_utf8_lossy(plain).into_owned()
}

/// The bytes of a string as C writes it.
fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        rest = after;
        if *first != b'\\' {
            plain.push(*first);
            continue;
        }
        match after {
            [
                a @ b'0'..=b'3',
                b @ b'0'..=b'7',
                c @ b'0'..=b'7',
                after @ ..,
            ] => {
                plain.push((a - b'0') * 64 + (b - b'0') * 8 + (c - b'0'));
                rest = after;
            }
            [letter, after @ ..] => {
                plain.push(match letter {
                    b'a' => 7,
                    b'b' => 8,
                    b't' => b'\t',
                    b'n' => b'\n',
                    b'v' => 11,
                    b'f' => 12,
                    b'r' => b'\r',
                    other => *other,
                });
                rest = after;
            }
            [] => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const OBJECT: &str = "e8823e1766638e70fd9e260913a383f8fe68a237";

    #[test]
    fn files_and_lines_are_read() {
        let zero = "0".repeat(40);
        let raw = [
            format!(":100644 000000 {OBJECT} {zero} D\0del.md\0"),
            format!(":100644 100644 {OBJECT} {OBJECT} R090\0mv.md\0to/moved.md\0"),
            format!(":000000 100644 {zero} {OBJECT} A\0new.md\0"),
            format!(":100644 100644 {OBJECT} {zero} M\0x y.md\0"),
            format!(":100644 100644 {OBJECT} {zero} M\0é\"t.md\0"),
            format!(":160000 160000 {OBJECT} {zero} M\0module\0"),
        ]
        .concat();
        let patch = "\0diff --git a/mv.md b/to/moved.md\n--- a/mv.md\n+++ b/to/moved.md\n@@ -3,0 +4,2 @@ x\n+++ b/no\n+@@ -1 +1 @@\n\
                     diff --git a/x y.md b/x y.md\n--- a/x y.md\t\n+++ b/x y.md\t\n@@ -2 +2 @@\n-b\n+B\n\\ No newline at end of file\n@@ -9,2 +8,0 @@\n-q\n-r\n\
                     diff --git \"a/\\303\\251\\\"t.md\" \"b/\\303\\251\\\"t.md\"\n--- \"a/\\303\\251\\\"t.md\"\n+++ \"b/\\303\\251\\\"t.md\"\n@@ -1 +1 @@\n-a\n+b\n";
        let entries = parse(format!("{raw}{patch}").as_bytes()).unwrap();
        let shown: Vec<String> = entries
            .iter()
            .map(|entry| {
                let lines: Vec<usize> = (1..12)
                    .filter(|&line| entry.lines.first_of(line..=line).is_some())
                    .collect();
                format!(
                    "{:?} {} {} {lines:?}",
                    entry.before.as_deref(),
                    entry.path,
                    entry.gone
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "Some(\"del.md\") del.md true [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]",
                "Some(\"mv.md\") to/moved.md false [4, 5]",
                "None new.md false [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]",
                "Some(\"x y.md\") x y.md false [2]",
                "Some(\"é\\\"t.md\") é\"t.md false [1]",
            ]
        );
    }

    #[test]
    fn what_is_no_difference_is_none() {
        assert_eq!(parse(b"").unwrap(), []);
        for text in [
            ":100644",
            ":1 2 3\0a\0",
            "\0+++ b/a\n@@ -1 +1 @@\n-a",
            "\0diff\n@@ x @@\n",
        ] {
            assert!(parse(text.as_bytes()).is_none(), "{text}");
        }
    }
}
