//! Reports-to statements: who reports, to whom, where it is said.

use super::mentions;
use super::named::{self, Named, without_article};
use super::passage::{LinkInText, Passage};
use super::title::Title;
use super::vocabulary::Vocabulary;
use crate::document::prose::sentences;
use crate::document::{BlockKind, Document};
use std::ops::Range;

/// Who a statement is about.
#[derive(Clone, Debug)]
pub enum Subject {
    /// The role in hand: `this role`, `it`, or nobody in particular.
    Own,
    /// A title, and its bytes.
    Title(Title, Range<usize>),
}

/// One reports-to statement.
#[derive(Clone, Debug)]
pub struct ReportingStatement {
    /// Who reports.
    pub subject: Subject,
    /// The heading under which it stands.
    pub heading: Option<usize>,
    /// Its bytes, from the subject to the end of the manager.
    pub range: Range<usize>,
    /// The managers named; none if the sentence ends before it names one.
    pub managers: Vec<Named>,
    /// Whether it speaks of several people (`report to`): of others than the role.
    pub of_others: bool,
}

/// The longest subject, in words.
const LONGEST_SUBJECT: usize = 14;

/// The reports-to statements of a page, in reading order.
pub fn find(document: &Document, vocabulary: &Vocabulary) -> Vec<ReportingStatement> {
    let mut found = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        if block.kind != BlockKind::Paragraph || !block.prose.may_mention(mentions::REPORTING) {
            continue;
        }
        let passage = Passage::of(document, index);
        let mut said = vocabulary
            .reporting
            .of_passage(&passage, || read(&passage, vocabulary));
        for statement in &mut said {
            statement.place(&passage);
        }
        found.append(&mut said);
    }
    found
}

impl ReportingStatement {
    /// Places what was read of a passage's text: until then all ranges are those of the text.
    fn place(&mut self, passage: &Passage<'_>) {
        self.heading = passage.heading();
        self.range = passage.source(&self.range);
        self.subject.place(passage);
        for manager in &mut self.managers {
            manager.place(passage);
        }
    }
}

impl Subject {
    /// Places what was read of a passage's text.
    pub(super) fn place(&mut self, passage: &Passage<'_>) {
        if let Self::Title(_, range) = self {
            *range = passage.source(range);
        }
    }
}

fn read(passage: &Passage<'_>, vocabulary: &Vocabulary) -> Vec<ReportingStatement> {
    let text = &passage.prose().text;
    let mut found = Vec::new();
    for sentence in sentences(text) {
        if mentions::of_reporting(&text[sentence.clone()]) {
            in_sentence(text, passage.links(), sentence, vocabulary, &mut found);
        }
    }
    found
}

fn in_sentence(
    whole: &str,
    links: &[LinkInText],
    sentence: Range<usize>,
    vocabulary: &Vocabulary,
    found: &mut Vec<ReportingStatement>,
) {
    // Where its lines break says nothing.
    let in_one_line = whole[sentence.clone()].replace('\n', " ");
    let text = in_one_line.as_str();
    let verbs = vocabulary.reports_to.find_all(text);
    let mut before = 0;
    for (order, verb) in verbs.iter().enumerate() {
        let lead = &text[before..verb.start];
        let Some((subject, subject_range)) = subject(lead, &text[verb.clone()], vocabulary) else {
            continue;
        };
        let subject_range = before + subject_range.start..before + subject_range.end;
        let start = with_article(text, before, subject_range.start);
        let mut rest_end = verbs.get(order + 1).map_or(text.len(), |next| next.start);
        // `Reporting to the Controller, the Accountant ...`, not `Reporting to the board on sales`.
        if verb.start == 0 && text[verb.clone()].starts_with("Reporting") {
            let rest = &text[verb.end..rest_end];
            let clauses = [", the ", ", this ", ", you "].iter();
            let Some(end) = clauses.filter_map(|clause| rest.find(clause)).min() else {
                continue;
            };
            rest_end = verb.end + end;
        }
        let rest = manager_part(
            text,
            verb.end..rest_end,
            order + 1 < verbs.len(),
            vocabulary,
        );
        let (rest_text, has_article) = without_article(&text[rest.clone()]);
        let shown = rest_text.trim_matches(|c: char| !c.is_alphanumeric());
        let shown = if is_article(shown) { "" } else { shown };
        let named = named::titles(
            whole,
            links,
            sentence.start + rest.start..sentence.start + rest.end,
            vocabulary,
        );
        let is_name = if text[verb.clone()].to_ascii_lowercase().ends_with("to") {
            shown.is_empty() || names_a_manager(shown, has_article, &named, &subject)
        } else {
            // Without its `to` the verb means something else, too.
            shown.starts_with(char::is_uppercase) && named.iter().any(|name| name.title.is_title())
        };
        if !is_name {
            continue;
        }
        let managers = if shown.is_empty() { Vec::new() } else { named };
        let managers = only_titles(managers);
        let statement_end = rest.end.max(verb.end);
        let trimmed = text[..statement_end].trim_end().len();
        found.push(ReportingStatement {
            subject: match subject {
                Said::Own => Subject::Own,
                Said::Title(title) => Subject::Title(
                    title,
                    sentence.start + subject_range.start..sentence.start + subject_range.end,
                ),
            },
            heading: None,
            range: sentence.start + start..sentence.start + trimmed,
            managers,
            of_others: is_plural(&text[verb.clone()]) && !says_all_roles(lead, vocabulary),
        });
        before = rest.end;
    }
}

/// Where a subject starts with its article.
fn with_article(text: &str, from: usize, start: usize) -> usize {
    let before = text[from..start].trim_end();
    let word = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    if !word.is_empty() && (is_article(word) || word.eq_ignore_ascii_case("this")) {
        from + before.len() - word.len()
    } else {
        start
    }
}

fn is_article(text: &str) -> bool {
    ["a", "an", "the", "either"]
        .iter()
        .any(|article| text.eq_ignore_ascii_case(article))
}

enum Said {
    Own,
    Title(Title),
}

/// `report to` without a modal verb speaks of several people.
fn is_plural(verb: &str) -> bool {
    let mut words = verb.split_whitespace();
    !has_modal(verb) && words.any(|word| word.eq_ignore_ascii_case("report"))
}

/// Whether the subject before a verb is each role of the page: `All roles in this family`.
fn says_all_roles(lead: &str, vocabulary: &Vocabulary) -> bool {
    let subject = lead.trim().to_lowercase();
    subject.contains("roles") && vocabulary.generic_subjects.contains(&subject)
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
fn subject(lead: &str, verb: &str, vocabulary: &Vocabulary) -> Option<(Said, Range<usize>)> {
    let trimmed = lead.trim_end();
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

/// Where the manager's name ends: at a clause that goes on about something else, or with the sentence.
fn manager_part(
    text: &str,
    range: Range<usize>,
    more_follow: bool,
    vocabulary: &Vocabulary,
) -> Range<usize> {
    let mut start = range.start;
    let rest = &text[range.clone()];
    // `will report to and collaborate directly with a ...`
    let detour = rest.trim_start();
    if detour.starts_with("and ")
        && let Some(with) = detour.find(" with ")
    {
        start = range.start + (rest.len() - detour.len()) + with + 6;
    }
    let rest = &text[start..range.end];
    let mut end = rest.len();
    // What ends a name never stands before it.
    let (name, _) = without_article(rest);
    let lead = rest.len() - name.len();
    let fits = |cut: &Range<usize>| cut.start > 0 && !parts_rank(name, cut, vocabulary);
    if let Some(cut) = vocabulary.manager_end.find_where(name, fits) {
        end = lead + cut.start;
    }
    if more_follow {
        let cut = [", and ", "; ", ", while ", " and the "]
            .iter()
            .filter_map(|joint| rest[..end].find(joint))
            .min();
        end = cut.unwrap_or(end);
    }
    let kept = rest[..end]
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | '*'));
    start..start + kept.len()
}

/// Whether a dash only parts the rank from the function: `Director - Treasury`.
fn parts_rank(name: &str, cut: &Range<usize>, vocabulary: &Vocabulary) -> bool {
    let is_dash = name[cut.clone()]
        .trim()
        .chars()
        .all(|c| matches!(c, '-' | '–' | '—'));
    let before = Title::new(&name[..cut.start], vocabulary);
    is_dash && before.management.is_some() && before.function.is_empty()
}

/// Whether what follows names somebody, and is not the object of a noun (`reports to understand metrics`).
fn names_a_manager(shown: &str, has_article: bool, named: &[Named], subject: &Said) -> bool {
    let linked = named.iter().any(|name| name.link.is_some());
    let titled = named.iter().any(|name| name.title.is_title());
    let capital = shown.starts_with(|c: char| c.is_uppercase() || c == '{');
    linked
        || capital
        || titled && has_article
        || has_article && matches!(subject, Said::Own | Said::Title(_))
}

/// Without `or above` and the like: what is no title beside others that are.
fn only_titles(named: Vec<Named>) -> Vec<Named> {
    if named.len() > 1 && named.iter().any(|name| name.title.is_title()) {
        return named
            .into_iter()
            .filter(|name| name.title.is_title() || name.link.is_some())
            .collect();
    }
    named
}
