//! One header row and the rows below it, before they become a workbook, a spreadsheet or text.

use chrono::NaiveDateTime;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Text; empty where nothing stands there.
    Text(String),
    /// A whole number.
    Number(u32),
    /// A moment.
    Moment(NaiveDateTime),
}

/// A header row and the rows below it.
pub(super) struct Sheet {
    /// The first row.
    pub(super) header: Vec<String>,
    /// The others, each as long as the header.
    pub(super) rows: Vec<Vec<Value>>,
}

impl Sheet {
    /// All rows as text, the header first; moments in a pattern.
    pub(super) fn texts(&self, pattern: &str) -> impl Iterator<Item = Vec<String>> {
        let text = |value: &Value| match value {
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Moment(moment) => moment.format(pattern).to_string(),
        };
        let rows = self.rows.iter().map(move |row| row.iter().map(text).collect());
        std::iter::once(self.header.clone()).chain(rows)
    }
}
