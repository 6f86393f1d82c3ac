//! Whose comments may be quoted: those who said yes where they were asked, and nobody on the list of those left out.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::confidential::wave::coder::Rows;
use crate::ordinary;
use crate::plan::label::normal_form;
use crate::plan::{Quoting, WaveRules};
use crate::problem::{Place, Problem, Problems};

/// The responses whose comments are left out, by their ids.
#[derive(Default)]
pub(in crate::confidential::wave) struct Excluded(HashMap<String, usize>);

impl Excluded {
    /// Reads the list of a wave, if it has one.
    pub(in crate::confidential::wave) fn of(rules: &WaveRules, problems: &mut Problems) -> Self {
        let ids = rules.quoting.excluded.as_deref().and_then(|file| ids(file, problems));
        Self(ids.unwrap_or_default().into_iter().zip(0..).collect())
    }

    /// Tells how many ids no export has: somebody meant a respondent by them.
    pub(in crate::confidential::wave) fn tell(
        &self,
        rules: &WaveRules,
        met: &[usize],
        problems: &mut Problems,
    ) {
        let met: HashSet<usize> = met.iter().copied().collect();
        if let (Some(file), missing @ 1..) = (&rules.quoting.excluded, self.0.len() - met.len()) {
            let message = format!("{missing} of the response ids are in none of the exports");
            let hint = "look for slips of the pen: the comments of whom they stand for are not left out";
            problems.push(Problem::warning(Place::file(file), message).hint(hint));
        }
    }
}

/// Whose comments may be quoted: those who said yes; everybody where nobody was asked.
pub(in crate::confidential::wave) struct Quotable<'a> {
    excluded: &'a Excluded,
    /// Where respondents say so, and the labels that mean yes. An empty answer and any other label mean no.
    consent: Option<(Option<usize>, HashSet<String>)>,
}

impl<'a> Quotable<'a> {
    /// By the rules of a wave; `cell` is the place of the consent's cells.
    pub(in crate::confidential::wave) fn new(
        rules: &Quoting,
        excluded: &'a Excluded,
        cell: Option<usize>,
    ) -> Self {
        let yes = |labels: &[String]| labels.iter().map(|label| normal_form(label)).collect();
        Self { excluded, consent: rules.consent.as_ref().map(|consent| (cell, yes(&consent.yes))) }
    }

    /// Whether the comments of this row may be quoted. `met` gathers the ids of the list that were met.
    pub(in crate::confidential::wave) fn may(
        &self,
        rows: &Rows<'_>,
        row: u32,
        id: Option<usize>,
        met: &mut Vec<usize>,
    ) -> bool {
        let listed = id.filter(|_| !self.excluded.0.is_empty());
        if let Some(&index) = listed.and_then(|id| self.excluded.0.get(rows.cell(row, id).trim())) {
            met.push(index);
            return false;
        }
        match &self.consent {
            None => true,
            Some((cell, yes)) => cell.is_some_and(|cell| yes.contains(&normal_form(rows.cell(row, cell)))),
        }
    }
}

/// The ids of the list, one a line.
fn ids(file: &Path, problems: &mut Problems) -> Option<std::collections::BTreeSet<String>> {
    let text = match ordinary::text(file) {
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
