//! Whether a line had a finding before: rules are run on the old pages, and on the site of before as far as it matters.

use super::causes::{Cause, why};
use super::difference::{Difference, lines};
use super::{Asked, Candidate, REPEATS};
use crate::corpus::load::File;
use crate::corpus::{Corpus, Scope};
use crate::finding::Diagnostic;
use crate::lint;
use crate::rules::BoundRule;
use crate::source::{FileId, Source, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// Where a finding stands, as far as it is the same in two versions of a page.
#[derive(Clone, Debug)]
pub struct Place {
    /// The page.
    pub path: String,
    /// The first line.
    pub first: usize,
    /// The last line.
    pub last: usize,
    /// What stands there on the first line. White space counts as one space.
    text: String,
}

impl Place {
    /// The place of a span of this file.
    pub fn of(source: &Source, at: Span) -> Self {
        let (first, last) = lines(source, at);
        let text = source.slice(at.range()).lines().next().unwrap_or_default();
        let words: Vec<&str> = text.split_whitespace().collect();
        Self {
            path: source.path.clone(),
            first,
            last,
            text: words.join(" "),
        }
    }
}

/// The findings of a run that were made before, by rule and page.
#[derive(Default)]
struct Known(FxHashMap<(&'static str, String), Vec<Old>>);

struct Old {
    place: Place,
    /// Whether it was said of the whole page.
    of_page: bool,
    used: bool,
}

impl Known {
    fn add(&mut self, corpus: &Corpus, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            let at = diagnostic.finding.at;
            let Some(page) = corpus.page(at.file) else {
                continue;
            };
            let place = Place::of(&page.source, at);
            let key = (diagnostic.rule, place.path.clone());
            self.0.entry(key).or_default().push(Old {
                place,
                of_page: at == page.title_span(),
                used: false,
            });
        }
    }

    /// Whether a finding stood at this place. What was found once there is found again once.
    fn take(&mut self, rule: &'static str, place: &Place) -> bool {
        let Some(olds) = self.0.get_mut(&(rule, place.path.clone())) else {
            return false;
        };
        let same = olds.iter_mut().find(|old| {
            !old.used && old.place.first == place.first && old.place.text == place.text
        });
        if let Some(old) = same {
            old.used = true;
            return true;
        }
        olds.iter().any(|old| {
            let long = place.first < place.last || old.place.first < old.place.last;
            let meet = old.place.first <= place.last && place.first <= old.place.last;
            // What was said of the whole page was said of each of its roles.
            old.of_page || long && meet
        })
    }
}

/// The candidates that did not stand there before, each with what caused it.
pub fn new_ones(
    candidates: &[Candidate],
    found: &[Diagnostic],
    corpus: &mut Corpus,
    rules: &[BoundRule],
    difference: &Difference,
    since: &str,
) -> Vec<(usize, String)> {
    let rule = |candidate: &Candidate| found[candidate.index].rule;
    let mut known = Known::default();
    if candidates
        .iter()
        .any(|candidate| candidate.asked != Asked::Site)
    {
        let pages = old_pages(candidates, found, corpus, difference);
        let asked: FxHashSet<&str> = candidates
            .iter()
            .filter(|candidate| candidate.asked != Asked::Site)
            .map(rule)
            .collect();
        known.add(
            &pages,
            &lint::run_where(&pages, rules, |rule, _| asked.contains(rule.name)),
        );
    }
    let of_site: FxHashSet<(&str, &str)> = candidates
        .iter()
        .filter(|candidate| candidate.asked == Asked::Site)
        .map(|candidate| (rule(candidate), candidate.place.path.as_str()))
        .collect();
    let asked: FxHashSet<&str> = of_site.iter().map(|(rule, _)| *rule).collect();
    let aside = (!of_site.is_empty()).then(|| {
        let redirects = difference.redirects_before(corpus);
        let aside = corpus.turn_back(&difference.files(), difference.texts(), redirects);
        let wanted = |rule: &BoundRule, file: Option<FileId>| {
            asked.contains(rule.name)
                && file
                    .and_then(|file| corpus.page(file))
                    .is_none_or(|page| of_site.contains(&(rule.name, page.source.path.as_str())))
        };
        let diagnostics = lint::run_where(corpus, rules, wanted);
        known.add(corpus, &diagnostics);
        aside
    });
    let told = candidates
        .iter()
        .filter(|candidate| !known.take(rule(candidate), &candidate.place))
        .map(|candidate| {
            let cause = Cause {
                rule: rule(candidate),
                place: &candidate.place,
                related: candidate.related.as_ref(),
                file: found[candidate.index].finding.at.file,
            };
            let old_site = aside.is_some().then_some(&*corpus);
            (candidate.index, why(&cause, old_site, difference, since))
        })
        .collect();
    if let Some(aside) = aside {
        corpus.turn_forth(aside);
    }
    told
}

/// A corpus of the old texts alone, and of the pages that share a block with them.
fn old_pages(
    candidates: &[Candidate],
    found: &[Diagnostic],
    corpus: &Corpus,
    difference: &Difference,
) -> Corpus {
    let mut files = difference.texts();
    let mut taken: FxHashSet<FileId> = difference.files();
    for candidate in candidates {
        let diagnostic = &found[candidate.index];
        let file = diagnostic.finding.at.file;
        if let Some(source) = corpus.source(file)
            && diagnostic.rule == REPEATS
            && taken.insert(file)
        {
            files.push(File {
                path: source.path.clone(),
                text: Ok(source.text().into()),
            });
        }
    }
    let scope: Scope = corpus.scope();
    Corpus::scoped(files, corpus.profile.clone(), &scope)
}
