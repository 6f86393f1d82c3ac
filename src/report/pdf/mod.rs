//! Documents as tagged PDF.

use super::{Rendered, Reports};
use crate::plan::Theme;
use crate::problem::Problem;

/// `pdf/council.pdf` and `pdf/<unit>.pdf`.
///
/// # Errors
/// When the typesetter refuses a document, which would be a bug.
pub(crate) fn files(_reports: &Reports, _theme: &Theme) -> Result<Vec<Rendered>, Problem> {
    Ok(Vec::new())
}
