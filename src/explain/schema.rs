//! The JSON Schema of `.jflint.yml`, for editors: made from the keys that are read and the rules that there are.

use crate::config::Profile;
use crate::config::read::FIELDS;
use crate::rules::{self, Rule};
use serde_json::{Map, Value, json};

/// The schema.
///
/// # Errors
/// A rule file that is not as it should be.
pub fn config() -> Result<String, String> {
    let catalogue = rules::catalogue()?;
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "jflint's configuration, .jflint.yml",
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": {
            "profile": {
                "description": "The built-in vocabulary: names of fields, grades, required items. `none` starts empty.",
                "enum": Profile::NAMES,
                "default": "gitlab",
            },
            "roots": texts("The folders that `jflint check` reads when it is given none."),
            "family-pages": texts(
                "The pages that describe roles, in the patterns of .gitignore. Where nothing is said, the profile's \
                 folders tell, such as `job-families`.",
            ),
            "exclude": texts("What is left out, in the patterns of .gitignore."),
            "site": site(),
            "titles": mapping("Titles.", json!({
                "known": texts("Managers and next steps that have no page and are right all the same."),
            })),
            "words": texts("Words that are no misspellings."),
            "word-lists": texts(
                "Files with words that are no misspellings: one word a line, and `#` before a note.",
            ),
            "sections": mapping(
                "Further names for the headings of fields.",
                FIELDS
                    .iter()
                    .map(|field| ((*field).to_owned(), texts("Further names for the headings of this field.")))
                    .collect::<Map<_, _>>(),
            ),
            "fail-on": {
                "description": "The lowest severity that makes the exit status 1.",
                "enum": ["error", "warning", "info", "never"],
                "default": "warning",
            },
            "rule-pages": {
                "description": "The address at which rules are explained: a rule's name behind it leads to that rule.",
                "type": "string",
                "minLength": 1,
            },
            "rules": mapping(
                "Levels and options of rules.",
                catalogue.iter().map(|rule| (rule.name.to_owned(), settings(rule))).collect::<Map<_, _>>(),
            ),
            "overrides": overrides(&catalogue),
        },
        "definitions": {
            "level": { "enum": ["off", "info", "warning", "error"] },
        },
    });
    let text = serde_json::to_string_pretty(&schema).map_err(|error| error.to_string())?;
    Ok(text + "\n")
}

fn texts(about: &str) -> Value {
    json!({
        "description": about,
        "type": ["array", "null"],
        "items": { "type": "string", "minLength": 1 },
    })
}

fn mapping(about: &str, properties: impl Into<Value>) -> Value {
    let properties: Value = properties.into();
    json!({
        "description": about,
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": properties,
    })
}

fn site() -> Value {
    mapping(
        "How the site is made; recognised by its files where nothing is said.",
        json!({
            "hosts": texts("The site's own host names."),
            "redirects": {
                "description": "The file that lists the site's redirects: a `_redirects` file or a list in YAML.",
                "type": "string",
            },
            "generator": {
                "description": "What makes the site from the pages.",
                "enum": ["hugo", "middleman"],
            },
            "shortcodes": texts("Shortcodes that bring headings and whose templates lie elsewhere."),
        }),
    )
}

/// What may be said of a rule: its level, or its level and options.
fn settings(rule: &Rule) -> Value {
    let mut properties = Map::new();
    properties.insert("severity".to_owned(), level());
    for (name, option) in &rule.file.options {
        let mut about = json!({ "description": option.about.trim(), "default": option.default });
        let kind = match &option.default {
            Value::Null => None,
            Value::Bool(_) => Some("boolean"),
            Value::Number(_) => Some("number"),
            Value::String(_) => Some("string"),
            Value::Array(_) => Some("array"),
            Value::Object(_) => Some("object"),
        };
        if let Some(kind) = kind {
            about["type"] = kind.into();
        }
        properties.insert(name.clone(), about);
    }
    json!({
        "description": rule.file.summary.trim(),
        "anyOf": [
            level(),
            { "type": "object", "additionalProperties": false, "properties": properties },
        ],
    })
}

fn level() -> Value {
    json!({ "$ref": "#/definitions/level" })
}

fn overrides(catalogue: &[Rule]) -> Value {
    let levels: Map<String, Value> = catalogue
        .iter()
        .map(|rule| (rule.name.to_owned(), level()))
        .collect();
    json!({
        "description": "Other levels of rules on some pages. The last entry that holds counts.",
        "type": ["array", "null"],
        "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["paths", "rules"],
            "properties": {
                "paths": texts("The pages, in the patterns of .gitignore."),
                "rules": mapping("Levels of rules.", levels),
            },
        },
    })
}
