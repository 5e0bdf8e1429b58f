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

/// The bare addresses in a run of text.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !(text.contains('@') || text.contains("://") || text.contains("www.")) {
        return found;
    }
    let mut at = 0;
    while at < text.len() {
        let starts = at == 0 || text[..at].ends_with([' ', '*', '_', '~', '(']);
        if starts && let Some(length) = address(&text[at..]) {
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
