//! Text in a cell of a Markdown table, and in HTML: shown as it is, whatever is in it.

/// A sentence whose quotations stand in backticks, as a cell: the quotations become code, and nothing else is markup.
pub fn cell(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        // One of them is of the page's own text.
        return plain(&text);
    }
    let mut cell = String::new();
    for (index, part) in parts.iter().enumerate() {
        match part {
            part if index % 2 == 0 => cell.push_str(&plain(part)),
            &"" => cell.push_str("\\`\\`"),
            part => {
                // A bar ends the cell even in code.
                cell.push('`');
                cell.push_str(&part.replace('|', "\\|"));
                cell.push('`');
            }
        }
    }
    cell
}

/// Text of which nothing is markup, a mention or an address.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' | '%' | '^' => {
                plain.push('\\');
                plain.push(c);
            }
            // Nobody is to be told of a comment because a page names them.
            '@' => plain.push_str("@\u{2060}"),
            c => push_html(&mut plain, c),
        }
    }
    plain
}

/// Text in an element of HTML.
pub fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        push_html(&mut html, c);
    }
    html
}

fn push_html(html: &mut String, c: char) {
    match c {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        c => html.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_code_and_nothing_else_is_markup() {
        for (text, expected) in [
            (
                "`Account Executive` has no grade",
                "`Account Executive` has no grade",
            ),
            ("`a|b` or a|b", "`a\\|b` or a\\|b"),
            (
                "two\nlines <b>*x*</b>",
                "two lines &lt;b&gt;\\*x\\*&lt;/b&gt;",
            ),
            ("one ` only, [x](y)", "one \\` only, \\[x\\](y)"),
            ("`` shows", "\\`\\` shows"),
            ("`@all` and @all", "`@all` and @\u{2060}all"),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
