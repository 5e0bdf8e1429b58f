//! Makes automata of the expressions that are shipped: see `src/model/vocabulary/pattern/automaton.rs`.

use crate::written::{FIXED, in_small_letters, joined};
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson::{self, NFA, State, Transition};
use regex_automata::util::alphabet::Unit;
use regex_automata::util::look::Look;
use regex_automata::util::primitives::{PatternID, StateID};
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, MatchKind};
use serde_json::Value;
use std::collections::hash_map::Entry;
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
        let of = |statement: &str| texts(&profile["statements"][statement]);
        patterns.extend(AS_ONE.iter().filter_map(|statement| joined(&of(statement))));
        patterns.extend(EACH.iter().flat_map(|statement| of(statement)));
        let items = profile["required-items"].as_array().into_iter().flatten();
        patterns.extend(items.filter_map(|item| joined(&texts(&item["accept"]))));
    }
    let made: Result<String, String> = patterns.iter().map(|pattern| automaton(pattern)).collect();
    let count = patterns.len();
    Ok(format!(
        "static AUTOMATA: [Automaton; {count}] = [{}];",
        made?
    ))
}

fn texts(list: &Value) -> Vec<String> {
    let texts = list.as_array().into_iter().flatten();
    let texts = texts.filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

fn automaton(pattern: &str) -> Result<String, String> {
    let made = || {
        let lower = in_small_letters(pattern).ok_or("letters beyond ASCII")?;
        let tables = match (table(&lower, false)?, table(&lower, true)?) {
            (Some(forward), Some(backward)) => {
                format!("Some(Tables {{ forward: {forward}, backward: {backward} }})")
            }
            _ => "None".to_owned(),
        };
        let groups = groups(&lower)?;
        Ok(format!(
            "Automaton {{ pattern: {pattern:?}, tables: {tables}, groups: {groups} }},"
        ))
    };
    made().map_err(|why: String| format!("{pattern}: {why}"))
}

/// Bytes are letters of ASCII, or none.
fn bytes() -> syntax::Config {
    syntax::Config::new().unicode(false).utf8(false)
}

/// The steps that tell what the groups of an expression hold.
fn groups(lower: &str) -> Result<String, String> {
    let nfa = thompson::Compiler::new()
        .syntax(bytes())
        .configure(thompson::Config::new().utf8(false))
        .build(lower)
        .map_err(|error| error.to_string())?;
    if nfa.has_empty() {
        return Err("it matches an empty text".to_owned());
    }
    let classes: Vec<u8> = (0..=u8::MAX)
        .map(|byte| nfa.byte_classes().get(byte.to_ascii_lowercase()))
        .collect();
    if classes.iter().any(|class| *class >= 64) {
        return Err("it has too many classes of bytes".to_owned());
    }
    let class_set = |range: &Transition| {
        let bytes = usize::from(range.start)..=usize::from(range.end);
        classes[bytes].iter().fold(0, |set, class| set | 1 << class)
    };
    // Those that lead from the start, in the order in which they are met, so that the first is the start.
    let mut met = vec![nfa.start_anchored()];
    let mut numbers = HashMap::from([(nfa.start_anchored(), 0_u16)]);
    let mut at = 0;
    while let Some(&state) = met.get(at) {
        for next in after(nfa.state(state)) {
            if let Entry::Vacant(free) = numbers.entry(next) {
                free.insert(u16::try_from(met.len()).map_err(|_| "it has too many steps")?);
                met.push(next);
            }
        }
        at += 1;
    }
    let (mut steps, mut ways) = (String::new(), Vec::<(u64, u16)>::new());
    for state in &met {
        let state = nfa.state(*state);
        let from = ways.len();
        let step = match state {
            State::Look { look, next } => {
                format!("If(Place::{}, {})", place(*look)?, numbers[next])
            }
            State::Capture { slot, next, .. } => {
                format!("Mark({}, {})", slot.as_usize(), numbers[next])
            }
            State::Match { .. } => "End".to_owned(),
            State::Union { .. } | State::BinaryUnion { .. } => {
                ways.extend(
                    after(state).map(|next| (first_classes(&nfa, next, class_set), numbers[&next])),
                );
                format!("Either({from}, {})", ways.len())
            }
            _ => {
                for range in transitions(state) {
                    let (set, next) = (class_set(&range), numbers[&range.next]);
                    match ways[from..].iter_mut().find(|way| way.1 == next) {
                        Some(way) => way.0 |= set,
                        None => ways.push((set, next)),
                    }
                }
                format!("Byte({from}, {})", ways.len())
            }
        };
        steps.push_str(&format!("Step::{step}, "));
    }
    let first = first_classes(&nfa, nfa.start_anchored(), class_set);
    let names = names(&nfa);
    Ok(format!(
        "Groups {{ names: &{names:?}, classes: &{classes:?}, first: {first}, steps: &[{steps}], ways: &{ways:?} }}"
    ))
}

/// The classes of the bytes that may come next in a state; all of them where a match may end.
fn first_classes(nfa: &NFA, from: StateID, class_set: impl Fn(&Transition) -> u64) -> u64 {
    let (mut set, mut met, mut open) = (0, BTreeSet::new(), vec![from]);
    while let Some(state) = open.pop() {
        let this = nfa.state(state);
        let ranges = transitions(this);
        set |= ranges.iter().map(&class_set).fold(0, |a, b| a | b);
        if matches!(this, State::Match { .. }) {
            return u64::MAX;
        }
        if ranges.is_empty() && met.insert(state) {
            open.extend(after(this));
        }
    }
    set
}

/// The names of the groups, the whole match as the first.
fn names(nfa: &NFA) -> Vec<&str> {
    let names = nfa.group_info().pattern_names(PatternID::ZERO);
    names.map(Option::unwrap_or_default).collect()
}

/// Where a state leads, the better way first.
fn after(state: &State) -> impl Iterator<Item = StateID> {
    let next = match state {
        State::Look { next, .. } | State::Capture { next, .. } => vec![*next],
        State::Union { alternates } => alternates.to_vec(),
        State::BinaryUnion { alt1, alt2 } => vec![*alt1, *alt2],
        _ => transitions(state).iter().map(|range| range.next).collect(),
    };
    next.into_iter()
}

/// The bytes that a state reads.
fn transitions(state: &State) -> Vec<Transition> {
    match state {
        State::ByteRange { trans } => vec![*trans],
        State::Sparse(sparse) => sparse.transitions.to_vec(),
        State::Dense(dense) => {
            let each = (0..=u8::MAX).zip(dense.transitions.iter());
            let each = each.filter(|(_, next)| **next != StateID::ZERO);
            each.map(|(byte, &next)| Transition {
                start: byte,
                end: byte,
                next,
            })
            .collect()
        }
        _ => Vec::new(),
    }
}

fn place(look: Look) -> Result<&'static str, String> {
    match look {
        Look::Start => Ok("Start"),
        Look::End => Ok("End"),
        Look::WordAscii => Ok("WordEdge"),
        _ => Err(format!(
            "`{look:?}` is no assertion that the program can make"
        )),
    }
}

/// The states of an automaton; none if there would be too many of them.
fn table(lower: &str, backward: bool) -> Result<Option<String>, String> {
    let (kind, starts) = match backward {
        false => (MatchKind::LeftmostFirst, StartKind::Unanchored),
        true => (MatchKind::All, StartKind::Anchored),
    };
    let built = dense::Builder::new()
        .syntax(bytes())
        .thompson(thompson::Config::new().utf8(false).reverse(backward))
        .configure(
            dense::Config::new()
                .match_kind(kind)
                .start_kind(starts)
                .minimize(true)
                .dfa_size_limit(Some(1 << 20))
                .determinize_size_limit(Some(1 << 22)),
        )
        .build(lower);
    let dfa = match built {
        Ok(dfa) => dfa,
        Err(error) if error.is_size_limit_exceeded() => return Ok(None),
        Err(error) => return Err(error.to_string()),
    };
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
    Ok(Some(format!(
        "Table {{ classes: &{class_of:?}, beyond: {}, dead: {}, last_match: {}, next: &{next:?} }}",
        bytes.len() - 1,
        place(1)?,
        place(1 + matching.count())?,
    )))
}
