//! Which columns a header of the plan means: those with exactly this name; else those with its loose form.

use std::collections::{HashMap, HashSet};

use crate::plan::label::normal_form;

/// A header without what tools add or drop: case, spaces, and punctuation at its end.
pub(in crate::confidential) fn loose_form(header: &str) -> String {
    let form = normal_form(header);
    form.trim_end_matches(|c: char| c.is_ascii_punctuation() || c == '…' || c.is_whitespace()).to_owned()
}

/// A loose form without the number that a tool hangs on to the second of two equal titles: `Any comments?2`.
pub(in crate::confidential) fn without_suffix(form: &str) -> Option<&str> {
    let base = form.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u32 = form.get(base.len()..)?.parse().ok()?;
    let attached = base.ends_with(|c: char| !c.is_whitespace());
    let title = base.trim_end_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace());
    (attached && (2..100).contains(&number) && !title.is_empty()).then_some(title)
}

/// The columns that any of these headers could mean, by number.
pub(super) fn meant<'a>(headers: &[String], names: impl Iterator<Item = (usize, &'a str)>) -> HashSet<usize> {
    let mut exact: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut loose: HashMap<String, Vec<usize>> = HashMap::new();
    for (column, name) in names {
        exact.entry(name).or_default().push(column);
        let form = loose_form(name);
        if let Some(unnumbered) = without_suffix(&form) {
            loose.entry(unnumbered.to_owned()).or_default().push(column);
        }
        loose.entry(form).or_default().push(column);
    }
    let of = |header: &String| exact.get(header.as_str()).or_else(|| loose.get(&loose_form(header)));
    headers.iter().filter_map(of).flatten().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_means_its_own_column_and_else_those_that_differ_in_what_tools_add() {
        let names = ["Team", "team.", "I am proud", "Any comments?2"];
        let of = |header: &str| {
            let mut found: Vec<usize> =
                meant(&[header.to_owned()], names.into_iter().enumerate()).into_iter().collect();
            found.sort_unstable();
            found
        };
        assert_eq!(of("Team"), [0]);
        assert_eq!(of("TEAM"), [0, 1]);
        assert_eq!(of("i am\u{a0}proud…"), [2]);
        assert_eq!(of("Any comments?"), [3]);
        assert!(of("I am very proud").is_empty());
    }
}
