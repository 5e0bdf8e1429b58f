//! The text report of findings that are hard to show: long lines, many lines, several files, odd characters.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jflint::config::Profile;
use jflint::corpus::{Corpus, load::File};
use jflint::finding::{Diagnostic, Finding, Fingerprint, Severity};
use jflint::lint::Outcome;
use jflint::report::{Look, text};
use jflint::source::{FileId, Span};

/// A corpus of these texts, and a span for each `«...»` in them, in order.
fn corpus(texts: &[(&str, &str)]) -> (Corpus, Vec<Span>) {
    let mut spans = Vec::new();
    let files = texts
        .iter()
        .enumerate()
        .map(|(file, (path, text))| {
            let (mut plain, mut open) = (String::new(), Vec::new());
            for c in text.chars() {
                match c {
                    '«' => open.push(plain.len()),
                    '»' => {
                        let start = open.pop().unwrap();
                        spans.push(Span::new(FileId(file as u32), start..plain.len()));
                    }
                    c => plain.push(c),
                }
            }
            File {
                path: (*path).to_owned(),
                text: Ok(plain.into()),
            }
        })
        .collect();
    (Corpus::new(files, Profile::gitlab()), spans)
}

/// The report of one finding at the first span that relates the others.
fn show(title: &str, texts: &[(&str, &str)], width: usize) -> String {
    let (corpus, spans) = corpus(texts);
    let mut finding = Finding::new(spans[0], "something is wrong with `Account Executive`")
        .help("name the manager's title, linked to its role, and say it in one sentence that stands below the heading");
    for (index, span) in spans.iter().enumerate().skip(1) {
        finding = finding.relate(*span, format!("place {index} that belongs to it"));
    }
    let outcome = Outcome {
        diagnostics: vec![Diagnostic {
            rule: "a-rule",
            category: "a-category",
            severity: Severity::Info,
            finding,
            fingerprint: Fingerprint::default(),
        }],
        files: 1,
        ..Outcome::default()
    };
    let look = Look {
        width,
        color: false,
        links: false,
        quiet: true,
        wrap: false,
    };
    let mut out = Vec::new();
    text::write(&mut out, &corpus, &outcome, look).unwrap();
    format!("## {title}\n\n{}", String::from_utf8(out).unwrap())
}

#[test]
fn findings_that_are_hard_to_show() {
    let long =
        "The Account Executive works with customers and with partners in every region. ".repeat(8);
    let items: String = (1..=10)
        .map(|n| format!("- Item number {n} of a list\n"))
        .collect();
    let long_items = items.replace("of a list", &long);
    let both = format!("«- first {long}»\n\n## B\n\n«- second {long}»\n");
    let shown = [
        show(
            "the middle of a long line",
            &[("a.md", &format!("{long}«reports to»{long}"))],
            80,
        ),
        show(
            "the same, wider",
            &[("a.md", &format!("{long}«reports to»{long}"))],
            120,
        ),
        show(
            "the end of a long line",
            &[("a.md", &format!("{long}«reports to»"))],
            80,
        ),
        show("a whole long line", &[("a.md", &format!("«{long}»"))], 80),
        show(
            "two places of a long line",
            &[("a.md", &format!("{long}«first»{long}«second»{long}"))],
            80,
        ),
        show(
            "two places next to each other",
            &[("a.md", &format!("{long}«the» «the»{long}"))],
            80,
        ),
        show("two long lines", &[("a.md", &both)], 80),
        show("a list", &[("a.md", &format!("# A\n\n«{items}»\n"))], 80),
        show(
            "a list of three",
            &[("a.md", "«- one\n- two\n- three\n»")],
            80,
        ),
        show(
            "a list of long items",
            &[("a.md", &format!("# A\n\n«{long_items}»\n"))],
            80,
        ),
        show(
            "a list and its copy in another file",
            &[
                ("a.md", &format!("# A\n\n«{items}»\n")),
                ("folder/b.md", &format!("\n\n\n\n«{items}»")),
            ],
            80,
        ),
        show(
            "a list and its copy in one file",
            &[("a.md", &format!("«{items}»\n# B\n\n«{items}»"))],
            80,
        ),
        show("tabs", &[("a.md", "\tone\t«two»\tthree")], 80),
        show(
            "wide characters",
            &[(
                "a.md",
                &format!("{}«日本語»{}", "役割".repeat(30), "役割".repeat(30)),
            )],
            80,
        ),
        show(
            "CRLF and a byte order mark",
            &[("a.md", "\u{FEFF}«## A»\r\ntext «b»\r\n")],
            80,
        ),
        show(
            "an empty place at the end of the file",
            &[("a.md", "text\n«»")],
            80,
        ),
        show(
            "an empty place at the end of a line",
            &[("a.md", "text«»\nmore\n")],
            80,
        ),
        show(
            "a place of nothing but a line end",
            &[("a.md", "text«\n\n»more\n")],
            80,
        ),
        show(
            "mojibake and controls",
            &[("a.md", "the companyâ€™s \u{1b}[31m«plan\u{85}»\u{202E} red")],
            80,
        ),
        show(
            "a narrow terminal",
            &[("a.md", &format!("{long}«reports to»{long}"))],
            10,
        ),
    ]
    .join("\n");
    insta::assert_snapshot!(shown);
    assert!(!shown.contains('\u{1b}'));
}

#[test]
fn thousands_of_findings_are_shown_at_once() {
    let line = format!("{}«here»\n", "many words ".repeat(150));
    let (corpus, spans) = corpus(&[("a.md", &line.repeat(3000))]);
    let diagnostics = spans
        .into_iter()
        .map(|span| Diagnostic {
            rule: "a-rule",
            category: "a-category",
            severity: Severity::Warning,
            finding: Finding::new(span, "something is wrong"),
            fingerprint: Fingerprint::default(),
        })
        .collect();
    let outcome = Outcome {
        diagnostics,
        files: 1,
        ..Outcome::default()
    };
    let look = Look {
        width: 80,
        color: true,
        links: false,
        quiet: false,
        wrap: true,
    };
    let start = std::time::Instant::now();
    let mut out = Vec::new();
    text::write(&mut out, &corpus, &outcome, look).unwrap();
    assert!(start.elapsed().as_millis() < 2000, "{:?}", start.elapsed());
    assert!(
        String::from_utf8(out)
            .unwrap()
            .contains("Found 3000 warnings in 1 of 1 page.")
    );
}

#[test]
fn rules_are_linked_to_their_pages_where_links_are_shown() {
    let (mut corpus, spans) = corpus(&[("a.md", "«text»\n")]);
    corpus.profile.rule_pages = Some("https://handbook.example.com/lint/#".to_owned());
    let outcome = Outcome {
        diagnostics: vec![Diagnostic {
            rule: "a-rule",
            category: "a-category",
            severity: Severity::Error,
            finding: Finding::new(spans[0], "something is wrong"),
            fingerprint: Fingerprint::default(),
        }],
        files: 1,
        ..Outcome::default()
    };
    let header = |links| {
        let look = Look {
            width: 80,
            color: false,
            links,
            quiet: true,
            wrap: false,
        };
        let mut out = Vec::new();
        text::write(&mut out, &corpus, &outcome, look).unwrap();
        let text = String::from_utf8(out).unwrap();
        text.lines().next().unwrap().to_owned()
    };
    assert_eq!(header(false), "error[a-rule]: something is wrong");
    assert_eq!(
        header(true),
        "error[\u{1b}]8;;https://handbook.example.com/lint/#a-rule\u{1b}\\a-rule\u{1b}]8;;\u{1b}\\]: something is wrong"
    );
}
