//! Titles as people write them.

use super::*;
use crate::config::Profile;

fn title(text: &str) -> Title {
    Title::new(text, &Vocabulary::new(&Profile::gitlab()))
}

#[test]
fn rank_and_function_are_told_apart() {
    for (text, management, levels, function) in [
        (
            "Senior Manager, Product Marketing",
            Some(0),
            vec!["senior"],
            "product marketing",
        ),
        (
            "Senior Product Marketing Manager",
            None,
            vec!["senior"],
            "product marketing manager",
        ),
        ("VP of Product", Some(2), vec![], "product"),
        (
            "Security Operations Director",
            Some(1),
            vec![],
            "security operations",
        ),
        (
            "Vice President (VP) of Security",
            Some(2),
            vec![],
            "security",
        ),
        (
            "Backend Engineer (Intermediate)",
            None,
            vec![],
            "backend engineer",
        ),
        (
            "Chief of Staff to the CEO",
            None,
            vec![],
            "chief of staff ceo",
        ),
        (
            "Sr. Director of Pricing",
            Some(1),
            vec!["senior"],
            "pricing",
        ),
        ("People Connect Lead", None, vec!["lead"], "people connect"),
        (
            "Group Manager, Product (GMP)",
            Some(0),
            vec!["group"],
            "product",
        ),
        ("Manager, L&D", Some(0), vec![], "ld"),
        (
            "Data Engineer (Junior)",
            None,
            vec!["junior"],
            "data engineer",
        ),
    ] {
        let read = title(text);
        assert_eq!(read.management, management, "{text}");
        assert_eq!(read.levels, levels, "{text}");
        assert_eq!(read.function.join(" "), function, "{text}");
    }
}

#[test]
fn equality() {
    for (a, b) in [
        ("Director of Marketing", "Director, Marketing"),
        ("Director - Treasury", "Director, Treasury"),
        (
            "Sr. Director, IT Operations",
            "Senior Director, IT Operations",
        ),
        ("the VP of Product", "Vice President, Product"),
        ("Engineer (Intermediate)", "Engineer"),
        (
            "Director, Product & Solutions Marketing",
            "Director of Product and Solutions Marketing",
        ),
    ] {
        assert!(title(a).same(&title(b)), "{a} = {b}");
    }
    for (a, b) in [
        ("Manager, Product", "Product Manager"),
        ("Senior Manager, Product", "Manager, Product"),
        ("Staff Engineer", "Senior Engineer"),
    ] {
        assert!(!title(a).same(&title(b)), "{a} ≠ {b}");
    }
}

#[test]
fn conflicts() {
    for (a, b, expected) in [
        ("VP of Product", "VP of Product Management", false),
        (
            "Director of Product Marketing",
            "Vice President of Product Marketing",
            true,
        ),
        (
            "Senior Security Analyst, Trust and Safety",
            "Security Analyst, Trust and Safety",
            true,
        ),
        (
            "Manager, Learning & Development",
            "Learning & Development Manager",
            false,
        ),
        (
            "Senior Manager, Learning & Development",
            "Learning & Development Manager",
            true,
        ),
        (
            "Director, Stock Adminstrator",
            "Director, Stock Administration",
            false,
        ),
        ("Learning & Development Manager", "L&D Manager", false),
        (
            "Director, Field Marketing",
            "Director, Corporate Communications",
            true,
        ),
        ("Solutions Architect", "Solution Architects", false),
        ("Program Manager, Programs", "Program Manager, Events", true),
    ] {
        assert_eq!(title(a).conflicts(&title(b)), expected, "{a} / {b}");
        assert_eq!(title(b).conflicts(&title(a)), expected, "{b} / {a}");
    }
}

#[test]
fn heights_rise_with_the_rank_and_a_lead_has_none() {
    let vocabulary = Vocabulary::new(&Profile::gitlab());
    let height = |text: &str| title(text).height(&vocabulary);
    let ascending = [
        "Junior Analyst",
        "Analyst",
        "Senior Analyst",
        "Staff Analyst",
        "Principal Analyst",
    ];
    for pair in ascending.windows(2) {
        assert!(height(pair[0]) < height(pair[1]), "{pair:?}");
    }
    assert!(height("Manager, Data") < height("Senior Manager, Data"));
    assert!(height("Senior Manager, Data") < height("Director, Data"));
    assert_eq!(height("Lead Analyst"), None);
}
