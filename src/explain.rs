//! What the rules say of themselves: `jflint explain`, `jflint rules`, and the README's table.

use crate::config::Level;
use crate::rules::{self, AppliesTo, ExampleText, Rule, RuleTexts};
use serde::Serialize;
use std::fmt::Write;

mod example;
pub mod schema;

/// The words of one rule, `width` columns wide.
///
/// # Errors
/// A rule file that is not as it should be.
pub fn rule(rule: &Rule, width: usize, color: bool) -> Result<String, String> {
    let texts = rules::texts()?;
    let texts = texts
        .get(rule.name)
        .ok_or_else(|| format!("rules/{}.yml has no texts", rule.name))?;
    Ok(page(rule, texts, width.clamp(40, 100), color).unwrap_or_default())
}

fn page(
    rule: &Rule,
    texts: &RuleTexts,
    width: usize,
    color: bool,
) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    let bold = |words: &str| {
        if color {
            format!("\u{1b}[1m{words}\u{1b}[0m")
        } else {
            words.to_owned()
        }
    };
    let file = &rule.file;
    writeln!(text, "{}: {}", bold(rule.name), file.summary.trim())?;
    writeln!(
        text,
        "{}, category {}, {}",
        level(file.severity),
        file.category,
        pages(file.applies_to)
    )?;
    writeln!(text, "\n{}", bold("Why"))?;
    for paragraph in texts.why.trim().split("\n\n") {
        for line in wrap(paragraph, width - 2) {
            writeln!(text, "  {line}")?;
        }
    }
    if !file.options.is_empty() {
        writeln!(text, "\n{}", bold("Options"))?;
        for (name, option) in &file.options {
            writeln!(text, "  {name}: {}", option.default)?;
            for line in wrap(&option.about, width - 6) {
                writeln!(text, "      {line}")?;
            }
        }
    }
    let bad = texts
        .examples
        .iter()
        .find_map(|example| Some((example.bad.as_ref()?, example.fixed.as_ref())));
    if let Some((bad, fixed)) = bad {
        writeln!(text, "\n{}", bold("Not so"))?;
        text.push_str(&example::show(bad, width, color));
        if let Some(fixed) = fixed {
            writeln!(text, "\n{}", bold("Fixed"))?;
            text.push_str(&example::show(
                &ExampleText::Page(fixed.clone()),
                width,
                color,
            ));
        }
    }
    if let Some(good) = texts
        .examples
        .iter()
        .find_map(|example| example.good.as_ref())
    {
        writeln!(text, "\n{}", bold("Fine"))?;
        text.push_str(&example::show(good, width, color));
    }
    writeln!(text, "\n{}", bold("To turn it off, in .jflint.yml"))?;
    if file.severity == Level::Off {
        text.truncate(text.trim_end().len() - bold("To turn it off, in .jflint.yml").len());
        writeln!(text, "{}", bold("To turn it on, in .jflint.yml"))?;
    }
    let level = if file.severity == Level::Off {
        "warning"
    } else {
        "off"
    };
    writeln!(text, "  rules:\n    {}: {level}", rule.name)?;
    writeln!(
        text,
        "\n{}",
        bold("To leave one place out, before it in the page")
    )?;
    writeln!(text, "  <!-- jflint-ignore {} -- the reason -->", rule.name)?;
    Ok(text)
}

/// Breaks words into lines of `width` columns.
fn wrap(words: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Every rule in columns, a category at a time.
///
/// # Errors
/// A rule file that is not as it should be.
pub fn list() -> Result<String, String> {
    let rules = rules::catalogue()?;
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (category, rules) in categories(&rules) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("{category}\n"));
        for rule in rules {
            let (name, level) = (rule.name, level(rule.file.severity));
            text.push_str(&format!(
                "  {name:<width$}  {level:<7}  {}\n",
                rule.file.summary.trim()
            ));
        }
    }
    Ok(text)
}

/// Every rule in Markdown tables, a category at a time.
///
/// # Errors
/// A rule file that is not as it should be.
pub fn table() -> Result<String, String> {
    let rules = rules::catalogue()?;
    let texts = rules::texts()?;
    let mut text = String::new();
    for (category, rules) in categories(&rules) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("### {}\n\n", title(category)));
        text.push_str("| rule | severity | pages | flags |\n| --- | --- | --- | --- |\n");
        for rule in rules {
            let fix = if has_fix(texts.get(rule.name)) {
                ". Has a fix"
            } else {
                ""
            };
            let summary = rule.file.summary.trim().replace('|', "\\|");
            let pages = match rule.file.applies_to {
                AppliesTo::Family => "family",
                AppliesTo::Any => "any",
            };
            let level = level(rule.file.severity);
            text.push_str(&format!(
                "| <a id=\"{0}\"></a>`{0}` | {level} | {pages} | {summary}{fix} |\n",
                rule.name
            ));
        }
    }
    Ok(text)
}

#[derive(Serialize)]
struct JsonRules<'a> {
    version: u8,
    rules: Vec<JsonRule<'a>>,
}

#[derive(Serialize)]
struct JsonRule<'a> {
    name: &'a str,
    category: &'a str,
    severity: &'a str,
    applies_to: &'a str,
    summary: &'a str,
    why: &'a str,
    fix: bool,
    options: Vec<JsonOption<'a>>,
}

#[derive(Serialize)]
struct JsonOption<'a> {
    name: &'a str,
    default: &'a serde_json::Value,
    about: &'a str,
}

/// Every rule as one JSON object.
///
/// # Errors
/// A rule file that is not as it should be.
pub fn json() -> Result<String, String> {
    let rules = rules::catalogue()?;
    let texts = rules::texts()?;
    let rules = rules
        .iter()
        .map(|rule| JsonRule {
            name: rule.name,
            category: &rule.file.category,
            severity: level(rule.file.severity),
            applies_to: match rule.file.applies_to {
                AppliesTo::Family => "family",
                AppliesTo::Any => "any",
            },
            summary: rule.file.summary.trim(),
            why: texts.get(rule.name).map_or("", |texts| texts.why.trim()),
            fix: has_fix(texts.get(rule.name)),
            options: rule
                .file
                .options
                .iter()
                .map(|(name, option)| JsonOption {
                    name,
                    default: &option.default,
                    about: &option.about,
                })
                .collect(),
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&JsonRules { version: 1, rules })
        .map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}

fn categories(rules: &[Rule]) -> Vec<(&str, Vec<&Rule>)> {
    let mut categories: Vec<(&str, Vec<&Rule>)> = Vec::new();
    for rule in rules {
        let category = rule.file.category.as_str();
        match categories.iter_mut().find(|(name, _)| *name == category) {
            Some((_, list)) => list.push(rule),
            None => categories.push((category, vec![rule])),
        }
    }
    categories
}

fn title(category: &str) -> String {
    let mut chars = category.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>());
    format!("{}{}", first.unwrap_or_default(), chars.as_str()).replace('-', " ")
}

fn has_fix(texts: Option<&RuleTexts>) -> bool {
    texts.is_some_and(|texts| texts.examples.iter().any(|example| example.fixed.is_some()))
}

fn level(level: Level) -> &'static str {
    level.severity().map_or("off", |severity| severity.name())
}

fn pages(applies_to: AppliesTo) -> &'static str {
    match applies_to {
        AppliesTo::Family => "on job-family pages",
        AppliesTo::Any => "on any page",
    }
}
