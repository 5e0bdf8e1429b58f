//! Takes out the findings that comments of the pages silence, and tells which comments silence nothing.

mod cover;

use crate::corpus::Corpus;
use crate::finding::Diagnostic;
use crate::model::Ignore;
use crate::rules::{BoundRule, Check, Unused, catalogue, known_names, meant_by};
use crate::source::FileId;
use cover::Comments;
use rustc_hash::FxHashSet;

/// Silences findings, and adds what is to be said of the comments that silence nothing. The findings are in order, before
/// and after. Returns how many were silenced.
pub fn silence(
    corpus: &Corpus,
    rules: &[BoundRule],
    is_checked: impl Fn(FileId) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> usize {
    let mut pages: Vec<Comments> = corpus
        .pages
        .iter()
        .filter(|page| !page.ignores.is_empty() && is_checked(page.file))
        .map(Comments::new)
        .collect();
    if pages.is_empty() {
        return 0;
    }
    let known = known_names();
    pages.iter_mut().for_each(|page| page.read_names(&known));
    let mut silenced = take_out(&mut pages, diagnostics);
    let judged = Judged {
        rules,
        ran: names_that_ran(rules),
        known,
    };
    for rule in rules {
        let Check::After(check) = &rule.check else {
            continue;
        };
        // What is said of a comment can be silenced by another. Whether that one silences anything is known only then,
        // and what is said of it cannot be silenced any more.
        let mut all = Vec::new();
        for last in [false, true] {
            let mut said: Vec<Diagnostic> = pages
                .iter()
                .flat_map(|page| unused(page, &judged, diagnostics))
                .filter(|unused| silences(unused.ignore, rule) == last)
                .flat_map(|unused| super::stamp(rule, corpus, check(&unused)))
                .collect();
            super::sort(&mut said);
            if !last {
                silenced += take_out(&mut pages, &mut said);
            }
            all.append(&mut said);
        }
        super::finish(&mut all, corpus);
        diagnostics.append(&mut all);
    }
    super::sort(diagnostics);
    silenced
}

fn silences(ignore: &Ignore, rule: &BoundRule) -> bool {
    let names = [rule.name, rule.category];
    ignore
        .names
        .iter()
        .any(|name| names.contains(&name.text.as_str()))
}

/// The rules that ran, and the categories of which every rule ran that is not off by itself: of others it is not known
/// whether they silence anything.
fn names_that_ran(rules: &[BoundRule]) -> FxHashSet<&'static str> {
    let mut ran: FxHashSet<&str> = rules.iter().map(|rule| rule.category).collect();
    // A catalogue that cannot be read runs no rule.
    for rule in catalogue().unwrap_or_default() {
        let is_on = rule.file.severity.severity().is_some();
        if is_on && !rules.iter().any(|bound| bound.name == rule.name) {
            ran.remove(rule.file.category.as_str());
        }
    }
    ran.extend(rules.iter().map(|rule| rule.name));
    ran
}

/// Which names can be judged.
struct Judged<'a> {
    rules: &'a [BoundRule],
    /// See [`names_that_ran`].
    ran: FxHashSet<&'static str>,
    /// Every name of a rule or category.
    known: Vec<String>,
}

impl Judged<'_> {
    /// Whether it is known that a name silenced nothing on the page of this path where it did not.
    fn can_tell(&self, name: &str, path: &str) -> bool {
        let Some(name) = meant_by(name, &self.known) else {
            return false;
        };
        let is_off = |rule: &&BoundRule| rule.severity_on(path).is_none();
        let meant = |rule: &&BoundRule| rule.name == name || rule.category == name;
        self.ran.contains(name) && !self.rules.iter().filter(meant).any(|rule| is_off(&rule))
    }
}

/// The comments of a page that name nothing, or something that silenced nothing.
fn unused<'a>(page: &Comments<'a>, judged: &Judged, left: &[Diagnostic]) -> Vec<Unused<'a>> {
    let Comments { page, used, .. } = page;
    let path = &page.source.path;
    let title = page.title_span();
    let from = left.partition_point(|other| other.finding.at < title);
    let of_page: Vec<&Diagnostic> = left[from..]
        .iter()
        .take_while(|other| other.finding.at == title)
        .collect();
    let comments = page.ignores.iter().enumerate();
    comments
        .filter_map(|(comment, ignore)| {
            let names = ignore.names.iter().enumerate();
            let idle: Vec<usize> = names
                .filter(|(name, _)| !used.contains(&(comment, *name)))
                .filter(|(_, name)| judged.can_tell(&name.text, path))
                .map(|(name, _)| name)
                .collect();
            let says_nothing = ignore.names.is_empty() || !ignore.is_known;
            (says_nothing || !idle.is_empty()).then(|| Unused {
                page,
                ignore,
                of_page: of_page.iter().any(|other| {
                    idle.iter()
                        .map(|&name| ignore.names[name].text.as_str())
                        .any(|name| name == other.rule || name == other.category)
                }),
                idle,
            })
        })
        .collect()
}

/// Takes out what is silenced, of findings that are in order. Returns how many.
fn take_out(pages: &mut [Comments], diagnostics: &mut Vec<Diagnostic>) -> usize {
    let all = diagnostics.len();
    pages.iter_mut().for_each(Comments::rewind);
    let mut index = 0;
    diagnostics.retain(|diagnostic| {
        let file = diagnostic.finding.at.file;
        while pages.get(index).is_some_and(|page| page.page.file < file) {
            index += 1;
        }
        match pages.get_mut(index) {
            Some(page) if page.page.file == file => !page.silences(diagnostic),
            _ => true,
        }
    });
    all - diagnostics.len()
}
