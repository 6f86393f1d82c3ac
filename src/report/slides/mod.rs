//! Slides: the one-page summary and the headline charts, as charts that can be edited.

use super::{Rendered, Reports};
use crate::plan::Theme;
use crate::problem::Problem;

/// `slides.pptx`.
///
/// # Errors
/// When the presentation cannot be put together, which would be a bug.
pub(crate) fn files(_reports: &Reports, _theme: &Theme) -> Result<Vec<Rendered>, Problem> {
    Ok(Vec::new())
}
