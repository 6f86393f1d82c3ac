//! SmartSurvey: three header rows, the question over the first of its columns.

use std::io;

use super::super::column::{Column, Kind};
use super::super::table::{Respondent, Table};
use super::text::{self, Style};
use super::wide;

/// The columns that the tool adds.
const OWN: [&str; 9] =
    ["UserID", "UserNo", "Name", "Email", "IP Address", "Unique ID", "Started", "Ended", "Tracking Link"];

/// How the tool writes times.
const TIME: &str = "%d/%m/%Y %H:%M:%S";

/// The file.
pub(super) fn write(table: &Table) -> io::Result<Vec<u8>> {
    let marks = table.marks_besides(&OWN);
    let alone = |header: &str| [header.to_owned(), String::new(), String::new()];
    let mut heads = OWN.map(alone).to_vec();
    heads.extend(marks.iter().map(|mark| alone(&table.marks[*mark])));
    heads.extend((1_usize..).zip(&table.columns).flat_map(|(number, column)| question(number, column)));
    let header = (0..3).map(|row| heads.iter().map(|head| head[row].clone()).collect());
    let rows = table.respondents.iter().map(|row| cells(table, &marks, row));
    let style = Style { windows: true, marked: true, ..Style::default() };
    text::write(style, header.chain(rows))
}

fn question(number: usize, column: &Column) -> Vec<[String; 3]> {
    let text = format!("Q{number}. {}", column.header);
    match column.kind {
        Kind::Choice | Kind::Text => vec![[text, String::new(), "Answer".to_owned()]],
        Kind::Multiple(_) => {
            let texts = std::iter::once(text).chain(std::iter::repeat(String::new()));
            let option = |(at, (text, label)): (usize, (String, &String))| {
                [text, format!("Q{number}.{at}. {label}"), String::new()]
            };
            (1..).zip(texts.zip(&column.labels)).map(option).collect()
        }
    }
}

fn cells(table: &Table, marks: &[usize], row: &Respondent) -> Vec<String> {
    let mut cells = vec![(200_000_000 + row.serial()).to_string(), row.number.to_string()];
    cells.extend(["anonymous".to_owned(), String::new(), row.address(), String::new()]);
    cells.extend([row.started, row.completed].map(|moment| moment.format(TIME).to_string()));
    cells.push("Web link".to_owned());
    cells.extend(marks.iter().map(|mark| row.marks[*mark].clone()));
    cells.extend(wide::cells(table, row, str::to_owned));
    cells
}
