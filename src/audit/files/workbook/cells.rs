//! The rows of a sheet, as a table of figures where they are one.

use std::sync::Arc;

use super::super::across::Across;
use super::super::reading::Reading;
use super::super::table::Columns;

/// The most columns of a sheet.
pub(super) const MOST: usize = 16_384;

/// A table of figures.
enum Table {
    /// A row for each measure and group.
    Long(Columns),
    /// A row for each measure, a column for each group.
    Across(Across),
}

/// The rows of a sheet so far.
pub(in super::super) struct Rows {
    file: Arc<str>,
    table: Option<Table>,
    number: usize,
}

impl Rows {
    /// Of this part of a file.
    pub(in super::super) fn of(file: Arc<str>) -> Self {
        Self { file, table: None, number: 0 }
    }

    /// The next row, with its number where the file tells it. A table may begin below a title, and ends where a row is
    /// empty or left out.
    pub(in super::super) fn next(&mut self, number: Option<usize>, fields: &[String], reading: &mut Reading) {
        let expected = self.number + 1;
        self.number = number.unwrap_or(expected);
        if self.number != expected {
            self.table = None;
        }
        let used = fields.iter().rposition(|field| !field.trim().is_empty()).map_or(0, |last| last + 1);
        let fields: Vec<&str> = fields.iter().take(used).map(String::as_str).collect();
        if used == 0 {
            self.table = None;
        } else if let Some(columns) = Columns::of(fields.iter().copied()) {
            self.table = Some(Table::Long(columns));
        } else if let Some(columns) = Across::of(&fields, reading) {
            self.table = Some(Table::Across(columns));
        } else {
            match &self.table {
                Some(Table::Long(columns)) => columns.says(&fields, self.number, &self.file, reading),
                Some(Table::Across(columns)) => columns.says(&fields, self.number, &self.file, reading),
                None => {}
            }
        }
    }
}
