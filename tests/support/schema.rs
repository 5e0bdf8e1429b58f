//! Checks JSON against a JSON schema, as far as the schemas of the tests go: a keyword that is not known here fails.

use regex::Regex;
use serde_json::Value;

/// What is wrong with a value, each with where it is.
pub fn errors(schema: &Value, value: &Value) -> Vec<String> {
    let mut errors = Vec::new();
    check(schema, schema, value, "", &mut errors);
    errors
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, errors: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().expect("a schema") {
        let holds = match keyword.as_str() {
            "$ref" => {
                let pointer = rule.as_str().unwrap().strip_prefix('#').unwrap();
                check(root, root.pointer(pointer).unwrap(), value, at, errors);
                true
            }
            "type" => is_of(rule.as_str().unwrap(), value),
            "enum" => rule.as_array().unwrap().contains(value),
            "required" => rule
                .as_array()
                .unwrap()
                .iter()
                .all(|key| !value.is_object() || value.get(key.as_str().unwrap()).is_some()),
            "properties" => {
                for (key, schema) in rule.as_object().unwrap() {
                    if let Some(value) = value.get(key) {
                        check(root, schema, value, &format!("{at}/{key}"), errors);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = schema.get("properties");
                let others = value.as_object().into_iter().flatten();
                for (key, value) in
                    others.filter(|(key, _)| known.is_none_or(|known| known.get(key).is_none()))
                {
                    match rule {
                        Value::Bool(true) => {}
                        Value::Bool(false) => errors.push(format!("{at}: `{key}` is not known")),
                        schema => check(root, schema, value, &format!("{at}/{key}"), errors),
                    }
                }
                true
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{at}/{index}"), errors);
                }
                true
            }
            "minItems" => length(value).is_none_or(|length| length >= rule.as_u64().unwrap()),
            "uniqueItems" => {
                let items = value.as_array().map_or([].as_slice(), Vec::as_slice);
                (1..items.len()).all(|index| !items[..index].contains(&items[index]))
            }
            "minimum" => value
                .as_f64()
                .is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => value
                .as_f64()
                .is_none_or(|number| number <= rule.as_f64().unwrap()),
            "pattern" => {
                let pattern = Regex::new(rule.as_str().unwrap()).unwrap();
                value.as_str().is_none_or(|text| pattern.is_match(text))
            }
            "anyOf" => fitting(root, rule, value) > 0,
            "oneOf" => fitting(root, rule, value) == 1,
            // What they say in this place is no demand, or not of these tests.
            "description" | "title" | "default" | "$schema" | "$id" | "definitions" | "format" => {
                true
            }
            other => panic!("`{other}` is no keyword that is known here"),
        };
        if !holds {
            errors.push(format!("{at}: not as `{keyword}` says: {value:.120}"));
        }
    }
}

fn fitting(root: &Value, schemas: &Value, value: &Value) -> usize {
    let fits = |schema: &&Value| {
        let mut errors = Vec::new();
        check(root, schema, value, "", &mut errors);
        errors.is_empty()
    };
    schemas.as_array().unwrap().iter().filter(fits).count()
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("`{other}` is no type that is known here"),
    }
}

fn length(value: &Value) -> Option<u64> {
    value.as_array().map(|items| items.len() as u64)
}
