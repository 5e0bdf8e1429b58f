//! A title that names one role of the corpus and does not link to it. One check for managers and for next steps.

use crate::corpus::Corpus;
use crate::corpus::titles::{Answer, RoleId};
use crate::finding::{Finding, Fix};
use crate::model::{Named, Owner, Page};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Params {
    /// Whose titles.
    titles: Titles,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Titles {
    Managers,
    NextSteps,
}

pub fn check(params: &Params, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let Some(index) = corpus.page_index(page) else {
        return Vec::new();
    };
    let named: Vec<(&Named, &Answer, Option<usize>)> = match params.titles {
        Titles::Managers => page
            .reporting
            .iter()
            .enumerate()
            .flat_map(|(number, statement)| {
                let answers = corpus.titles.managers(index, number);
                let heading = statement.heading;
                statement
                    .managers
                    .iter()
                    .zip(answers)
                    .map(move |(name, answer)| (name, answer, heading))
            })
            .collect(),
        Titles::NextSteps => page
            .steps
            .iter()
            .enumerate()
            // A diagram has no links.
            .filter(|(_, (_, step))| step.from.is_none())
            .map(|(number, (field, step))| {
                let heading = page.fields[*field].heading;
                (&step.name, corpus.titles.step(index, number), Some(heading))
            })
            .collect(),
    };
    let what = match params.titles {
        Titles::Managers => "manager",
        Titles::NextSteps => "next step",
    };
    named
        .into_iter()
        // What stands beside brackets is a link that did not parse.
        .filter(|(name, ..)| name.link.is_none() && !name.title.text.contains(['[', ']', '{', '}']))
        .filter_map(|(name, answer, heading)| {
            let to = answer.role()?;
            (!is_own(page, index, to, heading)).then(|| finding(page, index, name, to, what, corpus))
        })
        .collect()
}

/// Whether the role is the very one that the text stands under.
fn is_own(page: &Page, index: usize, to: RoleId, heading: Option<usize>) -> bool {
    let owner = heading.map_or(Owner::Page, |heading| page.owners[heading]);
    to.page == index && (owner == Owner::Role(to.role) || page.roles.len() == 1)
}

fn finding(page: &Page, from: usize, name: &Named, to: RoleId, what: &str, corpus: &Corpus) -> Finding {
    let (other, role) = corpus.role(to);
    let at = page.span(name.range.clone());
    let finding = Finding::new(at, format!("the {what} `{}` is not linked to its role", name.title.text))
        .relate(other.span(role.at.clone()), "the role");
    let Some(target) = corpus.role_address(from, to) else {
        return finding.help("link the title to its role");
    };
    let help = format!("link it to `{target}`");
    let written = page.source.slice(name.range.clone());
    // Anything but plain words may not stand in a link.
    if written.contains(['[', ']', '<', '>', '{', '}', '`', '\n', '!']) {
        return finding.help(help);
    }
    let text = format!("[{written}]({target})");
    // The words stay, and what a reader sees of them. The number of an anchor changes when its twin goes.
    let anchor = target.split_once('#').map_or("", |(_, anchor)| anchor);
    let is_numbered = anchor.rsplit_once('-').is_some_and(|(base, number)| {
        number.bytes().all(|byte| byte.is_ascii_digit())
            && other.document.headings.iter().any(|twin| *twin.id == *base)
    });
    let fix = if to.page == from && !is_numbered {
        Fix::safe(&help, at, text)
    } else {
        Fix::reviewed(&help, at, text)
    };
    finding.help(help).fix(fix)
}
