//! What is said to do about a finding fits the page: the nearest title is one that may be meant, a list is told to extend
//! no list that it cannot extend, and what hangs on a heading moves with it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/run.rs"]
mod support;

use support::Folder;

/// The help of the findings of a rule on these pages of job families, each given by its path and its text.
fn help(folder: &str, rule: &str, pages: &[(&str, &str)]) -> Vec<String> {
    let mut site = Folder::new(folder);
    for (path, text) in pages {
        let page = format!("---\ntitle: {}\n---\n\n{text}", path.replace('/', " "));
        site = site.with(&format!("content/job-families/{path}.md"), page);
    }
    let run = site.run(&format!("check --no-config --format json --select {rule}"));
    let findings = run.json()["findings"].clone();
    let findings = findings.as_array().unwrap().iter();
    findings
        .map(|finding| finding["help"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// A page of a department with roles of these titles, the first of which reports to somebody.
fn department(titles: &[&str], manager: &str) -> String {
    let role = |title: &&str| {
        format!("## {title}\n\n### {title} Requirements\n\n- Patience with {title}\n\n")
    };
    let roles: String = titles.iter().map(role).collect();
    format!(
        "{roles}\n## {}\n\nThis role reports to the {manager}.\n",
        titles[0].to_owned() + " Associate"
    )
}

#[test]
fn the_nearest_title_shares_what_tells_titles_apart() {
    let far =
        "name a role that has a page, or add the title to `titles.known` in the configuration";
    for (manager, nearest) in [
        // One word that many titles have tells nothing.
        ("Director of Threat Management", None),
        ("VP, Corporate Jam", None),
        // One that few have does, and a slip is no other word.
        ("Director, Bread Sales", Some("Director, Bread")),
        ("Director, Sourdouhg", Some("Director, Sourdough")),
        // Of two alike, that of the department.
        ("VP, Pastry Oven Sales", Some("VP, Pastry Oven Design")),
    ] {
        let product = department(
            &[
                "Director, Product Management",
                "Director, Bread",
                "Director, Sourdough",
                "Cake Manager",
            ],
            "CEO",
        );
        let people = department(
            &[
                "Director, People Management",
                "VP, Corporate Audit",
                "VP, Pastry Oven Audit",
                "Risk Management Lead",
            ],
            "CEO",
        );
        let cakes = department(
            &[
                "Cake Designer",
                "VP, Pastry Oven Design",
                "VP, Corporate Law",
                "Director, Quality Management",
            ],
            manager,
        );
        let pages = [
            ("a/people", people.as_str()),
            ("b/product", &product),
            ("c/cakes", &cakes),
        ];
        let expected = nearest.map_or(far.to_owned(), |title| {
            format!("the nearest title is `{title}`")
        });
        assert_eq!(
            help("nearest", "unknown-manager", &pages),
            [expected],
            "{manager}"
        );
    }
}

#[test]
fn a_copied_list_extends_only_a_role_that_it_can_extend() {
    let items = "- Bakes bread early\n- Bakes cake at noon\n- Bakes pies at night\n- Cleans the oven after that\n";
    let role =
        |title: &str, lead: &str| format!("## {title}\n\n### Responsibilities\n\n{lead}{items}\n");
    let extends = |title: &str| format!("- Extends the {title} responsibilities\n");
    let apart = "say it in one place, and only what differs in the other";
    for (first, second, elsewhere, expected) in [
        (
            role("Analyst", ""),
            role("Senior Analyst", ""),
            false,
            "start the list with \"Extends the Analyst responsibilities\" and keep what is new",
        ),
        (
            role("Analyst", ""),
            role("Senior Analyst", &extends("Analyst")),
            false,
            "leave it out: the list extends that of the Analyst already",
        ),
        // The other list of the role extends it, and this one does not.
        (
            role("Analyst", ""),
            role("Senior Analyst", "") + "### Requirements\n\n- Extends the Analyst requirements\n",
            false,
            "start the list with \"Extends the Analyst responsibilities\" and keep what is new",
        ),
        (
            role("Analyst", ""),
            role("Senior Analyst", "- All of the responsibilities above\n"),
            false,
            apart,
        ),
        // Nobody extends a role above, one of another kind on another page, or itself.
        (
            role("Senior Analyst", ""),
            role("Analyst", ""),
            false,
            apart,
        ),
        (
            role("Analyst", ""),
            role("Senior Analyst", ""),
            true,
            "start the list with \"Extends the Analyst responsibilities\" and keep what is new",
        ),
        (role("Designer", ""), role("Analyst", ""), true, apart),
        (role("Analyst", ""), role("Analyst", ""), true, apart),
    ] {
        let (one, two) = if elsewhere {
            (first, second)
        } else {
            (first + &second, String::new())
        };
        let pages = [("a", one.as_str()), ("b", two.as_str())];
        assert_eq!(
            help("copied", "duplicate-block", &pages),
            [expected],
            "{one}\n--\n{two}"
        );
    }
}

#[test]
fn a_heading_that_is_too_deep_takes_those_that_hang_on_it_along() {
    for (headings, expected) in [
        ("## A\n\n#### B\n\nText.\n\n## C\n", "write it with ###"),
        (
            "## A\n\n#### B\n\n#### C\n\nText.\n\n## D\n",
            "write it with ###, and raise the next heading with it",
        ),
        (
            "#### A\n\n##### B\n\n#### C\n\nText.\n\n## D\n\n#### E\n",
            "write it with ##, and raise the next 2 headings with it",
        ),
    ] {
        let found = help("deep", "heading-jump", &[("a", headings)]);
        assert_eq!(
            found.first().map(String::as_str),
            Some(expected),
            "{headings}"
        );
    }
}
