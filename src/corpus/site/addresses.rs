//! Where a page lies: among the files and on the site.

use crate::config::Generator;
use crate::model::Page;
use std::borrow::Cow;

/// The places of a page. Each starts with `/` and has none at its end; the root is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// On the site, as it is written there.
    pub url: String,
    /// The same, as it stands in a link: with `/` at its end if it has no ending of its own.
    pub shown: String,
    /// Among the files: lower case, without the ending.
    pub file: String,
    /// The folder that the file lies in, in lower case.
    pub folder: String,
    /// Whether it is an `_index.md`.
    pub is_branch: bool,
    /// Whether it is Hugo's `index.md`.
    pub is_leaf: bool,
}

impl Address {
    /// That of a page.
    pub fn of(page: &Page, generator: Generator) -> Self {
        let path = page.source.site_path.as_str();
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = without_ending(file);
        match generator {
            Generator::Hugo => hugo(page, folder, stem),
            Generator::Middleman => middleman(folder, stem),
        }
    }

    /// The first part, if the page lies in a folder.
    pub fn root(&self) -> Option<&str> {
        let first = self.url.split('/').nth(1)?;
        let in_folder = !self.folder.is_empty() || self.url.matches('/').count() > 1;
        (in_folder && !first.is_empty()).then_some(first)
    }
}

fn hugo(page: &Page, folder: &str, stem: &str) -> Address {
    let folder = rooted(&file_key(folder));
    let is_branch = stem == "_index";
    let is_leaf = stem == "index";
    let is_index = is_branch || is_leaf;
    // A page for one language is that page where there is no other.
    let stem = stem.strip_suffix(".en").unwrap_or(stem);
    let file = if is_index {
        folder.clone()
    } else {
        format!("{folder}/{}", file_key(stem))
    };
    let mut url = sanitized(&file);
    let slug = text(page, "slug").map(|slug| sanitized(&file_key(slug)));
    if let Some(slug) = slug.filter(|slug| !slug.is_empty() && !is_branch) {
        url = format!("{}/{}", parent(&url), slug.trim_matches('/'));
    } else if !is_index
        && text(page, "slug").is_none()
        && page
            .document
            .front_matter
            .get("slug")
            .is_some_and(|slug| slug.blank && slug.value_range.len() > 1)
    {
        // A slug of nothing gives way to the title.
        if let Some(title) = page.document.front_matter.title() {
            url = format!("{}/{}", parent(&url), sanitized(&file_key(title)));
        }
    }
    if let Some(own) = text(page, "url") {
        url = rooted(&own.replace(' ', "-"));
    }
    Address {
        shown: shown(&url),
        url,
        file,
        folder,
        is_branch,
        is_leaf,
    }
}

fn middleman(folder: &str, stem: &str) -> Address {
    let folder = rooted(folder);
    let stem = stem.strip_suffix(".html").unwrap_or(stem);
    let url = if stem == "index" {
        folder.clone()
    } else {
        format!("{folder}/{stem}")
    };
    Address {
        shown: shown(&url),
        file: url.to_lowercase(),
        url,
        folder: folder.to_lowercase(),
        is_branch: false,
        is_leaf: false,
    }
}

/// What makes the site from files with these paths.
pub fn generator<'a>(paths: impl Iterator<Item = &'a str>) -> Generator {
    let (mut all, mut middleman) = (0, 0);
    for path in paths {
        all += 1;
        let in_source = path.split('/').any(|part| part == "source")
            && !path.split('/').any(|part| part == "content");
        middleman += usize::from(in_source || without_ending(path).ends_with(".html"));
    }
    if middleman * 2 > all {
        Generator::Middleman
    } else {
        Generator::Hugo
    }
}

/// Whether the front matter keeps a page from being shown.
pub fn is_unseen(page: &Page, generator: Generator) -> bool {
    if generator == Generator::Middleman {
        return text(page, "published") == Some("false");
    }
    let is_true = |key| text(page, key).is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let not_rendered = ["build", "_build"].iter().any(|key| {
        page.document.front_matter.get(key).is_some_and(|entry| {
            let value = page.source.slice(entry.value_range.clone());
            value.split(['\n', ',', '{', '}']).any(|line| {
                line.split_once(':').is_some_and(|(key, value)| {
                    key.trim() == "render"
                        && matches!(value.trim().trim_matches(['"', '\'']), "never" | "false")
                })
            })
        })
    });
    is_true("draft") || is_true("headless") || not_rendered
}

/// The further addresses that the front matter gives a page. A relative one starts from the folder of its address.
pub fn aliases(page: &Page, address: &Address) -> Vec<String> {
    let Some(entry) = page.document.front_matter.get("aliases") else {
        return Vec::new();
    };
    let written = page.source.slice(entry.value_range.clone());
    written
        .split(['\n', ',', '[', ']'])
        .map(|alias| {
            let alias = alias.trim();
            let alias = alias.strip_prefix("- ").unwrap_or(alias).trim();
            alias.trim_matches(['"', '\''])
        })
        .filter(|alias| !alias.is_empty() && !alias.starts_with('#'))
        .map(|alias| normal(&join(parent(&address.url), alias)).to_owned())
        .collect()
}

fn text<'a>(page: &'a Page, key: &str) -> Option<&'a str> {
    page.document
        .front_matter
        .get(key)?
        .text
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

/// A page's path or name without the ending that makes it Markdown.
pub fn without_ending(file: &str) -> &str {
    [".md", ".markdown"]
        .iter()
        .find_map(|ending| {
            let at = file.len().checked_sub(ending.len())?;
            let (stem, found) = (file.get(..at)?, file.get(at..)?);
            found.eq_ignore_ascii_case(ending).then_some(stem)
        })
        .unwrap_or(file)
}

/// As Hugo names a file to itself.
pub fn file_key(path: &str) -> Cow<'_, str> {
    let is_key = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase() && byte != b' ';
    if path.bytes().all(is_key) {
        Cow::Borrowed(path)
    } else {
        Cow::Owned(path.to_lowercase().replace(' ', "-"))
    }
}

/// With the characters that Hugo lets into an address.
fn sanitized(path: &str) -> String {
    path.chars()
        .filter(|c| c.is_alphanumeric() || "/._-#+~@%".contains(*c) || is_mark(*c))
        .collect()
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// `/a/b` of `a/b/`; nothing of the root.
pub fn rooted(path: &str) -> String {
    let path = path.trim_matches('/');
    if path.is_empty() {
        String::new()
    } else {
        format!("/{path}")
    }
}

fn shown(url: &str) -> String {
    if last(url)
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ending == "html")
    {
        url.to_owned()
    } else {
        format!("{url}/")
    }
}

/// The address above.
pub fn parent(address: &str) -> &str {
    address.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// The last part of an address.
pub fn last(address: &str) -> &str {
    let above = memchr::memrchr(b'/', address.as_bytes());
    above.map_or(address, |end| &address[end + 1..])
}

/// `path` as a browser reads it from `base`, a folder: without `.` and `..`, which stop at the root.
pub fn join(base: &str, path: &str) -> String {
    let mut joined = String::with_capacity(base.len() + path.len() + 2);
    let add = |joined: &mut String, part: &str| {
        joined.push('/');
        joined.push_str(part);
    };
    if !path.starts_with('/') {
        for part in base.split('/').filter(|part| !part.is_empty()) {
            add(&mut joined, part);
        }
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => joined.truncate(joined.rfind('/').unwrap_or(0)),
            part => add(&mut joined, part),
        }
    }
    joined
}

/// Without the `index.html` that every address may end in.
pub fn normal(url: &str) -> &str {
    let url = url.trim_end_matches('/');
    url.strip_suffix("/index.html").unwrap_or(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_as_browsers_do() {
        for (base, path, address) in [
            ("/a", "../b/c", "/b/c"),
            ("/a/b", "/A/./B/", "/A/B"),
            ("/a", "../../../etc/passwd", "/etc/passwd"),
            ("", "..", ""),
        ] {
            assert_eq!(join(base, path), address, "{base} {path}");
        }
    }
}
