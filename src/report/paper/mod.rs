//! The committee paper: a Word document that an officer finishes.

use super::{Rendered, Reports};
use crate::plan::Theme;
use crate::problem::Problem;

/// `committee-paper.docx`.
///
/// # Errors
/// When the document cannot be put together, which would be a bug.
pub(crate) fn files(_reports: &Reports, _theme: &Theme) -> Result<Vec<Rendered>, Problem> {
    Ok(Vec::new())
}
