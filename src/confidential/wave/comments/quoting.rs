//! Whose comments may be quoted: those who said yes where they were asked, and nobody on the list of those left out.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use crate::confidential::wave::sheet::Sheet;
use crate::plan::label::normal_form;
use crate::plan::{Plan, Quoting};
use crate::problem::{Place, Problem, Problems};

/// For each sheet and row whether its comments may be quoted.
pub(super) struct Quotable(Vec<Vec<bool>>);

impl Quotable {
    /// Whether the comments of this row may be quoted.
    pub(super) fn may(&self, sheet: usize, row: usize) -> bool {
        self.0.get(sheet).and_then(|rows| rows.get(row)).copied().unwrap_or(false)
    }
}

/// Reads what the wave says about it. An id on the list that no export has is told: somebody meant a respondent by it.
pub(super) fn quotable(plan: &Plan, wave: usize, sheets: &[Sheet<'_>], problems: &mut Problems) -> Quotable {
    let rules = &plan.waves[wave].rules.quoting;
    let excluded = rules.excluded.as_deref().and_then(|file| ids(file, problems)).unwrap_or_default();
    let mut met = HashSet::new();
    let mut of_sheet = |sheet: &Sheet<'_>| {
        let mut may = consenting(rules, sheet);
        for (may, id) in
            may.iter_mut().zip(sheet.columns.response_id.into_iter().flat_map(|c| sheet.cells(c)))
        {
            if let Some(id) = id.and_then(|id| excluded.get(id.trim())) {
                *may = false;
                met.insert(id.clone());
            }
        }
        may
    };
    let quotable = Quotable(sheets.iter().map(&mut of_sheet).collect());
    if let (Some(file), missing @ 1..) = (&rules.excluded, excluded.len() - met.len()) {
        let message = format!("{missing} of the response ids are in none of the exports");
        let hint = "look for slips of the pen: the comments of whom they stand for are not left out";
        problems.push(Problem::warning(Place::file(file), message).hint(hint));
    }
    quotable
}

/// Who said yes; everybody where nobody was asked. An empty answer and any other label mean no.
fn consenting(rules: &Quoting, sheet: &Sheet<'_>) -> Vec<bool> {
    let Some(consent) = &rules.consent else { return vec![true; sheet.rows()] };
    let yes: HashSet<String> = consent.yes.iter().map(|label| normal_form(label)).collect();
    let mut may = vec![false; sheet.rows()];
    let answers = sheet.columns.consent.into_iter().flat_map(|column| sheet.cells(column));
    for (may, answer) in may.iter_mut().zip(answers) {
        *may = answer.is_some_and(|label| yes.contains(&normal_form(label)));
    }
    may
}

/// The ids of the list, one a line.
fn ids(file: &Path, problems: &mut Problems) -> Option<HashSet<String>> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            problems.push(Problem::files(file, "read the response ids that are left out", &error));
            return None;
        }
    };
    let lines = text.trim_start_matches('\u{feff}').lines();
    let cell = |line: &str| line.trim().trim_end_matches(',').trim_matches('"').trim().to_owned();
    Some(lines.map(cell).filter(|id| !id.is_empty()).collect())
}
