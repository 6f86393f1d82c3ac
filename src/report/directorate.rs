//! The page of one unit of the highest level.

use super::council::{frame, sections, survey_title};
use super::document::Document;
use super::page::Page;

/// The document.
pub(crate) fn document(page: &Page) -> Document {
    let survey = page.view.release.survey();
    let frame = frame(page, sections(page));
    let over = format!("{}: {}", survey.organisation, survey_title(page));
    Document { title: page.name.to_owned(), over, ..frame }
}
