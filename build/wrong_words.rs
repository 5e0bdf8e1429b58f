//! Makes tables of the reviewed list of wrong words: see the head of the list for how its lines are written, and
//! `src/rules/wrong_word/form.rs` for the tables.

use crate::form::{
    Entry, FIRST, LONE, LONE_SLOTS, PLACES, Pattern, SECOND, SLOTS, Set, Token, beside, lone_slot,
    places, slot,
};
use crate::hash::hash;
use crate::lines;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Write};

/// Sets of words that the list's phrases name.
pub type Classes = BTreeMap<String, Vec<String>>;

/// The tables of the list as the text of a program.
///
/// # Errors
/// A line that is not as it should be.
pub fn tables(list: &str, classes: &Classes) -> Result<String, String> {
    let mut words = BTreeSet::new();
    let mut phrases = Vec::new();
    for line in lines::entries(list) {
        let phrase = read(line, classes).map_err(|why| format!("{why}: {line}"))?;
        words.extend(phrase.places.iter().flat_map(Place::all_words).copied());
        words.extend(phrase.meant.iter().map(|(word, _)| *word));
        phrases.push(phrase);
    }
    let mut made = Made {
        words: words.into_iter().collect(),
        lone: vec![0; LONE_SLOTS],
        pairs: vec![0; PLACES / 32],
        ..Made::default()
    };
    // Articles are looked at whatever stands beside them.
    for article in ["a", "an"] {
        made.lone[lone_slot(hash(article))] = LONE;
    }
    for phrase in &phrases {
        made.add(phrase)?;
    }
    let slots = made.slots()?;
    made.text(&slots).map_err(|error| error.to_string())
}

/// A phrase as it is written.
struct Phrase {
    places: Vec<Place>,
    marked: (usize, usize),
    /// The first words that are wrong, and what is meant by each.
    meant: Vec<(u64, String)>,
}

/// One place of a phrase.
#[derive(PartialEq, Eq)]
struct Place {
    kind: Kind,
    words: BTreeSet<u64>,
    endings: Vec<String>,
}

impl Place {
    fn all_words(&self) -> impl Iterator<Item = &u64> {
        let stops = match &self.kind {
            Kind::UpTo(stops) => Some(&stops.words),
            _ => None,
        };
        self.words.iter().chain(stops.into_iter().flatten())
    }
}

#[derive(PartialEq, Eq)]
enum Kind {
    Is,
    Not,
    Edge,
    /// With the words that end the way to it.
    UpTo(Box<Place>),
}

fn read(line: &str, classes: &Classes) -> Result<Phrase, &'static str> {
    let (phrase, correction, _) = lines::parts(line).ok_or("no ` -> `")?;
    let mut places = Vec::new();
    let (mut start, mut end) = (None, None);
    let mut first: Vec<&str> = Vec::new();
    for part in phrase.split(' ') {
        let open = part.strip_prefix('{');
        let bare = open.unwrap_or(part);
        let close = bare.strip_suffix('}');
        let bare = close.unwrap_or(bare);
        if open.is_some() {
            start = Some(places.len());
            first = bare.split('/').collect();
        }
        places.push(read_place(bare, classes)?);
        if close.is_some() {
            end = Some(places.len());
        }
    }
    let marked = start.zip(end).ok_or("no word is marked")?;
    let is_far = |place: &Place| matches!(place.kind, Kind::UpTo(_));
    if places.iter().take(marked.1).any(is_far) {
        return Err("`...` stands after the wrong word only");
    }
    let meant = lines::corrections(correction, first.len());
    if meant.len() != 1 && meant.len() != first.len() {
        return Err("not as many corrections as words");
    }
    let mut corrections: Vec<(u64, String)> = Vec::new();
    for (at, word) in first.iter().enumerate() {
        let meant = meant.get(at).or(meant.first()).copied().unwrap_or_default();
        if corrections.iter().any(|(known, _)| *known == hash(word)) {
            return Err("a word is marked twice");
        }
        corrections.push((hash(word), meant.to_owned()));
    }
    Ok(Phrase {
        places,
        marked,
        meant: corrections,
    })
}

fn read_place(part: &str, classes: &Classes) -> Result<Place, &'static str> {
    let mut place = Place {
        kind: Kind::Edge,
        words: BTreeSet::new(),
        endings: Vec::new(),
    };
    if part == "^" || part == "$" {
        return Ok(place);
    }
    if let Some(wanted) = part.strip_prefix("...") {
        let stops = read_place("<finite>", classes)?;
        place = read_place(wanted, classes)?;
        place.kind = Kind::UpTo(Box::new(stops));
        return Ok(place);
    }
    let not = part.strip_prefix('!');
    place.kind = if not.is_some() { Kind::Not } else { Kind::Is };
    for word in not.unwrap_or(part).split('/') {
        if let Some(name) = word
            .strip_prefix('<')
            .and_then(|word| word.strip_suffix('>'))
        {
            let class = classes.get(name).ok_or("no such class")?;
            place.words.extend(class.iter().map(|word| hash(word)));
        } else if let Some(ending) = word.strip_prefix('*') {
            place.endings.push(ending.to_owned());
        } else if word.is_empty() {
            return Err("an empty word");
        } else {
            place.words.insert(hash(word));
        }
    }
    Ok(place)
}

/// By what the phrase is found: of the neighbours of its wrong word, the one that fewer words can be.
fn found_by(phrase: &Phrase) -> (u8, BTreeSet<u64>) {
    let neighbour = |at: Option<usize>| {
        let place = phrase.places.get(at?)?;
        (place.kind == Kind::Is && place.endings.is_empty()).then(|| place.words.clone())
    };
    let before = neighbour(phrase.marked.0.checked_sub(1));
    let after = neighbour(Some(phrase.marked.0 + 1));
    match (before, after) {
        (Some(before), Some(after)) if before.len() < after.len() => (SECOND, before),
        (_, Some(after)) => (FIRST, after),
        (Some(before), None) => (SECOND, before),
        (None, None) => (LONE, BTreeSet::new()),
    }
}

/// The tables, as they grow.
#[derive(Default)]
struct Made {
    words: Vec<u64>,
    members: Vec<u16>,
    sets: BTreeMap<Vec<u16>, u16>,
    endings: Vec<String>,
    tokens: Vec<Token>,
    patterns: Vec<Pattern>,
    entries: BTreeMap<u16, Vec<Entry>>,
    corrections: String,
    lone: Vec<u8>,
    pairs: Vec<u64>,
}

impl Made {
    fn add(&mut self, phrase: &Phrase) -> Result<(), String> {
        let start = small(self.tokens.len())?;
        for place in &phrase.places {
            let token = match &place.kind {
                Kind::Edge => Token::Edge,
                Kind::Is => Token::Is(self.set(place)?),
                Kind::Not => Token::Not(self.set(place)?),
                Kind::UpTo(stops) => Token::UpTo(self.set(place)?, self.set(stops)?),
            };
            self.tokens.push(token);
        }
        let pattern = small(self.patterns.len())?;
        self.patterns.push(Pattern {
            start,
            length: tiny(phrase.places.len())?,
            marked: (tiny(phrase.marked.0)?, tiny(phrase.marked.1)?),
        });
        let (found_by, neighbours) = found_by(phrase);
        let any = if found_by == LONE { u32::MAX } else { 0 };
        for (wrong, meant) in &phrase.meant {
            let (word, correction) = (self.word(*wrong)?, self.correction(meant)?);
            let entry = Entry {
                found_by,
                beside: neighbours
                    .iter()
                    .fold(any, |bits, &word| bits | beside(word)),
                pattern,
                correction,
            };
            self.entries.entry(word).or_default().push(entry);
            if found_by == LONE {
                self.lone[lone_slot(*wrong)] = LONE;
            }
            for &neighbour in &neighbours {
                let (first, second) = match found_by {
                    FIRST => (*wrong, neighbour),
                    _ => (neighbour, *wrong),
                };
                let (index, shifts) = places(first, second);
                for shift in shifts {
                    self.pairs[index] |= u64::from(found_by) << shift;
                }
            }
        }
        Ok(())
    }

    fn word(&self, word: u64) -> Result<u16, String> {
        let place = self.words.binary_search(&word);
        small(place.map_err(|_| "a word without a place".to_owned())?)
    }

    fn set(&mut self, place: &Place) -> Result<Set, String> {
        let members: Result<Vec<u16>, String> =
            place.words.iter().map(|&word| self.word(word)).collect();
        let members = members?;
        let length = small(members.len())?;
        let start = match self.sets.get(&members) {
            Some(&start) => start,
            None => {
                let start = small(self.members.len())?;
                self.members.extend(&members);
                self.sets.insert(members, start);
                start
            }
        };
        let mut endings = 0;
        for ending in &place.endings {
            let at = self.endings.iter().position(|known| known == ending);
            let at = at.unwrap_or_else(|| {
                self.endings.push(ending.clone());
                self.endings.len() - 1
            });
            if at >= 8 {
                return Err("more than eight endings".to_owned());
            }
            endings |= 1 << at;
        }
        let end = start.checked_add(length).ok_or("too many words")?;
        Ok(Set {
            start,
            end,
            endings,
        })
    }

    fn correction(&mut self, meant: &str) -> Result<(u16, u16), String> {
        let start = match self.corrections.find(meant) {
            Some(start) => start,
            None => {
                self.corrections.push_str(meant);
                self.corrections.len() - meant.len()
            }
        };
        Ok((small(start)?, small(start + meant.len())?))
    }

    /// Where each word stands, by its slot: at most half of the slots are taken, so that a free one is soon found.
    fn slots(&self) -> Result<Vec<u16>, String> {
        if self.words.len() > SLOTS / 2 {
            return Err("more words than there are slots for".to_owned());
        }
        let mut slots = vec![0; SLOTS];
        for (place, &word) in (1..).zip(&self.words) {
            let mut slot = slot(word);
            while slots[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = place;
        }
        Ok(slots)
    }

    fn text(&self, slots: &[u16]) -> Result<String, std::fmt::Error> {
        let mut text = "{\nuse Token::{Edge, Is, Not, UpTo};\nTables {\n".to_owned();
        field(&mut text, "words", &self.words)?;
        field(&mut text, "slots", slots)?;
        field(&mut text, "lone", &self.lone)?;
        field(&mut text, "members", &self.members)?;
        field(&mut text, "endings", &self.endings)?;
        field(&mut text, "tokens", &self.tokens)?;
        field(&mut text, "patterns", &self.patterns)?;
        let mut starts = vec![0_usize];
        for word in (0_u16..).take(self.words.len()) {
            let count = self.entries.get(&word).map_or(0, Vec::len);
            starts.push(starts.last().unwrap_or(&0) + count);
        }
        field(&mut text, "starts", &starts)?;
        let entries: Vec<Entry> = self.entries.values().flatten().copied().collect();
        field(&mut text, "entries", &entries)?;
        field(&mut text, "pairs", &self.pairs)?;
        writeln!(text, "corrections: {:?},\n}}\n}}", self.corrections)?;
        Ok(text)
    }
}

fn field<T: Debug>(text: &mut String, name: &str, values: &[T]) -> std::fmt::Result {
    writeln!(text, "{name}: &{values:?},")
}

fn small(number: usize) -> Result<u16, String> {
    u16::try_from(number).map_err(|_| "too many words".to_owned())
}

fn tiny(number: usize) -> Result<u8, String> {
    u8::try_from(number).map_err(|_| "too long".to_owned())
}
