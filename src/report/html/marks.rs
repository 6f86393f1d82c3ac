//! What the templates ask about a table's entry: its words, its mark, the class of its place.

use super::{EntryHtml, filled};
use crate::release::{Marker, Verdict};
use crate::report::document::Entry;
use crate::report::wording;

/// One place of a table.
pub(crate) fn entry(entry: &Entry) -> String {
    filled(&EntryHtml { entry })
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

/// What a marker means.
pub(crate) fn marker_words(marker: &Marker) -> &'static str {
    wording::marker_words(*marker)
}

/// The class of a table's cell.
pub(crate) fn cell_class(entry: &Entry) -> &'static str {
    match entry {
        Entry::Words(_) | Entry::Blank => "words",
        Entry::Number(_) | Entry::Withheld(_) => "number",
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
