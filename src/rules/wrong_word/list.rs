//! The reviewed list: phrases with the word that is wrong in them, and what is meant. See the head of the list for how
//! its lines are written.

use super::Hashes;
use super::mask::Mask;
use crate::document::filter::Filter;
use crate::document::tokens::hash;
use crate::document::Token as Word;
use rustc_hash::FxHashMap;

/// The list, made ready.
#[derive(Debug)]
pub struct List {
    patterns: Vec<Pattern>,
    /// The patterns of each marked word.
    by_word: FxHashMap<u64, Vec<Entry>>,
    classes: Vec<Hashes>,
    /// The marked words, and the articles.
    pub marked: Filter,
}

/// A phrase of a marked word, with a first look at the neighbours of that word.
#[derive(Debug)]
struct Entry {
    before: Mask,
    after: Mask,
    pattern: u32,
}

/// One phrase.
#[derive(Debug)]
pub struct Pattern {
    /// What stands in a row.
    pub tokens: Vec<Token>,
    /// Which of them are wrong.
    pub marked: std::ops::Range<usize>,
    /// What is meant, by the first marked word.
    corrections: Vec<(u64, String)>,
}

/// One place of a phrase.
#[derive(Debug)]
pub enum Token {
    /// One of these words.
    Is(Set),
    /// Any other word, or the end of the clause.
    Not(Set),
    /// The start or the end of the clause.
    Edge,
}

/// A set of words: each part is a word, a class or an ending.
#[derive(Debug, Default)]
pub struct Set {
    words: Vec<u64>,
    classes: Vec<usize>,
    endings: Vec<String>,
}

impl Pattern {
    /// What is meant by the marked word.
    pub fn correction(&self, word: u64) -> &str {
        let found = self.corrections.iter().find(|(marked, _)| *marked == word);
        found.map_or("", |(_, correction)| correction)
    }
}

impl List {
    /// Reads the list.
    pub fn new(lines: &str, classes: &FxHashMap<String, Vec<String>>) -> Result<Self, String> {
        let mut names = FxHashMap::default();
        let mut sets = Vec::new();
        for (name, words) in classes {
            names.insert(name.as_str(), sets.len());
            sets.push(words.iter().map(|word| hash(word)).collect());
        }
        let mut list = Self {
            patterns: Vec::new(),
            by_word: FxHashMap::default(),
            classes: sets,
            marked: Filter::new(std::iter::empty()),
        };
        for line in entries(lines) {
            let pattern = read(line, &names).map_err(|why| format!("wrong-words.txt: {why}: {line}"))?;
            let index = crate::source::offset(list.patterns.len());
            let before = pattern.marked.start.checked_sub(1);
            let mask = |at: usize| pattern.tokens.get(at).map_or(Mask::ALL, |token| list.mask(token));
            let (before, after) = (before.map_or(Mask::ALL, mask), mask(pattern.marked.start + 1));
            for (word, _) in &pattern.corrections {
                list.by_word.entry(*word).or_default().push(Entry {
                    before,
                    after,
                    pattern: index,
                });
            }
            list.patterns.push(pattern);
        }
        let articles = [super::article::A, super::article::AN];
        list.marked = Filter::new(list.by_word.keys().copied().chain(articles));
        Ok(list)
    }

    /// What may stand at a token.
    fn mask(&self, token: &Token) -> Mask {
        match token {
            Token::Edge => Mask::new(std::iter::once(None)),
            Token::Is(set) if set.endings.is_empty() => {
                let classes = set.classes.iter().filter_map(|&class| self.classes.get(class));
                Mask::new(set.words.iter().chain(classes.flatten()).map(|&word| Some(word)))
            }
            Token::Is(_) | Token::Not(_) => Mask::ALL,
        }
    }

    /// The phrases in which the word is marked and whose next words may be these two; `None` is the end of the clause.
    pub fn patterns_of(
        &self,
        word: u64,
        before: Option<u64>,
        after: Option<u64>,
    ) -> impl Iterator<Item = &Pattern> {
        let (before, after) = (Mask::place(before), Mask::place(after));
        let entries = self.by_word.get(&word).into_iter().flatten();
        entries
            .filter(move |entry| entry.after.has(after) && entry.before.has(before))
            .filter_map(|entry| self.patterns.get(entry.pattern as usize))
    }

    /// Whether a word is in a set.
    pub fn is(&self, set: &Set, text: &str, word: Word) -> bool {
        set.words.contains(&word.hash)
            || set
                .classes
                .iter()
                .any(|&class| self.classes.get(class).is_some_and(|class| class.contains(&word.hash)))
            || !set.endings.is_empty() && {
                let word = &text.as_bytes()[word.range()];
                set.endings.iter().any(|ending| {
                    word.len() > ending.len() + 2 && word.ends_with(ending.as_bytes())
                })
            }
    }
}

/// The lines of the list that are phrases.
pub fn entries(lines: &str) -> impl Iterator<Item = &str> {
    lines
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The parts of a line: the phrase, the correction, the sentences in which nothing is wrong.
pub fn parts(line: &str) -> Option<(&str, &str, Vec<&str>)> {
    let (phrase, rest) = line.split_once(" -> ")?;
    let mut rest = rest.split(" | ");
    let correction = rest.next()?;
    Some((phrase.trim(), correction.trim(), rest.map(str::trim).collect()))
}

fn read(line: &str, classes: &FxHashMap<&str, usize>) -> Result<Pattern, &'static str> {
    let (phrase, correction, _) = parts(line).ok_or("no ` -> `")?;
    let mut tokens = Vec::new();
    let (mut start, mut end) = (None, None);
    let mut first: Vec<&str> = Vec::new();
    for part in phrase.split(' ') {
        let open = part.strip_prefix('{');
        let bare = open.unwrap_or(part);
        let close = bare.strip_suffix('}');
        let bare = close.unwrap_or(bare);
        if open.is_some() {
            start = Some(tokens.len());
            first = bare.split('/').collect();
        }
        tokens.push(token(bare, classes)?);
        if close.is_some() {
            end = Some(tokens.len());
        }
    }
    let (start, end) = start.zip(end).ok_or("no word is marked")?;
    let meant: Vec<&str> = correction.split('/').collect();
    if meant.len() != 1 && meant.len() != first.len() {
        return Err("not as many corrections as words");
    }
    let corrections = first
        .iter()
        .enumerate()
        .filter_map(|(at, word)| {
            let meant = meant.get(at).or(meant.first())?;
            Some((hash(word), (*meant).to_owned()))
        })
        .collect();
    Ok(Pattern {
        tokens,
        marked: start..end,
        corrections,
    })
}

fn token(part: &str, classes: &FxHashMap<&str, usize>) -> Result<Token, &'static str> {
    if part == "^" || part == "$" {
        return Ok(Token::Edge);
    }
    let (not, words) = match part.strip_prefix('!') {
        Some(words) => (true, words),
        None => (false, part),
    };
    let mut set = Set::default();
    for word in words.split('/') {
        if let Some(name) = word.strip_prefix('<').and_then(|word| word.strip_suffix('>')) {
            set.classes.push(*classes.get(name).ok_or("no such class")?);
        } else if let Some(ending) = word.strip_prefix('*') {
            set.endings.push(ending.to_owned());
        } else if word.is_empty() {
            return Err("an empty word");
        } else {
            set.words.push(hash(word));
        }
    }
    Ok(if not { Token::Not(set) } else { Token::Is(set) })
}
