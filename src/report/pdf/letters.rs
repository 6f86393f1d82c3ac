//! Letters that can be set: a PDF for everyone must not hold one that its fonts do not have.

use super::world;

/// Stands where no font has the letter.
const MISSING: char = '□';

/// A word that is longer may break anywhere.
const LONGEST: usize = 30;

/// A place where a line may break, without a sign.
const BREAK: char = '\u{200b}';

/// A text with letters of our fonts alone, on one line.
pub(super) fn set(text: &str) -> String {
    text.chars().filter_map(letter).collect()
}

/// As [`set`], with places in words longer than a line where it may break.
pub(super) fn breakable(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    let mut long = 0;
    for letter in text.chars().filter_map(letter) {
        long = if letter.is_whitespace() || letter == BREAK { 0 } else { long + 1 };
        if long > LONGEST {
            broken.push(BREAK);
            long = 1;
        }
        broken.push(letter);
    }
    broken
}

/// The letter as it is set; nothing for one that is not seen and that no font knows.
fn letter(letter: char) -> Option<char> {
    match letter {
        ' '..='~' => Some(letter),
        // What is for a program's own use says nothing to a reader, whatever the font draws.
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => Some(MISSING),
        '\u{feff}' => None,
        _ if letter.is_control() => Some(' '),
        _ if world::has(letter) => Some(letter),
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        _ if letter.is_whitespace() => Some(' '),
        _ => Some(MISSING),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_the_fonts_stay_and_others_are_seen_to_be_missing() {
        let kept = "Gŵyl y Bannau – ▲△●▽▼○ “ŷ” αβ жщ مرحبا بالعالم שלום −3";
        assert_eq!(set(kept), kept);
        assert_eq!(set("日\u{e0a0}😀\u{fe0f}"), "□□□");
        assert_eq!(set("a\u{0}b\nc\u{feff}d"), "a b cd");
    }

    #[test]
    fn a_very_long_word_may_break() {
        assert_eq!(breakable(&"x".repeat(70)).matches(BREAK).count(), 2);
        assert_eq!(
            breakable("My manager takes the time to understand"),
            "My manager takes the time to understand"
        );
    }
}
