//! The attribute list at the end of a heading: `## Title {#id .class}`.

use super::Generator;

/// What a heading's attribute list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributes {
    /// How many bytes of the heading's text it takes, from its `{` to the end.
    pub length: usize,
    /// The id it gives.
    pub id: Option<String>,
}

/// The attribute list that ends this source text of a heading.
pub fn attributes(text: &str, generator: Generator) -> Option<Attributes> {
    let text = text.trim_end();
    if !text.ends_with('}') {
        return None;
    }
    match generator {
        Generator::Hugo => of_goldmark(text),
        Generator::Middleman => of_kramdown(text),
    }
}

fn of_kramdown(text: &str) -> Option<Attributes> {
    let open = text.rfind('{')?;
    let inner = &text[open + 1..text.len() - 1];
    let length = text.len() - open;
    if let Some(list) = inner.strip_prefix(':') {
        return Some(Attributes {
            length,
            id: id_of_list(list),
        });
    }
    let id = inner.strip_prefix('#')?;
    let plain = id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.chars().all(|c| c.is_alphanumeric() || "_-:".contains(c));
    let apart = text[..open].ends_with([' ', '\t']);
    (plain && apart).then(|| Attributes {
        length,
        id: Some(id.to_owned()),
    })
}

/// The id that kramdown takes from an attribute list on the line below: `{: #id}`.
pub fn id_below(after: &str) -> Option<String> {
    // Most headings have none, which their next line tells by its first byte.
    let first = after.bytes().find(|byte| !byte.is_ascii_whitespace());
    if first.is_some_and(|first| first.is_ascii() && first != b'{') {
        return None;
    }
    let line = after
        .strip_prefix('\r')
        .unwrap_or(after)
        .strip_prefix('\n')?;
    let line = line.lines().next()?.trim();
    id_of_list(line.strip_prefix("{:")?.strip_suffix('}')?)
}

/// The id in the inside of `{: .class #id}`.
fn id_of_list(list: &str) -> Option<String> {
    list.split_whitespace()
        .find_map(|word| word.strip_prefix('#'))
        .filter(|id| !id.is_empty())
        .map(ToOwned::to_owned)
}

fn of_goldmark(text: &str) -> Option<Attributes> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1 + usize::from(bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation)),
            b'{' => {
                if let Some((end, id)) = list(text, at)
                    && end == bytes.len()
                {
                    return Some(Attributes {
                        length: text.len() - at,
                        id,
                    });
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
    None
}

/// The list that opens at `at`: where it ends, and its id.
fn list(text: &str, at: usize) -> Option<(usize, Option<String>)> {
    let bytes = text.as_bytes();
    let blanks = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        at
    };
    let mut id = None;
    let mut at = at + 1;
    loop {
        if bytes.get(at) == Some(&b'}') {
            return Some((at + 1, id));
        }
        at = blanks(at);
        let start = at;
        match *bytes.get(at)? {
            mark @ (b'#' | b'.') => {
                at += 1;
                while bytes.get(at).is_some_and(|byte| {
                    !byte.is_ascii_whitespace()
                        && (!byte.is_ascii_punctuation() || b"_-:.".contains(byte))
                }) {
                    at += 1;
                }
                if mark == b'#' {
                    id = Some(text.get(start + 1..at)?.to_owned());
                }
            }
            byte if byte.is_ascii_alphabetic() || b"_:".contains(&byte) => {
                while bytes
                    .get(at)
                    .is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_:.-".contains(byte))
                {
                    at += 1;
                }
                let name = text.get(start..at)?;
                if bytes.get(at) != Some(&b'=') {
                    return None;
                }
                at = blanks(at + 1);
                let (end, value) = value(text, at)?;
                at = end;
                if name == "id" {
                    id = Some(value);
                }
            }
            _ => return None,
        }
        at = blanks(at);
        if bytes.get(at) == Some(&b',') {
            at = blanks(at + 1);
        }
    }
}

/// A value in quotes, or a plain one.
fn value(text: &str, at: usize) -> Option<(usize, String)> {
    let rest = text.get(at..)?;
    if let Some(inner) = rest.strip_prefix('"') {
        let end = inner.find('"')?;
        return Some((at + end + 2, inner[..end].to_owned()));
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || ",}".contains(c))
        .unwrap_or(rest.len());
    (end > 0).then(|| (at + end, rest[..end].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_given_by_hand() {
        // As measured with Hugo 0.151.
        for (text, hugo) in [
            ("x {#id}", Some(Some("id"))),
            ("x{#Id-é}", Some(Some("Id-é"))),
            ("x {.c #id}", Some(Some("id"))),
            ("x { #id }", Some(Some("id"))),
            ("x {id=foo}", Some(Some("foo"))),
            ("x {id=\"q r\"}", Some(Some("q r"))),
            ("x {#a,#b}", Some(Some("b"))),
            ("x {#a} {.b}", Some(None)),
            ("x {#a b}", None),
            ("x {#a=b}", None),
            ("x {: #id}", None),
            ("x \\{#a}", None),
            ("x {}", Some(None)),
            ("x {#}", Some(Some(""))),
        ] {
            let found = attributes(text, Generator::Hugo).map(|found| found.id);
            assert_eq!(found.as_ref().map(|id| id.as_deref()), hugo, "{text}");
        }
        for (text, kramdown) in [
            ("x {#id}", Some(Some("id"))),
            ("x {: .c #id}", Some(Some("id"))),
            ("x {.c #id}", None),
            ("x{#id}", None),
        ] {
            let found = attributes(text, Generator::Middleman).map(|found| found.id);
            assert_eq!(found.as_ref().map(|id| id.as_deref()), kramdown, "{text}");
        }
    }
}
