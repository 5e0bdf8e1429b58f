//! Every role by its title, and which role each manager and each next step that a page names is.

mod alike;
mod answer;
mod ladders;
mod reader;

pub use answer::{Answer, RoleId};
pub use ladders::steps;

use super::Corpus;
use super::site::Site;
use crate::model::memo::Memo;
use crate::model::title::TitleKey as Key;
use crate::model::{Page, Title, Vocabulary};
use alike::Shape;
use rayon::prelude::*;
use reader::Reader;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// How many roles an ambiguous answer keeps.
const FEW: usize = 8;

/// A title, and the roles that have it.
#[derive(Debug)]
struct Known {
    title: Title,
    shape: Shape,
    roles: Vec<RoleId>,
}

/// The titles of the corpus.
#[derive(Debug, Default)]
pub struct Titles {
    /// One of each title, in reading order: roles', and those of pages that describe a family. With the roles.
    known: Vec<Known>,
    /// Where each title stands among those.
    by_key: FxHashMap<Key, usize>,
    /// Where the titles of each rank stand among those, without such as have a level in brackets.
    by_rank: FxHashMap<Rank, Vec<usize>>,
    /// Where those stand.
    bracketed: Vec<usize>,
    /// What each page's managers and next steps are.
    pages: Vec<Answers>,
    /// What may be meant by each title that pages name and no role has.
    loose: FxHashMap<(Key, Vec<String>), Loose>,
    /// In how many titles each word stands that names no kind of job, once that was asked for.
    word_counts: OnceLock<FxHashMap<String, u32>>,
    /// The known titles that are like each one that was asked for, and how like.
    near: Memo<Arc<[(usize, f64)]>>,
    /// How many pages describe a family.
    families: usize,
}

/// A rank in people management, and levels.
type Rank = (Option<usize>, Vec<String>);

/// What may be meant by a title that no role has: whether anything, and which roles.
type Loose = (bool, Vec<RoleId>);

/// Which roles the managers and next steps of a page are.
#[derive(Debug, Default)]
struct Answers {
    /// By statement, then by manager.
    managers: Vec<Vec<Answer>>,
    steps: Vec<Answer>,
}

impl Titles {
    /// Reads the titles of these pages, and resolves what they name.
    pub fn new(pages: &[Page], site: &Site, vocabulary: &Vocabulary) -> Self {
        let mut titles = Self {
            families: pages.iter().filter(|page| page.family).count(),
            ..Self::default()
        };
        let keys: Vec<Vec<Key>> = pages
            .par_iter()
            .map(|page| keys(page, vocabulary))
            .collect();
        let mut seen: FxHashMap<&Key, usize> = FxHashMap::default();
        for (index, of_page) in keys.iter().enumerate() {
            for (role, key) in of_page.iter().enumerate() {
                let at = *seen.entry(key).or_insert_with(|| {
                    let title = full_title(&pages[index], role, vocabulary);
                    titles.known.push(Known {
                        shape: Shape::of(&title),
                        title,
                        roles: Vec::new(),
                    });
                    titles.known.len() - 1
                });
                // What comes after the roles is the page's own title.
                if role < pages[index].roles.len() {
                    titles.known[at].roles.push(RoleId { page: index, role });
                }
            }
        }
        titles.by_key = seen
            .into_iter()
            .map(|(key, at)| (key.clone(), at))
            .collect();
        for (at, known) in titles.known.iter().enumerate() {
            let title = &known.title;
            let of_rank = if title.bracketed.is_empty() {
                let rank = (title.management, title.levels.clone());
                titles.by_rank.entry(rank).or_default()
            } else {
                &mut titles.bracketed
            };
            of_rank.push(at);
        }
        titles.loose = titles.read_loose(pages);
        let reader = Reader {
            titles: &titles,
            pages,
            site,
        };
        let all = (0..pages.len()).into_par_iter().with_max_len(super::PAGES);
        titles.pages = all.map(|page| reader.answers(page)).collect();
        titles
    }

    /// Looks at each title once, however many pages name it.
    fn read_loose(&self, pages: &[Page]) -> FxHashMap<(Key, Vec<String>), Loose> {
        let mut wanted: FxHashMap<(Key, Vec<String>), &Title> = FxHashMap::default();
        for page in pages.iter().filter(|page| page.family) {
            let managers = page
                .reporting
                .iter()
                .flat_map(|statement| &statement.managers);
            for name in managers.chain(page.steps.iter().map(|(_, step)| &step.name)) {
                let title = &name.title;
                let key = title.key();
                if !title.function.is_empty() && self.roles_of(&key).is_empty() {
                    wanted
                        .entry((key, title.bracketed.clone()))
                        .or_insert(title);
                }
            }
        }
        wanted
            .into_par_iter()
            .map(|(key, title)| (key, self.may_mean(title)))
            .collect()
    }

    fn may_mean(&self, title: &Title) -> Loose {
        let shape = Shape::of(title);
        let mut known = false;
        let mut roles = Vec::new();
        self.of_like_rank(title).for_each(|other| {
            if alike::may_be(title, &shape, &other.title, &other.shape) {
                known = true;
                roles.extend(&other.roles);
            }
        });
        roles.sort_unstable();
        (known, few(&roles))
    }

    /// The titles whose rank does not tell at once that another title is meant: those of its own rank, and managers of
    /// people beside managers of something. A level in brackets may be left out.
    fn of_like_rank(&self, title: &Title) -> impl Iterator<Item = &Known> {
        let of_rank = |rank| {
            let titles = self.by_rank.get(&(rank, title.levels.clone()));
            titles.map_or(&[][..], Vec::as_slice)
        };
        let other = match title.management {
            None => Some(Some(0)),
            Some(0) => Some(None),
            Some(_) => None,
        };
        let (all, like): (&[Known], [&[usize]; 3]) = if title.bracketed.is_empty() {
            let other = other.map_or(&[][..], of_rank);
            (&[], [of_rank(title.management), other, &self.bracketed])
        } else {
            (&self.known, [&[]; 3])
        };
        let like = like.into_iter().flatten().map(|&at| &self.known[at]);
        all.iter().chain(like)
    }

    /// How many pages describe a family.
    pub fn families(&self) -> usize {
        self.families
    }

    /// Which roles the managers of a page's statement are.
    pub fn managers(&self, page: usize, statement: usize) -> &[Answer] {
        self.pages
            .get(page)
            .and_then(|answers| answers.managers.get(statement))
            .map_or(&[], Vec::as_slice)
    }

    /// Which role a next step of a page is, by its index among the page's.
    pub fn step(&self, page: usize, step: usize) -> &Answer {
        self.pages
            .get(page)
            .and_then(|answers| answers.steps.get(step))
            .unwrap_or(&Answer::Elsewhere)
    }

    /// The roles of a title, in reading order.
    pub fn roles(&self, title: &Title) -> &[RoleId] {
        self.roles_of(&title.key())
    }

    fn roles_of(&self, key: &Key) -> &[RoleId] {
        self.by_key
            .get(key)
            .map_or(&[], |&at| self.known[at].roles.as_slice())
    }

    /// One of each title, in reading order.
    pub fn known(&self) -> impl Iterator<Item = &Title> {
        self.known.iter().map(|known| &known.title)
    }

    /// Whether some role or page of the corpus may be meant by this title: a shorter or a longer form of it counts.
    pub fn may_be_known(&self, title: &Title) -> bool {
        self.may_mean(title).0
    }

    /// The role whose title is most like this one, which a page names: it has most of the words that tell titles apart,
    /// and is best of the same rank, on the same page or beside it on the site.
    pub fn nearest(&self, title: &Title, from: usize, corpus: &Corpus) -> Option<RoleId> {
        let vocabulary = &corpus.vocabulary;
        // All of the title: some were changed since they were read.
        let alike = self.near.get(&format!("{title:?}"), || {
            let counts = self
                .word_counts
                .get_or_init(|| alike::word_counts(self.known(), vocabulary));
            let likeness = alike::Likeness::to(title, counts, vocabulary);
            let known = self.known.iter().enumerate();
            known
                .filter_map(|(at, known)| Some((at, likeness.of(&known.title, &known.shape)?)))
                .collect()
        });
        let candidates = alike.iter().filter_map(|&(at, likeness)| {
            let (nearness, role) = nearest_place(&self.known[at].roles, from, &corpus.site)?;
            Some((likeness + nearness, role))
        });
        // Of two that are as like, the first.
        let nearest =
            candidates.max_by(|(a, first), (b, second)| a.total_cmp(b).then(second.cmp(first)));
        nearest.map(|(_, role)| role)
    }
}

/// The one of these roles, which have one title, that stands nearest to a page, and what that adds to its likeness.
fn nearest_place(roles: &[RoleId], from: usize, site: &Site) -> Option<(f64, RoleId)> {
    const ON_PAGE: f64 = 0.25;
    const BESIDE: f64 = 0.15;
    let first = *roles.first()?;
    let on_page = roles.iter().find(|role| role.page == from);
    let section = site.section(from);
    let beside = || roles.iter().find(|role| site.section(role.page) == section);
    Some(match (on_page, beside) {
        (Some(role), _) => (ON_PAGE, *role),
        (None, beside) => beside().map_or((0.0, first), |role| (BESIDE, *role)),
    })
}

/// The titles of a page's roles, and then its own, as they are compared.
fn keys(page: &Page, vocabulary: &Vocabulary) -> Vec<Key> {
    if !page.family {
        return Vec::new();
    }
    let roles = (0..page.roles.len()).map(|role| full_title(page, role, vocabulary));
    let family = Title::new(page.name(), vocabulary);
    roles.chain([family]).map(|title| title.key()).collect()
}

/// A role's title; one that is a rank alone (`Senior`) with what the page is about. After the roles the page's own.
fn full_title(page: &Page, role: usize, vocabulary: &Vocabulary) -> Title {
    let family = || Title::new(page.name(), vocabulary);
    let Some(role) = page.roles.get(role) else {
        return family();
    };
    if role.title.function.is_empty() {
        return role.title.with_function(family().function.clone());
    }
    role.title.clone()
}

fn few(roles: &[RoleId]) -> Vec<RoleId> {
    roles.iter().take(FEW).copied().collect()
}
