//! The rows of a file in batches, a few pages unpacked at a time.

use std::path::PathBuf;

use arrow::array::RecordBatch;
use parquet::arrow::arrow_reader::ParquetRecordBatchReader;

use super::cell;
use super::fault::Fault;
use crate::confidential::export::MOST_CELL_BYTES;
use crate::confidential::export::batch::Batch;
use crate::confidential::export::source::MOST_BATCH_BYTES;
use crate::contained::contained;
use crate::problem::Problem;

/// The bytes of text that the cells of any file may have, and how many more for each byte of it: an entry of a dictionary
/// may stand in every row, and comments are kept until all rows are read.
const ROOM: u64 = 128 * 1024 * 1024;
const ROOM_BY_BYTE: u64 = 100;

/// The rows that are not read yet.
pub(super) struct Rows {
    path: PathBuf,
    /// What unpacks them; nothing once it is damaged or at its end.
    reader: Option<ParquetRecordBatchReader>,
    /// Rows that are unpacked, and how many of them are given out.
    unpacked: Option<(RecordBatch, usize)>,
    /// How many rows there must be, and how many there were.
    rows: u64,
    read: u64,
    /// How many bytes of text there may still be.
    room: u64,
}

impl Rows {
    /// All rows of a file of so many bytes.
    pub(super) fn new(path: PathBuf, reader: ParquetRecordBatchReader, rows: u64, bytes: u64) -> Self {
        let room = ROOM + bytes.saturating_mul(ROOM_BY_BYTE);
        Self { path, reader: Some(reader), unpacked: None, rows, read: 0, room }
    }

    fn batch(&mut self) -> Result<Option<Batch>, Fault> {
        let Some((unpacked, from)) = self.unpacked()? else { return Ok(None) };
        let mut batch = Batch::new(self.read + 1, unpacked.num_columns());
        let mut text = String::new();
        let mut row = from;
        while row < unpacked.num_rows() && batch.text.len() < MOST_BATCH_BYTES {
            for (at, column) in unpacked.columns().iter().enumerate() {
                text.clear();
                cell::append(column.as_ref(), row, &mut text);
                if text.len() > MOST_CELL_BYTES {
                    let name = unpacked.schema_ref().fields().get(at).map(|field| field.name().clone());
                    return Err(Fault::Cell(self.read + 1, name.unwrap_or_default()));
                }
                batch.push(&text);
            }
            row += 1;
            self.read += 1;
        }
        self.room = self.room.checked_sub(batch.text.len() as u64).ok_or(Fault::TooLarge)?;
        if row < unpacked.num_rows() {
            self.unpacked = Some((unpacked, row));
        }
        Ok(Some(batch))
    }

    /// Rows that are not given out yet; none after the last.
    fn unpacked(&mut self) -> Result<Option<(RecordBatch, usize)>, Fault> {
        if let Some(left) = self.unpacked.take() {
            return Ok(Some(left));
        }
        let Some(mut reader) = self.reader.take() else { return Ok(None) };
        match contained(|| reader.next()) {
            Some(Some(Ok(batch))) if batch.num_rows() > 0 => {
                self.reader = Some(reader);
                Ok(Some((batch, 0)))
            }
            Some(None) if self.read == self.rows => Ok(None),
            _ => Err(Fault::Damaged),
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Batch, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.batch();
        if batch.is_err() {
            self.reader = None;
            self.unpacked = None;
        }
        batch.map_err(|fault| fault.told(&self.path)).transpose()
    }
}
