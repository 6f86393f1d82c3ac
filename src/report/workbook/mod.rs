//! The workbook: every published table, for those who go on working with the figures.

use super::view::View;
use super::{Rendered, Reports};
use crate::problem::Problem;

/// `tables.xlsx`.
///
/// # Errors
/// When the workbook cannot be put together, which would be a bug.
pub(crate) fn files(_view: &View, _reports: &Reports) -> Result<Vec<Rendered>, Problem> {
    Ok(Vec::new())
}
