//! Whether a text is in another language than English: its small words tell.

/// Small words of French, Spanish, Portuguese, Italian, German and Dutch that are no English words.
const SMALL_WORDS: [&str; 64] = [
    "aan", "als", "auf", "aux", "avec", "bei", "che", "con", "dans", "das", "de", "del", "della",
    "dem", "den", "der", "des", "deux", "du", "een", "ein", "eine", "el", "elle", "en", "est",
    "et", "het", "ich", "il", "ist", "je", "la", "las", "le", "les", "leur", "los", "met", "mit",
    "nicht", "niet", "non", "notre", "nous", "oder", "para", "pas", "pour", "que", "qui", "sie",
    "sont", "sur", "und", "une", "van", "vom", "von", "voor", "votre", "vous", "zu", "zum",
];

/// Whether at least a sixth of the words, and more than one, are such small words or have letters that English lacks.
pub fn is_foreign(text: &str) -> bool {
    let (mut all, mut foreign) = (0, 0);
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        all += 1;
        let known = |small: &str| small.eq_ignore_ascii_case(word);
        let small = word.len() <= 5 && SMALL_WORDS.iter().any(|small| known(small));
        foreign += usize::from(small || !word.is_ascii());
    }
    foreign > 1 && foreign * 6 >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell() {
        assert!(is_foreign(
            "Le droit à la déconnexion est le droit de ne pas être connecté"
        ));
        assert!(is_foreign(
            "Die Zeit wird von dem Team und der Leitung erfasst"
        ));
        assert!(!is_foreign(
            "The VP de facto leads the team in La Paz with an office for more people than before and a view"
        ));
    }
}
