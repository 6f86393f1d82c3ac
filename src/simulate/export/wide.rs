//! A column for each option of a multiple choice.

use super::super::column::{Column, Kind};
use super::super::table::{Cell, Code, Respondent, Table};

/// The content of a row with a cell for each option: what `chosen` makes of the option's label where it is chosen.
pub(super) fn cells(table: &Table, row: &Respondent, chosen: impl Fn(&str) -> String) -> Vec<String> {
    let pairs = table.columns.iter().zip(&row.cells);
    pairs.flat_map(|(column, cell)| of_column(column, cell, &chosen)).collect()
}

fn of_column(column: &Column, cell: &Cell, chosen: &impl Fn(&str) -> String) -> Vec<String> {
    if !matches!(column.kind, Kind::Multiple(_)) {
        return vec![column.text(cell)];
    }
    let option = |at: usize| label(cell, at).map(chosen).unwrap_or_default();
    (0..column.labels.len()).map(option).collect()
}

/// An option as it is written in a cell, where it is chosen.
pub(super) fn label(cell: &Cell, option: usize) -> Option<&str> {
    let Cell::Labels(labels) = cell else { return None };
    let found = labels.iter().find(|(code, _)| *code == Code::Answer(option));
    found.map(|(_, label)| label.as_str())
}
