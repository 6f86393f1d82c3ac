//! A table with measures down and groups across, as the workbook has them: each entry as a statement.

use std::sync::Arc;

use super::super::{CellKey, Says};
use super::known;
use super::reading::Reading;
use super::table::{Printed, is_wave};

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Question,
    Wave,
    Kind,
    Measure,
    Breakdown,
    /// A group, by what it is called.
    Group(String),
}

/// Where the columns of such a table are.
#[derive(Clone, Debug)]
pub(super) struct Across(Vec<Column>);

impl Across {
    /// The columns of a header that has all ids but that of a group, and the name of a group.
    pub(super) fn of(header: &[&str], reading: &Reading) -> Option<Self> {
        if !header.iter().any(|name| is_wave(name)) {
            return None;
        }
        let column = |name: &&str| match name.trim().to_lowercase().as_str() {
            "question or score" => Column::Question,
            "wave" => Column::Wave,
            "kind" => Column::Kind,
            "measure id" => Column::Measure,
            "breakdown id" => Column::Breakdown,
            _ => Column::Group(name.trim().to_owned()),
        };
        let columns: Vec<Column> = header.iter().map(column).collect();
        let ids = [Column::Question, Column::Wave, Column::Kind, Column::Measure, Column::Breakdown];
        let once = |id: &Column| columns.iter().filter(|column| *column == id).count() == 1;
        let called = |column: &Column| matches!(column, Column::Group(name) if reading.known.calls(name));
        (ids.iter().all(once) && columns.iter().any(called)).then_some(Self(columns))
    }

    /// What a row of the table says.
    pub(super) fn says(&self, fields: &[&str], number: usize, file: &Arc<str>, reading: &mut Reading) {
        let field = |column: &Column| {
            let place = self.0.iter().position(|own| own == column)?;
            fields.get(place).map(|field| field.trim())
        };
        let Some(kind) = field(&Column::Kind).and_then(known::kind) else {
            return reading.unreadable(&format!("row {number}: the kind of measure"));
        };
        let breakdown = field(&Column::Breakdown).unwrap_or_default();
        let mut id = |column| reading.intern(field(column).unwrap_or_default());
        let [wave, measure] = [&Column::Wave, &Column::Measure].map(&mut id);
        for (column, entry) in self.0.iter().zip(fields) {
            let Column::Group(name) = column else { continue };
            let entry = entry.trim();
            let says = match entry {
                "[c]" => Says::Withheld,
                "[z]" | "[x]" => continue,
                _ => match Printed::read(entry) {
                    Some(printed) => printed.figure(kind),
                    None => {
                        reading.unreadable(&format!("row {number}: an entry is no number"));
                        continue;
                    }
                },
            };
            let Some(group) = reading.known.group(breakdown, name) else {
                reading.unreadable(&format!("row {number}: a column is of no group that is known"));
                continue;
            };
            let [breakdown, group] = [breakdown, &group].map(|text| reading.intern(text));
            let cell =
                CellKey { wave: Arc::clone(&wave), kind, measure: Arc::clone(&measure), breakdown, group };
            reading.says(file, &cell, says);
        }
    }
}
