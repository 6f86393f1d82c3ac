//! Exports: the vendor's files as text cells, each with its file, row and column; no meaning yet.

use std::fmt;
use std::path::PathBuf;

use polars::prelude::DataFrame;

/// One export file as text cells.
pub(in crate::confidential) struct Export {
    /// The file, as the plan names it.
    pub(in crate::confidential) file: PathBuf,
    /// Which layout it has and how that was recognised, as a sentence for the log.
    pub(in crate::confidential) recognised: String,
    /// How many header rows stand above the first answer: record `i` is spreadsheet row `i + 1 + header_rows`.
    pub(in crate::confidential) header_rows: u64,
    /// One text column per column of the file, named by its header as written. A cell is null where it is empty.
    pub(in crate::confidential) cells: DataFrame,
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Export of {} rows and {} columns", self.cells.height(), self.cells.width())
    }
}
