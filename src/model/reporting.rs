//! Reports-to statements: who reports, to whom, where it is said.

mod subject;

use super::mentions;
use super::named::{self, Named, without_article};
use super::passage::{LinkInText, Passage};
use super::title::Title;
use super::vocabulary::Vocabulary;
use crate::document::prose::sentences;
use crate::document::{BlockKind, Document};
use std::ops::Range;
use subject::{Said, is_of_page, is_plural, says_all_roles, subject};

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
    /// Whether it speaks of every role of the page, wherever it stands: `This job family reports to`.
    pub of_page: bool,
}

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
            of_page: is_of_page(lead, vocabulary),
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
