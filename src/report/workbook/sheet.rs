//! A sheet before it is written: a title, what it shows, and one table.

use std::borrow::Cow;

use crate::release::Marker;
use crate::report::figure;

/// One table on its own worksheet.
#[derive(Clone, Debug)]
pub(super) struct Sheet<'a> {
    /// On its tab: at most 31 letters, and no other sheet's.
    pub(super) name: String,
    /// Above the table.
    pub(super) title: String,
    /// What the table shows, in a sentence or two.
    pub(super) shows: String,
    /// Names of the columns, each different.
    pub(super) headings: Vec<String>,
    /// As many values as columns each.
    pub(super) rows: Vec<Vec<Value<'a>>>,
    /// How many columns at the left stay in sight.
    pub(super) still: u16,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    /// Words or an id.
    Text(Cow<'a, str>),
    /// A number that is printed whole.
    Whole(f64),
    /// A number with one decimal.
    Tenth(f64),
    /// A number as it was rounded before, with as many decimals as it has.
    Given(f64),
    /// Why there is none.
    Marker(Marker),
    /// The way to another sheet: its name.
    Link(String),
}

/// Noncharacters: what is left of those that XML does not have when control characters are taken out.
pub(super) const NO_XML: [char; 2] = ['\u{fffe}', '\u{ffff}'];

impl<'a> Value<'a> {
    /// Words, without letters that no XML may have.
    pub(super) fn text(words: impl Into<Cow<'a, str>>) -> Self {
        let words = words.into();
        if words.contains(NO_XML) { Self::Text(words.replace(NO_XML, "").into()) } else { Self::Text(words) }
    }

    /// A number of people.
    pub(super) fn count(number: u64) -> Self {
        Self::Whole(number as f64)
    }

    /// A percentage, points or a score, rounded here and once.
    pub(super) fn tenth(value: f64) -> Self {
        Self::Tenth(figure::tenth(value))
    }

    /// A percentage or points, where there are any.
    pub(super) fn tenth_or(value: Option<f64>, otherwise: Marker) -> Self {
        value.map_or(Self::Marker(otherwise), Self::tenth)
    }
}
