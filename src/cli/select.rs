//! Which rules run, and with which options: the catalogue, the configuration and the command line together.

use super::Failure;
use crate::config::read::{Loaded, Step};
use crate::config::{ConfigError, Level, RuleSettings, nearest};
use crate::rules::{self, BoundRule, OptionFile, Rule};
use serde_json::Value;

/// What the command line says.
pub struct Selection<'a> {
    /// Rules and categories to run; empty: all that are on.
    pub select: &'a [String],
    /// Rules and categories to leave out.
    pub ignore: &'a [String],
}

/// The rules to run.
///
/// # Errors
/// A name that is no rule, and an option that its rule cannot use.
pub fn bind(loaded: &Loaded, selection: &Selection) -> Result<Vec<BoundRule>, Failure> {
    let catalogue = rules::catalogue()?;
    check_names(&catalogue, "--select", selection.select)?;
    check_names(&catalogue, "--ignore", selection.ignore)?;
    check_config(&catalogue, loaded)?;
    let names = |list: &[String], name: &str| list.iter().any(|entry| entry.trim() == name);
    let mut bound = Vec::new();
    for rule in catalogue {
        let named = names(selection.select, rule.name);
        if names(selection.ignore, rule.name)
            || names(selection.ignore, &rule.file.category)
            || !(selection.select.is_empty()
                || named
                || names(selection.select, &rule.file.category))
        {
            continue;
        }
        let name = rule.name;
        let mut settings = loaded.config.rules.get(name).cloned().unwrap_or_default();
        let level = settings.level.unwrap_or(rule.file.severity);
        if named && level == Level::Off {
            settings.level = Some(match rule.file.severity {
                Level::Off => Level::Warning,
                own => own,
            });
        }
        match rule.bind(Some(&settings)) {
            Ok(rule) => bound.extend(rule),
            Err(reason) => return Err(unusable_option(loaded, name, &settings, &reason)?.into()),
        }
    }
    if bound.is_empty() {
        return Err("no rule is left to run".to_owned().into());
    }
    Ok(bound)
}

/// The rules that the configuration turns on beside those that are `bound`.
///
/// # Errors
/// An option that its rule cannot use.
pub fn bind_others(loaded: &Loaded, bound: &[BoundRule]) -> Result<Vec<BoundRule>, Failure> {
    let mut others = Vec::new();
    for rule in rules::catalogue()? {
        let name = rule.name;
        if bound.iter().any(|other| other.name == name) {
            continue;
        }
        let settings = loaded.config.rules.get(name);
        match rule.bind(settings) {
            Ok(rule) => others.extend(rule),
            Err(reason) => {
                let settings = settings.cloned().unwrap_or_default();
                return Err(unusable_option(loaded, name, &settings, &reason)?.into());
            }
        }
    }
    Ok(others)
}

fn check_names(catalogue: &[Rule], option: &str, names: &[String]) -> Result<(), Failure> {
    for name in names.iter().map(|name| name.trim()) {
        let known = || {
            catalogue
                .iter()
                .flat_map(|rule| [rule.name, &rule.file.category])
        };
        if !known().any(|rule| rule == name) {
            let mut message = format!("{option}: there is no rule or category `{name}`");
            if let Some(nearest) = nearest(name, known()) {
                message.push_str(&format!("; did you mean `{nearest}`?"));
            }
            return Err(message.into());
        }
    }
    Ok(())
}

/// Every rule and option that the configuration names exists and has a value of the right kind.
fn check_config(catalogue: &[Rule], loaded: &Loaded) -> Result<(), ConfigError> {
    for (name, settings) in &loaded.config.rules {
        let Some(rule) = catalogue.iter().find(|rule| rule.name == name) else {
            let names = catalogue.iter().map(|rule| rule.name);
            return Err(loaded.error_at_key(
                &[Step::Key("rules"), Step::Key(name)],
                format!("there is no rule `{name}`"),
                Some(match nearest(name, names) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => "`jflint rules` lists every rule".to_owned(),
                }),
            ));
        };
        for (option, value) in &settings.options {
            let steps = [Step::Key("rules"), Step::Key(name), Step::Key(option)];
            let Some(known) = rule.file.options.get(option) else {
                return Err(loaded.error_at_key(
                    &steps,
                    format!("the rule `{name}` has no option `{option}`"),
                    Some(option_help(rule, option)),
                ));
            };
            if kind(value) != kind(&known.default) && !known.default.is_null() {
                let message = format!(
                    "`{option}` must be {}, not {}",
                    kind(&known.default),
                    kind(value)
                );
                return Err(loaded.error(&steps, message, Some(default_help(option, known))));
            }
        }
    }
    Ok(())
}

fn option_help(rule: &Rule, option: &str) -> String {
    let options = || {
        rule.file
            .options
            .keys()
            .map(String::as_str)
            .chain(["severity"])
    };
    match nearest(option, options()) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => {
            let options: Vec<String> = options().map(|name| format!("`{name}`")).collect();
            format!("it takes {}", options.join(", "))
        }
    }
}

fn default_help(name: &str, option: &OptionFile) -> String {
    format!(
        "{}; the default is `{name}: {}`",
        option.about, option.default
    )
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

/// Finds the option that a rule refused, by giving it one at a time.
fn unusable_option(
    loaded: &Loaded,
    name: &str,
    settings: &RuleSettings,
    reason: &str,
) -> Result<ConfigError, Failure> {
    for (option, value) in &settings.options {
        let one = RuleSettings {
            level: Some(Level::Error),
            options: std::iter::once((option.clone(), value.clone())).collect(),
        };
        let rule = rules::catalogue()?
            .into_iter()
            .find(|rule| rule.name == name);
        let Some(rule) = rule else { continue };
        let known = rule.file.options.get(option).cloned();
        if let Err(reason) = rule.bind(Some(&one)) {
            return Ok(loaded.error(
                &[Step::Key("rules"), Step::Key(name), Step::Key(option)],
                format!(
                    "the rule `{name}` cannot use this `{option}`: {}",
                    plain(&reason)
                ),
                known.map(|known| default_help(option, &known)),
            ));
        }
    }
    if settings.options.is_empty() {
        return Err(format!("rules/{name}.yml: {reason}").into());
    }
    Ok(loaded.error_at_key(
        &[Step::Key("rules"), Step::Key(name)],
        format!("the rule `{name}` cannot use these options: {reason}"),
        None,
    ))
}

/// What the reader of a value says, without the names of the program's types.
fn plain(reason: &str) -> String {
    let mut text = reason.to_owned();
    for (name, plain) in [
        ("expected usize", "expected a whole number from 0"),
        ("expected u32", "expected a whole number from 0"),
        ("expected u64", "expected a whole number from 0"),
        ("expected f64", "expected a number"),
        ("expected a string", "expected a text"),
        ("integer `", "the number `"),
        ("floating point `", "the number `"),
        ("string \"", "the text \""),
        ("invalid value: ", ""),
        ("invalid type: ", ""),
    ] {
        text = text.replace(name, plain);
    }
    text
}
