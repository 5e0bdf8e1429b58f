//! Hugo's `ref` and `relref` shortcodes.

/// What a `ref` names.
#[derive(Debug, PartialEq, Eq)]
pub struct Reference {
    /// The page: a path, or a name alone. It may end in an anchor.
    pub path: String,
    /// The anchor that follows the shortcode.
    pub anchor: Option<String>,
}

/// The `ref` that is the whole destination of a link, but for an anchor after it. None for one in another language or
/// format of the site.
pub fn parse(destination: &str) -> Option<Reference> {
    let destination = destination.trim().trim_matches(['"', '\'', '<']).trim();
    let (inner, rest) = ["<", "%"].iter().find_map(|mark| {
        let close = if *mark == "<" { ">}}" } else { "%}}" };
        destination
            .strip_prefix("{{")?
            .strip_prefix(mark)?
            .split_once(close)
    })?;
    let anchor = match rest.trim_end_matches('>').trim() {
        "" => None,
        rest => Some(rest.strip_prefix('#')?.to_owned()),
    };
    let inner = inner.trim();
    let arguments = inner
        .strip_prefix("relref")
        .or_else(|| inner.strip_prefix("ref"))?;
    if !arguments.starts_with([' ', '\t', '\n']) {
        return None;
    }
    let mut path = None;
    let mut rest = arguments.trim();
    while !rest.is_empty() {
        let (name, value) = match rest.split_once('=') {
            Some((name, value)) if name.trim().chars().all(char::is_alphanumeric) => {
                (name.trim(), value.trim_start())
            }
            _ => ("path", rest),
        };
        let (value, after) = match value.chars().next()? {
            quote @ ('"' | '`') => value[1..].split_once(quote)?,
            _ => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        match name {
            "path" if path.is_none() => path = Some(value.trim().to_owned()),
            _ => return None,
        }
        rest = after.trim();
    }
    Some(Reference {
        path: path?,
        anchor,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read() {
        for (text, path) in [
            ("{{< ref \"a b.md\" >}}", Some("a b.md")),
            ("{{% relref `x#y` %}}", Some("x#y")),
            ("{{<ref bare>}}", Some("bare")),
            ("{{< ref path=\"x\" >}}", Some("x")),
            ("{{< ref path=\"x\" lang=\"fr\" >}}", None),
            ("{{< reference \"x\" >}}", None),
            ("{{< ref \"x\" >}}/more", None),
        ] {
            assert_eq!(
                parse(text).map(|found| found.path).as_deref(),
                path,
                "{text}"
            );
        }
        let with_anchor = parse("{{< ref \"x\" >}}#y");
        assert_eq!(
            with_anchor.and_then(|found| found.anchor).as_deref(),
            Some("y")
        );
    }
}
