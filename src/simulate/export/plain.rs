//! The plainest layout: id, time of completion, what the rules look at, then a column per question.

use super::super::table::{Respondent, Table};
use super::sheet::{Sheet, Value};

/// The table with one header row.
pub(super) fn sheet(table: &Table) -> Sheet {
    Sheet { header: header(table), rows: table.respondents.iter().map(|row| values(table, row)).collect() }
}

/// The headers of [`sheet`].
pub(super) fn header(table: &Table) -> Vec<String> {
    let own = [&table.id, &table.completed].into_iter().chain(&table.marks);
    own.chain(table.columns.iter().map(|column| &column.header)).cloned().collect()
}

fn values(table: &Table, row: &Respondent) -> Vec<Value> {
    let mut values = vec![Value::Text(row.id()), Value::Moment(row.completed)];
    values.extend(row.marks.iter().cloned().map(Value::Text));
    values.extend(content(table, row).map(Value::Text));
    values
}

/// The content of a row as text, multiple choices in one cell.
pub(super) fn content(table: &Table, row: &Respondent) -> impl Iterator<Item = String> {
    table.columns.iter().zip(&row.cells).map(|(column, cell)| column.text(cell))
}
