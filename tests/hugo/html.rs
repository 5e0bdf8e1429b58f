//! Reads what Hugo built, as a browser would.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A page as Hugo shows it.
pub struct Page {
    pub url: String,
    pub headings: Vec<String>,
    /// The addresses of its links, in order. Links to other sites are left out.
    pub links: Vec<String>,
    ids: BTreeSet<String>,
    /// Where it sends the browser at once.
    forward: Option<String>,
}

/// Every page, by its address.
pub struct Built {
    pages: BTreeMap<String, Page>,
    /// Addresses by the file that the page is made from.
    files: BTreeMap<String, String>,
    /// The folders right below the root.
    roots: BTreeSet<String>,
}

impl Built {
    pub fn read(folder: &Path) -> Self {
        let mut built = Self {
            pages: BTreeMap::new(),
            files: BTreeMap::new(),
            roots: BTreeSet::new(),
        };
        let mut folders = vec![folder.to_owned()];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(next).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "html") {
                    let inside = path.strip_prefix(folder).expect("inside").to_string_lossy();
                    let text = fs::read_to_string(&path).expect("a page");
                    built.add(
                        &format!("/{}", inside.trim_end_matches("index.html")),
                        &text,
                    );
                }
            }
        }
        built
    }

    fn add(&mut self, url: &str, text: &str) {
        let file = tags(text)
            .iter()
            .find(|(name, _)| name == "meta")
            .and_then(|(_, attributes)| attribute(attributes, "content"))
            .filter(|file| file.contains('.') && !file.contains(';'));
        if let Some(file) = file {
            self.files.insert(file, url.to_owned());
            if let Some((root, _)) = url[1..].split_once('/') {
                self.roots.insert(root.to_owned());
            }
        }
        let tags = tags(text);
        let page = Page {
            url: url.to_owned(),
            headings: tags
                .iter()
                .filter(|(name, _)| name.len() == 2 && name.starts_with('h') && name != "hr")
                .map(|(_, attributes)| attribute(attributes, "id").unwrap_or_default())
                .collect(),
            links: tags
                .iter()
                .filter(|(name, attributes)| {
                    name == "a" && !attributes.contains("class=\"footnote")
                })
                .filter_map(|(_, attributes)| attribute(attributes, "href"))
                .map(|href| {
                    href.strip_prefix("https://site.test")
                        .unwrap_or(&href)
                        .to_owned()
                })
                .filter(|href| {
                    !href.contains("://") && !href.starts_with("//") && !href.starts_with("mailto:")
                })
                .collect(),
            ids: tags
                .iter()
                .flat_map(|(_, attributes)| ["id", "name"].map(|key| attribute(attributes, key)))
                .flatten()
                .collect(),
            forward: text
                .contains("http-equiv=\"refresh\"")
                .then(|| between(text, "url=https://site.test", "\"").map(ToOwned::to_owned))
                .flatten(),
        };
        self.pages.insert(url.to_owned(), page);
    }

    /// The page that is made from a file.
    pub fn page(&self, file: &str) -> Option<&Page> {
        self.pages.get(self.files.get(file)?)
    }

    /// Whether a browser finds a page and its anchor; none where no folder of the site can tell.
    pub fn leads_somewhere(&self, from: &str, href: &str) -> Option<bool> {
        if href.is_empty() {
            return Some(false);
        }
        let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
        let path = decoded(path.split('?').next().unwrap_or_default());
        let mut parts: Vec<&str> = if path.starts_with('/') {
            Vec::new()
        } else {
            from.split('/').filter(|part| !part.is_empty()).collect()
        };
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        if parts.last() == Some(&"index.html") {
            parts.pop();
        }
        let url = format!("/{}", parts.join("/"));
        let known = parts.first().is_none_or(|root| self.roots.contains(*root));
        let slashed = format!("{}/", url.trim_end_matches('/'));
        let Some(mut page) = self.pages.get(&slashed).or_else(|| self.pages.get(&url)) else {
            let asset = parts.last().is_some_and(|last| {
                last.rsplit_once('.').is_some_and(|(_, ending)| {
                    ending.chars().all(|c| c.is_ascii_lowercase())
                        && !["html", "md", "markdown"].contains(&ending)
                })
            });
            return (known && !asset).then_some(false);
        };
        if let Some(forward) = &page.forward {
            page = self.pages.get(&decoded(forward)).unwrap_or(page);
        }
        let anchor = decoded(anchor);
        Some(anchor.is_empty() || anchor == "top" || page.ids.contains(&anchor))
    }
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let start = text.find(open)? + open.len();
    let end = text[start..].find(close)?;
    Some(&text[start..start + end])
}

/// The opening tags: name and attributes.
fn tags(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let mut quote = None;
        let end = rest
            .char_indices()
            .find(|(_, c)| {
                match (quote, c) {
                    (None, '"' | '\'') => quote = Some(*c),
                    (Some(open), c) if open == *c => quote = None,
                    _ => {}
                }
                quote.is_none() && *c == '>'
            })
            .map_or(rest.len(), |(at, _)| at);
        let tag = &rest[..end];
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        found.push((name.to_ascii_lowercase(), format!(" {attributes}")));
        rest = &rest[end..];
    }
    found
}

fn attribute(attributes: &str, key: &str) -> Option<String> {
    let at = attributes.find(&format!(" {key}="))? + key.len() + 2;
    let value = &attributes[at..];
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(char::is_whitespace).next()?,
    };
    Some(value.replace("&amp;", "&").replace("&#43;", "+"))
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        plain.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(plain).unwrap_or_else(|_| text.to_owned())
}
