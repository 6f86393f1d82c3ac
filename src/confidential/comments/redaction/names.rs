//! Names of people: from the organisation's own list, from common given names, and from how they are introduced.
//!
//! A name that is a word too ("Grant", "May", "Faith") is one only where it is written like a name: with a capital,
//! not at the beginning of a sentence, not after an article; or with a surname. What stays in doubt is for the person
//! who reads, and is flagged.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::given_names::{GIVEN, GIVEN_WORDS, LISTED_WORDS, NO_NAME};

/// Months and verbs, which have a capital for other reasons: they need a surname.
const STRICT: [&str; 6] = ["may", "april", "june", "august", "will", "christian"];
/// After these a capital is not that of a name.
const ARTICLES: [&str; 16] = [
    "a", "an", "the", "our", "your", "their", "this", "that", "these", "any", "no", "some", "more", "each",
    "every", "for",
];
/// Between the parts of a name.
const PARTICLES: [&str; 12] = ["de", "da", "van", "von", "der", "den", "al", "el", "bin", "ap", "ab", "di"];

/// A name after one of these is introduced as one.
const INTRODUCED: [&str; 4] = [
    r"\b(?i:mr|mrs|cllr)\b\.? (\p{L}[\p{L}\p{M}'’-]*(?: \p{Lu}[\p{Ll}\p{M}'’-]+){0,2})",
    r"\b(?:Ms|MS|Miss|Mx|Dr|DR|dr|Prof|Professor|Sir|Dame|Lord|Lady|Councillor|Rev|Revd|Reverend|Father|Sister|Judge|PC|Sgt|Captain|Pastor|Imam|Rabbi|Auntie|Uncle)\b\.? (\p{Lu}[\p{Ll}\p{M}'’-]+(?:[ -]\p{Lu}[\p{Ll}\p{M}'’-]+){0,2})",
    r"(?i:\b(?:manager|supervisor|boss|director|team leader|lead|leader|chief exec(?:utive)?|ceo|deputy|colleague|foreman|headteacher|mentor|coach|assistant|secretary|officer|coordinator|co-ordinator|receptionist|caretaker|chef|cook|nurse|social worker|friend|husband|wife|partner|my name is|my name's|called|named|signed|regards|sincerely|wishes|cheers),? (?:is |was |called |named )?[-–]? ?)(\p{Lu}[\p{Ll}\p{M}'’-]+(?: \p{Lu}[\p{Ll}\p{M}'’-]+){0,2})",
    r"((?:\b\p{Lu}\. ?){1,3}\p{Lu}[\p{Ll}\p{M}'’-]+)",
];

static WORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*").ok());
static CUES: LazyLock<Vec<Regex>> =
    LazyLock::new(|| INTRODUCED.iter().filter_map(|form| Regex::new(form).ok()).collect());
static KNOWN: LazyLock<Known> = LazyLock::new(|| Known {
    given: GIVEN.split_whitespace().collect(),
    given_words: GIVEN_WORDS.split_whitespace().collect(),
    listed_words: LISTED_WORDS.split_whitespace().collect(),
    no_name: NO_NAME.split_whitespace().collect(),
});

/// The lists that are compiled in.
struct Known {
    given: HashSet<&'static str>,
    given_words: HashSet<&'static str>,
    listed_words: HashSet<&'static str>,
    no_name: HashSet<&'static str>,
}

/// What is looked for besides common given names.
#[derive(Default)]
pub(super) struct Names {
    listed: HashSet<String>,
}

/// A word of a text.
struct Word<'a> {
    text: &'a str,
    folded: String,
    range: Range<usize>,
    /// Whether a sentence begins with it.
    begins: bool,
    /// Whether one space alone is before it.
    close: bool,
}

impl Names {
    /// The names in a list: every word of every line that is longer than an initial.
    pub(super) fn listed(list: &str) -> Self {
        let words = list
            .split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’' | '-' | '\u{300}'..='\u{36f}'));
        let names = words.flat_map(|word| std::iter::once(word).chain(word.split('-'))).map(folded);
        Self { listed: names.filter(|name| name.chars().count() > 1).collect() }
    }

    /// Where names are, and whether something is left that may be one.
    pub(super) fn find(&self, text: &str) -> (Vec<Range<usize>>, bool) {
        let words = words(text);
        let mut is_name: Vec<bool> = (0..words.len()).map(|at| self.is_name(&words, at)).collect();
        extend(&words, &mut is_name);
        let named = words.iter().zip(&is_name).filter(|(_, is_name)| **is_name);
        let mut found: Vec<Range<usize>> = named.map(|(word, _)| word.range.clone()).collect();
        found.extend(introduced(text));
        let left = |at: usize| {
            let word = &words[at];
            !found.iter().any(|range| range.start < word.range.end && word.range.start < range.end)
        };
        let pair =
            |at: usize| follows(&words, at) && unknown(&words[at]) && unknown(&words[at - 1]) && left(at - 1);
        let doubtful = |at: usize| left(at) && (self.could_be_name(&words[at]) || pair(at));
        let doubt = (0..words.len()).any(doubtful);
        (found, doubt)
    }

    fn is_name(&self, words: &[Word<'_>], at: usize) -> bool {
        let word = &words[at];
        let parts = || {
            std::iter::once(word.folded.as_str()).chain(word.folded.split('-').filter(|part| part.len() > 2))
        };
        if parts().any(|part| !is_word(part) && self.plainly(part, word)) {
            return true;
        }
        let listed = self.listed.contains(&word.folded);
        if !listed && !KNOWN.given_words.contains(word.folded.as_str()) {
            return false;
        }
        let surname = words.get(at + 1).is_some_and(|next| next.close && !next.begins && surname(next));
        let after_article = at > 0 && !word.begins && ARTICLES.contains(&words[at - 1].folded.as_str());
        let strict = !listed && STRICT.contains(&word.folded.as_str());
        capital(word)
            && ((surname && !after_article) || (!word.begins && !strict && (listed || !after_article)))
    }

    /// A name that is no other word. Two letters need a capital: there are too many short words.
    fn plainly(&self, part: &str, word: &Word<'_>) -> bool {
        let known = self.listed.contains(part) || KNOWN.given.contains(part);
        known && (part.chars().count() > 2 || word.text.starts_with(char::is_uppercase))
    }

    /// A name at the beginning of a sentence that is a word too: "Mark was kind", but also "Mark my words".
    fn could_be_name(&self, word: &Word<'_>) -> bool {
        let name = self.listed.contains(&word.folded) || KNOWN.given_words.contains(word.folded.as_str());
        word.begins
            && name
            && capital(word)
            && !STRICT.contains(&word.folded.as_str())
            && !KNOWN.no_name.contains(word.folded.as_str())
    }
}

/// Whether a name is an ordinary word as well.
fn is_word(folded: &str) -> bool {
    KNOWN.given_words.contains(folded) || KNOWN.listed_words.contains(folded)
}

/// A capital, then small letters.
fn capital(word: &Word<'_>) -> bool {
    let mut letters = word.text.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

fn surname(word: &Word<'_>) -> bool {
    (capital(word) || word.text.starts_with("O'") || word.text.starts_with("O’"))
        && !KNOWN.no_name.contains(word.folded.as_str())
}

fn unknown(word: &Word<'_>) -> bool {
    surname(word) && word.text.chars().count() > 2
}

fn follows(words: &[Word<'_>], at: usize) -> bool {
    at > 0 && words[at].close && !words[at].begins
}

/// Surnames after a name, a first name or initial before one, and what joins them.
fn extend(words: &[Word<'_>], is_name: &mut [bool]) {
    for at in 1..words.len() {
        if !follows(words, at) || is_name[at] {
            continue;
        }
        let joins = PARTICLES.contains(&words[at].folded.as_str())
            && words.get(at + 1).is_some_and(|next| next.close && surname(next));
        is_name[at] = is_name[at - 1] && (surname(&words[at]) || joins);
    }
    for at in (1..words.len()).rev() {
        if follows(words, at) && is_name[at] && !is_name[at - 1] {
            let before = &words[at - 1];
            let initial = before.text.chars().count() == 1 && before.text.starts_with(char::is_uppercase);
            let first = !before.begins && surname(before) && before.text.chars().count() > 1;
            is_name[at - 1] = first || (initial && !matches!(before.text, "A" | "I"));
        }
    }
}

/// What a title, a role or an initial introduces.
fn introduced(text: &str) -> Vec<Range<usize>> {
    let of_form = |form: &Regex| {
        let places = form.captures_iter(text).filter_map(|found| found.get(1));
        let named = |place: &regex::Match<'_>| {
            let words = words(place.as_str());
            let telling = words.iter().find(|word| word.text.chars().count() > 1);
            telling.or(words.first()).is_some_and(|word| !KNOWN.no_name.contains(word.folded.as_str()))
        };
        let own = |place: regex::Match<'_>| place.start()..place.start() + possessive(place.as_str());
        places.filter(named).map(own).collect::<Vec<_>>()
    };
    CUES.iter().flat_map(of_form).collect()
}

fn words(text: &str) -> Vec<Word<'_>> {
    let Some(form) = WORD.as_ref() else { return Vec::new() };
    let mut end = 0;
    form.find_iter(text)
        .map(|found| {
            let before = text[..found.start()].trim_end_matches([' ', '"', '\'', '(', '[', '“', '‘', '*']);
            let own = &found.as_str()[..possessive(found.as_str())];
            let word = Word {
                text: own,
                folded: folded(own),
                range: found.start()..found.start() + own.len(),
                begins: before.is_empty()
                    || before.ends_with(['.', '!', '?', ':', ';', '…', '•', '-', '–', '—', '/']),
                close: &text[end..found.start()] == " ",
            };
            end = found.end();
            word
        })
        .collect()
}

/// The length of a word without the `'s` of its owner.
fn possessive(word: &str) -> usize {
    let own = ["'s", "’s", "'S", "’S"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    own.trim_end_matches(['\'', '’', '-']).len()
}

/// Lower case without accents: "Siân" is "sian", "Łukasz" is "lukasz".
fn folded(word: &str) -> String {
    let plain = |c: char| match c {
        'ł' | 'Ł' => 'l',
        'ø' | 'Ø' => 'o',
        'đ' | 'Đ' | 'ð' | 'Ð' => 'd',
        'ı' => 'i',
        '’' => '\'',
        other => other,
    };
    let bare = word.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
    bare.map(plain).flat_map(char::to_lowercase).filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).collect()
}
