//! The name of a page that stays the same wherever jflint is run, and however the page's path is given to it.

use super::SITE_FOLDERS;

/// The path below the nearest folder above that a site is made from. Without one: below the folder `base`, else from
/// the root of the disk. `path` starts from the folder `working` if it is not complete.
pub fn lasting_path(path: &str, working: &str, base: &str) -> String {
    let full = full(path, working);
    let folders = &full[..full.len().saturating_sub(1)];
    match folders
        .iter()
        .rposition(|folder| SITE_FOLDERS.contains(folder))
    {
        Some(site) => full[site + 1..].join("/"),
        None => below(&full, base).unwrap_or(&full).join("/"),
    }
}

/// The path below the folder `base`, else the path as it is.
pub fn path_below(path: &str, working: &str, base: &str) -> String {
    let full = full(path, working);
    below(&full, base).map_or_else(|| path.to_owned(), |below| below.join("/"))
}

fn full<'a>(path: &'a str, working: &'a str) -> Vec<&'a str> {
    let mut full = Vec::new();
    if !is_complete(path) {
        add_parts(&mut full, working);
    }
    add_parts(&mut full, path);
    full
}

fn below<'a>(full: &'a [&'a str], base: &str) -> Option<&'a [&'a str]> {
    let base = parts(base);
    full.starts_with(&base).then(|| &full[base.len()..])
}

/// `/a`, and `C:/a`.
fn is_complete(path: &str) -> bool {
    let path = path.as_bytes();
    matches!(path, [b'/' | b'\\', ..] | [_, b':', ..])
}

/// The folders and the name of a path, without `.` and `..`.
pub fn parts(path: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    add_parts(&mut parts, path);
    parts
}

/// Goes on from some folders along a path.
fn add_parts<'a>(parts: &mut Vec<&'a str>, path: &'a str) {
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_name_however_it_is_given() {
        for (path, working) in [
            ("content/job-families/a.md", "/x"),
            ("./content/job-families/a.md", "/x"),
            ("a.md", "/x/content/job-families"),
            ("../job-families/a.md", "/x/content/handbook"),
            ("/x/content/job-families/a.md", "/y/content"),
            (r"content\job-families\a.md", r"C:\x"),
            (r"C:\x\content\job-families\a.md", r"D:\"),
        ] {
            let name = lasting_path(path, working, "/x");
            assert_eq!(name, "job-families/a.md", "{path} in {working}");
        }
    }

    #[test]
    fn a_page_of_no_site_is_named_from_its_repository() {
        for (path, working) in [
            ("docs/a.md", "/x"),
            ("a.md", "/x/docs"),
            ("/x/docs/a.md", "/y"),
        ] {
            assert_eq!(
                lasting_path(path, working, "/x"),
                "docs/a.md",
                "{path} in {working}"
            );
        }
        assert_eq!(lasting_path("content", "/x", "/x"), "content");
        assert_eq!(lasting_path("/y/a.md", "/x", "/x"), "y/a.md");
        assert_eq!(lasting_path("a.md", "", ""), "a.md");
        assert_eq!(lasting_path("", "", ""), "");
    }

    #[test]
    fn a_path_is_shown_from_its_repository() {
        for (path, working, expected) in [
            ("a.md", "/x/content", "content/a.md"),
            ("../content/a.md", "/x/static", "content/a.md"),
            ("/x/content/a.md", "/y", "content/a.md"),
            ("/y/a.md", "/x", "/y/a.md"),
            ("../a.md", "/x", "../a.md"),
        ] {
            assert_eq!(
                path_below(path, working, "/x"),
                expected,
                "{path} in {working}"
            );
        }
    }
}
