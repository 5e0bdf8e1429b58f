//! A manager's title that is no role of the corpus.

use super::NoParams;
use crate::corpus::Corpus;
use crate::corpus::titles::Answer;
use crate::finding::Finding;
use crate::model::{Named, Page, Title};

/// Words that describe somebody instead of naming a role.
const DESCRIBES: [&str; 12] = [
    "above", "applicable", "appropriate", "group", "higher", "hiring", "leader", "leaders", "leadership",
    "level", "respective", "team",
];

/// Words that stand in lower case in a title.
const SMALL: [&str; 9] = ["of", "the", "and", "for", "to", "in", "at", "on", "or"];

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let Some(index) = corpus.page_index(page).filter(|_| corpus.titles.families() > 1) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (number, statement) in page.reporting.iter().enumerate() {
        let answers = corpus.titles.managers(index, number);
        for (manager, answer) in statement.managers.iter().zip(answers) {
            if *answer != Answer::Unknown || !names_a_role(page, manager) || is_known(&manager.title, corpus) {
                continue;
            }
            let finding = Finding::new(
                page.span(manager.range.clone()),
                format!("`{}` is no role of any page", manager.title.text),
            );
            findings.push(match corpus.titles.nearest(&manager.title) {
                Some(nearest) => {
                    let (other, role) = corpus.role(nearest);
                    finding
                        .help(format!("the nearest title is `{}`", role.title.text))
                        .relate(other.span(role.at.clone()), "the role with the nearest title")
                }
                None => finding.help("name a role that has a page, or add its title to the known ones"),
            });
        }
    }
    findings
}

/// Whether a text names one role by its title, and describes nobody: `Director of Legal`, not `a regional leader`.
fn names_a_role(page: &Page, manager: &Named) -> bool {
    let text = manager.title.text.as_str();
    let written = page.source.slice(manager.range.clone());
    let mut words = 0;
    let capital = text.split_whitespace().all(|word| {
        words += 1;
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        SMALL.contains(&word) || !word.starts_with(char::is_lowercase)
    });
    capital
        && (2..=10).contains(&words)
        && !text.contains(['/', '[', ']', '{', '}', '<', '>', '"', '`', '_'])
        && !page.document.is_opaque(&manager.range)
        && !written.contains("](")
        && !manager.title.function.is_empty()
        && manager
            .title
            .function
            .iter()
            .all(|word| !DESCRIBES.contains(&word.as_str()))
}

/// Whether the profile says that the title is right although no page has it.
fn is_known(title: &Title, corpus: &Corpus) -> bool {
    corpus
        .vocabulary
        .known_titles
        .iter()
        .any(|known| title.same(known) || !title.conflicts(known))
}
