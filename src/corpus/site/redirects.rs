//! The site's redirects: lines of `FROM TO`, or a list of `sources`, `target` and how they are compared.

mod lines;
mod list;

use crate::config::ConfigError;
use regex::{Regex, RegexSet};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Where a redirects file lies beside the folder of the pages.
pub const PLACES: [&str; 5] = [
    "redirects.yml",
    "data/redirects.yml",
    "static/_redirects",
    "_redirects",
    "layouts/index.redirects",
];

/// How many redirects one address may pass through.
const MOST_STEPS: usize = 20;

/// Every redirect of the site.
#[derive(Debug, Default)]
pub struct Redirects {
    /// Whole addresses, without the `/` at the end, and where they lead.
    exact: FxHashMap<String, String>,
    /// The beginnings of addresses.
    prefixes: Vec<(String, String)>,
    patterns: Vec<(Regex, String)>,
    /// The patterns once more: which of them an address matches.
    set: Option<RegexSet>,
}

#[derive(Debug)]
enum From {
    /// A whole address.
    Exact(String),
    /// Anything that starts so.
    Prefix(String),
    /// A match, in whose place the target is put.
    Pattern(Regex),
}

/// One redirect as a file has it.
#[derive(Debug)]
struct Entry {
    from: From,
    to: String,
}

/// What is wrong in a redirects file, and where.
#[derive(Debug, PartialEq, Eq)]
struct Wrong {
    at: Range<usize>,
    message: String,
    help: Option<&'static str>,
}

/// Where redirects lead from an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Followed {
    /// There is none for it.
    Nowhere,
    /// To an address, and the anchor that the redirect names.
    To {
        /// The address.
        url: String,
        /// The anchor.
        anchor: Option<String>,
    },
    /// To another site.
    Elsewhere,
    /// Round in a loop: the addresses in order.
    Loop(Vec<String>),
}

/// Whether a file of this name holds redirects.
pub fn is_redirects(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    matches!(name, "redirects.yml" | "_redirects" | "index.redirects")
}

impl Redirects {
    /// Adds those of a file.
    ///
    /// # Errors
    /// A file that does not parse.
    pub fn add(&mut self, path: &str, text: &str) -> Result<(), ConfigError> {
        let error = |wrong: Wrong| ConfigError {
            path: PathBuf::from(path),
            text: text.to_owned(),
            at: wrong.at,
            message: wrong.message,
            help: wrong.help.map(ToOwned::to_owned),
        };
        let is_yaml = Path::new(path)
            .extension()
            .is_some_and(|ending| ending == "yml" || ending == "yaml");
        let entries = if is_yaml {
            list::parse(text)
        } else {
            lines::parse(text)
        }
        .map_err(error)?;
        for entry in entries {
            let to = entry.to;
            match entry.from {
                From::Exact(from) => {
                    self.exact.entry(key(&from)).or_insert(to);
                }
                From::Prefix(prefix) => self.prefixes.push((prefix, to)),
                From::Pattern(pattern) => self.patterns.push((pattern, to)),
            }
        }
        Ok(())
    }

    /// Readies the patterns to be looked for together.
    pub fn finish(&mut self) {
        let patterns = self.patterns.iter().map(|(pattern, _)| pattern.as_str());
        self.set = RegexSet::new(patterns).ok();
    }

    /// Where an address leads; `exists` tells of an address whether a page lies there.
    pub fn follow(&self, url: &str, exists: impl Fn(&str) -> bool) -> Followed {
        if self.exact.is_empty() && self.prefixes.is_empty() && self.patterns.is_empty() {
            return Followed::Nowhere;
        }
        let mut seen = FxHashSet::default();
        let mut passed = Vec::new();
        let mut url = url.to_owned();
        let mut anchor = None;
        loop {
            if passed.len() > MOST_STEPS || !seen.insert(url.clone()) {
                passed.push(url);
                return Followed::Loop(passed);
            }
            // A redirect that only adds the `/` at the end leads nowhere else.
            let mut steps = self.step(&url);
            steps.retain(|step| key(step) != url);
            let next = match steps.as_slice() {
                [] if passed.is_empty() => return Followed::Nowhere,
                [] => return Followed::To { url, anchor },
                [first, others @ ..] => others
                    .iter()
                    .chain([first])
                    .find(|step| exists(&key(step)))
                    .unwrap_or(first)
                    .clone(),
            };
            if !next.starts_with('/') {
                return Followed::Elsewhere;
            }
            let (path, own) = next.split_once('#').unwrap_or((&next, ""));
            if !own.is_empty() {
                anchor = Some(own.to_owned());
            }
            passed.push(url);
            url = key(path);
            if exists(&url) {
                return Followed::To { url, anchor };
            }
        }
    }

    /// Where one step leads from an address. A pattern puts its target in the place of what it matched; whether the
    /// rest is kept is not always told, so both are given.
    fn step(&self, url: &str) -> Vec<String> {
        if let Some(to) = self.exact.get(url) {
            return vec![to.clone()];
        }
        let slashed = format!("{url}/");
        for (prefix, to) in &self.prefixes {
            if let Some(rest) = slashed.strip_prefix(prefix.as_str()) {
                return vec![to.replace(":splat", rest.trim_end_matches('/'))];
            }
        }
        let matched = self
            .set
            .as_ref()
            .and_then(|set| set.matches(&slashed).iter().next());
        if let Some((pattern, to)) = matched.and_then(|index| self.patterns.get(index)) {
            let kept = pattern.replace(&slashed, to.as_str()).into_owned();
            return vec![kept, to.clone()];
        }
        Vec::new()
    }
}

/// An address as it is compared: without its query and the `/` at its end.
fn key(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    super::addresses::normal(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, text: &str) -> Redirects {
        let mut redirects = Redirects::default();
        assert!(redirects.add(path, text).is_ok());
        redirects.finish();
        redirects
    }

    #[test]
    fn redirects_are_followed() {
        let text = "/old/  /new/ 301\n/a/* /b/:splat\n/x /y\n/y/ /x/\n/out https://other.com/\n# note\n/c /old#part\n/s /s/\n";
        let redirects = of("static/_redirects", text);
        let exists = |url: &str| url == "/new" || url == "/b/c";
        let to = |url: &str, anchor: Option<&str>| Followed::To {
            url: url.to_owned(),
            anchor: anchor.map(ToOwned::to_owned),
        };
        assert_eq!(redirects.follow("/old", exists), to("/new", None));
        assert_eq!(redirects.follow("/a/c", exists), to("/b/c", None));
        assert_eq!(redirects.follow("/c", exists), to("/new", Some("part")));
        assert_eq!(redirects.follow("/out", exists), Followed::Elsewhere);
        assert_eq!(redirects.follow("/none", exists), Followed::Nowhere);
        assert_eq!(redirects.follow("/s", exists), Followed::Nowhere);
        let round = ["/x", "/y", "/x"].map(ToOwned::to_owned).to_vec();
        assert_eq!(redirects.follow("/x", exists), Followed::Loop(round));
    }

    #[test]
    fn a_list_has_addresses_beginnings_and_patterns() {
        let text = "- sources: [/a/, /a]\n  target: /b/\n  comp_op: '='\n- sources: /roles/\n  target: /jobs/\n  comp_op: '~'\n\
                    - sources: /pre\n  target: /post/\n  comp_op: '^~'\n";
        let redirects = of("data/redirects.yml", text);
        let exists = |url: &str| url == "/jobs/x";
        for (from, url) in [
            ("/a", "/b"),
            ("/roles/x", "/jobs/x"),
            ("/prefix/y", "/post"),
        ] {
            let to = Followed::To {
                url: url.to_owned(),
                anchor: None,
            };
            assert_eq!(redirects.follow(from, exists), to);
        }
    }

    #[test]
    fn what_does_not_parse_is_told_with_its_place() {
        for (path, text, wrong) in [
            ("_redirects", "/a /b\n/only-one\n", "/only-one"),
            ("redirects.yml", "- sources: /a\n  target: [x]\n", "[x]"),
            (
                "redirects.yml",
                "- sources: /a\n  target: /b\n  comp_op: '?'\n",
                "'?'",
            ),
            (
                "redirects.yml",
                "- sources: '/a('\n  target: /b\n  comp_op: '~'\n",
                "'/a('",
            ),
            ("redirects.yml", "a: 1\n", ""),
        ] {
            let error = Redirects::default().add(path, text).err();
            assert_eq!(
                error.map(|error| text[error.at].to_owned()).as_deref(),
                Some(wrong).filter(|wrong| !wrong.is_empty()).or(Some("a")),
                "{text}"
            );
        }
    }
}
