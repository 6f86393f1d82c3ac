//! Spreadsheets: workbooks (.xlsx, .xlsm) and OpenDocument (.ods), one sheet of them.

use super::source::Grid;
use crate::plan::ExportFile;
use crate::problem::{Place, Problem};

/// The rows of the sheet that is read.
///
/// # Errors
/// A file that is damaged, encrypted, unpacks to far too much, or has no such sheet.
pub(super) fn open(file: &ExportFile, _bytes: Vec<u8>) -> Result<Grid, Problem> {
    Err(Problem::error(Place::file(&file.path), "spreadsheets are not read yet"))
}
