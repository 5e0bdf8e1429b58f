//! Makes automata of the expressions that are shipped: see `src/model/vocabulary/pattern/automaton.rs`.

use crate::written::{FIXED, in_small_letters, joined};
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::util::alphabet::Unit;
use regex_automata::util::primitives::StateID;
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, MatchKind, nfa::thompson};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// The statements of a profile whose expressions are searched as one, and those of which each is searched by itself.
const AS_ONE: [&str; 6] = [
    "reports-to",
    "manager-end",
    "grade-elsewhere",
    "next-step",
    "no-next-step",
    "nice-to-have",
];
const EACH: [&str; 2] = ["grade", "extends"];

/// The state from which no match is found any more.
const DEAD: StateID = StateID::ZERO;

/// The tables of the profiles' statements and of what every profile shares, as the text of a program.
///
/// # Errors
/// An expression of which none can be made.
pub fn tables<'a>(profiles: impl Iterator<Item = &'a Value>) -> Result<String, String> {
    let mut patterns: Vec<String> = FIXED.map(str::to_owned).into();
    for profile in profiles {
        let of = |statement: &str| {
            let patterns = profile["statements"][statement].as_array();
            let texts = patterns.into_iter().flatten().filter_map(Value::as_str);
            texts.map(str::to_owned).collect::<Vec<_>>()
        };
        patterns.extend(AS_ONE.iter().filter_map(|statement| joined(&of(statement))));
        patterns.extend(EACH.iter().flat_map(|statement| of(statement)));
    }
    let made: Result<String, String> = patterns.iter().map(|pattern| automaton(pattern)).collect();
    let count = patterns.len();
    Ok(format!(
        "static AUTOMATA: [Automaton; {count}] = [{}];",
        made?
    ))
}

fn automaton(pattern: &str) -> Result<String, String> {
    let made = |backward| table(pattern, backward).map_err(|why| format!("{pattern}: {why}"));
    let (forward, backward) = (made(false)?, made(true)?);
    Ok(format!(
        "Automaton {{ pattern: {pattern:?}, forward: {forward}, backward: {backward}, \
        groups: OnceLock::new() }},"
    ))
}

fn table(pattern: &str, backward: bool) -> Result<String, String> {
    let lower = in_small_letters(pattern).ok_or("letters beyond ASCII")?;
    let (kind, starts) = match backward {
        false => (MatchKind::LeftmostFirst, StartKind::Unanchored),
        true => (MatchKind::All, StartKind::Anchored),
    };
    let dfa = dense::Builder::new()
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .thompson(thompson::Config::new().utf8(false).reverse(backward))
        .configure(
            dense::Config::new()
                .match_kind(kind)
                .start_kind(starts)
                .minimize(true)
                .dfa_size_limit(Some(1 << 20))
                .determinize_size_limit(Some(1 << 22)),
        )
        .build(&lower)
        .map_err(|error| error.to_string())?;
    if dfa.has_empty() {
        return Err("it matches an empty text".to_owned());
    }
    let classes = dfa.byte_classes();
    // The last is what lies beyond the text.
    let bytes: Vec<Option<u8>> = classes.representatives(..).map(Unit::as_u8).collect();
    let anchored = if backward {
        Anchored::Yes
    } else {
        Anchored::No
    };
    let start = |byte: &Option<u8>| {
        let config = start::Config::new().anchored(anchored).look_behind(*byte);
        dfa.start_state(&config).map_err(|error| error.to_string())
    };
    let starts: Vec<StateID> = bytes.iter().map(start).collect::<Result<_, _>>()?;
    let row = |state: StateID| -> Vec<StateID> {
        let after = |byte: &Option<u8>| match byte {
            Some(byte) => dfa.next_state(state, *byte),
            None => dfa.next_eoi_state(state),
        };
        bytes.iter().map(after).collect()
    };
    let mut found = BTreeSet::from([DEAD]);
    let mut open = starts.clone();
    while let Some(state) = open.pop() {
        if found.insert(state) {
            open.extend(row(state));
        }
    }
    let mut states: Vec<StateID> = found.into_iter().collect();
    // The dead one first, then those that match.
    states.sort_by_key(|&state| (state != DEAD, !dfa.is_match_state(state)));
    let place = |at: usize| u16::try_from(at * bytes.len()).map_err(|_| "it is too large");
    let mut places = HashMap::new();
    for (&state, row) in states.iter().zip(1..) {
        places.insert(state, place(row)?);
    }
    let matching = states.iter().filter(|&&state| dfa.is_match_state(state));
    let next: Vec<u16> = starts
        .into_iter()
        .chain(states.iter().flat_map(|&state| row(state)))
        .map(|state| places[&state])
        .collect();
    let class_of = |byte: u8| classes.get(byte.to_ascii_lowercase());
    let class_of: Vec<u8> = (0..=u8::MAX).map(class_of).collect();
    Ok(format!(
        "Table {{ classes: {class_of:?}, beyond: {}, dead: {}, last_match: {}, next: &{next:?} }}",
        bytes.len() - 1,
        place(1)?,
        place(1 + matching.count())?,
    ))
}
