//! Microsoft Forms: one header row, and a list of options ends with its separator.

use std::io;

use super::super::column::Kind;
use super::super::table::{Respondent, Table};
use super::plain;
use super::sheet::{Sheet, Value};
use super::text::{self, Style};

/// The columns that the tool adds.
const OWN: [&str; 5] = ["ID", "Start time", "Completion time", "Email", "Name"];

/// The sheet of the workbook.
pub(super) fn sheet(table: &Table) -> Sheet {
    let marks = table.marks_besides(&OWN);
    let mut header: Vec<String> = OWN.map(str::to_owned).to_vec();
    header.extend(marks.iter().map(|mark| table.marks[*mark].clone()));
    header.extend(table.columns.iter().map(|column| column.header.clone()));
    Sheet { header, rows: table.respondents.iter().map(|row| values(table, &marks, row)).collect() }
}

/// The workbook saved as “CSV UTF-8” with American settings: times as the sheet shows them.
pub(super) fn csv(table: &Table) -> io::Result<Vec<u8>> {
    let style = Style { windows: true, marked: true, ..Style::default() };
    text::write(style, sheet(table).texts("%-m/%-d/%y %-H:%M:%S"))
}

fn values(table: &Table, marks: &[usize], row: &Respondent) -> Vec<Value> {
    let mut values = vec![
        Value::Number(row.number),
        Value::Moment(row.started),
        Value::Moment(row.completed),
        Value::Text("anonymous".to_owned()),
        Value::Text(String::new()),
    ];
    values.extend(marks.iter().map(|mark| Value::Text(row.marks[*mark].clone())));
    for (column, mut text) in table.columns.iter().zip(plain::content(table, row)) {
        if let (Kind::Multiple(separator), false) = (column.kind, text.is_empty()) {
            text.push(separator);
        }
        values.push(Value::Text(text));
    }
    values
}
