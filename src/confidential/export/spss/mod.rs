//! SPSS system files (.sav, .zsav): variables with labels, value labels and declared missing values.

use super::source::Described;
use crate::plan::ExportFile;
use crate::problem::{Place, Problem};

/// The variables and cases of the file.
///
/// # Errors
/// A file that is damaged, encrypted, or claims to be larger than it can be.
pub(super) fn open(file: &ExportFile, _bytes: Vec<u8>) -> Result<Described, Problem> {
    Err(Problem::error(Place::file(&file.path), "SPSS files are not read yet"))
}
