//! Which column of an export is which question: by the exact header, then by its normal form.
//!
//! Never by similarity: "able to challenge how things are done" and "able to challenge inappropriate
//! behaviour" are two questions. A near miss is a hint, never taken.

use std::collections::{HashMap, HashSet};

use crate::confidential::export::{Column, Export, loose_form, metadata, without_suffix};
use crate::plan::Plan;
use crate::plan::label::nearest;
use crate::problem::{Place, Problem, Problems, quoted};

/// How many unused columns are named.
const MOST_NAMED: usize = 5;

/// For each thing that the plan reads, the index of its column; `None` where this wave does not have it.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// By question.
    pub(super) questions: Vec<Option<usize>>,
    /// By breakdown.
    pub(super) breakdowns: Vec<Option<usize>>,
    /// The response's id.
    pub(super) response_id: Option<usize>,
    /// When it was completed.
    pub(super) completed: Option<usize>,
    /// By rule for setting rows aside.
    pub(super) set_aside: Vec<Option<usize>>,
    /// Where respondents say that they may be quoted.
    pub(super) consent: Option<usize>,
}

/// The plan's columns in an export; problems name those that are not there.
pub(super) fn matched(plan: &Plan, wave: usize, export: &Export, problems: &mut Problems) -> Columns {
    let rules = &plan.waves[wave].rules;
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

    let mut finder = Finder::new(&export.columns, wanted.clone().flatten());
    let place = Place::file(&export.file);
    let mut find = |header: &Option<String>| {
        let header = header.as_ref()?;
        finder
            .find(header)
            .map_err(|missing| problems.push(missing.told(&place, header, &export.columns)))
            .ok()
    };
    let columns = Columns {
        questions: questions.iter().map(&mut find).collect(),
        breakdowns: breakdowns.iter().map(&mut find).collect(),
        response_id: find(&rules.response_id),
        completed: find(&rules.completed),
        set_aside: rule_columns.iter().map(&mut find).collect(),
        consent: find(&consent),
    };
    note_unused(&place, &export.columns, &finder.used, problems);
    columns
}

/// Finds headers among the names of an export's columns.
struct Finder<'a> {
    exact: HashMap<&'a str, Vec<usize>>,
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
    fn new<'b>(columns: &'a [Column], wanted: impl Iterator<Item = &'b String>) -> Self {
        let mut exact: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, name) in names(columns) {
            add(exact.entry(name).or_default(), at);
        }
        let mut taken = vec![false; columns.len()];
        for &column in wanted.filter_map(|header| exact.get(header.as_str())).flatten() {
            taken[column] = true;
        }
        let mut loose: HashMap<String, Vec<usize>> = HashMap::new();
        for (column, name) in names(columns).filter(|(column, _)| !taken[*column]) {
            let form = loose_form(name);
            if let Some(unnumbered) = without_suffix(&form) {
                add(loose.entry(unnumbered.to_owned()).or_default(), column);
            }
            add(loose.entry(form).or_default(), column);
        }
        Self { exact, loose, used: vec![false; columns.len()] }
    }

    fn find(&mut self, header: &str) -> Result<usize, Missing> {
        let found = self.exact.get(header).or_else(|| self.loose.get(&loose_form(header)));
        let column = match found.map(Vec::as_slice) {
            Some([column]) => *column,
            Some([_, _, ..]) => return Err(Missing::Ambiguous),
            _ => return Err(Missing::Absent),
        };
        self.used[column] = true;
        Ok(column)
    }
}

/// Every name of every column.
fn names(columns: &[Column]) -> impl Iterator<Item = (usize, &str)> + Clone {
    columns
        .iter()
        .enumerate()
        .flat_map(|(at, column)| column.names.iter().map(move |name| (at, name.as_str())))
}

fn add(columns: &mut Vec<usize>, column: usize) {
    if columns.last() != Some(&column) {
        columns.push(column);
    }
}

impl Missing {
    fn told(&self, place: &Place, header: &str, columns: &[Column]) -> Problem {
        let place = place.clone().column(header);
        match self {
            Self::Ambiguous => Problem::error(
                place,
                "several columns of the export could be this one; none has exactly this header",
            )
            .hint("give the plan the exact header of the right one"),
            Self::Absent => {
                let near = nearest(header, names(columns).map(|(_, name)| name));
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

/// One note about the columns that the plan does not use. Those about the response itself are left out, and so are
/// columns whose cells another column has too: a tool's multiple choice can be read as one question or as several.
fn note_unused(place: &Place, columns: &[Column], used: &[bool], problems: &mut Problems) {
    let read: HashSet<usize> =
        columns.iter().zip(used).filter(|(_, used)| **used).flat_map(|(column, _)| column.places()).collect();
    let unused: Vec<&str> = columns
        .iter()
        .zip(used)
        .filter(|(column, used)| !**used && !column.places().any(|cell| read.contains(&cell)))
        .filter_map(|(column, _)| column.names.first())
        .map(String::as_str)
        .filter(|name| !metadata::is_technical(name))
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

    fn columns(headers: &[&str]) -> Vec<Column> {
        headers.iter().enumerate().map(|(at, header)| Column::one(*header, at)).collect()
    }

    fn found(headers: &[&str], wanted: &str) -> Option<usize> {
        Finder::new(&columns(headers), std::iter::once(&wanted.to_owned())).find(wanted).ok()
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
            Finder::new(&columns(&["Any comments?2", "Any comments?3"]), [].iter()).find("Any comments"),
            Err(Missing::Ambiguous)
        ));
    }

    #[test]
    fn a_similar_question_is_another_question() {
        let headers = ["I am able to challenge inappropriate behaviour"];
        assert_eq!(found(&headers, "I am able to challenge how things are done"), None);
    }
}
