//! A unified diff, byte for byte: `git apply` and `patch` make of the page before the page after.

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};
use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

/// Lines that stay and are shown around a change.
const CONTEXT: usize = 3;

/// Writes what changed in one page. Without the line `diff --git`, its path counts from the folder in which it is
/// applied, not from the top of the repository.
///
/// # Errors
/// What writing gives.
pub fn write(out: &mut dyn Write, path: &str, before: &str, after: &str) -> io::Result<()> {
    // Lines end with a line feed and nowhere else, as for git.
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let hunks = group_diff_ops(capture_diff_slices(Algorithm::Myers, &old, &new), CONTEXT);
    for (number, hunk) in hunks.iter().enumerate() {
        let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else {
            continue;
        };
        if number == 0 {
            writeln!(out, "--- {}", name("a", path))?;
            writeln!(out, "+++ {}", name("b", path))?;
        }
        let old_lines = first.old_range().start..last.old_range().end;
        let new_lines = first.new_range().start..last.new_range().end;
        writeln!(out, "@@ -{} +{} @@", place(&old_lines), place(&new_lines))?;
        for operation in hunk {
            write_operation(out, operation, &old, &new)?;
        }
    }
    Ok(())
}

fn write_operation(
    out: &mut dyn Write,
    operation: &DiffOp,
    old: &[&str],
    new: &[&str],
) -> io::Result<()> {
    let (tag, gone, come) = operation.as_tag_tuple();
    if tag == DiffTag::Equal {
        return write_lines(out, " ", &old[gone]);
    }
    write_lines(out, "-", &old[gone])?;
    write_lines(out, "+", &new[come])
}

fn write_lines(out: &mut dyn Write, sign: &str, lines: &[&str]) -> io::Result<()> {
    for line in lines {
        write!(out, "{sign}{line}")?;
        if !line.ends_with('\n') {
            writeln!(out, "\n\\ No newline at end of file")?;
        }
    }
    Ok(())
}

/// The first line and the number of lines. Before an empty range, the line above it.
fn place(lines: &Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        count => format!("{},{count}", lines.start + 1),
    }
}

/// The name of a file, in quotation marks where git would take another end of it.
fn name(side: &str, path: &str) -> String {
    let path = path.trim_start_matches('/');
    let mut quoted = String::new();
    for c in path.chars() {
        let escaped: Cow<str> = match c {
            '"' => "\\\"".into(),
            '\\' => "\\\\".into(),
            c if c.is_ascii_control() => format!("\\{:03o}", u32::from(c)).into(),
            c => {
                quoted.push(c);
                continue;
            }
        };
        quoted.push_str(&escaped);
    }
    if quoted != path {
        return format!("\"{side}/{quoted}\"");
    }
    // The tab ends a name that holds blanks.
    let end = if path.contains(' ') { "\t" } else { "" };
    format!("{side}/{path}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(path: &str, before: &str, after: &str) -> String {
        let mut out = Vec::new();
        write(&mut out, path, before, after).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn line_ends_are_those_of_the_page() {
        assert_eq!(
            diff("a.md", "one\r\ntwo\r\nthree", "one\r\n2\r\nthree!"),
            "--- a/a.md\n+++ b/a.md\n@@ -1,3 +1,3 @@\n one\r\n-two\r\n-three\n\\ No newline at end of file\n\
             +2\r\n+three!\n\\ No newline at end of file\n"
        );
        assert_eq!(
            diff("a.md", "a\rb\r", "a\rc\r"),
            "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-a\rb\r\n\\ No newline at end of file\n+a\rc\r\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn nothing_is_said_of_a_page_that_did_not_change() {
        assert_eq!(diff("a.md", "a\n", "a\n"), "");
    }

    #[test]
    fn names_are_quoted_where_they_must_be() {
        for (path, expected) in [
            ("a/b.md", "a/a/b.md"),
            ("a b.md", "a/a b.md\t"),
            ("é\"\\\n.md", "\"a/é\\\"\\\\\\012.md\""),
        ] {
            assert_eq!(name("a", path), expected);
        }
    }
}
