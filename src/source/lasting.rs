//! The name of a page that stays the same wherever jflint is run, and however the page's path is given to it.

use super::SITE_FOLDERS;

/// The path below the nearest folder above that a site is made from. Without one: below the folder `base`, else from
/// the root of the disk. `path` starts from the folder `working` if it is not complete.
pub fn lasting_path(path: &str, working: &str, base: &str) -> String {
    let full = parts(&if is_complete(path) {
        path.to_owned()
    } else {
        format!("{working}/{path}")
    });
    let (_, folders) = full
        .split_last()
        .map_or((None, [].as_slice()), |(name, folders)| {
            (Some(name), folders)
        });
    let site = folders
        .iter()
        .rposition(|folder| SITE_FOLDERS.contains(&folder.as_str()));
    let base = parts(base);
    let below = match site {
        Some(site) => site + 1,
        None if full.starts_with(&base) => base.len(),
        None => 0,
    };
    full[below..].join("/")
}

/// `/a`, and `C:/a`.
fn is_complete(path: &str) -> bool {
    let path = path.as_bytes();
    matches!(path, [b'/' | b'\\', ..] | [_, b':', ..])
}

/// The folders and the name of a path, without `.` and `..`.
fn parts(path: &str) -> Vec<String> {
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
}
