//! Long form: one row per answer becomes one row per respondent.

use super::layout::Heading;
use super::source::{Batches, Described};
use crate::plan::ExportFile;
use crate::problem::{Place, Problem};

/// One row per respondent, one column per question; columns besides question and answer are the respondent's own.
///
/// # Errors
/// No column of this name, two answers of one respondent to one question, one respondent with two values in a column of
/// their own, or no respondent at all: then nobody can be counted, and nothing can be protected by number of people.
pub(super) fn respondents(
    file: &ExportFile,
    _heading: Heading,
    _rows: Batches,
) -> Result<Described, Problem> {
    Err(Problem::error(Place::file(&file.path), "long form is not read yet"))
}
