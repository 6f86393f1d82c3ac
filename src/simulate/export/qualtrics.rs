//! Qualtrics: names, texts and import ids in three header rows; choices as text, a column for each of several.

use std::io;

use super::super::column::{Column, Kind};
use super::super::table::{Respondent, Table};
use super::text::{self, ISO, Style};
use super::wide;
use crate::plan::label::normal_form;

/// What the tool adds: its name, its text, its import id.
const OWN: [[&str; 3]; 17] = [
    ["StartDate", "Start Date", "startDate"],
    ["EndDate", "End Date", "endDate"],
    ["Status", "Response Type", "status"],
    ["IPAddress", "IP Address", "ipAddress"],
    ["Progress", "Progress", "progress"],
    ["Duration (in seconds)", "Duration (in seconds)", "duration"],
    ["Finished", "Finished", "finished"],
    ["RecordedDate", "Recorded Date", "recordedDate"],
    ["ResponseId", "Response ID", "_recordId"],
    ["RecipientLastName", "Recipient Last Name", "recipientLastName"],
    ["RecipientFirstName", "Recipient First Name", "recipientFirstName"],
    ["RecipientEmail", "Recipient Email", "recipientEmail"],
    ["ExternalReference", "External Data Reference", "externalDataReference"],
    ["LocationLatitude", "Location Latitude", "locationLatitude"],
    ["LocationLongitude", "Location Longitude", "locationLongitude"],
    ["DistributionChannel", "Distribution Channel", "distributionChannel"],
    ["UserLanguage", "User Language", "userLanguage"],
];

/// The file.
pub(super) fn write(table: &Table) -> io::Result<Vec<u8>> {
    let marks = table.marks_besides(&OWN.map(|[name, ..]| name));
    let mut heads = OWN.map(|own| own.map(str::to_owned)).to_vec();
    for head in &mut heads {
        head[2] = import_id(&head[2], None);
    }
    heads.extend(marks.iter().map(|mark| embedded(&table.marks[*mark])));
    heads.extend((1_usize..).zip(&table.columns).flat_map(|(number, column)| question(number, column)));
    let header = (0..3).map(|row| heads.iter().map(|head| head[row].clone()).collect());
    let rows = table.respondents.iter().map(|row| cells(table, &marks, row));
    text::write(Style::default(), header.chain(rows))
}

/// Embedded data: named like what it is.
fn embedded(name: &str) -> [String; 3] {
    [name.to_owned(), name.to_owned(), import_id(name, None)]
}

/// The heads of a question's columns.
fn question(number: usize, column: &Column) -> Vec<[String; 3]> {
    let text = &column.header;
    match column.kind {
        Kind::Choice => vec![[format!("Q{number}"), text.clone(), import_id(&format!("QID{number}"), None)]],
        Kind::Text => {
            vec![[format!("Q{number}"), text.clone(), import_id(&format!("QID{number}_TEXT"), None)]]
        }
        Kind::Multiple(_) => {
            let option = |(option, label): (usize, &String)| {
                let id = import_id(&format!("QID{number}"), Some(option));
                [format!("Q{number}_{option}"), format!("{text} - {label}"), id]
            };
            (1..).zip(&column.labels).map(option).collect()
        }
    }
}

fn import_id(id: &str, choice: Option<usize>) -> String {
    let choice = choice.map(|choice| ("choiceId", choice.to_string()));
    let pairs: Vec<String> = std::iter::once(("ImportId", id.to_owned()))
        .chain(choice)
        .map(|(key, value)| format!("\"{key}\":{}", serde_json::Value::from(value)))
        .collect();
    format!("{{{}}}", pairs.join(","))
}

fn cells(table: &Table, marks: &[usize], row: &Respondent) -> Vec<String> {
    let (started, completed) = (row.started.format(ISO).to_string(), row.completed.format(ISO).to_string());
    let id = format!("R_{:015}", row.serial());
    let mut cells = vec![started, completed.clone(), status(table, row), row.address(), "100".to_owned()];
    cells.extend([row.seconds().to_string(), "True".to_owned(), completed, id]);
    // No names and no reference; a place in the middle of the sea.
    cells.extend(["", "", "", "", "0", "0", "anonymous", "EN-GB"].map(str::to_owned));
    cells.extend(marks.iter().map(|mark| row.marks[*mark].clone()));
    cells.extend(wide::cells(table, row, str::to_owned));
    cells
}

/// Only here can be seen that somebody tried the form out; as a rule of the wave has it, where one looks here.
fn status(table: &Table, row: &Respondent) -> String {
    let own = table.marks.iter().position(|mark| normal_form(mark) == "status");
    let mark = own.map(|mark| row.marks[mark].as_str()).filter(|_| row.test);
    mark.unwrap_or(if row.test { "Survey Preview" } else { "IP Address" }).to_owned()
}
