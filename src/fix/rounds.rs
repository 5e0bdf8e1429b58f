//! Rounds of fixes: apply what goes together, look again, take back what caused another finding.

use super::cause;
use super::edits::{Edits, Moves};
use super::recognise::{Mark, recognise};
use super::{Fixed, Plan};
use crate::corpus::Corpus;
use crate::finding::{Diagnostic, Fix, Safety};
use crate::lint;
use crate::source::{FileId, offset};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// How often everything is linted before what is still open is left as it is. Three are usual.
const LOOKS: usize = 100;

/// Applies the fixes of `wanted`, findings of the corpus as it is, and of what comes to light on the way. The corpus
/// holds the new texts then; nothing is written. None where there was nothing to do.
pub fn run(corpus: &mut Corpus, plan: Plan<'_>, wanted: &[Diagnostic]) -> Option<Fixed> {
    wanted
        .iter()
        .find(|diagnostic| plan.fix(diagnostic).is_some())?;
    let mut rounds = Rounds::new(corpus, plan, wanted);
    while rounds.looks < LOOKS && rounds.run_one() {}
    Some(rounds.finish())
}

impl Plan<'_> {
    /// The fix of a finding, if it may be applied.
    fn fix<'a>(&self, diagnostic: &'a Diagnostic) -> Option<&'a Fix> {
        let own = diagnostic.finding.at.file;
        diagnostic.finding.fix.as_deref().filter(|fix| {
            (self.allowed == Safety::Unsafe || fix.safety == Safety::Safe)
                && fix.edits.iter().all(|edit| edit.at.file == own)
        })
    }
}

/// A finding of the corpus as it is.
struct Found {
    diagnostic: Diagnostic,
    mark: Mark,
    /// Of a rule of the run, not of one that only stands guard, in a page that is checked.
    own: bool,
    /// Whether it is to be fixed and reported.
    wanted: bool,
}

/// The fixes of one page that are tried together.
#[derive(Default)]
struct Trial {
    edits: Edits,
    /// The findings that they are for.
    of: Vec<usize>,
    /// The text before.
    before: String,
}

/// Fixes of a page that were taken back, and the findings that they may have caused.
#[derive(Default)]
struct Suspects {
    fixes: Vec<usize>,
    of: Vec<Caused>,
}

type Trials = BTreeMap<FileId, Trial>;

/// A finding that was not there before, whatever its place.
type Caused = (FileId, &'static str, u64);

struct Rounds<'a> {
    corpus: &'a mut Corpus,
    plan: Plan<'a>,
    now: Vec<Found>,
    /// The texts of changed pages as they were at the start.
    first: BTreeMap<FileId, String>,
    /// How many fixes of a page are tried at once, after some of them together caused another finding.
    limits: FxHashMap<FileId, usize>,
    /// Fixes that caused another finding: page, rule and place.
    refused: FxHashSet<(FileId, &'static str, u32)>,
    count: usize,
    looks: usize,
}

impl<'a> Rounds<'a> {
    fn new(corpus: &'a mut Corpus, plan: Plan<'a>, wanted: &[Diagnostic]) -> Self {
        let wanted: FxHashSet<Mark> = wanted
            .iter()
            .map(|diagnostic| Mark::of(corpus, diagnostic))
            .collect();
        let mut rounds = Self {
            corpus,
            plan,
            now: Vec::new(),
            first: BTreeMap::new(),
            limits: FxHashMap::default(),
            refused: FxHashSet::default(),
            count: 0,
            looks: 0,
        };
        rounds.now = rounds.look();
        for found in &mut rounds.now {
            found.wanted = found.own && wanted.contains(&found.mark);
        }
        rounds
    }

    /// Every finding, in the order of pages and places.
    fn look(&mut self) -> Vec<Found> {
        self.looks += 1;
        let corpus: &Corpus = self.corpus;
        let mut found = Vec::new();
        for (rules, own) in [(self.plan.rules, true), (self.plan.guards, false)] {
            let diagnostics = lint::run_everywhere(corpus, rules).into_iter();
            found.extend(diagnostics.map(|diagnostic| Found {
                mark: Mark::of(corpus, &diagnostic),
                own: own && corpus.is_checked(diagnostic.finding.at.file),
                wanted: false,
                diagnostic,
            }));
        }
        found.sort_by_key(|found| (found.mark.file, found.mark.start));
        found
    }

    /// Tries what can be fixed now. Whether anything was tried.
    fn run_one(&mut self) -> bool {
        let mut trials = self.choose();
        if trials.is_empty() {
            return false;
        }
        let texts = trials.iter_mut().filter_map(|(file, trial)| {
            let page = self.corpus.page(*file)?;
            page.source.text().clone_into(&mut trial.before);
            Some((*file, trial.edits.apply(&trial.before)))
        });
        let texts = texts.collect();
        self.corpus.replace(texts);
        let mut taken_back: BTreeMap<FileId, Suspects> = BTreeMap::new();
        loop {
            let mut next = self.look();
            let caused = self.compare(&trials, &mut next);
            let still: FxHashSet<Caused> = caused.iter().map(|&index| key(&next[index])).collect();
            for (file, suspects) in std::mem::take(&mut taken_back) {
                if suspects.of.iter().any(|key| !still.contains(key)) {
                    self.blame(file, &suspects.fixes);
                }
            }
            if caused.is_empty() {
                self.accept(trials, next);
                return true;
            }
            for &index in &caused {
                for (file, fixes) in self.suspects(&trials, &next[index]) {
                    let suspects = taken_back.entry(file).or_default();
                    suspects.fixes.extend(fixes);
                    suspects.of.push(key(&next[index]));
                }
            }
            if taken_back.is_empty() {
                // Half of the pages at a time, until one is left.
                let half = trials.iter().skip(trials.len() / 2);
                let known: Vec<Caused> = still.into_iter().collect();
                let of = if trials.len() == 1 { known } else { Vec::new() };
                taken_back.extend(half.map(|(file, trial)| {
                    let (fixes, of) = (trial.of.clone(), of.clone());
                    (*file, Suspects { fixes, of })
                }));
            }
            if self.looks >= LOOKS {
                let all = trials.iter().map(|(file, trial)| (*file, trial.of.clone()));
                let all = all.map(|(file, fixes)| {
                    (
                        file,
                        Suspects {
                            fixes,
                            of: Vec::new(),
                        },
                    )
                });
                taken_back = all.collect();
            }
            self.take_back(&mut trials, &mut taken_back);
        }
    }

    /// The fixes that may have caused a finding: those in the likeliest place where there are any.
    fn suspects(&self, trials: &Trials, caused: &Found) -> BTreeMap<FileId, Vec<usize>> {
        let mut suspects: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
        for places in cause::places(self.corpus, &caused.diagnostic) {
            for place in places {
                let Some(trial) = trials.get(&place.file) else {
                    continue;
                };
                let moves = trial.edits.moves();
                let touches = |index: &&usize| {
                    let fix = self.now[**index].diagnostic.finding.fix.iter();
                    fix.flat_map(|fix| &fix.edits).any(|edit| {
                        let start = moves.start_of(edit.at.start);
                        start <= place.end && place.start <= start + offset(edit.text.len())
                    })
                };
                let found = trial.of.iter().filter(touches);
                suspects.entry(place.file).or_default().extend(found);
            }
            suspects.retain(|_, fixes| !fixes.is_empty());
            if !suspects.is_empty() {
                break;
            }
        }
        suspects
    }

    /// The fixes that are tried next, for each page as many as go together.
    fn choose(&self) -> Trials {
        let mut trials = Trials::new();
        for (index, found) in self.now.iter().enumerate() {
            let Some(fix) = self.plan.fix(&found.diagnostic).filter(|_| found.wanted) else {
                continue;
            };
            let Mark {
                file, rule, start, ..
            } = found.mark;
            let limit = self.limits.get(&file).copied().unwrap_or(usize::MAX);
            let trial = trials.entry(file).or_default();
            if trial.of.len() < limit
                && !self.refused.contains(&(file, rule, start))
                && trial.edits.add(fix)
            {
                trial.of.push(index);
            }
        }
        trials.retain(|_, trial| !trial.of.is_empty());
        trials
    }

    /// Recognises the findings of `next`, and tells which of them the trials caused. One that can be fixed itself in the
    /// next round is none: a lost bullet shows the next one, a word put right shows a title that can be linked.
    fn compare(&self, trials: &Trials, next: &mut [Found]) -> Vec<usize> {
        let moves = moves(trials);
        let before: Vec<Mark> = self
            .now
            .iter()
            .map(|found| found.mark.moved(moves.get(&found.mark.file)))
            .collect();
        let after: Vec<Mark> = next.iter().map(|found| found.mark).collect();
        let mut caused = Vec::new();
        for (index, known) in recognise(&before, &after).into_iter().enumerate() {
            let found = &mut next[index];
            match known {
                Some(known) => found.wanted = found.own && self.now[known].wanted,
                None => {
                    found.wanted = found.own;
                    let can_be_fixed = found.own && self.plan.fix(&found.diagnostic).is_some();
                    if !can_be_fixed || !trials.contains_key(&found.mark.file) {
                        caused.push(index);
                    }
                }
            }
        }
        caused
    }

    fn accept(&mut self, trials: Trials, next: Vec<Found>) {
        let moves = moves(&trials);
        self.refused = std::mem::take(&mut self.refused)
            .into_iter()
            .map(|(page, rule, at)| {
                (
                    page,
                    rule,
                    moves.get(&page).map_or(at, |moves| moves.of(at)),
                )
            })
            .collect();
        for (file, trial) in trials {
            self.count += trial.of.len();
            self.limits
                .entry(file)
                .and_modify(|limit| *limit = limit.saturating_mul(2));
            self.first.entry(file).or_insert(trial.before);
        }
        self.now = next;
    }

    /// Takes fixes back. What is left of a page's trial is made anew.
    fn take_back(&mut self, trials: &mut Trials, suspects: &mut BTreeMap<FileId, Suspects>) {
        let mut texts = Vec::new();
        for (file, suspects) in suspects {
            let Some(trial) = trials.get_mut(file) else {
                continue;
            };
            suspects.fixes.sort_unstable();
            suspects.fixes.dedup();
            let gone = &suspects.fixes;
            trial.of.retain(|index| gone.binary_search(index).is_err());
            trial.edits = Edits::default();
            for &index in &trial.of {
                if let Some(fix) = &self.now[index].diagnostic.finding.fix {
                    trial.edits.add(fix);
                }
            }
            texts.push((*file, trial.edits.apply(&trial.before)));
        }
        trials.retain(|_, trial| !trial.of.is_empty());
        self.corpus.replace(texts);
    }

    /// A page's fixes caused another finding: one of them is left out from now on, of several half are tried alone.
    fn blame(&mut self, file: FileId, fixes: &[usize]) {
        if let [only] = fixes {
            let mark = self.now[*only].mark;
            self.refused.insert((file, mark.rule, mark.start));
        } else {
            self.limits.insert(file, fixes.len() / 2);
        }
    }

    fn finish(self) -> Fixed {
        let mut fixed = Fixed {
            count: self.count,
            ..Fixed::default()
        };
        for (file, before) in self.first {
            let changed = |now: &str| now != before;
            if self
                .corpus
                .source(file)
                .is_some_and(|source| changed(source.text()))
            {
                fixed.pages.push((file, before));
            }
        }
        for found in self.now.into_iter().filter(|found| found.own) {
            if found.wanted {
                fixed.left.push(found.diagnostic.clone());
            }
            fixed.all.push(found.diagnostic);
        }
        fixed
    }
}

fn moves(trials: &Trials) -> BTreeMap<FileId, Moves> {
    let of = |(file, trial): (&FileId, &Trial)| (*file, trial.edits.moves());
    trials.iter().map(of).collect()
}

fn key(found: &Found) -> Caused {
    (found.mark.file, found.mark.rule, found.mark.hash)
}
