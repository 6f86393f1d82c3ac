//! Text as it is matched and published: one form for every way to write a character, nothing invisible, one line.
//!
//! Without this `j\u{200b}oe@example.org` is no address, and a mark that turns the direction of writing would turn the
//! whole page.

use unicode_normalization::UnicodeNormalization;

/// NFKC without control, zero-width and direction marks, every run of white space one space. An ellipsis stays one
/// character, so that a text that was cut is itself again.
pub(super) fn plain(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let seen: String = spaced.filter(|c| !unseen(*c)).collect();
    let one_form = |part: &str| part.nfkc().filter(|c| !unseen(*c)).collect::<String>();
    let folded = seen.split('…').map(one_form).collect::<Vec<_>>().join("…");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Controls, and what changes how text is shown without being seen: zero width, direction, variants, fillers, tags.
fn unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFC}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// The text in at most so many characters, cut between two words where that loses little, with an ellipsis.
pub(super) fn capped(text: String, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text;
    }
    let cut: String = text.chars().take(longest.saturating_sub(1)).collect();
    let whole = text.chars().nth(cut.chars().count()).is_some_and(char::is_whitespace);
    let between = cut.rfind(' ').filter(|at| !whole && at * 2 >= cut.len()).unwrap_or(cut.len());
    format!("{}…", cut[..between].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_gone_and_forms_are_one() {
        assert_eq!(plain(" ｊoe\u{200b}@ex\u{ad}ample.org\r\n\n\u{202e}x\u{0}\u{7} "), "joe@example.org x");
        assert_eq!(plain("o\u{fb03}ce\u{2028}\u{a0}day"), "office day");
        assert_eq!(plain("\u{e0041}\u{feff}"), "");
        assert_eq!(plain("cut…"), "cut…");
    }

    #[test]
    fn a_long_text_ends_between_two_words() {
        assert_eq!(capped("one two three".into(), 13), "one two three");
        assert_eq!(capped("one two three".into(), 12), "one two…");
        assert_eq!(capped("one two three".into(), 8), "one two…");
        assert_eq!(capped("x".repeat(40_000), 500).chars().count(), 500);
        assert_eq!(capped("ééé".into(), 1), "…");
    }
}
