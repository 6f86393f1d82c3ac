//! Which column of an export is which question: by the exact header, then by its normal form.
//!
//! Never by similarity: "able to challenge how things are done" and "able to challenge inappropriate
//! behaviour" are two questions. A near miss is a hint, never taken.

use std::collections::HashMap;

use super::sheet::{Columns, Sheet};
use crate::confidential::export::{Export, metadata};
use crate::plan::Plan;
use crate::plan::label::{nearest, normal_form};
use crate::problem::{Place, Problem, Problems, quoted};

/// How many unused columns are named.
const MOST_NAMED: usize = 5;

/// The exports with the plan's columns found in each; problems name those that are not there.
pub(super) fn matched<'a>(
    plan: &Plan,
    wave: usize,
    exports: &'a [Export],
    problems: &mut Problems,
) -> Vec<Sheet<'a>> {
    let columns = |export: &'a Export| Sheet::new(export, columns_of(plan, wave, export, problems));
    exports.iter().map(columns).collect()
}

fn columns_of(plan: &Plan, wave: usize, export: &Export, problems: &mut Problems) -> Columns {
    let rules = &plan.waves[wave].rules;
    let headers: Vec<&str> = export.cells.get_column_names().iter().map(|name| name.as_str()).collect();
    let asked = |headers: &'_ Vec<Option<String>>| headers.get(wave).cloned().flatten();
    let questions: Vec<Option<String>> =
        plan.questions.iter().map(|question| asked(&question.headers)).collect();
    let breakdowns: Vec<Option<String>> =
        plan.breakdowns.iter().map(|breakdown| asked(&breakdown.headers)).collect();
    let rule_columns: Vec<Option<String>> =
        rules.set_aside.iter().map(|rule| Some(rule.column.clone())).collect();
    let consent = rules.quoting.consent.as_ref().map(|consent| consent.column.clone());
    let wanted = questions
        .iter()
        .chain(&breakdowns)
        .chain([&rules.response_id, &rules.completed, &consent])
        .chain(&rule_columns);

    let mut finder = Finder::new(&headers, wanted.clone().flatten());
    let place = Place::file(&export.file);
    let mut find = |header: &Option<String>| {
        let header = header.as_ref()?;
        finder.find(header).map_err(|problem| problems.push(problem.told(&place, header, &headers))).ok()
    };
    let columns = Columns {
        questions: questions.iter().map(&mut find).collect(),
        breakdowns: breakdowns.iter().map(&mut find).collect(),
        response_id: find(&rules.response_id),
        completed: find(&rules.completed),
        set_aside: rule_columns.iter().map(&mut find).collect(),
        consent: find(&consent),
    };
    problems_note_unused(&place, &headers, &finder.used, problems);
    columns
}

/// Finds headers among those of one export.
struct Finder<'a> {
    exact: HashMap<&'a str, usize>,
    /// Columns by loose form, without those that some header of the plan names exactly.
    loose: HashMap<String, Vec<usize>>,
    used: Vec<bool>,
}

/// Why a header was not found.
enum Missing {
    Absent,
    Ambiguous,
}

impl<'a> Finder<'a> {
    fn new<'b>(headers: &[&'a str], wanted: impl Iterator<Item = &'b String>) -> Self {
        let exact: HashMap<&str, usize> =
            headers.iter().enumerate().map(|(at, &header)| (header, at)).collect();
        let mut taken = vec![false; headers.len()];
        for &column in wanted.filter_map(|header| exact.get(header.as_str())) {
            taken[column] = true;
        }
        let mut loose: HashMap<String, Vec<usize>> = HashMap::new();
        for (column, header) in headers.iter().enumerate().filter(|(column, _)| !taken[*column]) {
            let form = loose_form(header);
            if let Some(unnumbered) = without_suffix(&form) {
                loose.entry(unnumbered.to_owned()).or_default().push(column);
            }
            loose.entry(form).or_default().push(column);
        }
        Self { exact, loose, used: vec![false; headers.len()] }
    }

    fn find(&mut self, header: &str) -> Result<usize, Missing> {
        let column = match self.exact.get(header) {
            Some(&column) => column,
            None => match self.loose.get(&loose_form(header)).map(Vec::as_slice) {
                Some([column]) => *column,
                Some([_, _, ..]) => return Err(Missing::Ambiguous),
                _ => return Err(Missing::Absent),
            },
        };
        self.used[column] = true;
        Ok(column)
    }
}

impl Missing {
    fn told(&self, place: &Place, header: &str, headers: &[&str]) -> Problem {
        let place = place.clone().column(header);
        match self {
            Self::Ambiguous => Problem::error(
                place,
                "several columns of the export could be this one; none has exactly this header",
            )
            .hint("give the plan the exact header of the right one"),
            Self::Absent => {
                let near = nearest(header, headers.iter().copied());
                Problem::error(place, "no column of the export has this header")
                    .maybe_hint(near.map(|near| format!("did you mean “{}”?", longer(near))))
            }
        }
    }
}

/// A header for a hint: two headers often differ only after the fortieth character.
fn longer(header: &str) -> String {
    let text: Vec<char> = header.chars().collect();
    text.chunks(40).take(5).map(|part| quoted(&part.iter().collect::<String>())).collect()
}

/// A header without what tools add or drop: case, spaces, and punctuation at its end.
fn loose_form(header: &str) -> String {
    let form = normal_form(header);
    form.trim_end_matches(|c: char| c.is_ascii_punctuation() || c == '…' || c.is_whitespace()).to_owned()
}

/// A loose form without the number that a tool hangs on to the second of two equal titles: `Any comments?2`.
fn without_suffix(form: &str) -> Option<&str> {
    let base = form.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u32 = form.get(base.len()..)?.parse().ok()?;
    let attached = base.ends_with(|c: char| !c.is_whitespace());
    let title = base.trim_end_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace());
    (attached && (2..100).contains(&number) && !title.is_empty()).then_some(title)
}

/// One note about the columns that the plan does not use; those about the response itself are left out.
fn problems_note_unused(place: &Place, headers: &[&str], used: &[bool], problems: &mut Problems) {
    let unused: Vec<&str> = headers
        .iter()
        .zip(used)
        .filter(|(header, used)| !**used && !metadata::is_technical(header))
        .map(|(header, _)| *header)
        .collect();
    if unused.is_empty() {
        return;
    }
    let named: Vec<String> =
        unused.iter().take(MOST_NAMED).map(|header| format!("“{}”", quoted(header))).collect();
    let more = if unused.len() > MOST_NAMED { ", …" } else { "" };
    let columns = if unused.len() == 1 { "column is" } else { "columns are" };
    let message = format!("{} {columns} not used by the plan: {}{more}", unused.len(), named.join(", "));
    problems.push(Problem::note(place.clone(), message));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(headers: &[&str], wanted: &str) -> Option<usize> {
        Finder::new(headers, std::iter::once(&wanted.to_owned())).find(wanted).ok()
    }

    #[test]
    fn the_exact_header_comes_first() {
        assert_eq!(found(&["proud to work here", "Proud to work here"], "Proud to work here"), Some(1));
    }

    #[test]
    fn case_spaces_apostrophes_and_final_punctuation_do_not_matter() {
        assert_eq!(found(&["x", "I’m\u{a0}proud to\nwork here. "], "I'm proud to work here"), Some(1));
    }

    #[test]
    fn a_vendors_number_for_a_repeated_title_does_not_matter() {
        assert_eq!(found(&["Any comments?2"], "Any comments?"), Some(0));
        assert_eq!(found(&["Any comments2"], "Any comments?"), Some(0));
        assert_eq!(found(&["Team 2"], "Team"), None);
        assert_eq!(found(&["Q2"], "Q1"), None);
        assert_eq!(found(&["Any comments"], "Any comments?2"), None);
    }

    #[test]
    fn two_columns_that_could_be_meant_are_none() {
        assert!(matches!(
            Finder::new(&["Any comments?2", "Any comments?3"], [].iter()).find("Any comments"),
            Err(Missing::Ambiguous)
        ));
    }

    #[test]
    fn a_similar_question_is_another_question() {
        let headers = ["I am able to challenge inappropriate behaviour"];
        assert_eq!(found(&headers, "I am able to challenge how things are done"), None);
    }
}
