//! The best of many candidates, where a look at each is costly and a cheap one tells how good it can be.

/// A candidate that was not looked at yet.
pub struct Candidate<K> {
    /// What its score may be at most.
    pub most: f64,
    /// What it is known by. Of candidates with one score, that with the least is the best.
    pub key: K,
}

/// The best score and the candidate that has it. Few are looked at: the most promising first, until no other can be better.
pub fn best<K: Copy + Ord>(
    mut candidates: Vec<Candidate<K>>,
    score: impl Fn(K) -> f64,
) -> Option<(f64, K)> {
    candidates.sort_by(|a, b| b.most.total_cmp(&a.most));
    let mut best: Option<(f64, K)> = None;
    for candidate in candidates {
        if best.is_some_and(|(score, _)| candidate.most < score) {
            break;
        }
        let next = score(candidate.key);
        let is_better =
            |(score, key): (f64, K)| next > score || next >= score && candidate.key < key;
        if best.is_none_or(is_better) {
            best = Some((next, candidate.key));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best of candidates by their most, score and key, and how many were looked at.
    fn looked(candidates: &[(f64, f64, char)]) -> (Option<char>, usize) {
        let looks = std::cell::Cell::new(0);
        let all = candidates.iter();
        let unseen = all.map(|&(most, _, key)| Candidate { most, key });
        let found = best(unseen.collect(), |key| {
            looks.set(looks.get() + 1);
            let is_it = |candidate: &&(f64, f64, char)| candidate.2 == key;
            candidates
                .iter()
                .find(is_it)
                .map_or(0.0, |&(_, score, _)| score)
        });
        (found.map(|(_, key)| key), looks.get())
    }

    #[test]
    fn the_best_is_found_with_few_looks() {
        for (candidates, expected) in [
            (vec![], (None, 0)),
            (
                vec![(0.5, 0.4, 'a'), (0.9, 0.8, 'b'), (0.7, 0.7, 'c')],
                (Some('b'), 1),
            ),
            (
                vec![(0.9, 0.6, 'a'), (0.8, 0.7, 'b'), (0.65, 0.65, 'c')],
                (Some('b'), 2),
            ),
            (vec![(0.9, 0.7, 'b'), (0.7, 0.7, 'a')], (Some('a'), 2)),
        ] {
            assert_eq!(looked(&candidates), expected, "{candidates:?}");
        }
    }
}
