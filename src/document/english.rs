//! Whether a text is in another language than English: its small words tell.

use super::prose::{LETTERS, words};

/// Small words of French, Spanish, Portuguese, Italian, German and Dutch that are no English words.
const SMALL_WORDS: [&str; 64] = [
    "aan", "als", "auf", "aux", "avec", "bei", "che", "con", "dans", "das", "de", "del", "della",
    "dem", "den", "der", "des", "deux", "du", "een", "ein", "eine", "el", "elle", "en", "est",
    "et", "het", "ich", "il", "ist", "je", "la", "las", "le", "les", "leur", "los", "met", "mit",
    "nicht", "niet", "non", "notre", "nous", "oder", "para", "pas", "pour", "que", "qui", "sie",
    "sont", "sur", "und", "une", "van", "vom", "von", "voor", "votre", "vous", "zu", "zum",
];

/// Whether at least a sixth of the words, and more than one, are such small words or have letters that English lacks.
/// The first words tell: a block is asked about once for each finding in it.
pub fn is_foreign(text: &str) -> bool {
    const READ: usize = 300;
    let (mut all, mut foreign) = (0, 0);
    let mut count = |is_foreign: bool| {
        all += 1;
        foreign += usize::from(is_foreign);
    };
    let is_small = |word: &[u8]| word.len() <= LONGEST && SMALL.has(packed(word));
    if text.is_ascii() {
        let words = text
            .as_bytes()
            .split(|&byte| LETTERS[usize::from(byte)] == 0);
        let words = words.filter(|word| !word.is_empty()).take(READ);
        words.for_each(|word| count(is_small(word)));
    } else {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty()).take(READ);
        words.for_each(|word| count(is_small(word.as_bytes()) || !word.is_ascii()));
    }
    foreign > 1 && foreign * 6 >= all
}

/// Small words of English that none of those languages has.
const ENGLISH_WORDS: [&str; 32] = [
    "and", "are", "as", "at", "be", "by", "can", "for", "from", "has", "have", "how", "is", "it",
    "of", "on", "or", "our", "that", "the", "their", "they", "this", "to", "we", "what", "when",
    "which", "will", "with", "you", "your",
];

/// How many words of a page are read to tell its language.
const READ: usize = 600;

/// How many are enough where they leave no doubt.
const ENOUGH: usize = 100;

/// The longest of the small words, in letters.
const LONGEST: usize = 5;

static SMALL: Packed = Packed::new(&SMALL_WORDS);
static ENGLISH: Packed = Packed::new(&ENGLISH_WORDS);

/// A few small words, made ready when the program is compiled: a hash table in which 0 is a free place.
struct Packed([u64; 256]);

impl Packed {
    const fn new(words: &[&str]) -> Self {
        let (mut places, mut at) = ([0; 256], 0);
        while at < words.len() {
            let word = packed(words[at].as_bytes());
            let mut place = Self::place(word);
            while places[place] != 0 {
                place = (place + 1) & 255;
            }
            places[place] = word;
            at += 1;
        }
        Self(places)
    }

    const fn place(word: u64) -> usize {
        (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize
    }

    fn has(&self, word: u64) -> bool {
        let mut place = Self::place(word);
        while self.0[place] != 0 {
            if self.0[place] == word {
                return true;
            }
            place = (place + 1) & 255;
        }
        false
    }
}

/// A word of at most eight bytes as a number, in small letters.
const fn packed(word: &[u8]) -> u64 {
    let (mut at, mut packed) = (0, 0);
    while at < word.len() {
        packed = packed << 8 | word[at].to_ascii_lowercase() as u64;
        at += 1;
    }
    packed
}

/// Whether a page is in English: its front matter's `lang`, or else its words say so. Too little text is English.
pub fn of_page(document: &super::Document) -> bool {
    let said = ["lang", "locale"].iter().find_map(|key| {
        let text = document.front_matter.get(key)?.text.as_deref()?.trim();
        // A code; whatever else stands there (`language: Ruby`) is none.
        let code = text.split(['-', '_']).next().unwrap_or_default();
        let is_code = (2..=3).contains(&code.len()) && text.len() < 8 || key == &"lang";
        (is_code && !text.is_empty()).then(|| code.to_ascii_lowercase())
    });
    if let Some(code) = said {
        return matches!(code.as_str(), "en" | "eng" | "english");
    }
    let mut counts = Counts::default();
    for block in &document.blocks {
        counts.add(&block.prose.text);
        let Counts {
            all,
            english,
            foreign,
        } = counts;
        // A good many small words of English and next to no others: clear enough.
        if all > READ || all > ENOUGH && english * 8 > all && foreign * 16 < all {
            break;
        }
    }
    let Counts {
        all,
        english,
        foreign,
    } = counts;
    foreign < 4 || foreign <= english || foreign * 8 < all
}

/// How many words were read, and how many of them are of either kind.
#[derive(Clone, Copy, Default)]
struct Counts {
    all: usize,
    english: usize,
    foreign: usize,
}

impl Counts {
    fn add(&mut self, text: &str) {
        if text.is_ascii() {
            self.add_plain(text.as_bytes());
            return;
        }
        for word in words(text) {
            let word = word.text;
            let small = (word.len() <= LONGEST).then(|| packed(word.as_bytes()));
            self.count(small, is_western(word));
        }
    }

    /// Reads the same words of a text in ASCII, as nearly all are, without looking at any byte twice.
    fn add_plain(&mut self, text: &[u8]) {
        let letter = |at: usize| text.get(at).map_or(0, |&byte| LETTERS[usize::from(byte)]);
        let mut at = 0;
        while at < text.len() {
            let (start, mut packed) = (at, 0);
            loop {
                let byte = match letter(at) {
                    0 if at > start && text.get(at) == Some(&b'\'') && letter(at + 1) != 0 => b'\'',
                    0 => break,
                    letter => letter,
                };
                packed = packed << 8 | u64::from(byte);
                at += 1;
            }
            if at > start {
                self.count((at - start <= LONGEST).then_some(packed), true);
            }
            at += 1;
        }
    }

    /// Counts a word, by the number of a short one.
    fn count(&mut self, small: Option<u64>, is_western: bool) {
        self.all += 1;
        if small.is_some_and(|small| ENGLISH.has(small)) {
            self.english += 1;
        } else if !is_western || small.is_some_and(|small| SMALL.has(small)) {
            self.foreign += 1;
        }
    }
}

/// Whether a word has no letters but those of the Latin alphabet without marks; apostrophes and invisible marks count for
/// nothing.
fn is_western(word: &str) -> bool {
    word.is_ascii() || !word.chars().any(|c| !c.is_ascii() && c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_ascii_are_counted_as_all_others() {
        for text in [
            "It's the 'end' of it'",
            "a'",
            "le 5 d'un the-a'b'",
            "'tis",
            "",
        ] {
            let mut plain = Counts::default();
            plain.add(text);
            let mut other = Counts::default();
            other.add(&format!("{text} \u{2014}"));
            let of = |counts: Counts| (counts.all, counts.english, counts.foreign);
            assert_eq!(of(plain), of(other), "{text}");
        }
    }

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

    #[test]
    fn a_page_is_judged_by_its_front_matter_or_its_words() {
        let page = |text: &str| {
            let source = crate::source::Source::new("a.md".to_owned(), text.to_owned());
            crate::document::Document::parse(
                &source,
                crate::document::anchors::Generator::Hugo,
                &crate::document::Pool::default(),
            )
            .is_english()
        };
        let french = "Le droit à la déconnexion est le droit de ne pas être connecté";
        assert!(!page(french));
        assert!(!page(&format!(
            "---\ntitle: Rules\n---\n\n# Règles\n\n{french}"
        )));
        assert!(!page("---\nlang: de-AT\n---\nThe team leads the way"));
        assert!(page("---\nlang: en-GB\n---\nLe droit de ne pas"));
        assert!(!page(
            "役割 この役割は、チームを率いる。製品 の 計画 を 立てる。"
        ));
        assert!(page(
            "The team of José and Zoë leads the way for all of the people in La Paz"
        ));
        assert!(page(""));
    }
}
