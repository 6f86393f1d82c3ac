//! LimeSurvey: full texts in one header row, every field quoted, `Y` where an option is chosen.

use std::io;

use super::super::column::{Column, Kind};
use super::super::table::{Respondent, Table};
use super::text::{self, ISO, Style};
use super::wide;

/// The columns that the tool adds.
const OWN: [&str; 7] = [
    "Response ID",
    "Date submitted",
    "Last page",
    "Start language",
    "Seed",
    "Date started",
    "Date last action",
];

/// The file, which ends with an empty line.
pub(super) fn write(table: &Table) -> io::Result<Vec<u8>> {
    let marks = table.marks_besides(&OWN);
    let mut header: Vec<String> = OWN.map(str::to_owned).to_vec();
    header.extend(marks.iter().map(|mark| table.marks[*mark].clone()));
    header.extend(table.columns.iter().flat_map(question));
    let rows = table.respondents.iter().map(|row| cells(table, &marks, row));
    let style = Style { semicolons: true, quoted: true, windows: true, marked: true };
    let mut bytes = text::write(style, std::iter::once(header).chain(rows))?;
    bytes.extend(b"\r\n");
    Ok(bytes)
}

fn question(column: &Column) -> Vec<String> {
    let text = &column.header;
    match column.kind {
        Kind::Multiple(_) => column.labels.iter().map(|label| format!("{text} [{label}]")).collect(),
        Kind::Choice | Kind::Text => vec![text.clone()],
    }
}

fn cells(table: &Table, marks: &[usize], row: &Respondent) -> Vec<String> {
    let [started, completed] = [row.started, row.completed].map(|moment| moment.format(ISO).to_string());
    let seed = (1_000_000_007 + u64::from(row.number) * 7_919).to_string();
    let mut cells = vec![row.number.to_string(), completed.clone(), "4".to_owned(), "en".to_owned()];
    cells.extend([seed, started, completed]);
    cells.extend(marks.iter().map(|mark| row.marks[*mark].clone()));
    cells.extend(wide::cells(table, row, |_| "Y".to_owned()));
    cells
}
