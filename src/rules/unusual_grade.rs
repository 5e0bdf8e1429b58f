//! A grade that is not the one that titles of its rank usually have.

use super::NoParams;
use crate::corpus::Corpus;
use crate::finding::Finding;
use crate::model::{GradeStatement, Page, Role, Subject, Title};

/// How many others must lie off alike for a page to have a table of its own.
const OWN_TABLE: usize = 2;

/// A table that holds for a page.
struct Table<'a> {
    functions: &'a [String],
    ranks: &'a [(Title, Vec<f64>)],
}

/// A role with its own grade, and the grades that its rank usually has.
struct Graded<'a> {
    role: &'a Role,
    statement: &'a GradeStatement,
    usual: Vec<f64>,
    /// How far the grade lies from those; between two of them, nothing.
    offset: f64,
}

pub fn check(_: &NoParams, page: &Page, corpus: &Corpus) -> Vec<Finding> {
    let tables: Vec<Table> = corpus
        .profile
        .grades
        .usual
        .iter()
        .zip(&corpus.vocabulary.usual_grades)
        .filter(|(table, _)| table.folders.is_empty() || stands_in(page, &table.folders))
        .map(|(table, ranks)| Table { functions: &table.functions, ranks })
        .collect();
    if tables.is_empty() {
        return Vec::new();
    }
    let graded: Vec<Graded> = page
        .grades
        .iter()
        .enumerate()
        .filter_map(|(index, statement)| {
            let mut holders = page.roles.iter().filter(|role| role.grades.contains(&index));
            // What several roles share is no role's own grade.
            let (Some(role), None) = (holders.next(), holders.next()) else {
                return None;
            };
            // A grade that there is not, and a statement about another title, are findings of other rules.
            let grades = &corpus.profile.grades;
            if !(grades.from..=grades.to).contains(&statement.number()) {
                return None;
            }
            if matches!(&statement.subject, Subject::Title(title, _) if title.conflicts(&role.title)) {
                return None;
            }
            let usual = usual_grades(&role.title, &tables, corpus);
            let (low, high) = (*usual.first()?, *usual.last()?);
            let number = statement.number();
            Some(Graded { role, statement, offset: number - number.clamp(low, high), usual })
        })
        .collect();
    graded
        .iter()
        // Half a grade more or less is given on purpose.
        .filter(|one| one.offset.abs() >= 1.0 && !one.is_excused(&graded))
        .map(|one| {
            let usual: Vec<String> = one.usual.iter().map(f64::to_string).collect();
            let (title, grade) = (&one.role.title.text, &one.statement.grade);
            Finding::new(
                page.span(one.statement.at.clone()),
                format!(
                    "`{title}` is a grade {grade}, and titles of this rank are usually a grade {}",
                    usual.join(" or ")
                ),
            )
            .help("correct the grade, or the title")
        })
        .collect()
}

impl Graded<'_> {
    fn is_on_track_of(&self, other: &Self) -> bool {
        self.role.title.management.is_some() == other.role.title.management.is_some()
    }

    /// Whether the title says its rank in a word of its own. `Specialist` alone may be any of the lower ones.
    fn names_rank(&self) -> bool {
        let title = &self.role.title;
        let named = title.management.is_some() || !title.levels.is_empty();
        named || title.text.to_lowercase().contains("intermediate")
    }

    /// Whether the page's other roles explain the grade. Where several lie off alike, the page has a table of its own;
    /// and a title without a word for its rank has that of the others of its ladder.
    fn is_excused(&self, all: &[Self]) -> bool {
        let mut others = all
            .iter()
            .filter(|other| !std::ptr::eq(other.role, self.role) && other.is_on_track_of(self));
        if !self.names_rank() {
            let title = &self.role.title;
            return !others.any(|other| other.offset == 0.0 && other.role.title.same_function(title));
        }
        let alike = others.filter(|other| {
            other.names_rank() && other.offset != 0.0 && (other.offset - self.offset).abs() <= 0.5
        });
        alike.take(OWN_TABLE).count() >= OWN_TABLE
    }
}

fn stands_in(page: &Page, folders: &[String]) -> bool {
    let mut parts = page.source.path.split('/').rev();
    parts.next();
    parts.any(|part| folders.iter().any(|folder| folder == part))
}

/// The grades that a title of this rank and function usually has; none if no table knows it.
fn usual_grades(title: &Title, tables: &[Table], corpus: &Corpus) -> Vec<f64> {
    let function = title.function.join(" ");
    let words = function.as_bytes().split(|&byte| byte == b' ');
    let initials = words.fold(0, |initials, word| initials | initial(word));
    // Most runs start like none of the words, which costs least to tell.
    let holds = |run: &String| initials & initial(run.as_bytes()) != 0 && has_run(&function, run);
    if corpus.profile.grades.unranked.iter().any(holds) {
        return Vec::new();
    }
    let of = |title: &Title| -> Vec<f64> {
        tables
            .iter()
            .filter(|table| table.functions.is_empty() || table.functions.iter().any(holds))
            .find_map(|table| of_rank(title, table))
            .unwrap_or_default()
    };
    let mut grades = of(title);
    // `X Manager` manages a function or people: either rank's grade is usual. A junior one manages nobody.
    let may_lead = title.levels.is_empty() || title.levels == ["senior"];
    if may_lead && title.management.is_none() && title.function.iter().any(|word| word == "manager") {
        let people = title.with_management(Some(0));
        grades.extend(of(&people));
    }
    grades.sort_by(f64::total_cmp);
    grades.dedup();
    grades
}

/// The grades of a title's rank in a table. A rank with words of its own (`executive vice president`) goes before one
/// without.
fn of_rank(title: &Title, table: &Table) -> Option<Vec<f64>> {
    table
        .ranks
        .iter()
        .filter(|(rank, _)| {
            rank.management == title.management
                && rank.levels == title.levels
                && rank.function.iter().all(|word| title.function.contains(word))
        })
        .max_by_key(|(rank, _)| rank.function.len())
        .map(|(_, grades)| grades.clone())
}

/// A bit for the first letter of a word, which others may share.
fn initial(word: &[u8]) -> u32 {
    word.first().map_or(u32::MAX, |first| 1 << (first % 32))
}

/// Whether a run of words stands in a text, as whole words.
fn has_run(text: &str, run: &str) -> bool {
    let first = run.as_bytes().first();
    let mut rest = text;
    loop {
        // Most words start with another letter.
        let may = first.is_none_or(|first| rest.as_bytes().first() == Some(first));
        let after = may.then(|| rest.strip_prefix(run)).flatten();
        if after.is_some_and(|after| after.is_empty() || after.starts_with(' ')) {
            return true;
        }
        match rest.bytes().position(|byte| byte == b' ') {
            Some(end) => rest = &rest[end + 1..],
            None => return false,
        }
    }
}
