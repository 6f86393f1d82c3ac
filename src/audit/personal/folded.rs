//! A text as it is read: in its compatible form, without invisible characters, and with the way back to the original.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

/// A text and where each of its bytes comes from.
pub(super) struct Folded<'a> {
    text: Cow<'a, str>,
    /// For each byte of the text where its letter begins and ends in the original; empty where they are the same.
    places: Vec<(usize, usize)>,
}

impl<'a> Folded<'a> {
    /// NFKC letter by letter, one kind of hyphen, no invisible characters. Plain ASCII stays as it is.
    pub(super) fn new(original: &'a str) -> Self {
        if original.is_ascii() {
            return Self { text: Cow::Borrowed(original), places: Vec::new() };
        }
        let mut text = String::with_capacity(original.len());
        let mut places = Vec::with_capacity(original.len());
        for (start, letter) in original.char_indices().filter(|(_, letter)| !invisible(*letter)) {
            let end = start + letter.len_utf8();
            for folded in std::iter::once(letter).nfkc().map(hyphen).filter(|letter| !invisible(*letter)) {
                text.push(folded);
                places.resize(text.len(), (start, end));
            }
        }
        Self { text: Cow::Owned(text), places }
    }

    /// The text as it is read.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A range of it, in the original.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.places.get(range.start).map_or(range.start, |(start, _)| *start);
        let last = range.end.saturating_sub(1);
        let end = self.places.get(last).map_or(range.end, |(_, end)| *end);
        start..end.max(start)
    }
}

fn hyphen(letter: char) -> char {
    match letter {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' => '\'',
        letter => letter,
    }
}

/// Zero width, direction marks, soft hyphens, variation selectors and tags.
fn invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}
