//! CSV: a table of results as statements, the tables of findings for their form, and any other table for names.

use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use super::known;
use super::reading::Reading;
use super::table::{Columns, amount};
use crate::publish::Published;

/// What a table is, by its header.
enum Table {
    /// Results: whatever it is called.
    Results(Columns),
    /// One that a release comes with.
    Findings,
    /// Another one.
    Unknown,
}

/// The file.
pub(super) fn read(file: &Published, reading: &mut Reading) {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file.bytes.as_slice());
    let mut records = reader.records();
    let Some(Ok(header)) = records.next() else {
        return reading.unreadable("it has no header that can be read");
    };
    let table = table(&header);
    let name: Arc<str> = Arc::from(file.path.as_str());
    let mut named = false;
    inert(&header, 1, reading);
    for (number, record) in (2..).zip(records) {
        let Ok(record) = record else {
            return reading.unreadable(&format!("row {number} cannot be read"));
        };
        inert(&record, number, reading);
        if record.len() > header.len() {
            reading.hidden(&format!("row {number} is longer than the header"));
        }
        match &table {
            Table::Results(columns) => {
                let fields: Vec<&str> = record.iter().collect();
                columns.says(&fields, number, &name, reading);
            }
            Table::Findings => {}
            Table::Unknown => named |= names_groups(&record, reading),
        }
    }
    match table {
        Table::Unknown if named => reading.hidden("a table that is not known has numbers of groups"),
        Table::Unknown => reading.unreadable("a table that is not known"),
        Table::Results(_) | Table::Findings => {}
    }
}

fn table(header: &StringRecord) -> Table {
    let unmarked = |(place, field): (usize, &str)| {
        if place == 0 { field.trim_start_matches('\u{feff}').to_owned() } else { field.to_owned() }
    };
    let names: Vec<String> = header.iter().enumerate().map(unmarked).collect();
    match Columns::of(names.iter().map(String::as_str)) {
        Some(columns) => Table::Results(columns),
        None if known::table(&names.join(",")) => Table::Findings,
        None => Table::Unknown,
    }
}

/// Nothing that a spreadsheet would work out, and nobody's personal data.
fn inert(record: &StringRecord, number: usize, reading: &mut Reading) {
    for field in record {
        if formula(field) {
            reading.hidden(&format!("row {number}: a formula"));
        }
        if field.len() > 5 {
            reading.words(&format!("row {number}"), field);
        }
    }
}

fn formula(field: &str) -> bool {
    let begins = |text: &str| text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let number = || field == "-" || amount(field).is_some();
    (begins(field) || begins(field.trim_start())) && !number()
}

/// Whether a row has the name of a group and a number.
fn names_groups(record: &StringRecord, reading: &Reading) -> bool {
    let parts = || record.iter().flat_map(|field| field.split([';', '\t', '|']));
    parts().any(|part| reading.known.names(part)) && parts().any(|part| amount(part).is_some())
}
