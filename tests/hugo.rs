//! Addresses, heading ids and verdicts on links, compared with the real Hugo on a site of our own and on headings made
//! by chance. Ignored by default: `.ci/run` installs Hugo and runs it. `HUGO` names another one than that of the path.

#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "hugo/html.rs"]
mod html;
#[path = "hugo/headings.rs"]
mod made;
#[path = "support/random.rs"]
mod random;

use html::Built;
use jflint::config::Profile;
use jflint::corpus::site::Target;
use jflint::corpus::{Corpus, load};
use jflint::document::LinkKind;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds a site with Hugo and reads it with jflint.
fn build(name: &str, prepare: impl Fn(&Path)) -> (Corpus, Built) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    prepare(&folder);
    let hugo = std::env::var_os("HUGO").unwrap_or_else(|| "hugo".into());
    let output = Command::new(&hugo)
        .args(["--quiet", "--noBuildLock", "--source"])
        .arg(&folder)
        .output()
        .unwrap_or_else(|error| panic!("cannot run {}: {error}", hugo.display()));
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    let exclude = jflint::config::Paths::default();
    let content = folder.join("content");
    let files = load::find(std::slice::from_ref(&content), &exclude).expect("pages");
    let files = [load::read(&files), load::read(&load::beside(&files, true))];
    let files = files.into_iter().flatten().collect();
    let corpus = Corpus::new(files, Profile::gitlab());
    (corpus, Built::read(&folder.join("public")))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

fn fixture(folder: &Path) {
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/hugo-site"),
        folder,
    );
}

/// The path below `content/`.
fn file_of(path: &str) -> &str {
    path.rsplit_once("/content/").map_or(path, |(_, file)| file)
}

#[test]
#[ignore = "needs Hugo"]
fn addresses_ids_and_verdicts_are_those_of_hugo() {
    let (corpus, built) = build("hugo-site", fixture);
    let mut wrong = Vec::new();
    let (mut addresses, mut headings, mut links) = (0, 0, 0);
    for (index, page) in corpus.pages.iter().enumerate() {
        let file = file_of(&page.source.path);
        let address = corpus.site.address(index);
        let Some(shown) = built.page(file) else {
            if corpus.site.is_shown(index) {
                wrong.push(format!(
                    "{file}: Hugo does not show it, jflint has it at {address}"
                ));
            }
            addresses += 1;
            continue;
        };
        addresses += 1;
        if shown.url != address || !corpus.site.is_shown(index) {
            wrong.push(format!(
                "{file}: Hugo has it at {}, jflint at {address}",
                shown.url
            ));
        }
        // A shortcode that makes headings, or that reads none of those in it, sets the two apart.
        let text = page.source.text();
        if !text.contains("{{% teams") && !text.contains("{{< panel") {
            headings += compare_headings(page, &shown.headings, &mut wrong);
        }
        links += compare_links(&corpus, index, &built, shown, &mut wrong);
    }
    assert!(
        wrong.is_empty(),
        "{} disagreements:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    println!("{addresses} addresses, {headings} headings, {links} links: no disagreement");
    assert!(links >= 120 && headings >= 150);
}

#[test]
#[ignore = "needs Hugo"]
fn ids_of_made_headings_are_those_of_hugo() {
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(1);
    let (corpus, built) = build("hugo-headings", |folder| {
        fixture(folder);
        fs::remove_dir_all(folder.join("content")).expect("removed");
        made::write(&folder.join("content/made"), seed);
    });
    let mut wrong = Vec::new();
    let (mut headings, mut unknown) = (0, 0);
    for page in &corpus.pages {
        let file = file_of(&page.source.path);
        let shown = built.page(file).expect("a page");
        headings += compare_headings(page, &shown.headings, &mut wrong);
        unknown += page
            .document
            .headings
            .iter()
            .filter(|heading| heading.id_unknown)
            .count();
    }
    assert!(
        wrong.is_empty(),
        "{} disagreements:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    println!("{headings} headings, {unknown} of them declared unknown: no disagreement");
    assert!(headings >= 2_000 && unknown * 20 < headings);
}

fn compare_headings(
    page: &jflint::model::Page,
    shown: &[String],
    wrong: &mut Vec<String>,
) -> usize {
    let headings = &page.document.headings;
    let path = file_of(&page.source.path);
    if headings.len() != shown.len() {
        wrong.push(format!(
            "{path}: {} headings, of Hugo {}",
            headings.len(),
            shown.len()
        ));
    }
    let mut unknown = false;
    for (heading, id) in headings.iter().zip(shown) {
        // An unknown id may take that of any later heading: the anchors of such a page are left alone.
        unknown |= heading.id_unknown;
        if !unknown && *heading.id != **id {
            wrong.push(format!(
                "{path}: {:?}: jflint {:?}, Hugo {id:?}",
                page.source.slice(heading.range.clone()),
                heading.id
            ));
        }
    }
    headings.len()
}

fn leads_out(destination: &str) -> bool {
    let is_address = destination.starts_with("http") || destination.starts_with("//");
    is_address && !destination.contains("site.test") || destination.contains('@')
}

/// Compares every link of a page that Hugo shows: whether it leads anywhere.
fn compare_links(
    corpus: &Corpus,
    index: usize,
    built: &Built,
    shown: &html::Page,
    wrong: &mut Vec<String>,
) -> usize {
    let page = &corpus.pages[index];
    let mut links: Vec<_> = page
        .document
        .links
        .iter()
        .chain(&page.document.html_links)
        .filter(|link| link.kind != LinkKind::Image && !leads_out(&link.destination))
        .collect();
    links.sort_by_key(|link| link.range.start);
    let path = file_of(&page.source.path);
    if links.len() != shown.links.len() {
        wrong.push(format!(
            "{path}: {} links, of Hugo {}",
            links.len(),
            shown.links.len()
        ));
    }
    for (link, href) in links.iter().zip(&shown.links) {
        let works = built.leads_somewhere(&shown.url, href);
        let route = corpus.site.route(index, link, &["site.test".to_owned()]);
        let agrees = match &route.target {
            Target::Page { .. } => works == Some(true),
            Target::NoPage { .. } | Target::NoAnchor { .. } => works == Some(false),
            // Left alone: right, or in a part of the site that is not here.
            Target::Elsewhere => works != Some(false),
        };
        if !agrees {
            wrong.push(format!(
                "{path}: {}: Hugo writes {href:?} ({works:?}), jflint says {:?}",
                page.source.slice(link.range.clone()),
                route.target
            ));
        }
    }
    links.len()
}
