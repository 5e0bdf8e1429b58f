//! Headings made by chance, of the pieces that ids are hard to tell from.

use crate::random::Random;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const PAGES: u32 = 100;
const HEADINGS: u32 = 20;

const WORDS: &[&str] = &[
    "Manager",
    "Sales",
    "of",
    "R&D",
    "job",
    "Grade",
    "I/O",
    "C++",
    "(GMP)",
    "What's",
    "we’re",
    "90's",
    "e.g.",
    "Sr.",
    "2022",
    "a_b",
    "snake_case_word",
    "x--y",
    "--",
    "---",
    "-",
    "–",
    "&",
    "&amp;",
    "&eacute;",
    "&nbsp;",
    "&#45;",
    "+",
    "/",
    ":",
    "…",
    "...",
    "é",
    "Größe",
    "日本",
    "½",
    "№",
    "ⅷ",
    "😀",
    ":tada:",
    "`co_de`",
    "`a -- b`",
    "`&lt;`",
    "\\*",
    "\\-",
    "\\_",
    "\\#",
    "<b>bold</b>",
    "<br>",
    "<!-- c -->",
    "https://example.com/a_b",
    "www.example.com",
    "me@example.com",
    "<https://example.com>",
    "\"quoted\"",
    "'single'",
    "<<",
    "100%",
    "$5",
    "#1",
    "@you",
    "[x]",
    "{y}",
    "~",
    "^",
    "=",
    "|",
    "*",
    "_",
    "!",
    "?",
    ";",
    "é",
    "\u{a0}",
    "\u{ad}x",
    "A",
    "B",
    "C",
    "A",
    "B",
    "C",
];

const WRAPS: &[(&str, &str)] = &[
    ("**", "**"),
    ("*", "*"),
    ("__", "__"),
    ("_", "_"),
    ("~~", "~~"),
    ("[", "](/x/)"),
    ("![", "](a.png)"),
    ("(", ")"),
    ("“", "”"),
];

const ENDS: &[&str] = &[
    " {#own-id}",
    " {#Own.Id}",
    "{#tight}",
    " {.class}",
    " {#a .b}",
    " {: #k}",
    " {#two words}",
    " ##",
    " #",
    " {",
    ":",
    " ",
    " {id=named}",
];

/// Writes pages of headings into a folder.
pub fn write(folder: &Path, seed: u64) {
    fs::create_dir_all(folder).expect("a folder");
    let mut chance = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for page in 0..PAGES {
        let mut text = "---\ntitle: Made\n---\n".to_owned();
        for _ in 0..HEADINGS {
            let heading = heading(&mut chance);
            let level = 1 + chance.below(6);
            let setext = chance.below(12) == 0 && heading.starts_with(char::is_alphabetic);
            if setext {
                write!(text, "\n{heading}\n====\n").expect("text");
            } else {
                write!(text, "\n{} {heading}\n", "#".repeat(level)).expect("text");
            }
        }
        fs::write(folder.join(format!("{page}.md")), text).expect("a page");
    }
}

fn heading(chance: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..1 + chance.below(4) {
        if !text.is_empty() && chance.below(10) > 0 {
            text.push(' ');
        }
        if chance.below(5) == 0 {
            let (open, close) = chance.pick(WRAPS);
            text.push_str(open);
            for number in 0..1 + chance.below(3) {
                if number > 0 {
                    text.push(' ');
                }
                text.push_str(chance.pick::<&str>(WORDS));
            }
            text.push_str(close);
        } else {
            text.push_str(chance.pick::<&str>(WORDS));
        }
    }
    if chance.below(8) == 0 {
        text.push_str(chance.pick::<&str>(ENDS));
    }
    text
}
