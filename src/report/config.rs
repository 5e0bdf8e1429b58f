//! The configuration in force, as YAML that could be a configuration itself, with a note where each part comes from.

use crate::config::Level;
use crate::config::read::{KEYS, Loaded, SITE_KEYS, Step};
use crate::rules::{self, Rule};
use serde_json::Value;

/// What is in force.
///
/// # Errors
/// A rule file that is not as it should be.
pub fn show(loaded: &Loaded) -> Result<String, String> {
    let catalogue = rules::catalogue()?;
    let file = loaded.config.file.as_ref();
    let file = file.map(|file| file.display().to_string().replace('\\', "/"));
    let mut page = Page {
        loaded,
        file: file.unwrap_or_default(),
        lines: Vec::new(),
    };
    let top = if page.file.is_empty() {
        "# There is no .jflint.yml here or above: all of this is built in.".to_owned()
    } else {
        format!("# From {}. What has no note is built in.", page.file)
    };
    for key in KEYS {
        match key {
            "site" => page.mapping(key, &SITE_KEYS),
            "titles" => page.mapping(key, &["known"]),
            "sections" => page.sections(),
            "rules" => page.rules(&catalogue),
            "overrides" => page.overrides(),
            key => page.entry(0, &[Step::Key(key)]),
        }
    }
    Ok(format!("{top}\n{}", page.text()))
}

struct Page<'a> {
    loaded: &'a Loaded,
    file: String,
    /// Each line and the note on it.
    lines: Vec<(String, String)>,
}

impl Page<'_> {
    /// A key and its value: the configuration's, else what holds where it says nothing.
    fn entry(&mut self, indent: usize, steps: &[Step]) {
        let Some(Step::Key(key)) = steps.last() else {
            return;
        };
        let lead = " ".repeat(indent);
        if let Some(value) = self.loaded.value(steps) {
            let mut note = self.origin(steps);
            if *key == "known" {
                let own = value.as_array().map_or(0, Vec::len);
                let all = self.loaded.config.profile.titles.known.len();
                note.push_str(&beside(all.saturating_sub(own)));
            }
            self.lines
                .push((format!("{lead}{key}: {}", flow(&value)), note));
            return;
        }
        let profile = &self.loaded.config.profile;
        let family = &profile.family;
        let (value, note) = match *key {
            "profile" => ("gitlab".to_owned(), String::new()),
            "fail-on" => ("warning".to_owned(), String::new()),
            "roots" => (
                "[]".to_owned(),
                "`content`, else the working folder".to_owned(),
            ),
            "hosts" => (flow(&profile.hosts.clone().into()), self.of_profile()),
            "known" => (
                flow(&profile.titles.known.clone().into()),
                self.of_profile(),
            ),
            "family-pages" => {
                let folders = family.folders.join("/ or ");
                let about = if folders.is_empty() {
                    "none"
                } else {
                    &format!("pages in a folder {folders}/")
                };
                let line = format!("{lead}# family-pages: {about}");
                self.lines.push((line, self.of_profile()));
                return;
            }
            "generator" | "redirects" => {
                let line = format!("{lead}# {key}: recognised by the files");
                self.lines.push((line, String::new()));
                return;
            }
            "rule-pages" => {
                let line = format!("{lead}# rule-pages: none");
                self.lines.push((line, String::new()));
                return;
            }
            _ => ("[]".to_owned(), String::new()),
        };
        self.lines.push((format!("{lead}{key}: {value}"), note));
    }

    fn mapping(&mut self, name: &str, keys: &[&str]) {
        self.lines.push((format!("{name}:"), String::new()));
        for key in keys {
            self.entry(2, &[Step::Key(name), Step::Key(key)]);
        }
    }

    fn sections(&mut self) {
        self.lines.push(("sections:".to_owned(), String::new()));
        for (field, names) in &self.loaded.config.profile.fields {
            let steps = [Step::Key("sections"), Step::Key(field)];
            let Some(value) = self.loaded.value(&steps) else {
                continue;
            };
            let added = value.as_array().map_or(0, Vec::len);
            let note = self.origin(&steps) + &beside(names.names.len().saturating_sub(added));
            self.lines
                .push((format!("  {field}: {}", flow(&value)), note));
        }
    }

    fn rules(&mut self, catalogue: &[Rule]) {
        self.lines.push(("rules:".to_owned(), String::new()));
        for rule in catalogue {
            let own = level_name(rule.file.severity);
            let steps = [Step::Key("rules"), Step::Key(rule.name)];
            let Some(settings) = self.loaded.config.rules.get(rule.name) else {
                self.lines
                    .push((format!("  {}: {own}", rule.name), String::new()));
                continue;
            };
            let level = settings.level.map_or(own, level_name);
            let value = if settings.options.is_empty() {
                level.to_owned()
            } else {
                let mut entries = serde_json::Map::new();
                entries.insert("severity".to_owned(), level.into());
                entries.extend(settings.options.clone());
                flow(&entries.into())
            };
            let mut note = self.origin(&steps);
            if level != own {
                note.push_str(&format!(", built in: {own}"));
            }
            self.lines.push((format!("  {}: {value}", rule.name), note));
        }
    }

    fn overrides(&mut self) {
        let all = self.loaded.config.overrides.len();
        if all == 0 {
            self.lines.push(("overrides: []".to_owned(), String::new()));
            return;
        }
        self.lines.push(("overrides:".to_owned(), String::new()));
        for index in 0..all {
            let steps = [Step::Key("overrides"), Step::Item(index)];
            for (lead, key) in [("  - ", "paths"), ("    ", "rules")] {
                let steps = [steps[0], steps[1], Step::Key(key)];
                let value = self.loaded.value(&steps).unwrap_or(Value::Null);
                let note = self.origin(&steps);
                self.lines
                    .push((format!("{lead}{key}: {}", flow(&value)), note));
            }
        }
    }

    fn origin(&self, steps: &[Step]) -> String {
        match self.loaded.line(steps) {
            Some(line) => format!("{}:{line}", self.file),
            None => String::new(),
        }
    }

    fn of_profile(&self) -> String {
        let name = self.loaded.value(&[Step::Key("profile")]);
        let name = name.as_ref().and_then(Value::as_str).unwrap_or("gitlab");
        format!("profile {name}")
    }

    /// The lines with their notes in one column, as far as they fit.
    fn text(&self) -> String {
        const WIDEST: usize = 48;
        let widths = self.lines.iter().filter(|(_, note)| !note.is_empty());
        let widths = widths.map(|(line, _)| line.chars().count());
        let column = widths.filter(|width| *width <= WIDEST).max().unwrap_or(0);
        let lines = self.lines.iter().map(|(line, note)| {
            if note.is_empty() {
                format!("{line}\n")
            } else {
                format!("{line:<column$}  # {note}\n")
            }
        });
        lines.collect()
    }
}

/// How much the profile says beside what the configuration adds.
fn beside(count: usize) -> String {
    match count {
        0 => String::new(),
        count => format!(", beside {count} of the profile"),
    }
}

fn level_name(level: Level) -> &'static str {
    level.severity().map_or("off", |severity| severity.name())
}

/// A value on one line of YAML.
fn flow(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if is_plain(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{key}: {}", flow(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        // JSON is YAML.
        other => other.to_string(),
    }
}

/// Whether a text means itself in YAML without quotes.
fn is_plain(text: &str) -> bool {
    const MEAN_MORE: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "y", "n", "nan"];
    let middle = |c: char| c.is_ascii_alphanumeric() || "_-./ ".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(middle)
        && !MEAN_MORE.contains(&text.to_ascii_lowercase().as_str())
}
