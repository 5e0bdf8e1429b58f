//! Which rules run, and with which options: the catalogue, the configuration and the command line together.

use super::Failure;
use crate::config::read::{Loaded, Step};
use crate::config::{ConfigError, Level, RuleSettings, nearest};
use crate::rules::{self, BoundRule, Exception, OptionFile, Rule};
use serde_json::Value;

/// What the command line says.
pub struct Selection<'a> {
    /// Rules and categories to run; empty: all that are on.
    pub select: &'a [String],
    /// Rules and categories to leave out.
    pub ignore: &'a [String],
}

/// The rules of the catalogue that are to run.
///
/// # Errors
/// A name that is no rule, and an option that its rule cannot use.
pub fn bind(
    catalogue: Vec<Rule>,
    loaded: &Loaded,
    selection: &Selection,
) -> Result<Vec<BoundRule>, Failure> {
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
        bound.extend(bind_one(loaded, rule, named)?);
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
        if bound.iter().any(|other| other.name == rule.name) {
            continue;
        }
        others.extend(bind_one(loaded, rule, false)?);
    }
    Ok(others)
}

/// A rule as the configuration has it, if it is on anywhere; one that is `named` is.
fn bind_one(loaded: &Loaded, rule: Rule, named: bool) -> Result<Option<BoundRule>, Failure> {
    let name = rule.name;
    let mut settings = loaded.config.rules.get(name).cloned().unwrap_or_default();
    let is_off = settings.level.unwrap_or(rule.file.severity) == Level::Off;
    let exceptions = exceptions(loaded, name, is_off && !named);
    if is_off && (named || exceptions.iter().any(|other| other.severity.is_some())) {
        settings.level = Some(match rule.file.severity {
            Level::Off => Level::Warning,
            own => own,
        });
    }
    match rule.bind(Some(&settings)) {
        Ok(rule) => Ok(rule.map(|rule| BoundRule { exceptions, ..rule })),
        Err(reason) => Err(unusable_option(loaded, name, &settings, &reason)?.into()),
    }
}

/// Where the configuration gives a rule another level.
fn exceptions(loaded: &Loaded, name: &str, is_off: bool) -> Vec<Exception> {
    let overrides = loaded.config.overrides.iter().filter_map(|other| {
        Some(Exception {
            paths: Some(other.paths.clone()),
            severity: other.rules.get(name)?.severity(),
        })
    });
    let off = is_off.then_some(Exception {
        paths: None,
        severity: None,
    });
    off.into_iter().chain(overrides).collect()
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
    let known = |steps: &[Step], name: &str| {
        let found = catalogue.iter().find(|rule| rule.name == name);
        found.ok_or_else(|| {
            let names = catalogue.iter().map(|rule| rule.name);
            let help = match nearest(name, names) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => "`jflint rules` lists every rule".to_owned(),
            };
            loaded.error_at_key(steps, format!("there is no rule `{name}`"), Some(help))
        })
    };
    for (index, other) in loaded.config.overrides.iter().enumerate() {
        for name in other.rules.keys() {
            let steps = ["overrides", "rules", name].map(Step::Key);
            known(&[steps[0], Step::Item(index), steps[1], steps[2]], name)?;
        }
    }
    for (name, settings) in &loaded.config.rules {
        let rule = known(&[Step::Key("rules"), Step::Key(name)], name)?;
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
