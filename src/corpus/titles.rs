//! Every role by its title, and which role each manager and each next step that a page names is.

use super::site::{Site, Target};
use crate::model::{FieldKind, Named, Owner, Page, Title, Vocabulary};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// A role of the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoleId {
    /// Its page, as an index into the corpus's.
    pub page: usize,
    /// Its index on the page.
    pub role: usize,
}

/// Which role a title names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This one, beyond doubt.
    Role(RoleId),
    /// One of these, or none of them: nobody can tell.
    Ambiguous(Vec<RoleId>),
    /// None of the corpus.
    Unknown,
    /// Something that the corpus cannot answer: a link out of its sight, a title without a function.
    Elsewhere,
}

impl Answer {
    /// The role, where it is beyond doubt.
    pub fn role(&self) -> Option<RoleId> {
        match self {
            Self::Role(role) => Some(*role),
            _ => None,
        }
    }
}

type Key = (Option<usize>, Vec<String>, Vec<String>);

/// The titles of the corpus.
#[derive(Debug, Default)]
pub struct Titles {
    /// The roles of each title, in reading order.
    roles: FxHashMap<Key, Vec<RoleId>>,
    /// One of each title, in reading order: roles', and those of pages that describe a family.
    known: Vec<(Title, Vec<RoleId>)>,
    /// What each page's managers and next steps are.
    pages: Vec<Answers>,
    /// What may be meant by each title that pages name and no role has.
    loose: FxHashMap<(Key, Vec<String>), Loose>,
    /// How many pages describe a family.
    families: usize,
}

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
    pub fn new(pages: &[Page], site: &Site, hosts: &[String], vocabulary: &Vocabulary) -> Self {
        let mut titles = Self {
            families: pages.iter().filter(|page| page.family).count(),
            ..Self::default()
        };
        let full: Vec<Vec<Title>> = pages
            .par_iter()
            .map(|page| full_titles(page, vocabulary))
            .collect();
        let mut seen: FxHashMap<Key, usize> = FxHashMap::default();
        for (index, of_page) in full.into_iter().enumerate() {
            for (role, title) in of_page.into_iter().enumerate() {
                let key = title.key();
                // What comes after the roles is the page's own title.
                let id = (role < pages[index].roles.len()).then_some(RoleId { page: index, role });
                let at = *seen.entry(key.clone()).or_insert_with(|| {
                    titles.known.push((title, Vec::new()));
                    titles.known.len() - 1
                });
                if let Some(id) = id {
                    titles.known[at].1.push(id);
                    titles.roles.entry(key).or_default().push(id);
                }
            }
        }
        titles.loose = titles.read_loose(pages);
        let reader = Reader {
            titles: &titles,
            pages,
            site,
            hosts,
        };
        let answers = (0..pages.len())
            .into_par_iter()
            .map(|page| reader.answers(page))
            .collect();
        titles.pages = answers;
        titles
    }

    /// Looks at each title once, however many pages name it.
    fn read_loose(&self, pages: &[Page]) -> FxHashMap<(Key, Vec<String>), Loose> {
        let mut wanted: FxHashMap<(Key, Vec<String>), &Title> = FxHashMap::default();
        for page in pages.iter().filter(|page| page.family) {
            let managers = page.reporting.iter().flat_map(|statement| &statement.managers);
            for name in managers.chain(page.steps.iter().map(|(_, step)| &step.name)) {
                let title = &name.title;
                let key = title.key();
                if !title.function.is_empty() && !self.roles.contains_key(&key) {
                    wanted.entry((key, title.bracketed.clone())).or_insert(title);
                }
            }
        }
        wanted
            .into_par_iter()
            .map(|(key, title)| (key, self.may_mean(title)))
            .collect()
    }

    fn may_mean(&self, title: &Title) -> Loose {
        let mut known = false;
        let mut roles = Vec::new();
        for (other, ids) in &self.known {
            if may_be(title, other) {
                known = true;
                roles.extend(ids);
            }
        }
        roles.sort_unstable();
        (known, roles)
    }

    /// How many pages describe a family.
    pub fn families(&self) -> usize {
        self.families
    }

    /// Which role a manager of a page's statement is.
    pub fn manager(&self, page: usize, statement: usize, manager: usize) -> &Answer {
        self.pages
            .get(page)
            .and_then(|answers| answers.managers.get(statement)?.get(manager))
            .unwrap_or(&Answer::Elsewhere)
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
        self.roles.get(&title.key()).map_or(&[], Vec::as_slice)
    }

    /// One of each title, in reading order.
    pub fn known(&self) -> impl Iterator<Item = &Title> {
        self.known.iter().map(|(title, _)| title)
    }

    /// Whether some role or page of the corpus may be meant by this title: a shorter or a longer form of it counts.
    pub fn may_be_known(&self, title: &Title) -> bool {
        self.known.iter().any(|(other, _)| may_be(title, other))
    }

    /// The role whose title is most like this one: most of the words in common, and best of the same rank.
    pub fn nearest(&self, title: &Title, vocabulary: &Vocabulary) -> Option<RoleId> {
        let wanted = title.text.to_lowercase();
        self.known
            .iter()
            .filter_map(|(other, roles)| {
                let shared = shared_words(title, other, vocabulary);
                let of_rank = other.management == title.management && other.levels == title.levels;
                let spelt = strsim::jaro_winkler(&wanted, &other.text.to_lowercase());
                let likeness = shared + spelt / 2.0 + if of_rank { 0.25 } else { 0.0 };
                (shared >= 0.4).then_some((likeness, *roles.first()?))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)))
            .map(|(_, role)| role)
    }
}

/// How many of the function words of two titles are the same, of 1; words for kinds of jobs do not count.
fn shared_words(a: &Title, b: &Title, vocabulary: &Vocabulary) -> f64 {
    let words = |title: &Title| -> Vec<String> {
        let of = title.function.iter();
        of.filter(|word| !vocabulary.is_title_noun(word)).cloned().collect()
    };
    let (a, b) = (words(a), words(b));
    let alike = |word: &String| b.iter().any(|other| strsim::jaro_winkler(word, other) > 0.92);
    let shared = a.iter().filter(|word| alike(word)).count();
    match a.len() + b.len() {
        0 => 0.0,
        all => 2.0 * shared as f64 / all as f64,
    }
}

/// The titles of a page's roles, those that are a rank alone (`Senior`) with what the page is about; then its own.
fn full_titles(page: &Page, vocabulary: &Vocabulary) -> Vec<Title> {
    if !page.family {
        return Vec::new();
    }
    let family = Title::new(page.name(), vocabulary);
    let mut titles: Vec<Title> = page
        .roles
        .iter()
        .map(|role| {
            let mut title = role.title.clone();
            if title.function.is_empty() {
                title.function.clone_from(&family.function);
            }
            title
        })
        .collect();
    titles.push(family);
    titles
}

/// Whether one may be a shorter or loose form of the other. A form that lacks most of the words is none.
fn may_be(title: &Title, other: &Title) -> bool {
    let bracketed = !title.bracketed.is_empty() || !other.bracketed.is_empty();
    if other.function.is_empty()
        || !bracketed && title.levels != other.levels
        || title.conflicts(other)
    {
        return false;
    }
    let (theirs, mine) = (other.function.len(), title.function.len());
    theirs >= mine || theirs > 1 && theirs * 2 >= mine
}

struct Reader<'a> {
    titles: &'a Titles,
    pages: &'a [Page],
    site: &'a Site,
    hosts: &'a [String],
}

impl Reader<'_> {
    fn answers(&self, index: usize) -> Answers {
        let page = &self.pages[index];
        if !page.family {
            return Answers::default();
        }
        Answers {
            managers: page
                .reporting
                .iter()
                .map(|statement| {
                    statement
                        .managers
                        .iter()
                        .map(|name| self.answer(index, name))
                        .collect()
                })
                .collect(),
            steps: page
                .steps
                .iter()
                .map(|(_, step)| self.answer(index, &step.name))
                .collect(),
        }
    }

    /// By the link, else by the title.
    fn answer(&self, from: usize, name: &Named) -> Answer {
        let by_title = self.by_title(from, &name.title);
        let Some(link) = name.link.and_then(|at| self.pages[from].document.links.get(at)) else {
            return by_title;
        };
        match self.site.resolve_any(from, link, self.hosts) {
            Target::Page { page, anchor } if self.pages[page].family => {
                let linked = self.by_link(page, anchor.as_deref(), &name.title);
                match linked {
                    // The text says one role and the address another: a finding of another rule, and no answer here.
                    Answer::Role(id) if self.contradicts(id, &name.title) => self.both(id, by_title),
                    Answer::Unknown => match by_title {
                        Answer::Role(id) => Answer::Ambiguous(vec![id]),
                        other => other,
                    },
                    linked => linked,
                }
            }
            // Whatever the link leads to describes no role; it says who is meant all the same.
            _ => match by_title {
                Answer::Unknown => Answer::Elsewhere,
                known => known,
            },
        }
    }

    fn contradicts(&self, id: RoleId, title: &Title) -> bool {
        let role = &self.pages[id.page].roles[id.role];
        title.is_title()
            && !title.function.is_empty()
            && !role.title.function.is_empty()
            && title.conflicts(&role.title)
    }

    fn both(&self, linked: RoleId, by_title: Answer) -> Answer {
        let mut roles = vec![linked];
        match by_title {
            Answer::Role(id) => roles.push(id),
            Answer::Ambiguous(more) => roles.extend(more),
            Answer::Unknown | Answer::Elsewhere => {}
        }
        roles.sort_unstable();
        roles.dedup();
        Answer::Ambiguous(roles)
    }

    /// The role to which a link to a family page leads.
    fn by_link(&self, page: usize, anchor: Option<&str>, title: &Title) -> Answer {
        let target = &self.pages[page];
        let heading = anchor.and_then(|anchor| {
            target
                .document
                .headings
                .iter()
                .position(|heading| !heading.id_unknown && heading.id == anchor)
        });
        if let Some(Owner::Role(role)) = heading.and_then(|heading| target.owners.get(heading)) {
            return Answer::Role(RoleId { page, role: *role });
        }
        if let [_] = target.roles.as_slice() {
            return Answer::Role(RoleId { page, role: 0 });
        }
        let all = |fits: &dyn Fn(&Title) -> bool| -> Vec<RoleId> {
            (0..target.roles.len())
                .filter(|&role| fits(&target.roles[role].title))
                .map(|role| RoleId { page, role })
                .collect()
        };
        let same = all(&|other| other.same(title));
        match same.as_slice() {
            [only] => return Answer::Role(*only),
            [] => {}
            _ => return Answer::Ambiguous(same),
        }
        let mut here: Vec<RoleId> = self.titles.roles(title).to_vec();
        here.retain(|id| id.page == page);
        let loose = all(&|other| !other.conflicts(title));
        match (here.as_slice(), loose.as_slice(), title.is_title()) {
            ([only], _, _) | ([], [only], true) => Answer::Role(*only),
            ([], [], true) => Answer::Unknown,
            _ => Answer::Ambiguous(if loose.is_empty() { all(&|_| true) } else { loose }),
        }
    }

    /// The role of this title: on the page itself, else in the corpus.
    fn by_title(&self, from: usize, title: &Title) -> Answer {
        if !title.is_title() {
            return Answer::Elsewhere;
        }
        let roles = self.titles.roles(title);
        let here: Vec<RoleId> = roles.iter().copied().filter(|id| id.page == from).collect();
        let here = if title.function.is_empty() {
            // `the Senior Manager`: the one of this page.
            let page = &self.pages[from];
            (0..page.roles.len())
                .filter(|&role| {
                    let other = &page.roles[role].title;
                    let named = title.management.is_some() || other.function.is_empty();
                    named && other.management == title.management && other.levels == title.levels
                })
                .map(|role| RoleId { page: from, role })
                .collect()
        } else {
            here
        };
        match (here.as_slice(), roles) {
            ([only], _) => return Answer::Role(*only),
            ([_, ..], _) => return Answer::Ambiguous(here),
            ([], _) if title.function.is_empty() => return Answer::Elsewhere,
            ([], [only]) => return Answer::Role(*only),
            ([], [_, ..]) => return Answer::Ambiguous(roles.to_vec()),
            ([], []) => {}
        }
        match self.titles.loose.get(&(title.key(), title.bracketed.clone())) {
            Some((true, roles)) => Answer::Ambiguous(roles.clone()),
            _ => Answer::Unknown,
        }
    }
}

/// Where a page says from which role a next step leads, and to which. A ladder that holds for a whole page leads from
/// each of its roles; within the page nobody can tell from which.
pub fn steps(pages: &[Page], titles: &Titles, page: usize) -> Vec<(Vec<usize>, usize, RoleId)> {
    let of = &pages[page];
    let mut found = Vec::new();
    for (index, (field, step)) in of.steps.iter().enumerate() {
        let Some(to) = titles.step(page, index).role() else {
            continue;
        };
        let section = &of.fields[*field];
        debug_assert_eq!(section.kind, FieldKind::CareerLadder);
        let from: Vec<usize> = match (&step.from, of.owners[section.heading]) {
            (Some(from), _) => of
                .roles
                .iter()
                .position(|role| role.title.same(from))
                .into_iter()
                .collect(),
            (None, Owner::Role(role)) => vec![role],
            (None, _) if of.roles.len() > 1 && to.page == page => Vec::new(),
            (None, _) => (0..of.roles.len())
                .filter(|&role| of.roles[role].inherited.contains(field) || of.roles.len() == 1)
                .collect(),
        };
        found.push((from, index, to));
    }
    found
}
