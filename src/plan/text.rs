//! The text of settings and registers as people see it: what cannot be seen is no part of it.
//!
//! Registers come out of HR systems and spreadsheets, by copying and pasting. Line breaks and tabs in them become spaces.
//! Marks that change how text is shown without being seen (bidirectional overrides, zero widths, tag characters) are left
//! out, with a warning: nothing that is published may read otherwise than it is written. Control characters are refused.

use std::borrow::Cow;

use crate::problem::is_invisible;

/// A text without what cannot be seen.
pub(super) struct Cleaned<'a> {
    pub(super) text: Cow<'a, str>,
    /// Whether marks were left out.
    pub(super) hidden: bool,
    /// Whether there are control characters, which no text has.
    pub(super) control: bool,
}

/// What is said of a text with control characters.
pub(super) const CONTROL: &str = "there is a control character in this text";
/// What is said of texts with marks that were left out.
pub(super) const HIDDEN: &str = "marks that cannot be seen were left out of this text";

/// The most characters that a text may have: more than any name, question or note has, and far less than one cell of a
/// workbook holds. Longer ones are pasted by mistake or on purpose, and no page could be laid out with them.
const LONGEST: usize = 5_000;

/// What is said of a text that is too long.
pub(super) fn too_long(text: &str) -> Option<String> {
    let length = text.chars().count();
    (length > LONGEST).then(|| format!("this text has {length} characters; expected at most {LONGEST}"))
}

/// The text as people see it.
pub(super) fn clean(text: &str) -> Cleaned<'_> {
    if text.chars().all(|c| !is_break(c) && !hides(c) && !c.is_control()) {
        return Cleaned { text: Cow::Borrowed(text), hidden: false, control: false };
    }
    let seen: String = text.chars().filter(|c| !hides(*c)).collect();
    let hidden = seen.len() < text.len();
    let lines = seen.split(is_break).map(str::trim).filter(|line| !line.is_empty());
    let text = if seen.contains(is_break) { lines.collect::<Vec<_>>().join(" ") } else { seen };
    let control = text.contains(char::is_control);
    Cleaned { text: Cow::Owned(text), hidden, control }
}

/// Ends of lines and tabs, of every kind.
fn is_break(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Joiners are left in: some scripts are not written without them.
fn hides(c: char) -> bool {
    is_invisible(c) && !matches!(c, '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_an_end() {
        assert_eq!(too_long(&"é".repeat(LONGEST)), None);
        assert!(too_long(&"é".repeat(LONGEST + 1)).is_some_and(|told| told.contains("5001")));
    }

    #[test]
    fn text_is_what_is_seen_of_it() {
        let cases = [
            ("Adult Care", "Adult Care", false, false),
            (" two\r\n lines\tand\u{2028}more ", "two lines and more", false, false),
            ("\u{202E}evil\u{200B}\u{2066}", "evil", true, false),
            ("flag\u{E0067}\u{E007F}", "flag", true, false),
            ("may\u{200C}be", "may\u{200C}be", false, false),
            ("a\u{1b}[31mred", "a\u{1b}[31mred", false, true),
            ("nul\0", "nul\0", false, true),
            ("c1\u{9b}m", "c1\u{9b}m", false, true),
            ("\t=1+1", "=1+1", false, false),
        ];
        for (text, seen, hidden, control) in cases {
            let cleaned = clean(text);
            assert_eq!(
                (&*cleaned.text, cleaned.hidden, cleaned.control),
                (seen, hidden, control),
                "{text:?}"
            );
        }
    }
}
