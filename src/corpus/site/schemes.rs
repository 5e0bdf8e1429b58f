//! What an address starts with, and whether a browser opens it from a page.

use strsim::damerau_levenshtein;

/// What most links start with, where they name it.
const USUAL: [&str; 3] = ["https", "http", "mailto"];

/// Parts of a browser itself, and files of one computer: no page may lead there.
const CLOSED: &[&str] = &[
    "about",
    "brave",
    "chrome",
    "edge",
    "file",
    "opera",
    "view-source",
    "vivaldi",
];

/// Real ones that look like one of the usual.
const ALIKE: &[&str] = &["shttp"];

/// The scheme of an address: what stands before its first `:`.
pub fn of(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    (scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(plain))
        .then_some(scheme)
}

/// Whether a browser opens addresses of this scheme from a page. Of those that programs bring along nobody has a list: only
/// what is surely none is none.
pub fn opens(scheme: &str) -> bool {
    let scheme = scheme.to_ascii_lowercase();
    !CLOSED.contains(&scheme.as_str()) && meant(&scheme).is_none()
}

/// The usual scheme that a misspelt one stands for.
pub fn meant(scheme: &str) -> Option<&'static str> {
    let scheme = scheme.to_ascii_lowercase();
    if USUAL.contains(&scheme.as_str()) || ALIKE.contains(&scheme.as_str()) || scheme.len() > 9 {
        return None;
    }
    USUAL
        .into_iter()
        .filter(|usual| damerau_levenshtein(&scheme, usual) == 1)
        .max_by_key(|usual| (usual.len() == scheme.len(), common_end(&scheme, usual)))
}

fn common_end(a: &str, b: &str) -> usize {
    a.bytes()
        .rev()
        .zip(b.bytes().rev())
        .take_while(|(a, b)| a == b)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes() {
        for (destination, scheme, opens_it, usual) in [
            ("https://x", Some("https"), true, None),
            ("HTTP://x", Some("HTTP"), true, None),
            ("hhttps://x", Some("hhttps"), false, Some("https")),
            ("ttps://x", Some("ttps"), false, Some("https")),
            ("htttp://x", Some("htttp"), false, Some("http")),
            ("httsp://x", Some("httsp"), false, Some("https")),
            ("mailo:x@y.z", Some("mailo"), false, Some("mailto")),
            ("chrome://settings", Some("chrome"), false, None),
            ("slack://x", Some("slack"), true, None),
            ("tel:+1", Some("tel"), true, None),
            ("a/b:c", None, true, None),
            ("#a:b", None, true, None),
        ] {
            let found = of(destination);
            assert_eq!(found, scheme, "{destination}");
            assert_eq!(found.is_none_or(opens), opens_it, "{destination}");
            assert_eq!(found.and_then(meant), usual, "{destination}");
        }
    }
}
