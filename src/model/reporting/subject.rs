//! Who reports, by the words before the verb.

use crate::model::named::without_article;
use crate::model::title::Title;
use crate::model::vocabulary::Vocabulary;
use std::ops::Range;

/// The longest subject, in words.
const LONGEST_SUBJECT: usize = 14;

/// Who is said to report.
pub enum Said {
    Own,
    Title(Title),
}

/// `report to` without a modal verb speaks of several people.
pub fn is_plural(verb: &str) -> bool {
    let mut words = verb.split_whitespace();
    !has_modal(verb) && words.any(|word| word.eq_ignore_ascii_case("report"))
}

/// Whether the subject before a verb is each role of the page: `All roles in this family`.
pub fn says_all_roles(lead: &str, vocabulary: &Vocabulary) -> bool {
    let subject = lead.trim().to_lowercase();
    subject.contains("roles") && vocabulary.generic_subjects.contains(&subject)
}

/// Whether the subject before a verb is all that the page describes: `This job family`, `All roles on this page`.
pub fn is_of_page(lead: &str, vocabulary: &Vocabulary) -> bool {
    vocabulary
        .page_subjects
        .contains(&lead.trim().to_lowercase())
}

/// The first of several that a subject sums up: `The Analyst and the Senior Analyst both`.
fn first_of_all(subject: &str) -> Option<&str> {
    let summed_up = [" all", " both"];
    let several = summed_up.iter().find_map(|all| subject.strip_suffix(all))?;
    let (several, _) = several.split_once(" and ")?;
    several.split(',').next()
}

/// Without a remark right before the verb: `The Analyst (who may work anywhere)`, `The Analyst, like others,`.
fn without_remark(lead: &str) -> &str {
    const WORDS: usize = 4;
    if let Some((before, remark)) = lead
        .strip_suffix(')')
        .and_then(|lead| lead.rsplit_once('('))
    {
        let is_remark = remark.starts_with(char::is_lowercase);
        return if is_remark && remark.split_whitespace().count() >= WORDS {
            before.trim_end()
        } else {
            lead
        };
    }
    let open = [", like ", ", unlike ", ", as with "];
    let ends = lead
        .ends_with(',')
        .then(|| open.iter().find_map(|open| lead.rfind(open)));
    ends.flatten().map_or(lead, |end| &lead[..end])
}

/// Whether a modal verb leads: `will report to`.
fn has_modal(verb: &str) -> bool {
    const MODALS: [&str; 5] = ["will", "may", "can", "would", "should"];
    let first = verb.split_whitespace().next();
    first.is_some_and(|first| MODALS.iter().any(|modal| first.eq_ignore_ascii_case(modal)))
}

/// What stands between two clauses.
const JOINTS: [&str; 5] = [", and ", "; ", ", while ", " and the ", ", but "];

/// Who reports, by what stands before the verb; nothing if `reports` is no verb there.
pub fn subject(lead: &str, verb: &str, vocabulary: &Vocabulary) -> Option<(Said, Range<usize>)> {
    let trimmed = without_remark(lead.trim_end());
    // `The Analyst and the Senior Analyst both report to`: the first stands for all.
    if let Some(first) = first_of_all(trimmed) {
        let (name, article) = without_article(first);
        let title = Title::new(name, vocabulary);
        let is_name = title.is_title() && looks_like_name(name, article);
        return is_name.then_some((Said::Title(title), first.len() - name.len()..first.len()));
    }
    // After an earlier statement of the sentence only the last clause is this one's.
    let clause_start = trimmed
        .match_indices([',', ';', ' '])
        .filter_map(|(at, _)| {
            let mut joints = JOINTS.iter();
            let joint = joints.find(|joint| trimmed[at..].starts_with(**joint))?;
            Some(at + joint.len() - if *joint == " and the " { 4 } else { 0 })
        })
        .max()
        // `including Managers, and Directors of Sales, and reports to`: the last of several is no subject.
        .filter(|_| !trimmed.ends_with(", and"))
        .filter(|&start| Title::new(without_article(&trimmed[start..]).0, vocabulary).is_title())
        // `In short: this position reports to`
        .or_else(|| trimmed.rfind(": ").map(|colon| colon + 2))
        .unwrap_or(0);
    let clause = &trimmed[clause_start..];
    let marks: &[char] = &['*', '_', ' ', '(', '-', '{', '"', '“', '\t'];
    let start = clause_start + (clause.len() - clause.trim_start_matches(marks).len());
    let subject = &trimmed[start..];
    // `Analysts who support a leader report to`
    let subject = subject.find(" who ").map_or(subject, |end| &subject[..end]);
    let subject = subject.trim_end_matches([',', '}', ' ', ')', '*']);
    // The bracket of `Analyst (Associate)` is its own.
    let is_open = subject.matches('(').count() > subject.matches(')').count();
    let closed = start + subject.len() + usize::from(is_open);
    let subject = trimmed.get(start..closed).unwrap_or(subject);
    let range = start..start + subject.len();
    let conjoined = subject.ends_with(" and")
        || subject == "and"
        || subject.ends_with(" also")
        // `The Director, Sales, reports to`: the comma belongs to the name.
        || trimmed.ends_with(',') && !is_capitalized(without_article(subject).0);
    if subject.is_empty() {
        // `Reports to ...` as a sentence or an item of its own.
        return verb
            .starts_with(char::is_uppercase)
            .then_some((Said::Own, range));
    }
    let (name, article) = without_article(subject);
    let lower = subject.to_lowercase();
    let generic = |text: &str| vocabulary.generic_subjects.contains(text);
    if generic(&lower) || generic(&name.to_lowercase()) {
        return Some((Said::Own, range));
    }
    let words = name.split_whitespace().count();
    let title = Title::new(name, vocabulary);
    let name_start = range.end - name.len();
    if !conjoined && words <= LONGEST_SUBJECT && title.is_title() && looks_like_name(name, article)
    {
        return Some((Said::Title(title), name_start..range.end));
    }
    // `Analysts are part of the team and report to`
    if conjoined
        && is_plural(verb)
        && let Some(end) = subject.find(" are ")
    {
        let title = Title::new(&subject[..end], vocabulary);
        if title.is_title() && looks_like_name(&subject[..end], false) {
            return Some((Said::Title(title), range.start..range.start + end));
        }
    }
    if !conjoined && ends_generic(&lower, vocabulary) {
        return Some((Said::Own, range));
    }
    let starts_generic = vocabulary.generic_subjects.iter().any(|generic| {
        lower
            .strip_prefix(generic.as_str())
            .is_some_and(|rest| rest.starts_with(' '))
    });
    let starts_title = article && clause.trim_start_matches(marks).starts_with("The ");
    let modal = has_modal(verb);
    let participle = verb.to_lowercase().contains("reporting");
    if conjoined && (starts_generic || starts_title || subject == "and")
        || modal && (starts_generic || starts_title)
        || participle
    {
        return Some((Said::Own, range.start..range.start + subject.len()));
    }
    // A page's own name without a word for a job: `The Customer Programs Team reports to`.
    (article && words <= 8 && name.starts_with(char::is_uppercase) && !name.ends_with(','))
        .then_some((Said::Own, range))
}

/// Whether a subject is the role in hand, after a few words that say when or how: `Day to day the role`.
fn ends_generic(subject: &str, vocabulary: &Vocabulary) -> bool {
    const OPENERS: [&str; 14] = [
        "as",
        "at",
        "by",
        "currently",
        "day",
        "during",
        "for",
        "formally",
        "from",
        "in",
        "on",
        "today",
        "until",
        "within",
    ];
    const WORDS: usize = 4;
    vocabulary.generic_subjects.iter().any(|generic| {
        let before = subject.strip_suffix(generic.as_str()).map(str::trim_end);
        let mut words = before.unwrap_or_default().split(' ');
        generic.contains(' ')
            && words.next().is_some_and(|first| OPENERS.contains(&first))
            && words.count() < WORDS
    })
}

/// Whether a text reads as a name: it starts with a capital letter, or an article stands before it.
fn looks_like_name(name: &str, article: bool) -> bool {
    (name.starts_with(char::is_uppercase) || article)
        && !name.contains(['?', '!', ':'])
        && name.split_whitespace().all(|word| {
            !matches!(
                word,
                "is" | "are" | "will" | "manages" | "leads" | "who" | "that" | "which"
            )
        })
}

/// Whether every word of a text is one of a name.
fn is_capitalized(text: &str) -> bool {
    text.split_whitespace().all(|word| {
        !word.starts_with(char::is_lowercase) || matches!(word, "of" | "and" | "for" | "the")
    })
}
