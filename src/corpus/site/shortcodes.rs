//! Which shortcodes bring anchors of their own to a page: told by their templates, where the site has them.

use regex::Regex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Where templates of shortcodes lie beside the folder of the pages.
pub const FOLDERS: [&str; 2] = ["layouts/_shortcodes", "layouts/shortcodes"];

/// What is known of the site's shortcodes.
#[derive(Debug, Default)]
pub struct Shortcodes {
    /// What the template of each does, by its name.
    templates: FxHashMap<String, Template>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Template {
    /// Whether it may make anchors.
    makes_anchors: bool,
    /// Whether it reads what it wraps as Markdown.
    reads_markdown: bool,
}

/// What a shortcode brings to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brings {
    /// No anchor.
    Nothing,
    /// Anchors that only the generator knows.
    Anchors,
    /// Nobody said: the tree has no template of it.
    Unknown,
}

/// Shortcodes of Hugo itself: none brings a heading.
const BUILT_IN: &[&str] = &[
    "details",
    "figure",
    "gist",
    "highlight",
    "instagram",
    "param",
    "qr",
    "ref",
    "relref",
    "tweet",
    "vimeo",
    "x",
    "youtube",
];

/// The name of the shortcode whose template lies at a path.
pub fn name_of(path: &str) -> Option<&str> {
    // Most files are pages.
    if !path.contains("shortcodes/") {
        return None;
    }
    FOLDERS.iter().find_map(|folder| {
        let at = path.rfind(&format!("{folder}/"))?;
        if at > 0 && !path[..at].ends_with('/') {
            return None;
        }
        let inside = &path[at + folder.len() + 1..];
        let last = inside.rfind('/').map_or(0, |at| at + 1);
        let ending = inside[last..].find('.')?;
        Some(&inside[..last + ending])
    })
}

impl Shortcodes {
    /// Adds the template of a shortcode. One that could not be read may bring anything.
    pub fn add(&mut self, name: &str, template: Option<&str>) {
        let known = self.templates.entry(name.to_owned()).or_default();
        known.makes_anchors |= template.is_none_or(makes_anchors);
        known.reads_markdown |= template.is_none_or(|template| {
            ["markdownify", "Markdownify", "RenderString"]
                .iter()
                .any(|call| template.contains(call))
        });
    }

    /// Whether headings that `{{< >}}` wraps may become headings of the page.
    pub fn reads_markdown(&self, name: &str) -> bool {
        self.templates
            .get(name)
            .is_none_or(|template| template.reads_markdown || template.makes_anchors)
    }

    /// What a shortcode or template tag brings. `name` is that of a shortcode, or what a tag of another kind holds.
    pub fn brings(&self, name: &str) -> Brings {
        match self.templates.get(name) {
            Some(template) if template.makes_anchors => Brings::Anchors,
            Some(_) => Brings::Nothing,
            None if BUILT_IN.contains(&name) => Brings::Nothing,
            None => Brings::Unknown,
        }
    }
}

/// What a template can make anchors by: headings in Markdown, attributes, and text that comes from elsewhere.
static MAKES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?m)^[ \t>]*#{1,6}[ \t]|["`]#{1,6} |\b(?:id|name)=|\b(?:readFile|partial|partialCached|RenderShortcodes|RawContent|GetRemote)\b|\{\{-?\s*template\b|\.Content\b"#,
    )
    .ok()
});

/// Comments of templates and of HTML.
static COMMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?s)\{\{-?\s*/\*.*?\*/\s*-?\}\}|<!--.*?-->").ok());

fn makes_anchors(template: &str) -> bool {
    let (Some(makes), Some(comment)) = (MAKES.as_ref(), COMMENT.as_ref()) else {
        return true;
    };
    makes.is_match(&comment.replace_all(template, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_that_make_anchors() {
        for (template, makes) in [
            ("", false),
            ("{{ .Inner }}", false),
            ("<h4>{{ .Get 0 }}</h4>{{ .Inner | markdownify }}", false),
            ("{{/* ## Use */}}<b>{{ .Get 0 }}</b>", false),
            (
                "<table><tr><td>{{ .Get \"color\" | default \"#fff\" }}</td></tr></table>",
                false,
            ),
            (
                "{{ range site.Data.stages }}\n### {{ .name }}\n{{ end }}",
                true,
            ),
            ("{{ printf \"## %s\" .name | markdownify }}", true),
            ("<h2 id=\"{{ anchorize .name }}\">", true),
            ("{{ readFile (.Get 0) }}", true),
            ("{{ partial \"table.html\" . }}", true),
            ("{{ (site.GetPage (.Get 0)).Content }}", true),
        ] {
            assert_eq!(makes_anchors(template), makes, "{template}");
        }
    }

    #[test]
    fn names_of_templates() {
        for (path, name) in [
            ("layouts/shortcodes/a.html", Some("a")),
            ("site/layouts/_shortcodes/product/b.html", Some("product/b")),
            ("x/themes/t/layouts/_shortcodes/c.rss.xml", Some("c")),
            ("mylayouts/shortcodes/a.html", None),
            ("layouts/a.html", None),
        ] {
            assert_eq!(name_of(path), name, "{path}");
        }
    }
}
