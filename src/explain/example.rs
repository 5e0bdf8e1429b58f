//! Examples with what is marked in them underlined.

use crate::rules::ExampleText;

/// An example, indented, with `^` under what is marked, or with that in red where there is colour.
pub fn show(text: &ExampleText, width: usize, color: bool) -> String {
    let mut shown = String::new();
    match text {
        ExampleText::Page(page) => show_page(&mut shown, page, width, color),
        ExampleText::Files(files) => {
            for (index, (path, page)) in files.iter().enumerate() {
                if index > 0 {
                    shown.push('\n');
                }
                shown.push_str(&format!("  # {path}\n"));
                show_page(&mut shown, page, width, color);
            }
        }
    }
    shown
}

fn show_page(shown: &mut String, page: &str, width: usize, color: bool) {
    let mut depth = 0_usize;
    for line in page.trim_end().lines() {
        let mut pieces = vec![(String::new(), String::new())];
        let room = width.saturating_sub(4).max(20);
        for c in line.chars() {
            match c {
                '«' => depth += 1,
                '»' => depth = depth.saturating_sub(1),
                c => {
                    let full = pieces
                        .last()
                        .is_some_and(|(text, _)| text.chars().count() >= room);
                    if full {
                        break_at_space(&mut pieces);
                    }
                    if let Some((text, marks)) = pieces.last_mut() {
                        text.push(c);
                        marks.push(if depth > 0 { '^' } else { ' ' });
                    }
                }
            }
        }
        for (text, marks) in &pieces {
            show_line(shown, text, marks, color);
        }
    }
}

/// Starts a new piece with the last word of the full one.
fn break_at_space(pieces: &mut Vec<(String, String)>) {
    let Some((text, marks)) = pieces.last_mut() else {
        return;
    };
    let mut rest = (String::new(), String::new());
    if let Some(space) = text.rfind(' ').filter(|at| *at > text.len() / 2) {
        let chars = text[..=space].chars().count();
        rest = (text.split_off(space + 1), marks.split_off(chars));
    }
    pieces.push(rest);
}

fn show_line(shown: &mut String, text: &str, marks: &str, color: bool) {
    if color {
        let mut marked = false;
        shown.push_str("    ");
        for (c, mark) in text.chars().zip(marks.chars()) {
            if (mark == '^') != marked {
                marked = !marked;
                shown.push_str(if marked { "\u{1b}[4;31m" } else { "\u{1b}[0m" });
            }
            shown.push(c);
        }
        shown.push_str(if marked { "\u{1b}[0m\n" } else { "\n" });
        return;
    }
    shown.push_str(format!("    {text}").trim_end());
    shown.push('\n');
    if marks.contains('^') {
        shown.push_str(format!("    {marks}").trim_end());
        shown.push('\n');
    }
}
