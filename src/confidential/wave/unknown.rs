//! Labels that the plan does not know, gathered by column: one problem per label, not per row.

use std::collections::HashMap;

use super::sheet::Sheet;
use crate::plan::Unknown;
use crate::plan::label::normal_form;
use crate::problem::{Place, Problem, Problems, quoted};

/// How many labels are named in a warning.
const MOST_NAMED: usize = 3;

/// How many labels of one column are told one by one; the others are counted.
const MOST_TOLD: usize = 20;

/// The unknown labels of one column over all files, in the order in which they were met.
#[derive(Default)]
pub(super) struct UnknownLabels {
    labels: Vec<UnknownLabel>,
    index: HashMap<String, usize>,
}

/// One unknown label.
pub(super) struct UnknownLabel {
    /// As first met; `None` where it may be a respondent's own words, which no message quotes.
    label: Option<String>,
    /// What it stands under, such as its parent unit.
    context: String,
    /// What to do about it.
    hint: Option<String>,
    rows: u64,
    first: Place,
}

/// How problems about a column's unknown labels are worded.
pub(super) struct Wording<'a> {
    /// The column's header.
    pub(super) header: &'a str,
    /// What the label is not: "is not on the scale".
    pub(super) is_not: &'a str,
    /// What became of it where the plan lets it pass: "counted as invalid".
    pub(super) treated: &'a str,
}

impl UnknownLabels {
    /// Counts a label in a row. `about` says in which context it is unknown and gives a hint; it is asked once.
    pub(super) fn met(
        &mut self,
        sheet: &Sheet<'_>,
        row: usize,
        label: Option<&str>,
        context: &str,
        hint: impl FnOnce() -> Option<String>,
    ) {
        let key = format!("{}\0{context}", label.map(normal_form).unwrap_or_default());
        let at = *self.index.entry(key).or_insert_with(|| {
            self.labels.push(UnknownLabel {
                label: label.map(str::to_owned),
                context: context.to_owned(),
                hint: hint(),
                rows: 0,
                first: sheet.place_of(row),
            });
            self.labels.len() - 1
        });
        self.labels[at].rows += 1;
    }

    /// Tells them: an error per label, or one warning for the column where the plan lets them pass.
    pub(super) fn tell(self, rule: Unknown, wording: &Wording<'_>, problems: &mut Problems) {
        let Some(first) = self.labels.first() else { return };
        if rule == Unknown::SetAside {
            problems.push(self.warning(first, wording));
            return;
        }
        let more = self.labels.len().saturating_sub(MOST_TOLD);
        if more > 0 {
            let message = format!("{more} more labels {} besides those told above", wording.is_not);
            let place = Place { row: None, ..first.first.clone() }.column(wording.header);
            let told = self.labels.into_iter().take(MOST_TOLD);
            told.for_each(|label| problems.push(label.error(wording)));
            problems.push(Problem::error(place, message));
            return;
        }
        self.labels.into_iter().for_each(|label| problems.push(label.error(wording)));
    }

    fn warning(&self, first: &UnknownLabel, wording: &Wording<'_>) -> Problem {
        let rows: u64 = self.labels.iter().map(|label| label.rows).sum();
        let named: Vec<String> = self.labels.iter().take(MOST_NAMED).map(UnknownLabel::named).collect();
        let more = if self.labels.len() > MOST_NAMED { ", …" } else { "" };
        let message = format!(
            "{} with a label that {}, {}: {}{more}",
            rows_of(rows),
            wording.is_not,
            wording.treated,
            named.join(", ")
        );
        Problem::warning(first.first.clone().column(wording.header), message)
    }
}

impl UnknownLabel {
    fn named(&self) -> String {
        match &self.label {
            Some(label) => format!("“{}”{}", quoted(label), self.context),
            None => format!("a text of the respondent's own{}", self.context),
        }
    }

    fn error(self, wording: &Wording<'_>) -> Problem {
        let message =
            format!("{} {} ({}, this is the first)", self.named(), wording.is_not, rows_of(self.rows));
        Problem::error(self.first.column(wording.header), message).maybe_hint(self.hint)
    }
}

/// "1 row", "2 rows".
pub(super) fn rows_of(rows: u64) -> String {
    if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") }
}

/// "did you mean …?"
pub(super) fn did_you_mean<'a>(label: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    crate::plan::label::nearest(label, known).map(|near| format!("did you mean “{near}”?"))
}
