//! Which texts are `question - part`: those whose question several columns have.

use std::collections::HashMap;

/// What stands between a question and its part.
const DASH: &str = " - ";

/// At how many dashes, from the end, a text may be taken apart.
const DASHES: usize = 6;

/// How often each beginning of a text that ends at a dash is there.
pub(super) struct Stems<'a>(HashMap<&'a str, usize>);

impl<'a> Stems<'a> {
    /// Of these texts.
    pub(super) fn of(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut stems = HashMap::new();
        for (stem, _) in texts.flat_map(splits) {
            *stems.entry(stem).or_insert(0) += 1;
        }
        Self(stems)
    }

    /// The question and the part: taken apart at the last dash before which other columns read the same, because a part
    /// may have dashes of its own. `None` where there is no such dash.
    pub(super) fn split<'b>(&self, text: &'b str) -> Option<(&'b str, &'b str)> {
        splits(text).find(|(stem, _)| self.0.get(stem).is_some_and(|count| *count > 1))
    }
}

/// All ways to take a text apart, at the last dash first.
fn splits(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let dashes = text.rmatch_indices(DASH).take(DASHES);
    let parts =
        dashes.filter_map(|(at, dash)| Some((text.get(..at)?.trim(), text.get(at + dash.len()..)?.trim())));
    parts.filter(|(stem, part)| !stem.is_empty() && !part.is_empty())
}

/// The longest question that all texts begin with, each with its part; `None` where there is none.
pub(super) fn shared<'a>(texts: &[&'a str]) -> Option<(&'a str, Vec<&'a str>)> {
    let (first, _) = texts.split_first()?;
    splits(first).find_map(|(stem, _)| {
        let part = |text: &&'a str| splits(text).find(|(other, _)| *other == stem).map(|(_, part)| part);
        Some((stem, texts.iter().map(part).collect::<Option<Vec<_>>>()?))
    })
}
