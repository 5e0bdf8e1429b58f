//! A manager's title that is no role of the corpus.

use super::NoParams;
use crate::corpus::Corpus;
use crate::corpus::titles::{Answer, RoleId};
use crate::finding::Finding;
use crate::lexicon::{self, Word};
use crate::model::spelling::is_near;
use crate::model::{Named, Page, Title};

/// Words that describe somebody instead of naming a role.
const DESCRIBES: [&str; 12] = [
    "above", "applicable", "appropriate", "group", "higher", "hiring", "leader", "leaders", "leadership",
    "level", "respective", "team",
];

/// Words that stand in lower case in a title.
const SMALL: [&str; 9] = ["of", "the", "and", "for", "to", "in", "at", "on", "or"];

/// A title with more words than this is one all the same if its last word lacks its capital.
const LONG: usize = 4;

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let Some(index) = corpus.page_index(page).filter(|_| corpus.titles.families() > 1) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for (number, statement) in page.reporting.iter().enumerate() {
        let answers = corpus.titles.managers(index, number);
        for (manager, answer) in statement.managers.iter().zip(answers) {
            let is_unknown = match answer {
                Answer::Unknown => true,
                // A form of some role's title, unless it is one by a slip.
                Answer::Ambiguous(roles) => is_misspelt(&manager.title, roles, corpus),
                _ => false,
            };
            if !is_unknown || !names_a_role(page, manager) || is_known(&manager.title, corpus) || is_one_of_many(page, manager, corpus) {
                continue;
            }
            let finding = Finding::new(
                page.span(manager.range.clone()),
                format!("`{}` is no role of any page", manager.title.text),
            );
            let finding = match nearest_known(&manager.title, corpus) {
                Some(known) => finding.help(format!("the nearest title is `{}`", known.text)),
                None => match nearest_above(&manager.title, (index, number), corpus) {
                    Some(nearest) => {
                        let (other, role) = corpus.role(nearest);
                        finding
                            .help(format!("the nearest title is `{}`", role.title.text))
                            .relate(other.span(role.at.clone()), "the role with the nearest title")
                    }
                    None => finding.help("name a role that has a page, or add the title to `titles.known` in the configuration"),
                },
            };
            findings.push(finding);
        }
    }
    findings
}

/// Whether a text names one role by its title, and describes nobody: `Director of Legal`, not `a regional leader`.
fn names_a_role(page: &Page, manager: &Named) -> bool {
    let text = manager.title.text.as_str();
    let written = page.source.slice(manager.range.clone());
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .collect();
    let small = |word: &&&str| word.starts_with(char::is_lowercase) && !SMALL.contains(*word);
    let is_capital = match words.iter().filter(small).count() {
        0 => true,
        // A long title may end in a slip: `Director of Global Events marketing`.
        1 => words.len() > LONG && words.last().as_ref().is_some_and(small),
        _ => false,
    };
    is_capital
        && (2..=10).contains(&words.len())
        && !text.contains(['/', '[', ']', '{', '}', '<', '>', '"', '`', '_'])
        && !page.document.is_opaque(&manager.range)
        && !written.contains("](")
        && !manager.title.function.is_empty()
        && !describes(&manager.title.function)
}

/// Whether a word of a title is no word at all, but nearly one of the titles of these roles.
fn is_misspelt(title: &Title, roles: &[RoleId], corpus: &Corpus) -> bool {
    const SHORTEST: usize = 5;
    let titles = || roles.iter().map(|&role| &corpus.role(role).1.title);
    let is_slip = |word: &String| {
        let is_near_it = |other: &String| word != other && is_near(word, other, word.len() / SHORTEST);
        word.len() >= SHORTEST
            && matches!(lexicon::find(word), None | Some(Word::Wrong { .. }))
            && titles().all(|other| !other.function.contains(word) && other.function.iter().any(is_near_it))
    };
    !roles.is_empty() && title.function.iter().any(is_slip)
}

/// Whether words describe somebody. `Team Member Relations` is something to be in charge of.
fn describes(function: &[String]) -> bool {
    function.iter().enumerate().any(|(index, word)| {
        let of_members = word == "team" && function.get(index + 1).is_some_and(|next| next == "member");
        DESCRIBES.contains(&word.as_str()) && !of_members
    })
}

/// Whether the profile says that the title is right although no page has it.
fn is_known(title: &Title, corpus: &Corpus) -> bool {
    corpus.vocabulary.known_titles.iter().any(|known| title.same(known))
}

/// The role with the nearest title, if those who report may report to it: it is none of them, and ranks above them.
fn nearest_above(title: &Title, (page, statement): (usize, usize), corpus: &Corpus) -> Option<RoleId> {
    let nearest = corpus.titles.nearest(title, page, corpus)?;
    let above = &corpus.role(nearest).1.title;
    let height = |title: &Title| title.height(&corpus.vocabulary);
    let roles = corpus.pages[page].roles.iter().enumerate();
    let mut reporters = roles.filter(|(_, role)| role.reporting.contains(&statement));
    let fits = reporters.all(|(role, reporter)| {
        let is_same = nearest == RoleId { page, role };
        let reporter = &reporter.title;
        !is_same
            && (above.management > reporter.management
                || above.management == reporter.management
                    && above.levels != reporter.levels
                    && height(above).zip(height(reporter)).is_none_or(|(above, below)| above > below))
    });
    fits.then_some(nearest)
}

/// The title without a page of its own that this one is a slip of.
fn nearest_known<'a>(title: &Title, corpus: &'a Corpus) -> Option<&'a Title> {
    const FARTHEST: usize = 2;
    let function = title.function.join(" ");
    let length = function.chars().count();
    let mut known = corpus.vocabulary.known_titles.iter();
    known.find(|known| {
        // Most are longer or shorter than a slip can make them, which costs least to tell.
        known.management == title.management && {
            let other = known.function.join(" ");
            other.chars().count().abs_diff(length) <= FARTHEST
                && strsim::osa_distance(&other, &function) <= FARTHEST
        }
    })
}

/// Whether somebody of a team is meant: `a Payments Engineering Manager`, where other engineering managers are known.
fn is_one_of_many(page: &Page, manager: &Named, corpus: &Corpus) -> bool {
    let before = page.source.slice(0..manager.range.start).trim_end();
    let indefinite = before.ends_with(" a") || before.ends_with(" an");
    let wanted: Option<&[String; 2]> = manager.title.function.last_chunk();
    indefinite
        && wanted.is_some()
        && corpus.titles.known().any(|other| {
            other.management == manager.title.management && other.function.last_chunk() == wanted
        })
}
