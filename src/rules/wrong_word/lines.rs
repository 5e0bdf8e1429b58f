//! The lines of the reviewed list, for `build.rs`, which makes tables of them, and for the tests.

/// The lines that are phrases.
pub fn entries(lines: &str) -> impl Iterator<Item = &str> {
    lines
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The parts of a line: the phrase, the correction, the sentences in which nothing is wrong.
pub fn parts(line: &str) -> Option<(&str, &str, Vec<&str>)> {
    let (phrase, rest) = line.split_once(" -> ")?;
    let mut rest = rest.split(" | ");
    let correction = rest.next()?;
    Some((
        phrase.trim(),
        correction.trim(),
        rest.map(str::trim).collect(),
    ))
}

/// What is meant by each of so many wrong words: one correction for all of them or one each. That of a single word is all
/// of it: `and/or`.
pub fn corrections(correction: &str, words: usize) -> Vec<&str> {
    match words {
        1 => vec![correction],
        _ => correction.split('/').collect(),
    }
}
