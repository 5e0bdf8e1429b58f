//! Walks the list: a sentence with each phrase is found with its correction, the sentences beside it are quiet.

use super::{Parameters, Slip, lines, list, range_of, slip_at};
use crate::document::tokens;
use crate::rules::RuleFile;
use std::collections::BTreeMap;

fn parameters() -> Parameters {
    let text = include_str!(concat!(env!("OUT_DIR"), "/rules.json"));
    let mut files: BTreeMap<String, RuleFile> = serde_json::from_str(text).unwrap_or_default();
    let file = files.remove("wrong-word").map(|file| file.parameters);
    let parameters = serde_json::from_value(file.unwrap_or_default().into());
    parameters.unwrap_or_else(|why| panic!("wrong-word: {why}"))
}

fn classes() -> serde_json::Value {
    let text = include_str!("../../../rules/wrong-word.yml");
    let mut file: serde_json::Value = serde_yaml::from_str(text).unwrap_or_default();
    file["parameters"]["classes"].take()
}

fn slips_of(parameters: &Parameters, text: &str) -> Vec<(String, Slip)> {
    let words = tokens::of_text(text);
    let mut candidates = Vec::new();
    list::each_candidate(&words, &mut |at| candidates.push(at));
    let candidates = candidates.into_iter();
    candidates
        .filter_map(|at| slip_at(parameters, text, &words, at))
        .map(|slip| (text[range_of(&words, &slip.words)].to_owned(), slip))
        .collect()
}

/// A word that fits one place of a phrase.
fn sample(part: &str, classes: &serde_json::Value) -> String {
    let first = part.split('/').next().unwrap_or_default();
    match first {
        "^" | "$" => String::new(),
        "*ing" => "walking".to_owned(),
        "*ed" => "wanted".to_owned(),
        "*ly" => "gladly".to_owned(),
        _ if first.starts_with('!') => String::new(),
        _ if first.starts_with("...") => first.replace("...", "other team "),
        _ => match first.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
            Some(name) => classes[name][0].as_str().unwrap_or_default().to_owned(),
            None => first.to_owned(),
        },
    }
}

/// The phrase as a sentence, for each wrong word: the sentence, the wrong words and the number of the word.
fn sentences(phrase: &str, classes: &serde_json::Value) -> Vec<(String, String, usize)> {
    let parts: Vec<&str> = phrase.split(' ').collect();
    let first = parts.iter().position(|part| part.starts_with('{')).unwrap_or_default();
    let count = parts[first].split('/').count();
    (0..count)
        .map(|number| {
            let (mut words, mut wrong, mut open) = (Vec::new(), Vec::new(), false);
            for (at, part) in parts.iter().enumerate() {
                open |= part.starts_with('{');
                let bare = part.trim_matches(['{', '}']);
                let word = if at == first {
                    bare.split('/').nth(number).unwrap_or_default().to_owned()
                } else {
                    sample(bare, classes)
                };
                if open {
                    wrong.push(word.clone());
                }
                open &= !part.ends_with('}');
                if !word.is_empty() {
                    words.push(word);
                }
            }
            let end = if phrase.ends_with('$') { "." } else { " zebra." };
            (words.join(" ") + end, wrong.join(" "), number)
        })
        .collect()
}

#[test]
fn each_phrase_is_found_and_its_right_sentences_are_not() {
    let (parameters, classes) = (parameters(), classes());
    let lines = include_str!("../../../rules/lists/wrong-words.txt");
    let (mut count, mut faults) = (0, Vec::new());
    for line in lines::entries(lines) {
        count += 1;
        let Some((phrase, correction, right)) = lines::parts(line) else {
            panic!("no phrase: {line}");
        };
        if right.is_empty() {
            faults.push(format!("no right sentence: {line}"));
        }
        let sentences = sentences(phrase, &classes);
        let meant = lines::corrections(correction, sentences.len());
        for (sentence, wrong, number) in sentences {
            let meant = meant.get(number).or(meant.first()).copied().unwrap_or_default();
            let found = slips_of(&parameters, &sentence);
            if !found.iter().any(|(text, slip)| *text == wrong && slip.correction == meant) {
                let found: Vec<_> = found.iter().map(|(text, slip)| (text, &slip.correction)).collect();
                faults.push(format!("`{sentence}` should be `{meant}`, is {found:?}"));
            }
        }
        for sentence in right {
            for (text, slip) in slips_of(&parameters, sentence) {
                faults.push(format!("`{text}` is right in `{sentence}`, not `{}`", slip.correction));
            }
        }
    }
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
    assert!(count >= 300, "{count}");
}

#[test]
fn articles_go_by_sound() {
    let parameters = parameters();
    for wrong in [
        "a IT team", "a hour", "an user", "an unique plan", "a HR leader", "a SRE", "an UX team", "a MBA", "a SLA",
        "a RFP", "a 8-hour day", "an one-time fee", "a 11th", "a 18-month plan", "a 80% share", "an CEO",
        "a API", "an European", "a honest answer", "a unusual plan", "a unlisted video", "a \"open\" plan", "an 5 day",
        "a HTML page", "a engineer", "an team", "an URL", "a S3 bucket", "a underlying cause", "an university",
        "a OKR", "an KPI", "a NDA", "a MVP", "schedule a interview", "plan a event", "note a issue",
    ] {
        assert_eq!(slips_of(&parameters, wrong).len(), 1, "{wrong}");
    }
    for right in [
        "an IT team", "an hour", "a user", "a unique plan", "an HR leader", "an SRE", "a UX team", "an MBA", "an SLA",
        "a SaaS", "a URL", "an RFP", "a FAQ", "an FAQ", "a SME", "an LED lamp", "an 8-hour day", "a one-time fee", "an 11th", "an 18-month plan",
        "a NATO base", "a SAST scan", "an SQL query", "a SQL query", "an historic day", "a historic day", "a US team",
        "a European", "a eulogy", "an honest answer", "an umbrella", "an unlisted video", "an 1800s house", "an LDAP group",
        "a CEO", "an API", "an iOS app", "an npm package", "a npm package", "plan A is", "series A IPO", "(a) unless",
        "a) explain", "a. Apply", "a/an", "a-I", "Series A extension", "A/B", "a UK office", "a utility", "an X-ray",
        "an S-1", "a uniform", "an unidentified cause", "a one-on-one", "an eBook", "a hotel", "an MR", "a ROI", "vitamin a in",
    ] {
        assert_eq!(slips_of(&parameters, right).len(), 0, "{right}");
    }
}
