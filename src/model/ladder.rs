//! Career ladders: the next steps that they name, in sentences, in links or in a mermaid diagram.

use super::named::{self, Named};
use super::passage::Passage;
use super::title::Title;
use super::vocabulary::Vocabulary;
use super::vocabulary::pattern::{Pattern, written};
use crate::document::prose::sentences;
use crate::document::{BlockKind, Document};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A next step.
#[derive(Clone, Debug)]
pub struct Step {
    /// What is named.
    pub name: Named,
    /// From which title the step leads, where the ladder says so.
    pub from: Option<Title>,
}

/// The next steps that the blocks of a ladder name.
pub fn steps(document: &Document, blocks: Range<usize>, vocabulary: &Vocabulary) -> Vec<Step> {
    let mut found: Vec<Step> = Vec::new();
    for index in blocks {
        let block = &document.blocks[index];
        if block.kind == BlockKind::Paragraph {
            let passage = Passage::of(document, index);
            let named = vocabulary
                .next_steps
                .of_passage(&passage, || in_text(&passage, vocabulary));
            for mut name in named {
                name.place(&passage);
                if !found.iter().any(|step| step.name.range == name.range) {
                    found.push(Step { name, from: None });
                }
            }
        }
    }
    found
}

fn in_text(passage: &Passage<'_>, vocabulary: &Vocabulary) -> Vec<Named> {
    let whole = &passage.prose().text;
    let mut found = Vec::new();
    for sentence in sentences(whole) {
        let text = &whole[sentence.clone()];
        if vocabulary.no_next_step.is_match(text) {
            continue;
        }
        for start in vocabulary.next_step.find_all(text) {
            let rest = &text[start.end..];
            let end = vocabulary
                .manager_end
                .find(rest)
                .map_or(rest.len(), |cut| cut.start);
            let range = sentence.start + start.end..sentence.start + start.end + end;
            let named = named::titles(whole, passage.links(), range, vocabulary).into_iter();
            found.extend(named.filter(|name| name.title.is_title() || name.link.is_some()));
        }
    }
    found
}

static NODE: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(&[written::NODE.to_owned()]));
static EDGE: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(&[written::EDGE.to_owned()]));

/// The steps of a mermaid diagram: from a label to a label, with the bytes of the latter.
pub fn diagram(text: &str, start: usize, vocabulary: &Vocabulary) -> Vec<Step> {
    let mut labels: FxHashMap<&str, (&str, Range<usize>)> = FxHashMap::default();
    for line in lines(text) {
        let mut at = line.start;
        while let Some((whole, [id, quoted, plain])) =
            NODE.find_groups(&text[at..line.end], ["id", "quoted", "plain"])
        {
            let within = |group: Range<usize>| at + group.start..at + group.end;
            if let Some((id, label)) = id.zip(quoted.or(plain)) {
                let label = within(label);
                let place = start + label.start..start + label.end;
                let node = (&text[label], place);
                labels.entry(&text[within(id)]).or_insert(node);
            }
            at += whole.end;
        }
    }
    let mut steps = Vec::new();
    for line in lines(text) {
        let mut rest = &text[line];
        // `a --> b --> c` is two steps: the next search starts at `b`.
        while let Some((_, [Some(from), Some(to)])) = EDGE.find_groups(rest, ["from", "to"]) {
            let next = to.start;
            let label = |group: Range<usize>| labels.get(&rest[group]);
            if let (Some((from, _)), Some((to, at))) = (label(from), label(to)) {
                steps.push(Step {
                    name: Named {
                        title: Title::new(to, vocabulary),
                        phrase: (*to).to_owned(),
                        range: at.clone(),
                        link: None,
                    },
                    from: Some(Title::new(from, vocabulary)),
                });
            }
            rest = &rest[next..];
        }
    }
    steps
}

/// The lines that are no comments.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let range = at..at + line.len();
        at += line.len();
        (!line.trim_start().starts_with("%%")).then_some(range)
    })
}
