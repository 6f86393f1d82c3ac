//! Numbers that stand for a text or a row, by which second copies are found. Nothing of them is stored.

use std::hash::{DefaultHasher, Hasher};

use super::columns::Columns;
use crate::confidential::export::{Batch, Column};

/// A number for a text: two texts have the same one with a probability of 1 in 2⁶⁴.
pub(super) fn of_text(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    hasher.write_u8(0xff);
    hasher.finish()
}

/// All answers and the time of a row, as one number.
pub(super) struct Fingerprint(Vec<usize>);

impl Fingerprint {
    /// Of the columns that the plan reads, but for the response's id.
    pub(super) fn new(columns: &[Column], at: &Columns) -> Self {
        let read = at.questions.iter().chain(&at.breakdowns).chain([&at.completed]);
        Self(read.flatten().filter_map(|&column| columns.get(column)).flat_map(Column::places).collect())
    }

    /// The number of a row.
    pub(super) fn of_row(&self, batch: &Batch, row: usize) -> u64 {
        let mut hasher = DefaultHasher::new();
        for &cell in &self.0 {
            hasher.write(batch.cell(row, cell).trim().as_bytes());
            hasher.write_u8(0xff);
        }
        hasher.finish()
    }
}
