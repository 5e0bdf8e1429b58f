//! How expressions are written. The build script reads this file, too.

/// Where titles part: a comma, `or`, `and`, a slash.
pub const PARTS: &str = r"\s*(?:,\s*(?:and/or|and|or)\s+|\s(?:and/or|and|or)\s+|,\s+|\s+/\s+)";

/// A grade as a number after the word, whatever joins them: `Grade: 8`, `grade of 8`, `grade L8`.
pub const GRADE: &str = r"\b(?:grade[sd]?|levels?)(?:\s*[-:,=]|\s+(?:of|at|is|number|no\.?))?\s*(?:level\s*)?#?\s*(?:jg|[gl])?(?P<number>\d{1,2}(?:\.\d)?)\b";

/// A grade as a short form: `L8`.
pub const CODE: &str = r"\b(?:jg|[gl])-?(?P<number>\d{1,2}(?:\.\d)?)\b";

/// A grade as a number alone.
pub const NUMBER: &str = r"^\W*(?P<number>\d{1,2}(?:\.\d)?)\W*$";

/// A node of a mermaid diagram with its label: `a[Junior Baker]`, `b("Baker")`.
pub const NODE: &str = r#"(?P<id>[0-9A-Za-z_:.]+(?:-[0-9A-Za-z_:.]+)*)[ \t]*[\(\[\{]+(?:"(?P<quoted>[^"]+)"|(?P<plain>[^()\[\]{}"]+))[\)\]\}]+"#;

/// A step of a mermaid diagram: `a --> b`, `a[Junior Baker] -->|next| b`.
pub const EDGE: &str = r#"(?P<from>[0-9A-Za-z_:.]+(?:-[0-9A-Za-z_:.]+)*)[ \t]*(?:[\(\[\{]+(?:"[^"]*"|[^()\[\]{}]+)[\)\]\}]+)?[ \t]*-+(?:\|[^|]*\|)?-*>[ \t]*(?:\|[^|]*\|[ \t]*)?(?P<to>[0-9A-Za-z_:.]+(?:-[0-9A-Za-z_:.]+)*)"#;

/// The expressions that are the same for every profile.
pub const FIXED: [&str; 6] = [PARTS, GRADE, CODE, NUMBER, NODE, EDGE];

/// Several expressions as one.
pub fn joined(patterns: &[String]) -> Option<String> {
    match patterns {
        [] => None,
        [one] => Some(one.clone()),
        _ => Some(format!("(?:{})", patterns.join("|"))),
    }
}

/// The pattern for texts in small letters; none if it may mean something else in them.
pub fn in_small_letters(pattern: &str) -> Option<String> {
    const GROUPS: [&str; 3] = ["(?:", "(?P<", "(?<"];
    // Those of classes, and those of white space.
    const ESCAPES: &str = "bBsSdDwWnrt";
    let mut lower = String::with_capacity(pattern.len());
    let mut rest = pattern;
    let mut classes = 0_usize;
    while let Some(c) = rest.chars().next() {
        match c {
            '[' => classes += 1,
            ']' => classes = classes.saturating_sub(1),
            // A dash or a quote can be written as its bytes, outside a class. A letter has two cases.
            _ if !c.is_ascii() => {
                if classes > 0 || c.is_alphabetic() {
                    return None;
                }
                lower.push_str("(?:");
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    lower.push_str(&format!(r"\x{byte:02X}"));
                }
                lower.push(')');
                rest = &rest[c.len_utf8()..];
                continue;
            }
            _ => {}
        }
        let kept = match c {
            '\\' => {
                let escaped = rest[1..].chars().next()?;
                if escaped.is_alphanumeric() && !ESCAPES.contains(escaped) {
                    return None;
                }
                if !escaped.is_ascii() {
                    return None;
                }
                1 + escaped.len_utf8()
            }
            '(' if rest.starts_with("(?") => {
                let group = GROUPS.iter().find(|group| rest.starts_with(**group))?;
                let name = if group.ends_with('<') {
                    rest.find('>')?
                } else {
                    0
                };
                group.len().max(name)
            }
            _ => {
                lower.push(c.to_ascii_lowercase());
                rest = &rest[c.len_utf8()..];
                continue;
            }
        };
        lower.push_str(&rest[..kept]);
        rest = &rest[kept..];
    }
    Some(lower)
}
