//! Snap: one header row, and two ways to have no answer.

use std::io;

use super::super::table::{Cell, Respondent, Table};
use super::csv::pattern;
use super::plain;
use super::text::{self, Style};

/// The file.
pub(super) fn write(table: &Table) -> io::Result<Vec<u8>> {
    let rows = table.respondents.iter().map(|row| cells(table, row));
    let style = Style { windows: true, ..Style::default() };
    text::write(style, std::iter::once(plain::header(table)).chain(rows))
}

fn cells(table: &Table, row: &Respondent) -> Vec<String> {
    let mut cells = vec![row.id(), row.completed.format(pattern(table.order)).to_string()];
    cells.extend(row.marks.iter().cloned());
    let pairs = table.columns.iter().zip(&row.cells);
    cells.extend(pairs.map(|(column, cell)| match cell {
        Cell::NotAnswered => "No Reply".to_owned(),
        Cell::NotAsked => "Not Asked".to_owned(),
        cell => column.text(cell),
    }));
    cells
}
