//! Runs rules over a corpus: in parallel, stamps what they say, sorts it, takes out what pages silence.

pub mod fingerprint;
mod silence;

use crate::corpus::{Corpus, PAGES};
use crate::finding::{Diagnostic, Finding, Fingerprint, Severity};
use crate::rules::{AppliesTo, BoundRule, Check};
use crate::source::{FileId, Span};
use fingerprint::Names;
use rayon::prelude::*;
use serde::Serialize;
use std::cmp::Ordering;
use std::fmt;

/// What a run found.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The findings: by path, then by place, then by rule.
    pub diagnostics: Vec<Diagnostic>,
    /// How many files were checked.
    pub files: usize,
    /// What was fixed, if fixes were asked for: the findings are those that are left.
    pub fixed: Option<FixCount>,
    /// How many findings are not among these although they were made.
    pub left_out: LeftOut,
}

/// How many findings of a run are not reported, by the reason why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// They are recorded in the baseline.
    pub baseline: usize,
    /// Comments in the pages silence them.
    pub suppressed: usize,
    /// They stood there before, on lines that did not change.
    pub unchanged: usize,
}

/// How much was fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FixCount {
    /// How many findings.
    pub findings: usize,
    /// In how many files.
    pub files: usize,
}

impl fmt::Display for FixCount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count| if count == 1 { "" } else { "s" };
        let Self { findings, files } = *self;
        write!(
            out,
            "{findings} finding{} in {files} page{}",
            plural(findings),
            plural(files)
        )
    }
}

/// Runs `rules` over the pages to report on, with the whole corpus to ask.
pub fn run(corpus: &Corpus, rules: &[BoundRule]) -> Outcome {
    let (diagnostics, suppressed) = run_on(corpus, rules, |file| corpus.is_checked(file));
    Outcome {
        diagnostics,
        files: corpus.checked_count(),
        left_out: LeftOut {
            suppressed,
            ..LeftOut::default()
        },
        fixed: None,
    }
}

/// Runs `rules` over every page of the corpus, whether it is reported on or not.
pub fn run_everywhere(corpus: &Corpus, rules: &[BoundRule]) -> Vec<Diagnostic> {
    run_on(corpus, rules, |_| true).0
}

/// Runs a rule where `asked` says so: on a page, or, with no file, a rule that looks at all of them at once. What is
/// silenced there is left out.
pub fn run_where(
    corpus: &Corpus,
    rules: &[BoundRule],
    asked: impl Fn(&BoundRule, Option<FileId>) -> bool + Sync,
) -> Vec<Diagnostic> {
    let asked = &asked;
    let of_pages = corpus.pages.par_iter().flat_map_iter(|page| {
        let rules = rules.iter().filter(|rule| {
            (page.family || rule.applies_to == AppliesTo::Any)
                && rule.severity_on(&page.source.path).is_some()
        });
        rules.flat_map(move |rule| {
            let findings = match &rule.check {
                Check::Page(check) if asked(rule, Some(page.file)) => check(page, corpus),
                _ => Vec::new(),
            };
            stamp(rule, corpus, findings)
        })
    });
    let of_corpus = rules.par_iter().flat_map_iter(|rule| {
        let findings = match &rule.check {
            Check::Corpus(check) if asked(rule, None) => check(corpus),
            _ => Vec::new(),
        };
        stamp(rule, corpus, findings)
    });
    let mut diagnostics: Vec<Diagnostic> = of_pages.chain(of_corpus).collect();
    sort(&mut diagnostics);
    silence::silence(corpus, rules, |_| true, &mut diagnostics);
    diagnostics
}

/// What the rules find in some files, and how many findings were silenced.
fn run_on(
    corpus: &Corpus,
    rules: &[BoundRule],
    is_checked: impl Fn(FileId) -> bool + Sync,
) -> (Vec<Diagnostic>, usize) {
    let is_checked = &is_checked;
    let names = Names::of(corpus);
    // All that can be done with findings before the last ones are made.
    let part = |mut found: Vec<Diagnostic>| {
        found.retain(|diagnostic| is_checked(diagnostic.finding.at.file));
        names.mark(&mut found, corpus);
        sort(&mut found);
        fingerprint::tell_apart(&mut found);
        found
    };
    let of_pages = corpus.pages.par_chunks(PAGES).map(|pages| {
        let mut found = Vec::new();
        // One rule at a time: its code is at hand then.
        for rule in rules {
            let Check::Page(check) = &rule.check else {
                continue;
            };
            for page in pages {
                if is_checked(page.file)
                    && (page.family || rule.applies_to == AppliesTo::Any)
                    && rule.severity_on(&page.source.path).is_some()
                {
                    found.extend(stamp(rule, corpus, check(page, corpus)));
                }
            }
        }
        part(found)
    });
    // Some take long: none holds up the one after it.
    let of_corpus = rules
        .par_iter()
        .with_max_len(1)
        .map(|rule| match &rule.check {
            Check::Corpus(check) => {
                let findings = check(corpus);
                let mut found = Vec::with_capacity(findings.len());
                found.extend(stamp(rule, corpus, findings));
                part(found)
            }
            Check::Page(_) | Check::After(_) => Vec::new(),
        });
    let mut diagnostics = merged(of_pages.chain(of_corpus).collect());
    fingerprint::keep_apart(&mut diagnostics);
    let suppressed = silence::silence(corpus, rules, is_checked, &mut diagnostics);
    (diagnostics, suppressed)
}

/// Puts diagnostics in order and gives them their fingerprints.
fn finish(diagnostics: &mut [Diagnostic], corpus: &Corpus) {
    sort(diagnostics);
    Names::of(corpus).mark(diagnostics, corpus);
    fingerprint::tell_apart(diagnostics);
    fingerprint::keep_apart(diagnostics);
}

fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.par_sort_unstable_by(order);
}

/// Fewer findings are in order before another thread is awake.
const MANY: usize = 8192;

/// The findings of all parts, each of which is in order, in order. A big site has many: each is moved once, to where it
/// belongs.
fn merged(parts: Vec<Vec<Diagnostic>>) -> Vec<Diagnostic> {
    let count = parts.iter().map(Vec::len).sum();
    // Where each starts, as one number, and which it is.
    let mut places: Vec<(u64, usize, usize)> = Vec::with_capacity(count);
    for (number, part) in parts.iter().enumerate() {
        let starts = part.iter().map(|diagnostic| start(diagnostic.finding.at));
        places.extend(starts.zip(0..).map(|(start, index)| (start, number, index)));
    }
    // This way of sorting makes use of what is in order already.
    if count < MANY {
        places.sort();
    } else {
        places.par_sort();
    }
    // Most stand alone.
    for at_one_place in places.chunk_by_mut(|a, b| a.0 == b.0) {
        if at_one_place.len() > 1 {
            let found = |&(_, part, index): &(u64, usize, usize)| &parts[part][index];
            at_one_place.sort_by(|a, b| order(found(a), found(b)));
        }
    }
    let mut parts: Vec<_> = parts.into_iter().map(Vec::into_iter).collect();
    let mut diagnostics = Vec::with_capacity(count);
    diagnostics.extend(places.iter().filter_map(|&(_, part, _)| parts[part].next()));
    diagnostics
}

/// Where a span starts: the lower, the further to the front.
fn start(at: Span) -> u64 {
    u64::from(at.file.0) << u32::BITS | u64::from(at.start)
}

/// Those that are alike in all of this read the same, in whatever order.
fn order(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    let key = |d: &Diagnostic| (d.finding.at, d.rule);
    let related = |d: &Diagnostic| d.finding.related.first().map(|related| related.at);
    key(a)
        .cmp(&key(b))
        .then_with(|| a.finding.message.cmp(&b.finding.message))
        .then_with(|| related(a).cmp(&related(b)))
        .then_with(|| a.finding.help.cmp(&b.finding.help))
}

fn stamp(
    rule: &BoundRule,
    corpus: &Corpus,
    findings: Vec<Finding>,
) -> impl Iterator<Item = Diagnostic> {
    findings.into_iter().filter_map(move |finding| {
        if cfg!(debug_assertions) {
            assert_in_file(rule.name, corpus, &finding);
        }
        Some(Diagnostic {
            rule: rule.name,
            category: rule.category,
            severity: severity(rule, corpus, &finding)?,
            finding,
            fingerprint: Fingerprint::default(),
        })
    })
}

/// How grave a finding is, if its rule is on where it stands.
fn severity(rule: &BoundRule, corpus: &Corpus, finding: &Finding) -> Option<Severity> {
    if rule.exceptions.is_empty() {
        return Some(rule.severity);
    }
    rule.severity_on(&corpus.source(finding.at.file)?.path)
}

/// Each span lies in its file on character boundaries, and a fix's edits do not overlap.
fn assert_in_file(rule: &str, corpus: &Corpus, finding: &Finding) {
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    let spans = std::iter::once(finding.at)
        .chain(finding.related.iter().map(|related| related.at))
        .chain(edits.clone().map(|edit| edit.at));
    for span in spans {
        let text = corpus.source(span.file).map_or("", |source| source.text());
        assert!(
            text.get(span.range()).is_some(),
            "{rule}: {span:?} is no span of its file"
        );
    }
    let mut ends = 0;
    for edit in edits {
        assert!(edit.at.start >= ends, "{rule}: edits overlap");
        ends = edit.at.end;
    }
}
