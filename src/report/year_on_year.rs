//! The page of every question and pillar over all waves.

use super::document::Document;
use super::page::Page;

/// The document; nothing where there is only one wave.
pub(crate) fn document(_page: &Page) -> Option<Document> {
    None
}
