//! When two labels are the same label.
//!
//! Survey tools and spreadsheets change how a label is written without changing what it says: case,
//! white space, no-break spaces, curly apostrophes, ligatures, zero-width marks. [`normal_form`]
//! removes these differences and nothing more; two labels that differ in a letter stay different.

use unicode_normalization::UnicodeNormalization;

/// The form in which labels are compared.
///
/// ```
/// use candour::plan::label::normal_form;
/// assert_eq!(normal_form(" Children’s\u{a0}Services "), normal_form("children's services"));
/// assert_eq!(normal_form("o\u{fb03}ce"), "office");
/// assert_ne!(normal_form("Agree"), normal_form("Disagree"));
/// ```
#[must_use]
pub fn normal_form(label: &str) -> String {
    if label.is_ascii() {
        return ascii_form(label);
    }
    unicode_form(label)
}

fn unicode_form(label: &str) -> String {
    let folded: String = label.nfkc().filter_map(plain).flat_map(char::to_lowercase).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same of ASCII, which has fewer ways to say one thing: most labels, and no tables are needed.
fn ascii_form(label: &str) -> String {
    let mut form = String::with_capacity(label.len());
    let mut gap = false;
    for c in label.chars().filter_map(plain) {
        if c.is_whitespace() {
            gap = !form.is_empty();
            continue;
        }
        if gap {
            form.push(' ');
            gap = false;
        }
        form.push(c.to_ascii_lowercase());
    }
    form
}

/// The form in which labels are compared by how they look: letters of other alphabets become the Latin ones that nobody
/// can tell from them. Labels that look the same are not the same label, and nobody could tell which is meant.
///
/// ```
/// use candour::plan::label::{looks, normal_form};
/// assert_eq!(looks("\u{0420}arks"), looks("Parks"));
/// assert_ne!(normal_form("\u{0420}arks"), normal_form("Parks"));
/// assert_ne!(looks("Park"), looks("Parks"));
/// ```
#[must_use]
pub fn looks(label: &str) -> String {
    if label.is_ascii() {
        return normal_form(label);
    }
    normal_form(&label.nfkc().map(|c| latin(c).unwrap_or(c)).collect::<String>())
}

/// The Latin letter that a Cyrillic, Greek or Armenian one looks like.
fn latin(c: char) -> Option<char> {
    const LETTERS: [(&str, &str); 4] = [
        ("АВЕКМНОРСТУХІЈЅԚԜҺӀ", "ABEKMHOPCTYXIJSQWHI"),
        ("аеорсухіјѕԛԝһӏԁ", "aeopcyxijsqwhld"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινα", "ABEZHIKMNOPTYXoiva"),
        ("օսհոցıɡɑ", "ouhngiga"),
    ];
    LETTERS.iter().find_map(|(others, latin)| {
        let at = others.chars().position(|other| other == c)?;
        latin.chars().nth(at)
    })
}

/// Typographic variants folded to the plain character; invisible marks dropped.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' | '\u{2032}' | '\u{00B4}' | '`' => Some('\''),
        '\u{201C}' | '\u{201D}' | '\u{201F}' | '\u{2033}' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}'
        | '\u{00AD}' => None,
        c if crate::problem::is_invisible(c) => None,
        _ => Some(c),
    }
}

/// Whether a person sees nothing in a text: its [`normal_form`] is empty.
///
/// ```
/// use candour::plan::label::is_blank;
/// assert!(is_blank(" \u{a0}\u{200b}\u{ad}") && is_blank(""));
/// assert!(!is_blank("-"));
/// ```
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_unseen)
}

/// Whether a person does not see this character: white space, and marks that labels are compared without.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_whitespace() || plain(c).is_none()
}

/// The known name nearest to `name`, if one is near enough to be a slip of the pen.
///
/// ```
/// use candour::plan::label::nearest;
/// assert_eq!(nearest("organisaton", ["survey", "organisation"]), Some("organisation"));
/// assert_eq!(nearest("pillar", ["wave"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = normal_form(name);
    let scored = known.into_iter().map(|other| (strsim::jaro_winkler(&wanted, &normal_form(other)), other));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= 0.85).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ascii_has_the_same_form_either_way(label in "[\\x00-\\x7f]{0,30}", spaced in "[ `aB\t\n\u{1f}]{0,30}") {
            prop_assert_eq!(ascii_form(&label), unicode_form(&label));
            prop_assert_eq!(ascii_form(&spaced), unicode_form(&spaced));
        }
    }

    #[test]
    fn what_is_blank_has_an_empty_normal_form() {
        let odd = ('\0'..=char::MAX).filter(|&c| is_unseen(c) != normal_form(&c.to_string()).is_empty());
        assert_eq!(odd.collect::<Vec<_>>(), Vec::<char>::new());
    }
}
