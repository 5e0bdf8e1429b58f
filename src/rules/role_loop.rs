//! Roles that lead to each other in a loop: by whom they report to, or by their next steps. One check for two rules.

use crate::corpus::Corpus;
use crate::corpus::loops::loops;
use crate::corpus::titles::{self, RoleId};
use crate::finding::Finding;
use crate::source::Span;
use rustc_hash::FxHashMap;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Params {
    /// What leads from role to role.
    by: By,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum By {
    Managers,
    NextSteps,
}

/// A role that leads to another, and where its page says so.
struct Edge {
    from: RoleId,
    to: RoleId,
    at: Span,
}

pub fn check(params: &Params, corpus: &Corpus) -> Vec<Finding> {
    let edges = match params.by {
        By::Managers => managers(corpus),
        By::NextSteps => next_steps(corpus),
    };
    let mut nodes: Vec<RoleId> = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let number = |role: RoleId| nodes.binary_search(&role).unwrap_or_default();
    let mut graph = vec![Vec::new(); nodes.len()];
    let mut places: FxHashMap<(RoleId, RoleId), Span> = FxHashMap::default();
    for edge in edges {
        let first = *places.entry((edge.from, edge.to)).or_insert(edge.at);
        if first == edge.at {
            graph[number(edge.from)].push(number(edge.to));
        }
    }
    for to in &mut graph {
        to.sort_unstable();
        to.dedup();
    }
    let title = |node: usize| corpus.role(nodes[node]).1.title.text.as_str();
    loops(&graph)
        .into_iter()
        .filter_map(|steps| {
            let at = |index: usize| {
                let (from, to) = (steps[index], steps[(index + 1) % steps.len()]);
                places.get(&(nodes[from], nodes[to])).copied()
            };
            let verb = match params.by {
                By::Managers => "reports to",
                By::NextSteps => "leads to",
            };
            let names: Vec<String> = steps
                .iter()
                .chain(steps.first())
                .map(|&node| format!("`{}`", title(node)))
                .collect();
            let mut finding = Finding::new(
                at(0)?,
                match params.by {
                    By::Managers => format!("these roles report to each other in a loop: {}", shown(&names)),
                    By::NextSteps => format!("these next steps lead round in a loop: {}", shown(&names)),
                },
            )
            .help(match params.by {
                By::Managers => "correct the manager of one of them",
                By::NextSteps => "correct the next step of one of them",
            });
            for index in 1..steps.len() {
                let label = format!("here {} {verb} {}", names[index], names[index + 1]);
                finding = finding.relate(at(index)?, label);
            }
            Some(finding)
        })
        .collect()
}

/// The titles in order; of a long loop only its start.
fn shown(names: &[String]) -> String {
    const MOST: usize = 8;
    if names.len() <= MOST {
        return names.join(" > ");
    }
    format!("{} > and {} more", names[..MOST].join(" > "), names.len() - MOST)
}

fn managers(corpus: &Corpus) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (index, page) in corpus.pages.iter().enumerate() {
        for (number, role) in page.roles.iter().enumerate() {
            let from = RoleId { page: index, role: number };
            for &statement in &role.reporting {
                let managers = &page.reporting[statement].managers;
                let answers = corpus.titles.managers(index, statement);
                for (manager, answer) in managers.iter().zip(answers) {
                    if let Some(to) = answer.role().filter(|&to| to != from) {
                        let at = page.span(manager.range.clone());
                        edges.push(Edge { from, to, at });
                    }
                }
            }
        }
    }
    edges
}

fn next_steps(corpus: &Corpus) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (index, page) in corpus.pages.iter().enumerate() {
        for (roles, step, to) in titles::steps(&corpus.pages, &corpus.titles, index) {
            let at = page.span(page.steps[step].1.name.range.clone());
            edges.extend(
                roles
                    .into_iter()
                    .filter(|&from| from != to)
                    .map(|from| Edge { from, to, at }),
            );
        }
    }
    edges
}
