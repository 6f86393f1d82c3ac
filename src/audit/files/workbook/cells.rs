//! The rows of a sheet, as a table of results where they are one.

use std::sync::Arc;

use super::super::reading::Reading;
use super::super::table::Columns;

/// The most columns of a sheet.
pub(super) const MOST: usize = 16_384;

/// The rows of a sheet so far.
pub(in super::super) struct Rows {
    file: Arc<str>,
    columns: Option<Columns>,
    number: usize,
}

impl Rows {
    /// Of this part of a file.
    pub(in super::super) fn of(file: Arc<str>) -> Self {
        Self { file, columns: None, number: 0 }
    }

    /// The next row, with its number where the file tells it. A table may begin below a title, and ends where a row is
    /// empty or left out.
    pub(in super::super) fn next(&mut self, number: Option<usize>, fields: &[String], reading: &mut Reading) {
        let expected = self.number + 1;
        self.number = number.unwrap_or(expected);
        if self.number != expected {
            self.columns = None;
        }
        let used = fields.iter().rposition(|field| !field.trim().is_empty()).map_or(0, |last| last + 1);
        let fields: Vec<&str> = fields.iter().take(used).map(String::as_str).collect();
        if used == 0 {
            self.columns = None;
        } else if let Some(columns) = Columns::of(fields.iter().copied()) {
            self.columns = Some(columns);
        } else if let Some(columns) = &self.columns {
            columns.says(&fields, self.number, &self.file, reading);
        }
    }
}
