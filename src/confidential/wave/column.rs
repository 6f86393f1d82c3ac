//! A question's column: its cells in all exports of a wave, and the labels that mean no answer.

use super::code::{NOT_ANSWERED, NOT_APPLICABLE, PREFER_NOT_TO_SAY};
use super::sheet::Sheet;
use crate::plan::label::normal_form;
use crate::plan::{Plan, WaveRules};

/// A question's column in all sheets.
pub(super) struct Column<'a> {
    /// The plan.
    pub(super) plan: &'a Plan,
    /// Index of the wave.
    pub(super) wave: usize,
    /// Index of the question.
    pub(super) question: usize,
    /// The header of its column, as the plan has it.
    pub(super) header: &'a str,
    /// The exports of the wave.
    pub(super) sheets: &'a [Sheet<'a>],
}

impl<'a> Column<'a> {
    /// The rules of the wave.
    pub(super) fn rules(&self) -> &'a WaveRules {
        &self.plan.waves[self.wave].rules
    }

    /// The question's cells in the rows that are respondents, by sheet. Where a sheet lacks the column,
    /// which is a problem told before, every cell is blank.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&'a Sheet<'a>, usize, Option<&'a str>)> {
        let of_sheet = |sheet: &'a Sheet<'a>| {
            let column = sheet.columns.questions[self.question];
            let missing = if column.is_none() { sheet.kept() } else { 0 };
            let cells = column.into_iter().flat_map(|column| sheet.kept_cells(column));
            cells.chain((0..missing).map(|row| (row, None))).map(move |(row, text)| (sheet, row, text))
        };
        self.sheets.iter().flat_map(of_sheet)
    }
}

/// The labels that mean a kind of missing, in their normal form.
pub(super) fn missing_labels(rules: &WaveRules) -> impl Iterator<Item = (String, u8)> {
    let kinds = [
        (&rules.not_applicable, NOT_APPLICABLE),
        (&rules.prefer_not_to_say, PREFER_NOT_TO_SAY),
        (&rules.not_answered, NOT_ANSWERED),
    ];
    kinds.into_iter().flat_map(|(labels, code)| labels.iter().map(move |label| (normal_form(label), code)))
}
