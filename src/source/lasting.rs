//! The name of a page that stays the same wherever jflint is run, and however the page's path is given to it.

use super::SITE_FOLDERS;

/// The path below the nearest folder above that a site is made from. Without one: below the folder `base`, else from
/// the root of the disk. `path` starts from the folder `working` if it is not complete.
pub fn lasting_path(path: &str, working: &str, base: &str) -> String {
    let full = full(path, working);
    let folders = &full[..full.len().saturating_sub(1)];
    match folders
        .iter()
        .rposition(|folder| SITE_FOLDERS.contains(&folder.as_str()))
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

fn full(path: &str, working: &str) -> Vec<String> {
    if is_complete(path) {
        parts(path)
    } else {
        parts(&format!("{working}/{path}"))
    }
}

fn below<'a>(full: &'a [String], base: &str) -> Option<&'a [String]> {
    full.strip_prefix(parts(base).as_slice())
}

/// `/a`, and `C:/a`.
fn is_complete(path: &str) -> bool {
    let path = path.as_bytes();
    matches!(path, [b'/' | b'\\', ..] | [_, b':', ..])
}

/// The folders and the name of a path, without `.` and `..`.
pub fn parts(path: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part.to_owned()),
        }
    }
    parts
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
