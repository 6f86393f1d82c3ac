//! What could tell who wrote a comment, or whom it is about, is taken out; what is left is held for a person to read.
//!
//! Nothing here decides that a comment may be published. It takes out what has the form of personal data and what reads
//! like a name, puts the kind in its place, and flags what only a person can judge: health, a role that few have, what
//! must be acted on. In doubt it takes out too much.

mod flags;
mod given_names;
mod names;

mod plain;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use super::patterns;
use names::Names;

/// The kind that stands in place of a name.
const NAME: &str = "name";
/// The flag of what may be a name and was left.
const POSSIBLE_NAME: &str = "possible name";

/// Takes out what is personal.
#[derive(Default)]
pub(super) struct Redactor {
    names: Names,
    longest: usize,
}

/// A comment without what was found in it.
pub(super) struct Redacted {
    /// In one line, at most so long as the plan allows.
    pub(super) text: String,
    /// How many places of each kind were taken out.
    pub(super) kinds: BTreeMap<&'static str, u64>,
    /// What a person should look at, the gravest first.
    pub(super) flags: Vec<&'static str>,
}

impl Redactor {
    /// Looks for the names of a list besides all else, and cuts to so many characters.
    pub(super) fn new(names: &str, longest: usize) -> Self {
        Self { names: Names::listed(names), longest }
    }

    /// The comment as it may be read.
    pub(super) fn redact(&self, text: &str) -> Redacted {
        let text = plain::plain(text);
        let (names, doubt) = self.names.find(&text);
        let mut found = patterns::find(&text);
        found.extend(names.into_iter().map(|range| (NAME, range)));
        let mut kinds = BTreeMap::new();
        let mut kept = String::with_capacity(text.len());
        let mut end = 0;
        for (kind, range) in merged(&text, found) {
            *kinds.entry(kind).or_insert(0) += 1;
            kept.push_str(&text[end..range.start]);
            kept.push_str(&format!("[{kind}]"));
            end = range.end;
        }
        kept.push_str(&text[end..]);
        let mut flags = flags::flags(&text);
        flags.extend(doubt.then_some(POSSIBLE_NAME));
        Redacted { text: plain::capped(kept, self.longest), kinds, flags }
    }
}

/// Places in order, none over another: what overlaps is one place, of the kind that a form has before that of a name,
/// and of the longer one of two forms. Parts of one name are one place.
fn merged(text: &str, mut found: Vec<(&'static str, Range<usize>)>) -> Vec<(&'static str, Range<usize>)> {
    found.sort_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)));
    let mut merged: Vec<(&str, Range<usize>)> = Vec::new();
    for (kind, range) in found {
        if let Some((last, place)) = merged.last_mut() {
            let one_name = *last == NAME
                && kind == NAME
                && text.get(place.end..range.start).is_some_and(|gap| gap == " ");
            if range.start < place.end || one_name {
                if (*last == NAME) || (kind != NAME && range.len() > place.len()) {
                    *last = kind;
                }
                place.end = place.end.max(range.end);
                continue;
            }
        }
        merged.push((kind, range));
    }
    merged
}
