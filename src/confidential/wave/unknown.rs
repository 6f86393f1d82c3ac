//! Labels that the plan does not know, gathered by column: one problem per label, not per row.

use std::collections::{HashMap, HashSet};

use super::FileRead;
use crate::confidential::export::{counted, label_from_date};
use crate::plan::Unknown;
use crate::plan::label::{looks, nearest, normal_form};
use crate::problem::{Place, Problem, Problems, quoted};

/// How many labels are named in a warning.
const MOST_NAMED: usize = 3;

/// How many labels of one column are told one by one; the others are counted.
const MOST_TOLD: usize = 20;

/// How many labels of one column are kept apart: where there are more, it is a column of something else.
const MOST_LABELS: usize = 1_000;

/// How many rows of one label are known by number; of more, only how many there are.
const MOST_ROWS: usize = 1_000;

/// How many words a label has at most that only one row has, to be quoted.
const MOST_WORDS: usize = 2;

/// A row of the wave: which file, and the row's number as a spreadsheet shows it.
pub(super) type RowOf = (u32, u32);

/// The unknown labels of one column, in the order in which they were met.
#[derive(Default)]
pub(super) struct UnknownLabels {
    labels: Vec<UnknownLabel>,
    index: HashMap<String, usize>,
}

/// One unknown label.
struct UnknownLabel {
    /// As first met; `None` where it may be a respondent's own words, which no message quotes.
    label: Option<String>,
    /// What it stands under, such as its parent unit.
    context: String,
    /// What to do about it.
    hint: Option<String>,
    /// The first rows that have it.
    rows: Vec<RowOf>,
    /// How many rows more have it.
    more: u64,
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

/// The files of a wave, and rows that turned out to be no respondents.
pub(super) struct Known<'a> {
    /// The files by number.
    pub(super) files: &'a [FileRead],
    /// Second copies of other rows: what is wrong with them is told of the others.
    pub(super) gone: &'a HashSet<RowOf>,
}

impl UnknownLabels {
    /// Counts a label in a row. `about` says in which context it is unknown and gives a hint; it is asked once.
    pub(super) fn met(
        &mut self,
        row: RowOf,
        label: Option<&str>,
        context: &str,
        hint: impl FnOnce() -> Option<String>,
    ) {
        let key = format!("{}\0{context}", label.map(normal_form).unwrap_or_default());
        let made = || UnknownLabel {
            label: label.map(str::to_owned),
            context: context.to_owned(),
            hint: hint(),
            rows: Vec::new(),
            more: 0,
        };
        self.entry(key, made).into_iter().for_each(|label| label.add(row));
    }

    /// Adds those of the next rows; `row` gives a row of theirs its number.
    pub(super) fn merge(&mut self, next: Self, row: impl Fn(RowOf) -> RowOf) {
        let mut keys: Vec<(String, usize)> = next.index.into_iter().collect();
        keys.sort_unstable_by_key(|(_, at)| *at);
        for ((key, _), mut label) in keys.into_iter().zip(next.labels) {
            let (rows, more) = (std::mem::take(&mut label.rows), std::mem::take(&mut label.more));
            let Some(mine) = self.entry(key, || label) else { continue };
            for met in rows {
                mine.add(row(met));
            }
            mine.more += more;
        }
    }

    fn entry(&mut self, key: String, made: impl FnOnce() -> UnknownLabel) -> Option<&mut UnknownLabel> {
        let full = self.labels.len() >= MOST_LABELS;
        let at = match self.index.get(&key) {
            Some(&at) => at,
            None if full => return None,
            None => {
                self.labels.push(made());
                self.index.insert(key, self.labels.len() - 1);
                self.labels.len() - 1
            }
        };
        self.labels.get_mut(at)
    }

    /// Tells them: an error per label, or one warning for the column where the plan lets them pass.
    pub(super) fn tell(
        mut self,
        rule: Unknown,
        wording: &Wording<'_>,
        known: &Known<'_>,
        problems: &mut Problems,
    ) {
        for label in &mut self.labels {
            label.rows.retain(|row| !known.gone.contains(row));
        }
        self.labels.retain(|label| !label.rows.is_empty());
        let Some(first) = self.labels.first() else { return };
        if rule == Unknown::SetAside {
            problems.push(self.warning(first, wording, known));
            return;
        }
        let more = self.labels.len().saturating_sub(MOST_TOLD);
        if more > 0 {
            let message = format!("{more} more labels {} besides those told above", wording.is_not);
            let place = Place { row: None, ..first.place(known) }.column(wording.header);
            let told = self.labels.into_iter().take(MOST_TOLD);
            told.for_each(|label| problems.push(label.error(wording, known)));
            problems.push(Problem::error(place, message));
            return;
        }
        self.labels.into_iter().for_each(|label| problems.push(label.error(wording, known)));
    }

    fn warning(&self, first: &UnknownLabel, wording: &Wording<'_>, known: &Known<'_>) -> Problem {
        let rows: u64 = self.labels.iter().map(UnknownLabel::count).sum();
        let named: Vec<String> = self.labels.iter().take(MOST_NAMED).map(UnknownLabel::named).collect();
        let more = if self.labels.len() > MOST_NAMED { ", …" } else { "" };
        let message = format!(
            "{} with a label that {}, {}: {}{more}",
            rows_of(rows),
            wording.is_not,
            wording.treated,
            named.join(", ")
        );
        Problem::warning(first.place(known).column(wording.header), message)
    }
}

impl UnknownLabel {
    fn add(&mut self, row: RowOf) {
        if self.rows.len() < MOST_ROWS {
            self.rows.push(row);
        } else {
            self.more += 1;
        }
    }

    fn count(&self) -> u64 {
        self.rows.len() as u64 + self.more
    }

    fn place(&self, known: &Known<'_>) -> Place {
        place_of(self.rows.first().copied().unwrap_or_default(), known.files)
    }

    fn named(&self) -> String {
        match &self.label {
            Some(label) if self.is_label(label) => format!("“{}”{}", quoted(label), self.context),
            Some(_) => format!("a text that no other row has{}", self.context),
            None => format!("a text of the respondent's own{}", self.context),
        }
    }

    /// Whether this is a label, as far as can be told: short, or near to one that is known, or of several rows. Where
    /// cells are in the wrong column, a comment may stand where a label should, and no message quotes a comment.
    fn is_label(&self, label: &str) -> bool {
        self.hint.is_some() || self.count() > 1 || label.split_whitespace().count() <= MOST_WORDS
    }

    fn error(self, wording: &Wording<'_>, known: &Known<'_>) -> Problem {
        let message =
            format!("{} {} ({}, this is the first)", self.named(), wording.is_not, rows_of(self.count()));
        Problem::error(self.place(known).column(wording.header), message).maybe_hint(self.hint)
    }
}

/// The place of a row.
pub(super) fn place_of((file, row): RowOf, files: &[FileRead]) -> Place {
    files.get(file as usize).map_or_else(Place::default, |read| Place::file(&read.file)).row(u64::from(row))
}

/// "1 row", "2 rows".
pub(super) fn rows_of(rows: u64) -> String {
    counted(rows, "row")
}

/// "did you mean …?", where a label is near to a known one that has about as many words: what only begins with a label
/// is a text of somebody's own. Or what it was before a spreadsheet made a date of it.
pub(super) fn did_you_mean<'a>(label: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    let form = looks(label);
    if let Some(same) = known.iter().find(|known| looks(known) == form) {
        return Some(format!("it looks like “{same}”, but some of its letters are of another alphabet"));
    }
    let before: Vec<String> = label_from_date(label.trim()).iter().map(|label| normal_form(label)).collect();
    if let Some(was) = known.iter().find(|known| before.contains(&normal_form(known))) {
        let was = quoted(was);
        return Some(format!(
            "a spreadsheet made a date of it: was it “{was}”? Format the column as text and export it again"
        ));
    }
    let words = |text: &str| text.split_whitespace().count();
    let alike = known.into_iter().filter(|known| words(known).abs_diff(words(label)) <= 1);
    nearest(label, alike).map(|near| format!("did you mean “{near}”?"))
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn a_label_that_became_a_date_is_known_for_what_it_was() {
        let known = ["Less than 1", "1-2", "3-5"];
        let hint = did_you_mean("2024-02-01T00:00:00", known).unwrap();
        assert!(hint.contains("was it “1-2”?"), "{hint}");
        assert_eq!(did_you_mean("2024-07-09T00:00:00", known), None);
        assert_eq!(did_you_mean("Les than 1", known).as_deref(), Some("did you mean “Less than 1”?"));
    }
}
