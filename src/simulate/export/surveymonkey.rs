//! SurveyMonkey: questions in the first header row, options in the second; a column for each of several.

use std::io;

use super::super::column::{Column, Kind};
use super::super::table::{Respondent, Table};
use super::text::{self, Style};
use super::wide;

/// The columns that the tool adds.
const OWN: [&str; 9] = [
    "Respondent ID",
    "Collector ID",
    "Start Date",
    "End Date",
    "IP Address",
    "Email Address",
    "First Name",
    "Last Name",
    "Custom Data 1",
];

/// How the tool writes times.
const TIME: &str = "%m/%d/%Y %I:%M:%S %p";

/// The file.
pub(super) fn write(table: &Table) -> io::Result<Vec<u8>> {
    let marks = table.marks_besides(&OWN);
    let mut heads: Vec<[String; 2]> = OWN.map(|own| [own.to_owned(), String::new()]).to_vec();
    heads.extend(marks.iter().map(|mark| [table.marks[*mark].clone(), String::new()]));
    heads.extend(table.columns.iter().flat_map(question));
    let header = (0..2).map(|row| heads.iter().map(|head| head[row].clone()).collect());
    let rows = table.respondents.iter().map(|row| cells(table, &marks, row));
    text::write(Style::default(), header.chain(rows))
}

fn question(column: &Column) -> Vec<[String; 2]> {
    let text = column.header.clone();
    match column.kind {
        Kind::Choice => vec![[text, "Response".to_owned()]],
        Kind::Text => vec![[text, "Open-Ended Response".to_owned()]],
        Kind::Multiple(_) => {
            // The question stands over the first of its columns alone.
            let texts = std::iter::once(text).chain(std::iter::repeat(String::new()));
            texts.zip(&column.labels).map(|(text, label)| [text, label.clone()]).collect()
        }
    }
}

fn cells(table: &Table, marks: &[usize], row: &Respondent) -> Vec<String> {
    let mut cells = vec![(118_000_000_000 + u64::from(row.serial())).to_string(), "400000001".to_owned()];
    cells.extend([row.started, row.completed].map(|moment| moment.format(TIME).to_string()));
    cells.push(row.address());
    cells.extend(["", "", "", ""].map(str::to_owned));
    cells.extend(marks.iter().map(|mark| row.marks[*mark].clone()));
    cells.extend(wide::cells(table, row, str::to_owned));
    cells
}
