//! What the templates ask about a table's entry: its words, its mark, the class of its place.

use super::{EntryHtml, filled};
use crate::release::{Marker, Verdict};
use crate::report::chart::svg::escaped;
use crate::report::document::Entry;
use crate::report::wording;

/// One place of a table.
pub(crate) fn entry(entry: &Entry) -> String {
    filled(&EntryHtml { entry })
}

/// A text as HTML, in which runs of letters that are written from right to left stand apart from the numbers and stops
/// around them.
pub(crate) fn apart(text: &str) -> String {
    if !text.contains(leftward) {
        return escaped(text);
    }
    let mut html = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(leftward) {
        let tail = &rest[start..];
        // The run goes on over what stands between two such letters, up to the next letter of another script.
        let other = tail.find(|letter: char| letter.is_alphanumeric() && !leftward(letter));
        let reach = &tail[..other.unwrap_or(tail.len())];
        let end = reach.char_indices().rfind(|(_, letter)| leftward(*letter));
        let end = end.map_or(reach.len(), |(at, letter)| at + letter.len_utf8());
        html += &escaped(&rest[..start]);
        html += "<bdi>";
        html += &escaped(&tail[..end]);
        html += "</bdi>";
        rest = &tail[end..];
    }
    html + &escaped(rest)
}

/// A letter of a script that runs from right to left.
fn leftward(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// A verdict's mark.
pub(crate) fn mark(verdict: &Verdict) -> &'static str {
    wording::mark(*verdict)
}

/// A verdict's words.
pub(crate) fn verdict(verdict: &Verdict) -> &'static str {
    wording::verdict(*verdict)
}

/// A marker.
pub(crate) fn marker(marker: &Marker) -> &'static str {
    wording::marker(*marker)
}

/// What a marker means, in as few words as can be heard a hundred times.
pub(crate) fn marker_short(marker: &Marker) -> &'static str {
    match marker {
        Marker::Confidential => "withheld",
        Marker::NotApplicable => "not applicable",
        Marker::NotAvailable => "not available",
    }
}

/// The class of a table's cell; most are numbers and have none, as they weigh on the page.
pub(crate) fn cell_class(entry: &Entry) -> &'static str {
    match entry {
        Entry::Words(_) => "words",
        Entry::Number(_) | Entry::Withheld(_) | Entry::Blank => "",
        Entry::Verdict(_) => "verdict",
        Entry::Said(..) => "verdict said",
        Entry::Judged(_, verdict) => heat(*verdict),
    }
}

fn heat(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Higher) => "heat heat-up",
        Some(Verdict::SlightlyHigher) => "heat heat-some-up",
        Some(Verdict::Lower) => "heat heat-down",
        Some(Verdict::SlightlyLower) => "heat heat-some-down",
        _ => "heat",
    }
}

/// The class of a verdict's mark.
pub(crate) fn mark_class(verdict: &Verdict) -> &'static str {
    match wording::direction(*verdict) {
        1 => "mark mark-up",
        -1 => "mark mark-down",
        _ => "mark",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_right_to_left_stands_apart() {
        assert_eq!(apart("62% <b> مرحبا بكم, 14"), "62% &lt;b&gt; <bdi>مرحبا بكم</bdi>, 14");
        assert_eq!(apart("Ôl-ofal"), "Ôl-ofal");
        assert_eq!(apart("א x ב"), "<bdi>א</bdi> x <bdi>ב</bdi>");
    }
}
