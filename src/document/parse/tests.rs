//! What the parse keeps: bytes, sections, anchors, and its calm.

use super::*;

fn parse(text: &str) -> Document {
    super::parse(
        &Source::new("a.md".into(), text),
        Generator::Hugo,
        &Pool::default(),
    )
}

fn texts(document: &Document) -> Vec<&str> {
    document
        .blocks
        .iter()
        .map(|block| block.prose.text.as_str())
        .collect()
}

#[test]
fn every_block_maps_back_to_its_bytes() {
    let text = "\u{FEFF}---\r\ntitle: \"T & C\"\r\n---\r\n## A &amp; *B* {#ab}\r\n\r\n- one {{< x >}} two\r\n  - [in](/x/ \"t\")\r\n\r\nlast \\* `co de`\r\nline\r\n";
    let document = parse(text);
    assert_eq!(
        texts(&document),
        [
            "T & C",
            "A & B",
            "one \u{FFFC} two",
            "in",
            "last * co de\nline"
        ]
    );
    assert_eq!(document.headings[0].id.as_ref(), "ab");
    let link = &document.links[0];
    assert_eq!(link.destination, "/x/");
    assert_eq!(
        link.destination_range.clone().map(|range| &text[range]),
        Some("/x/")
    );
    let item = &document.blocks[2];
    let two = item.prose.text.find("two").unwrap_or(0);
    assert_eq!(&text[item.prose.source(two..two + 3)], "two");
    let last = &document.blocks[4];
    assert_eq!(&text[last.prose.source(5..6)], "*");
    assert_eq!(document.lists[document.items[1].list()].parent, Some(0));
    assert_eq!(&text[document.items[1].marker()], "-");
}

#[test]
fn sections_nest_by_level() {
    let document = parse("---\ntitle: x\n---\n# A\n## B\ntext\n### C\n## D\n> # quoted\n# E\n");
    let shown: Vec<_> = document
        .headings
        .iter()
        .map(|h| (&*h.id, h.parent, h.section_end, h.nested))
        .collect();
    assert_eq!(
        shown,
        [
            ("a", None, 5, false),
            ("b", Some(0), 3, false),
            ("c", Some(1), 3, false),
            ("d", Some(0), 5, false),
            ("quoted", None, 5, true),
            ("e", None, 6, false)
        ]
    );
    assert_eq!(document.blocks_under(Some(1)).count(), 1);
}

#[test]
fn html_gives_ids_and_comments() {
    let document =
        parse("<a name=\"x\" id='y'></a>Text <!-- note -->\n\n<!-- a\n\nb -->\n\n<p id=z>\n");
    let ids: Vec<_> = document
        .html_ids
        .iter()
        .map(|(id, _)| id.as_str())
        .collect();
    assert_eq!(ids, ["x", "y", "z"]);
    let comments: Vec<_> = document.comments.iter().map(|c| c.text.trim()).collect();
    assert_eq!(comments, ["note", "a\n\nb"]);
}

#[test]
fn hostile_nesting_is_parsed_without_a_deep_stack() {
    for text in [
        ">".repeat(20_000),
        "[".repeat(100_000),
        "- ".repeat(3_000) + "x",
        "*".repeat(50_000) + "a",
        "{{<".repeat(50_000),
        "<!--".repeat(50_000),
    ] {
        let document = parse(&text);
        assert!(document.headings.is_empty());
    }
}
