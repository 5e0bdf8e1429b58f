//! "Did you mean": the known name that a wrong one is most like.

/// The longest name, in bytes, that may be a slip: more takes longer to compare than it could tell.
const LONGEST: usize = 200;

/// The candidate most like `name`, if one is like it at all.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase().replace(['_', ' '], "-");
    let likeness = |candidate: &str| {
        let likeness = strsim::normalized_damerau_levenshtein(&name, candidate);
        let part = name.len() >= 4 && candidate.len() >= 4;
        if part && (candidate.contains(&name) || name.contains(candidate)) {
            likeness.max(0.6)
        } else {
            likeness
        }
    };
    candidates
        .into_iter()
        .map(|candidate| (likeness(candidate), candidate))
        .filter(|&(likeness, _)| likeness >= 0.55)
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn names_that_are_like_one_are_found() {
        let known = ["misspelling", "missing-reports-to", "empty-link", "warning"];
        for (name, expected) in [
            ("mispelling", Some("misspelling")),
            ("Empty_Link", Some("empty-link")),
            ("reports-to", Some("missing-reports-to")),
            ("warn", Some("warning")),
            ("grade", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, known), expected, "{name}");
        }
    }
}
