//! Bare addresses in a heading, as goldmark finds them: Hugo leaves them out of the id.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static URL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"^(?:(?:http|https|ftp)://[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?::\d+)?|www\.[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+)(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,'">^{}\[\]`]*)?"#,
    )
    .ok()
});

static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*",
    )
    .ok()
});

/// The bare addresses in a run of text of `source`. None where one may run into the marks around the text, which only
/// the generator itself can tell.
pub fn addresses(source: &str, run: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let text = source.get(run.clone())?;
    let mut found = find(text);
    let after = source[run.end..].bytes().next().unwrap_or(b' ');
    let mut before = source[..run.start].bytes().rev();
    if let Some(last) = found.last()
        && last.end == text.len()
    {
        let is_email =
            !text[last.clone()].contains("://") && !text[last.clone()].starts_with("www.");
        if is_email && matches!(after, b'_' | b'-') {
            found.pop();
        } else if !is_email && b"_~`![".contains(&after) {
            return None;
        }
    }
    if found.first().is_some_and(|first| first.start == 0) && text.contains('@') {
        let mark = before.next().unwrap_or(b' ');
        let knot = |byte: u8| !byte.is_ascii_whitespace() && byte != b'#';
        if b"*_~`".contains(&mark) && before.find(|byte| *byte != mark).is_some_and(knot) {
            return None;
        }
    }
    Some(found)
}

/// Those that are sure. In brackets, which may become a link, there are none.
fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !(text.contains('@') || text.contains("://") || text.contains("www.")) {
        return found;
    }
    let mut at = 0;
    let mut brackets = 0_usize;
    while at < text.len() {
        match text.as_bytes()[at] {
            b'[' => brackets += 1,
            b']' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        // At the start, after a few marks, and after whatever the typographer replaced.
        let before = &text[..at];
        let starts = at == 0
            || before.ends_with([' ', '*', '_', '~', '(', '\'', '"'])
                && !before[..at - 1].ends_with('\\')
            || ["--", "...", "<<", ">>"]
                .iter()
                .any(|mark| before.ends_with(mark));
        if starts
            && brackets == 0
            && let Some(length) = address(&text[at..])
        {
            found.push(at..at + length);
            at += length;
            continue;
        }
        at += text[at..].chars().next().map_or(1, char::len_utf8);
    }
    found
}

/// How long the address is that the text starts with.
fn address(text: &str) -> Option<usize> {
    let url = URL.as_ref().and_then(|url| url.find(text));
    let bytes = text.as_bytes();
    let mut end = match url {
        Some(url) => {
            let mut end = url.end();
            match bytes[end - 1] {
                b'.' => end -= 1,
                b')' => {
                    let open = bytes[..end].iter().filter(|byte| **byte == b'(').count();
                    let close = bytes[..end].iter().filter(|byte| **byte == b')').count();
                    end -= close.saturating_sub(open);
                }
                _ => {}
            }
            end
        }
        None => {
            if bytes.first()?.is_ascii_punctuation() {
                return None;
            }
            let mut end = EMAIL.as_ref()?.find(text)?.end();
            let host = text[..end].split_once('@')?.1;
            if !host.contains('.') {
                return None;
            }
            if text[..end].ends_with('.') {
                end -= 1;
            }
            if matches!(bytes.get(end), Some(b'-' | b'_')) {
                return None;
            }
            end
        }
    };
    while end > 1 && b"?!.,:*_~".contains(&bytes[end - 1]) {
        end -= 1;
    }
    Some(end)
}
