//! Plants faults in a small handbook at random places, and holds that each is found where it is and nothing else is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "plant/handbook.rs"]
mod handbook;
#[path = "support/random.rs"]
mod random;

use handbook::{Site, TOPICS, address, path, site, slug};
use jflint::config::Profile;
use jflint::corpus::Corpus;
use jflint::corpus::load::File;
use jflint::lint;
use jflint::rules::{self, BoundRule};
use random::Random;
use std::collections::{BTreeMap, BTreeSet};

/// How many rounds there are, each on a fresh copy, and how many faults a round plants, each in another family.
const ROUNDS: usize = 25;
const FAULTS: usize = 8;

/// A rule, the path and the line of a finding.
type Place = (String, String, usize);

fn all_rules() -> Vec<BoundRule> {
    let rules = rules::catalogue().unwrap().into_iter();
    rules.filter_map(|rule| rule.bind(None).unwrap()).collect()
}

fn found(site: &Site, rules: &[BoundRule]) -> BTreeSet<Place> {
    let files = site
        .iter()
        .map(|(path, text)| File {
            path: path.clone(),
            text: jflint::corpus::load::decode(text.clone().into_bytes()),
        })
        .collect();
    let corpus = Corpus::new(files, Profile::gitlab());
    lint::run(&corpus, rules)
        .diagnostics
        .into_iter()
        .map(|diagnostic| {
            let source = corpus.source(diagnostic.finding.at.file).unwrap();
            let line = source.line(diagnostic.finding.at.range().start);
            (diagnostic.rule.to_owned(), source.path.clone(), line)
        })
        .collect()
}

/// A page that is being spoilt.
struct Spoilt<'a> {
    site: &'a mut Site,
    expected: &'a mut BTreeSet<Place>,
}

impl Spoilt<'_> {
    /// Puts one text in another's place, in the section of a title, and returns the line.
    fn replace(&mut self, path: &str, title: &str, from: &str, to: &str) -> usize {
        let text = self.site.get_mut(path).expect("a page");
        let section = text
            .find(&format!("\n### {title}\n"))
            .expect("the role's section");
        let at = section
            + text[section..]
                .find(from)
                .unwrap_or_else(|| panic!("{path}: {title}: {from}"));
        text.replace_range(at..at + from.len(), to);
        text[..at].matches('\n').count() + 1
    }

    fn expect(&mut self, rule: &str, path: &str, line: usize) {
        self.expected
            .insert((rule.to_owned(), path.to_owned(), line));
    }

    fn line(&self, path: &str, text: &str) -> usize {
        let page = &self.site[path];
        page[..page.find(text).expect(text)].matches('\n').count() + 1
    }
}

/// Plants a fault of one kind in the family of a topic. `other` is a family without any.
fn plant(kind: usize, spoilt: &mut Spoilt, topic: &str, other: &str, random: &mut Random) {
    let (ics, leads) = (path(topic, "analyst"), path(topic, "leadership"));
    let (analyst, senior) = (
        format!("{topic} Analyst"),
        format!("Senior {topic} Analyst"),
    );
    let (manager, director) = (format!("Manager, {topic}"), format!("Director, {topic}"));
    let any = match random.below(3) {
        0 => (&ics, &analyst),
        1 => (&ics, &senior),
        _ => (&leads, &manager),
    };
    let with_manager = |path: &String| {
        let id = slug(topic);
        if path == &ics {
            format!("[{manager}]({}#manager-{id})", address(topic, "leadership"))
        } else {
            format!("[{director}](#director-{id})")
        }
    };
    let boss = if any.0 == &ics { &manager } else { &director };
    let linked = with_manager(any.0);
    let other_senior = format!(
        "[Senior {other} Analyst]({}#senior-{}-analyst)",
        address(other, "analyst"),
        slug(other)
    );
    match kind {
        0 => {
            let line = spoilt.replace(any.0, any.1, "/analyst/)\n", "/nowhere/)\n");
            spoilt.expect("broken-link", any.0, line);
        }
        1 => {
            let line = spoilt.replace(any.0, any.1, "/analyst/)\n", "/analyst/#no-such-place)\n");
            spoilt.expect("broken-anchor", any.0, line);
        }
        2 => {
            let line = spoilt.replace(
                any.0,
                any.1,
                &linked,
                &format!("{boss} Cartography and Kites"),
            );
            spoilt.expect("unknown-manager", any.0, line);
        }
        3 => {
            let line = spoilt.replace(any.0, any.1, &linked, boss);
            spoilt.expect("unlinked-manager", any.0, line);
        }
        4 => {
            let to = format!("[{manager}](#manager-{})", slug(topic));
            let line = spoilt.replace(&leads, &director, "Chief Executive Officer", &to);
            spoilt.expect("outgraded-manager", &leads, line);
            let first = spoilt.line(&leads, &format!("The {manager} reports"));
            spoilt.expect("reporting-cycle", &leads, first);
        }
        5 => {
            let line = spoilt.replace(&leads, &manager, &with_manager(&leads), &other_senior);
            spoilt.expect("outgraded-manager", &leads, line);
        }
        6 => {
            let (path, title, right, wrong) = *random.pick(&[
                (&ics, &analyst, "grade 6", "grade 5"),
                (&ics, &senior, "grade 7", "grade 8"),
                (&leads, &manager, "grade 8", "grade 9"),
                (&leads, &director, "grade 10", "grade 12"),
            ]);
            let line = spoilt.replace(path, title, right, wrong);
            spoilt.expect("unusual-grade", path, line);
        }
        7 => {
            let text = &spoilt.site[any.0];
            let section = &text[text.find(&format!("\n### {}\n", any.1)).unwrap()..];
            let grade = section[section.find("[grade ").unwrap()..]
                .split(')')
                .next()
                .unwrap()
                .to_owned()
                + ")";
            let plain = grade[1..].split(']').next().unwrap();
            let line = spoilt.replace(any.0, any.1, &grade, plain);
            spoilt.expect("unlinked-grade", any.0, line);
        }
        8 => {
            let to = format!(
                "the next step for the {senior} is the [{analyst}](#{})",
                slug(&analyst)
            );
            let from = format!("next step for the {senior} is the {}", with_manager(&ics));
            let line = spoilt.replace(
                &ics,
                &senior,
                &format!("The {from}"),
                &to.replacen("the", "The", 1),
            );
            spoilt.expect("ladder-step-down", &ics, line);
            let first = spoilt.line(&ics, &format!("The next step for the {analyst}"));
            spoilt.expect("ladder-cycle", &ics, first);
        }
        9 => {
            let from = format!("{manager} is the {}", with_manager(&leads));
            let line = spoilt.replace(
                &leads,
                &manager,
                &from,
                &format!("{manager} is the {other_senior}"),
            );
            spoilt.expect("ladder-step-down", &leads, line);
        }
        10 | 11 => {
            let (path, title, next, link) = *random.pick(&[
                (&ics, &analyst, &senior, "#senior-"),
                (&ics, &senior, &manager, "/job-families/"),
                (&leads, &manager, &director, "#director-"),
            ]);
            let text = &spoilt.site[path];
            let start = text
                .find(&format!("The next step for the {title} is"))
                .unwrap();
            let target = text[start..].split(['(', ')']).nth(1).unwrap().to_owned();
            assert!(target.starts_with(link), "{target}");
            let (rule, from, to) = if kind == 10 {
                (
                    "ladder-unlinked",
                    format!("is the [{next}]({target})"),
                    format!("is the {next}"),
                )
            } else if target.starts_with('#') {
                (
                    "broken-ladder-link",
                    format!("is the [{next}]({target})"),
                    format!("is the [{next}](#gone)"),
                )
            } else {
                (
                    "broken-ladder-link",
                    format!("is the [{next}]({target})"),
                    format!("is the [{next}](/job-families/gone/)"),
                )
            };
            let line = spoilt.replace(path, title, &from, &to);
            spoilt.expect(rule, path, line);
        }
        12 => {
            let lower = topic.to_lowercase();
            let from = format!("- Keep the monthly {lower} records\n");
            let link = format!(
                "[{director}]({}#director-{})",
                address(topic, "leadership"),
                slug(topic)
            );
            let to = format!("- The {senior} reports to the {link}.\n{from}");
            let line = spoilt.replace(&ics, &senior, &from, &to);
            spoilt.expect("conflicting-manager", &ics, line);
        }
        13 => {
            let from = format!("Extends the {analyst}");
            let to = *random.pick(&[
                "Extends the Lighthouse Specialist",
                "Extends the Kite Engineer",
            ]);
            let line = spoilt.replace(&ics, &senior, &from, to);
            spoilt.expect("unknown-extends", &ics, line);
        }
        _ => {
            for title in [&analyst, &senior] {
                let lower = topic.to_lowercase();
                for (item, mark) in [
                    ("Share of", "work done"),
                    ("Count of", "slips"),
                    ("Trust in", "numbers"),
                ] {
                    let old = if title == &analyst {
                        "daily"
                    } else {
                        "monthly"
                    };
                    let from = format!("- {item} {old} {lower} {mark}");
                    spoilt.replace(&ics, title, &from, &format!("- {item} {lower} {mark}"));
                }
            }
            let line = spoilt.line(&ics, &format!("#### {analyst} Performance Indicators"));
            spoilt.expect("repeated-indicators", &ics, line);
        }
    }
}

const KINDS: usize = 15;

#[test]
fn the_handbook_is_clean() {
    let site = site();
    assert_eq!(site.len(), 30);
    assert_eq!(found(&site, &all_rules()), BTreeSet::new());
}

#[test]
fn planted_faults_are_found_and_nothing_else() {
    let rules = all_rules();
    let clean = site();
    let mut random = Random(0x5eed_1e55_ab1e);
    let mut kinds = BTreeMap::new();
    for round in 0..ROUNDS {
        let mut spoilt = clean.clone();
        let mut expected = BTreeSet::new();
        let mut free: Vec<&str> = TOPICS.to_vec();
        // This one stays as it is: others refer to it.
        let other = free.swap_remove(random.below(free.len()));
        for number in 0..FAULTS {
            let topic = free.swap_remove(random.below(free.len()));
            // Every kind in turn, and then by chance.
            let kind = (round * FAULTS + number) % KINDS;
            let mut page = Spoilt {
                site: &mut spoilt,
                expected: &mut expected,
            };
            plant(kind, &mut page, topic, other, &mut random);
            *kinds.entry(kind).or_insert(0) += 1;
        }
        let actual = found(&spoilt, &rules);
        let missed: Vec<_> = expected.difference(&actual).collect();
        let more: Vec<_> = actual.difference(&expected).collect();
        assert!(
            missed.is_empty() && more.is_empty(),
            "round {round}:\nmissed {missed:#?}\nmore {more:#?}"
        );
    }
    assert_eq!(kinds.values().sum::<usize>(), 200);
}
