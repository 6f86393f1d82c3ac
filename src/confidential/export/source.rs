//! A file opened: its rows of cells, whatever kind of file they are in.

use super::batch::Batch;
use super::column::Column;
use crate::problem::Problem;

/// How many rows of a file are looked at in order to recognise its layout.
pub(super) const HEAD: usize = 8;

/// How many rows a batch has at most, where a reader makes batches itself.
pub(super) const BATCH_ROWS: usize = 16_384;

/// How many cells a batch has at most, where a reader makes batches itself.
const MOST_BATCH_CELLS: usize = 4 * 1024 * 1024;

/// After how many bytes of text a batch that a reader makes itself is full, however few rows it has.
pub(super) const MOST_BATCH_BYTES: usize = 16 * 1024 * 1024;

/// How many rows of so many cells a batch has at most.
pub(super) fn batch_rows(width: usize) -> usize {
    MOST_BATCH_CELLS.checked_div(width).unwrap_or(1).clamp(1, BATCH_ROWS)
}

/// The rows of a file in batches, from the file's first row on, header rows among them.
pub(super) type Batches = Box<dyn Iterator<Item = Result<Batch, Problem>> + Send>;

/// A file of cells without a word about what they mean: a text with separators, a workbook, a spreadsheet.
pub(super) struct Grid {
    /// The first [`HEAD`] rows, or fewer; each as wide as it is in the file.
    pub(super) head: Vec<Vec<String>>,
    /// All rows, those of the head once more.
    pub(super) rows: Batches,
    /// What is to be said of how it was opened, as the end of a sentence: `; its sheet “Data” was read, the other not`.
    pub(super) remark: String,
}

/// A file that says itself what its columns are: SPSS, Triple-S, Parquet.
pub(super) struct Described {
    /// Which layout it has and how that was recognised, as a sentence for the log.
    pub(super) recognised: String,
    /// How many rows of `rows` stand above the first answer: none in most of these files.
    pub(super) header_rows: u64,
    /// Its columns.
    pub(super) columns: Vec<Column>,
    /// All rows.
    pub(super) rows: Batches,
}
