//! Heading ids, as GitHub makes them.

use rustc_hash::FxHashSet;

/// The id of a heading with this visible text: lower case, letters, digits, `_` and `-` kept, spaces to `-`.
pub fn slug(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' | '\n' | '-' => id.push('-'),
            '_' => id.push('_'),
            c if c.is_alphanumeric() || is_combining(c) => id.extend(c.to_lowercase()),
            _ => {}
        }
    }
    id
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Hands out ids so that none stands twice: the second `a` is `a-1`, the third `a-2`.
#[derive(Debug, Default)]
pub struct Ids {
    taken: FxHashSet<String>,
    next: rustc_hash::FxHashMap<String, u32>,
}

impl Ids {
    /// An id that was given by hand: kept as it is.
    pub fn explicit(&mut self, id: &str) -> String {
        self.taken.insert(id.to_owned());
        id.to_owned()
    }

    /// The id for a heading whose own would be `slug`.
    pub fn unique(&mut self, slug: String) -> String {
        let slug = if slug.is_empty() {
            "heading".to_owned()
        } else {
            slug
        };
        if self.taken.insert(slug.clone()) {
            return slug;
        }
        let next = self.next.entry(slug.clone()).or_insert(0);
        loop {
            *next += 1;
            let id = format!("{slug}-{next}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for (text, id) in [
            (
                "Manager, Security Engineering",
                "manager-security-engineering",
            ),
            (
                "Vice President, Sales Strategy & Analytics Job Grade ",
                "vice-president-sales-strategy--analytics-job-grade",
            ),
            ("Nice-to-have's", "nice-to-haves"),
            (
                "Ability (Intermediate) – Job Grade",
                "ability-intermediate--job-grade",
            ),
            ("C++ / C#", "c--c"),
            ("Résumé", "résumé"),
            ("Trailing hyphen -", "trailing-hyphen--"),
            ("???", ""),
        ] {
            assert_eq!(slug(text), id, "{text}");
        }
    }

    #[test]
    fn doubled_ids_are_numbered_past_the_taken_ones() {
        let mut ids = Ids::default();
        let made: Vec<_> = ["a", "a", "a", "a-1", ""]
            .into_iter()
            .map(|slug| ids.unique(slug.to_owned()))
            .collect();
        assert_eq!(made, ["a", "a-1", "a-2", "a-1-1", "heading"]);
    }
}
