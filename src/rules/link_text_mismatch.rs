//! A link whose text is one title and whose target is another.

use super::NoParams;
use crate::corpus::Corpus;
use crate::corpus::site::Target;
use crate::document::{Link, LinkKind};
use crate::finding::Finding;
use crate::model::{Owner, Page, Title, Vocabulary};
use crate::source::Span;

/// What stands at the other end of a link.
struct Destination {
    title: Title,
    /// As it is called: a heading, a section of a role, a page, the words of an address.
    kind: &'static str,
    at: Option<Span>,
}

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let Some(from) = corpus.page_index(page) else {
        return Vec::new();
    };
    let vocabulary = &corpus.vocabulary;
    let mut findings = Vec::new();
    for (index, link) in page.document.links.iter().enumerate() {
        if link.kind == LinkKind::Image || link.kind == LinkKind::Auto || link.opaque {
            continue;
        }
        // What most links lead to is no job, which costs less to find out than what they say.
        let target = corpus.site.target(from, index);
        let Some(destination) = destination(page, link, target, corpus) else {
            continue;
        };
        let Some(text) = title_of(page.document.link_text(link), vocabulary) else {
            continue;
        };
        if !text.conflicts(&destination.title)
            || is_shorter(&text, &destination.title)
            || holds_role(target, &text, corpus)
            || may_be_old_name(&text, &destination, corpus)
        {
            continue;
        }
        let mut finding = Finding::new(
            page.span(link.range.clone()),
            format!(
                "the link says `{}` and leads to {} `{}`",
                text.text, destination.kind, destination.title.text
            ),
        )
        .help("correct the text or the address of the link");
        if let Some(at) = destination.at {
            finding = finding.relate(at, "where the link leads");
        }
        findings.push(finding);
    }
    findings
}

/// Whether an address may but abbreviate the title that the text names, or keep a name of before: `vp-finance` of the
/// `VP, FP&A`. Where the two have one rank, only a title that is known elsewhere is surely another.
fn may_be_old_name(text: &Title, destination: &Destination, corpus: &Corpus) -> bool {
    destination.at.is_none()
        && text.management == destination.title.management
        && text.levels == destination.title.levels
        && corpus.titles.roles(text).is_empty()
}

/// Whether a title leaves the rank of a leader to the reader: `Controller` for `Director, Controller`.
fn is_shorter(text: &Title, title: &Title) -> bool {
    let says_no_rank = text.management.is_none() && text.levels.is_empty();
    says_no_rank && title.management.is_some() && text.function == title.function
}

/// The title that a whole link text is.
fn title_of(text: &str, vocabulary: &Vocabulary) -> Option<Title> {
    // `Director/Senior Director` names two.
    let is_short = text.starts_with(char::is_uppercase)
        && !text.contains('/')
        && text.split_whitespace().count() <= 10;
    if !is_short {
        return None;
    }
    let title = Title::new(text, vocabulary);
    let names_job = title.management.is_some() || title.function.iter().any(|word| vocabulary.is_title_noun(word));
    (names_job && !title.function.is_empty()).then_some(title)
}

/// Whether the target is a whole page that holds a role of the title that the text names.
fn holds_role(target: &Target, text: &Title, corpus: &Corpus) -> bool {
    let Target::Page { page, anchor: None } = target else {
        return false;
    };
    let roles = &corpus.pages[*page].roles;
    roles.iter().any(|role| !role.title.conflicts(text))
}

/// The one title that the target is known by, if it is by any: its heading's, its page's, or that of its address's words.
fn destination(page: &Page, link: &Link, target: &Target, corpus: &Corpus) -> Option<Destination> {
    let vocabulary = &corpus.vocabulary;
    match target {
        Target::Page { page, anchor: Some(anchor) } => {
            let other = &corpus.pages[*page];
            let heading = other.document.headings.iter().position(|heading| *heading.id == **anchor)?;
            let named = title_of(other.document.heading_text(heading), vocabulary);
            let (title, kind) = match named {
                Some(title) => (title, "the heading"),
                None => (holder(other, heading)?, "a section of"),
            };
            Some(Destination {
                title,
                kind,
                at: Some(other.heading_span(heading)),
            })
        }
        Target::Page { page, anchor: None } => {
            let other = &corpus.pages[*page];
            Some(Destination {
                title: title_of(other.document.front_matter.title()?, vocabulary)?,
                kind: "the page",
                at: Some(other.title_span()),
            })
        }
        Target::NoPage { .. } | Target::Elsewhere | Target::NoAnchor { .. } => of_address(page, link, corpus),
    }
}

/// The title of the role that a field's heading belongs to.
fn holder(page: &Page, heading: usize) -> Option<Title> {
    let is_field = page.fields.iter().any(|field| field.heading == heading);
    match page.owners.get(heading) {
        Some(Owner::Role(role)) if is_field => Some(page.roles.get(*role)?.title.clone()),
        _ => None,
    }
}

/// Whether a path leads through one of these folders.
fn is_in(folders: &[String], path: &str) -> bool {
    let mut parts = path.as_bytes().split(|&byte| byte == b'/');
    parts.any(|part| folders.iter().any(|folder| folder.as_bytes() == part))
}

/// The title that the last words of an address spell.
fn of_address(page: &Page, link: &Link, corpus: &Corpus) -> Option<Destination> {
    let (path, anchor) = link.destination.split_once('#').unwrap_or((&link.destination, ""));
    let is_family = path.is_empty() && page.family
        || is_in(&corpus.profile.family.folders, path);
    if !is_family {
        return None;
    }
    let words = if anchor.is_empty() {
        path.trim_end_matches('/').rsplit('/').find(|part| !part.starts_with("index.") && !part.starts_with("_index."))?
    } else {
        anchor
    };
    let words = words.trim_end_matches('/').trim_end_matches(".md").trim_end_matches(".html").replace(['-', '_'], " ");
    let title = Title::new(&words, &corpus.vocabulary);
    let names_job = title.management.is_some() || title.function.iter().any(|word| corpus.vocabulary.is_title_noun(word));
    // Without a word for a rank an address names a family, whose page may hold every rank.
    let ranked = title.management.is_some() || !title.levels.is_empty();
    (names_job && ranked && !title.function.is_empty()).then_some(Destination {
        title,
        kind: "an address that reads",
        at: None,
    })
}
