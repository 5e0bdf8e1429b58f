//! Runs of list items copied to another role, and list items that lost their marker.

use super::{FOUND, check, pages};
use crate::random::Random;

const SEEDS: u64 = 40;
const ROLES: usize = 4;
const PER_ROLE: usize = 6;
/// How many items are copied.
const RUN: usize = 4;

/// The roles' lists: items of the clean pages, each once.
fn lists(dice: &mut Random) -> Vec<Vec<String>> {
    let mut items: Vec<String> = pages()
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter(|line| line.starts_with("- "))
        .map(str::to_owned)
        .collect();
    assert!(items.len() >= ROLES * PER_ROLE, "{}", items.len());
    let mut take = || items.swap_remove(dice.below(items.len()));
    (0..ROLES)
        .map(|_| (0..PER_ROLE).map(|_| take()).collect())
        .collect()
}

/// A page of these lists, and the line on which each role's list starts, from 0.
fn page(lists: &[Vec<String>]) -> (String, Vec<usize>) {
    let mut lines = vec![
        "---".to_owned(),
        "title: Planner".to_owned(),
        "---".to_owned(),
    ];
    let mut starts = Vec::new();
    for (role, list) in [
        "Planner",
        "Senior Planner",
        "Staff Planner",
        "Manager, Planning",
    ]
    .iter()
    .zip(lists)
    {
        lines.extend([String::new(), format!("## {role}"), String::new()]);
        lines.extend(["### Responsibilities".to_owned(), String::new()]);
        starts.push(lines.len());
        lines.extend(list.iter().cloned());
    }
    (lines.join("\n") + "\n", starts)
}

#[test]
fn copied_runs_and_lost_bullets_are_found() {
    let (mut planted, mut found) = (0, 0);
    let mut report = Vec::new();
    for seed in 1..=SEEDS {
        let mut dice = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut lists = lists(&mut dice);
        let (from, to) = (dice.below(ROLES - 1), ROLES - 1);
        let (start, place) = (dice.below(PER_ROLE - RUN + 1), dice.below(PER_ROLE + 1));
        let run = lists[from][start..start + RUN].to_vec();
        lists[to].splice(place..place, run);
        let lost = (0..ROLES - 1)
            .find(|role| *role != from)
            .unwrap_or_default();
        let item = 1 + dice.below(PER_ROLE - 1);
        lists[lost][item] = lists[lost][item].trim_start_matches("- ").to_owned();
        let (text, starts) = page(&lists);
        let path = "content/job-families/planner.md".to_owned();
        let (corpus, diagnostics) = check(&[(path, text)]);
        for (rule, line) in [
            ("duplicate-block", starts[to] + place),
            ("lost-bullet", starts[lost] + item),
        ] {
            planted += 1;
            let hit = diagnostics.iter().any(|diagnostic| {
                let at = diagnostic.finding.at;
                let source = corpus.source(at.file).expect("its file");
                diagnostic.rule == rule && source.line(at.range().start) == line + 1
            });
            found += u32::from(hit);
            if !hit {
                report.push(format!("seed {seed}: {rule} on line {}", line + 1));
            }
        }
        for diagnostic in &diagnostics {
            let expected = ["duplicate-block", "lost-bullet"].contains(&diagnostic.rule);
            assert!(expected, "not planted: {}", diagnostic.finding.message);
        }
    }
    let share = f64::from(found) / f64::from(planted);
    assert!(
        share >= FOUND,
        "{found} of {planted}\n{}",
        report.join("\n")
    );
}
