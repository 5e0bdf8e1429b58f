//! Grade statements: which title, which grade, how it is written.

use super::mentions;
use super::named::without_article;
use super::passage::Passage;
use super::reporting::Subject;
use super::title::Title;
use super::vocabulary::Vocabulary;
use super::vocabulary::pattern::{Pattern, written};
use crate::document::prose::{sentences, style};
use crate::document::{BlockKind, Document};
use std::ops::Range;
use std::sync::LazyLock;

/// One grade statement.
#[derive(Clone, Debug)]
pub struct GradeStatement {
    /// Whose grade it is.
    pub subject: Subject,
    /// The heading under which it stands.
    pub heading: Option<usize>,
    /// The grade, as it is read: `9.5`.
    pub grade: String,
    /// The words that give it, as a reader sees them.
    pub words: String,
    /// The bytes of the whole statement.
    pub range: Range<usize>,
    /// The bytes of the words that give the grade, with the link around them.
    pub at: Range<usize>,
    /// Whether it reads `grade N`, as a whole inside or outside a link.
    pub well_formed: bool,
    /// The link around the number, as an index into the document's.
    pub link: Option<usize>,
}

impl GradeStatement {
    /// The grade as a number.
    pub fn number(&self) -> f64 {
        self.grade.parse().unwrap_or_default()
    }
}

/// What states a grade in every profile: a number after the word, a number with a letter before it, or a number alone.
static PLAIN: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    Pattern::each(&[written::GRADE, written::CODE, written::NUMBER].map(str::to_owned))
});

/// The grade statements of a page. `in_grade_section` tells whether a heading's text is a job-grade section's.
pub fn find(
    document: &Document,
    vocabulary: &Vocabulary,
    in_grade_section: impl Fn(usize) -> bool,
) -> Vec<GradeStatement> {
    let mut found = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        if block.kind != BlockKind::Paragraph {
            continue;
        }
        let in_section = block.heading().is_some_and(&in_grade_section);
        if !in_section && !block.prose.may_mention(mentions::GRADE) {
            continue;
        }
        let passage = Passage::of(document, index);
        let mut said = vocabulary.grades[usize::from(in_section)]
            .of_passage(&passage, || read(&passage, in_section, vocabulary));
        for statement in &mut said {
            statement.place(&passage);
        }
        found.append(&mut said);
    }
    found
}

impl GradeStatement {
    /// Places what was read of a passage's text: until then all ranges, and the link, are those of the text.
    fn place(&mut self, passage: &Passage<'_>) {
        self.heading = passage.heading();
        self.range = passage.source(&self.range);
        self.subject.place(passage);
        self.at = passage.source(&self.at);
        if let Some(link) = self.link {
            let around = passage.link_source(link);
            self.at = self.at.start.min(around.start)..self.at.end.max(around.end);
            self.link = Some(passage.link(link));
        }
    }
}

fn read(passage: &Passage<'_>, in_section: bool, vocabulary: &Vocabulary) -> Vec<GradeStatement> {
    let text = &passage.prose().text;
    let sentences = sentences(text).into_iter();
    sentences
        .filter_map(|sentence| in_sentence(passage, sentence, in_section, vocabulary))
        .collect()
}

fn in_sentence(
    passage: &Passage<'_>,
    sentence: Range<usize>,
    in_section: bool,
    vocabulary: &Vocabulary,
) -> Option<GradeStatement> {
    let prose = passage.prose();
    let text = &prose.text[sentence.clone()];
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (number, lead_end) = number(text, in_section, vocabulary)?;
    let number = sentence.start + number.start..sentence.start + number.end;
    // `grades: 6, 7, 8` gives the grades of several roles.
    let after = prose.text[number.end..].trim_start();
    if after.starts_with(',')
        && after[1..]
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let links = passage.links();
    let link = links
        .iter()
        .position(|link| link.text.start <= number.start && number.end <= link.text.end);
    let said = "grade ".len();
    let before = number
        .start
        .checked_sub(said)
        .filter(|&at| prose.text.is_char_boundary(at));
    let reads_so =
        before.is_some_and(|at| prose.text[at..number.start].eq_ignore_ascii_case("grade "));
    // `[grade](/x/) 6` and `grade [6](/x/)` link one half only.
    let linked = |range: Range<usize>| prose.style(range) & style::LINK != 0;
    let whole_in_link = before.is_some_and(|at| {
        linked(at..at + 1) == linked(number.clone())
            && link.is_none_or(|link| links[link].text.start <= at)
    });
    let words_start = words_start(&prose.text, &number);
    let shown = prose.text[words_start..number.end].to_owned();
    let lead = &prose.text[sentence.start..sentence.start + lead_end];
    let subject = subject(lead, vocabulary).map_or(Subject::Own, |(title, range)| {
        Subject::Title(
            title,
            sentence.start + range.start..sentence.start + range.end,
        )
    });
    let grade = prose.text[number.clone()]
        .trim_end_matches(".0")
        .trim_start_matches('0')
        .to_owned();
    Some(GradeStatement {
        subject,
        heading: None,
        grade,
        words: shown,
        range: sentence,
        at: words_start..number.end,
        well_formed: reads_so && whole_in_link,
        link,
    })
}

/// The number in a sentence, and where what stands before the statement's verb ends.
fn number(text: &str, in_section: bool, vocabulary: &Vocabulary) -> Option<(Range<usize>, usize)> {
    for (order, pattern) in vocabulary.grade.iter().enumerate() {
        let Some((whole, number)) = pattern.find_group(text, "number") else {
            continue;
        };
        let number = number?;
        // Outside a job-grade section only the word `grade` makes a number a grade.
        let sure =
            in_section || order == 0 && text[whole.clone()].to_ascii_lowercase().contains("grade");
        if sure {
            return Some((number, whole.start));
        }
    }
    if !in_section {
        return None;
    }
    let (whole, number) = PLAIN
        .iter()
        .find_map(|pattern| pattern.find_group(text, "number"))?;
    Some((number?, whole.start))
}

/// Where the words before the number that belong to the grade start: `job grade level #`, `grade of L`.
fn words_start(text: &str, number: &Range<usize>) -> usize {
    // `L8` is one word, and so is `grade8`.
    let mut start = number.start
        - text[..number.start]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_alphabetic)
            .count();
    let joint = |c: char| c.is_whitespace() || matches!(c, '#' | ':' | '-' | ',' | '=');
    loop {
        let before = text[..start].trim_end_matches(joint);
        let joined = ["of", "number", "no.", "no"]
            .iter()
            .find_map(|word| Some(before[..at_end(before, word)?].trim_end()));
        let words = ["grades", "grade", "levels", "level", "job"];
        let shorter = |before: &str| words.iter().find_map(|word| at_end(before, word));
        match shorter(before).or_else(|| shorter(joined?)) {
            Some(at) => start = at,
            None => return start,
        }
    }
}

/// Where a word starts that a text ends with, in any case.
fn at_end(text: &str, word: &str) -> Option<usize> {
    let at = text.len().checked_sub(word.len())?;
    (text.is_char_boundary(at) && text[at..].eq_ignore_ascii_case(word)).then_some(at)
}

fn subject(lead: &str, vocabulary: &Vocabulary) -> Option<(Title, Range<usize>)> {
    let marks: &[char] = &['*', '_', ' ', '\n', '{', '}', '-', ','];
    let trimmed = lead.trim_end_matches(marks);
    let (name, _) = without_article(trimmed.trim_start_matches(marks));
    let name = name.trim_start_matches(marks);
    if vocabulary.generic_subjects.contains(&name.to_lowercase())
        || vocabulary
            .generic_subjects
            .contains(&trimmed.trim_start_matches(marks).to_lowercase())
    {
        return None;
    }
    let generic = [" role", " position", " job family", " team"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending));
    let named = generic.unwrap_or(name);
    let title = Title::new(named, vocabulary);
    if !title.is_title() || named.split_whitespace().count() > 14 {
        return None;
    }
    let start = trimmed.len() - name.len();
    Some((title, start..start + named.len()))
}
