//! Excerpts of the pages with the places marked, for people.

use super::excerpt::{Excerpts, LINES_AFTER_START, LINES_BEFORE_END, Mark};
use super::place::rule_page;
use super::shorten::{TAB, columns};
use super::summary::Summary;
use super::{Look, printable};
use crate::config::ConfigError;
use crate::corpus::Corpus;
use crate::finding::{Finding, Severity};
use crate::lint::Outcome;
use crate::source::Source;
use codespan_reporting::diagnostic::{Diagnostic, Label, LabelStyle, Severity as Grade};
use codespan_reporting::term::{Config, WriteStyle, emit_to_write_style};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// More related places than this are counted, not shown.
const MOST_RELATED: usize = 8;

/// Writes the findings of a run.
///
/// # Errors
/// What writing gives.
pub fn write(
    out: &mut dyn Write,
    corpus: &Corpus,
    outcome: &Outcome,
    look: Look,
) -> io::Result<()> {
    let mut painter = Painter::new(out, look);
    for diagnostic in &outcome.diagnostics {
        let finding = &diagnostic.finding;
        let places = std::iter::once((finding.at, "")).chain(
            finding
                .related
                .iter()
                .map(|related| (related.at, &*related.message)),
        );
        let marks: Vec<Mark> = places
            .take(MOST_RELATED + 1)
            .filter_map(|(at, message)| {
                Some(Mark {
                    source: corpus.source(at.file)?,
                    range: at.range(),
                    message,
                })
            })
            .collect();
        let page = look
            .links
            .then(|| rule_page(corpus, diagnostic.rule))
            .flatten();
        painter.draw(
            diagnostic.severity,
            Some((diagnostic.rule, page.as_deref())),
            &finding.message,
            &marks,
            &notes(finding),
        )?;
    }
    if look.quiet {
        return Ok(());
    }
    writeln!(out, "{}", Summary::new(outcome).sentence())?;
    if let Some(rule) = most_frequent(outcome) {
        writeln!(
            out,
            "To read what a rule is about, run for example `jflint explain {rule}`."
        )?;
    }
    Ok(())
}

/// Writes what is wrong with a configuration, like a finding.
///
/// # Errors
/// What writing gives.
pub fn write_config_error(out: &mut dyn Write, error: &ConfigError, look: Look) -> io::Result<()> {
    let path = error.path.display().to_string().replace('\\', "/");
    if error.text.is_empty() {
        return writeln!(
            out,
            "jflint: cannot use the configuration `{path}`: {}",
            error.message
        );
    }
    let source = Source::new(path, error.text.clone());
    let mark = Mark {
        source: &source,
        range: error.at.clone(),
        message: "",
    };
    let notes: Vec<String> = error
        .help
        .iter()
        .map(|help| format!("help: {help}"))
        .collect();
    let message = format!("jflint cannot use its configuration: {}", error.message);
    Painter::new(out, look).draw(Severity::Error, None, &message, &[mark], &notes)
}

fn notes(finding: &Finding) -> Vec<String> {
    let mut notes = Vec::new();
    if finding.related.len() > MOST_RELATED {
        let more = finding.related.len() - MOST_RELATED;
        notes.push(format!("and {more} more places"));
    }
    match (&finding.help, &finding.fix) {
        (Some(help), _) => notes.push(format!("help: {help}")),
        (None, Some(fix)) => notes.push(format!("help: {}", fix.title)),
        (None, None) => {}
    }
    notes
}

/// The rule with the most findings; of several, the first in the alphabet.
fn most_frequent(outcome: &Outcome) -> Option<&'static str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in &outcome.diagnostics {
        *counts.entry(diagnostic.rule).or_default() += 1;
    }
    counts
        .into_iter()
        .reduce(|most, next| if next.1 > most.1 { next } else { most })
        .map(|(rule, _)| rule)
}

/// Draws findings in the style of a compiler's.
struct Painter<'a> {
    pen: Pen<'a>,
    config: Config,
    width: usize,
    wrap: bool,
}

impl<'a> Painter<'a> {
    fn new(out: &'a mut dyn Write, look: Look) -> Self {
        Self {
            pen: Pen {
                out,
                color: look.color,
                grade: None,
            },
            config: Config {
                tab_width: TAB,
                start_context_lines: LINES_AFTER_START,
                end_context_lines: LINES_BEFORE_END,
                ..Config::default()
            },
            width: look.width.clamp(40, 240),
            wrap: look.wrap,
        }
    }

    fn draw(
        &mut self,
        severity: Severity,
        rule: Option<(&str, Option<&str>)>,
        message: &str,
        marks: &[Mark],
        notes: &[String],
    ) -> io::Result<()> {
        let excerpts = Excerpts::new(marks, self.width);
        let labels = marks
            .iter()
            .zip(&excerpts.ranges)
            .enumerate()
            .map(|(index, (mark, (file, range)))| {
                let style = if index == 0 {
                    LabelStyle::Primary
                } else {
                    LabelStyle::Secondary
                };
                Label::new(style, *file, range.clone()).with_message(printable(mark.message))
            })
            .collect();
        let grade = match severity {
            Severity::Error => Grade::Error,
            Severity::Warning => Grade::Warning,
            Severity::Info => Grade::Note,
        };
        let mut message = printable(message).into_owned();
        if self.wrap {
            let caption = severity.name().len() + rule.map_or(0, |(rule, _)| rule.len() + 2) + 2;
            message = wrap(&message, caption, 2, self.width);
        }
        let notes = notes.iter().map(|note| {
            let indent = if note.starts_with("help: ") { 6 } else { 0 };
            wrap(&printable(note), 0, indent, self.width.saturating_sub(8))
        });
        let mut diagnostic = Diagnostic::new(grade)
            .with_message(message)
            .with_labels(labels)
            .with_notes(notes.collect());
        diagnostic.code = rule.map(|(rule, page)| linked(rule, page));
        match emit_to_write_style(&mut self.pen, &self.config, &excerpts, &diagnostic) {
            Ok(()) => Ok(()),
            Err(codespan_reporting::files::Error::Io(error)) => Err(error),
            Err(error) => Err(io::Error::other(error.to_string())),
        }
    }
}

/// A text that leads to an address, as terminals understand it.
fn linked(text: &str, address: Option<&str>) -> String {
    match address {
        Some(address) => format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"),
        None => text.to_owned(),
    }
}

/// Breaks a text into lines of `width` columns. The first starts after `used` columns, the others after `indent`.
fn wrap(text: &str, mut used: usize, indent: usize, width: usize) -> String {
    let mut wrapped = String::new();
    for word in text.split(' ') {
        let columns = columns(word);
        if !wrapped.is_empty() {
            if used + 1 + columns > width {
                wrapped.push('\n');
                wrapped.push_str(&" ".repeat(indent));
                used = indent;
            } else {
                wrapped.push(' ');
                used += 1;
            }
        }
        wrapped.push_str(word);
        used += columns;
    }
    wrapped
}

/// Writes, with colours where they are wanted.
struct Pen<'a> {
    out: &'a mut dyn Write,
    color: bool,
    /// The grade whose name comes next.
    grade: Option<Grade>,
}

impl Pen<'_> {
    fn color(&mut self, code: &str) -> io::Result<()> {
        if self.color {
            write!(self.out, "\u{1b}[{code}m")?;
        }
        Ok(())
    }
}

impl Write for Pen<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // The renderer has a grade for it but no other name.
        if self.grade.take() == Some(Grade::Note) && bytes == b"note" {
            self.out.write_all(Severity::Info.name().as_bytes())?;
            return Ok(bytes.len());
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl WriteStyle for Pen<'_> {
    fn set_header(&mut self, grade: Grade) -> io::Result<()> {
        self.grade = Some(grade);
        self.color(match grade {
            Grade::Warning => "1;33",
            Grade::Note => "1;36",
            _ => "1;31",
        })
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.color("0;1")
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.color("34")
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.color("34")
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.color("34")
    }

    fn set_label(&mut self, grade: Grade, style: LabelStyle) -> io::Result<()> {
        self.color(match (style, grade) {
            (LabelStyle::Secondary, _) => "34",
            (_, Grade::Warning) => "33",
            (_, Grade::Note) => "36",
            _ => "31",
        })
    }

    fn reset(&mut self) -> io::Result<()> {
        self.color("0")
    }
}
