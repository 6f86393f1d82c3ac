//! The pages of a PDF: their text, and text that is drawn without being seen.

use lopdf::Document;
use lopdf::content::Content;

use super::super::reading::Reading;

/// Every page.
pub(super) fn look(document: &Document, reading: &mut Reading) {
    for (number, id) in document.get_pages() {
        match document.extract_text_with_limit(&[number], super::LARGEST) {
            Ok(text) => {
                for line in text.lines() {
                    reading.words("its text", line);
                }
            }
            Err(_) => reading.unreadable("the text of a page"),
        }
        let content = document.get_page_content_with_limit(id, super::LARGEST).unwrap_or_default();
        if Content::decode(&content).is_ok_and(|content| draws_unseen(&content)) {
            reading.hidden("text that is not seen");
        }
    }
}

/// Whether text is drawn in a mode that paints nothing.
fn draws_unseen(content: &Content) -> bool {
    content.operations.iter().any(|operation| {
        let mode = operation.operands.first().and_then(|mode| mode.as_i64().ok());
        operation.operator == "Tr" && matches!(mode, Some(3 | 7))
    })
}
