//! Triple-S: a definition (.sss, .xml) beside its data, in fixed columns (.asc, .dat) or as CSV.

use super::source::Described;
use crate::plan::ExportFile;
use crate::problem::{Place, Problem};

/// The variables and records of a data file; the definition is `file.definition`, or lies beside it under the same name.
///
/// # Errors
/// A definition that cannot be read or does not fit the data.
pub(super) fn open(file: &ExportFile) -> Result<Described, Problem> {
    Err(Problem::error(Place::file(&file.path), "Triple-S files are not read yet"))
}
