//! The path of a link, read piece by piece.

use super::addresses::{file_key, last, rooted};
use std::borrow::Cow;

/// The path of a link that names one of the site's own hosts.
pub fn own_path<'a>(destination: &'a str, hosts: &[String]) -> Option<&'a str> {
    // Most lead on from where they stand.
    if !destination.starts_with(['h', 'H']) {
        return None;
    }
    let rest = ["http://", "https://"].iter().find_map(|scheme| {
        let (start, rest) = destination.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    })?;
    let mut bytes = rest.bytes();
    let end = bytes.position(|byte| matches!(byte, b'/' | b'#' | b'?'));
    let (host, path) = rest.split_at(end.unwrap_or(rest.len()));
    hosts
        .iter()
        .any(|own| own.eq_ignore_ascii_case(host))
        .then_some(if path.starts_with('/') { path } else { "/" })
}

pub fn shown(url: &str) -> String {
    if url.is_empty() {
        "/".to_owned()
    } else if is_asset(url) || url.ends_with(".html") {
        url.to_owned()
    } else {
        format!("{url}/")
    }
}

/// The file that a path names: in lower case, without an ending, `index` or `_index`.
pub fn file_of(path: &str) -> String {
    let path = file_key(path);
    let path = ["md", "markdown", "html", "htm"]
        .iter()
        .find_map(|ending| path.strip_suffix(ending)?.strip_suffix('.'))
        .unwrap_or(&path);
    let path = ["/index", "/_index"]
        .iter()
        .find_map(|index| path.strip_suffix(index))
        .unwrap_or(path);
    rooted(path)
}

/// Whether the last part of a path has an ending that is no page's.
pub fn is_asset(path: &str) -> bool {
    match last(path).rsplit_once('.') {
        Some((stem, ending)) => {
            !stem.is_empty()
                && (1..=5).contains(&ending.len())
                && ending.chars().all(|c| c.is_ascii_alphanumeric())
                && ending.contains(|c: char| c.is_ascii_alphabetic())
                && !matches!(
                    ending.to_ascii_lowercase().as_str(),
                    "md" | "html" | "htm" | "markdown"
                )
        }
        None => false,
    }
}

/// With `%20` and the like resolved; as it is where that gives no text.
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_are_told_by_their_ending() {
        assert!(is_asset("/images/a.png"));
        assert!(!is_asset("/handbook/a.md"));
        assert!(!is_asset("/handbook/v1.2.3-notes"));
        assert!(!is_asset("/handbook/v1.2"));
    }

    #[test]
    fn percent_codes_are_resolved_where_they_can_be() {
        assert_eq!(percent_decoded("a%20b%2"), "a b%2");
        assert_eq!(percent_decoded("%FF"), "%FF");
        assert_eq!(percent_decoded("%€"), "%€");
    }

    #[test]
    fn own_hosts() {
        let hosts = ["x.com".to_owned()];
        for (link, path) in [
            ("https://x.com/a#b", Some("/a#b")),
            ("HTTP://X.com", Some("/")),
            ("https://x.com.evil/a", None),
            ("ftp://x.com/a", None),
            ("/a", None),
        ] {
            assert_eq!(own_path(link, &hosts), path, "{link}");
        }
    }
}
