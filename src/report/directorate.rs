//! The page of one unit of the highest level.

use super::council::frame;
use super::document::Document;
use super::page::Page;

/// The document.
pub(crate) fn document(page: &Page) -> Document {
    Document { title: page.name.to_owned(), ..frame(page) }
}
