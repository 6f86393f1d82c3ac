//! PDF: its pages' text is searched, and everything that is in it beside its pages is hidden.
//!
//! The text of a page is what its fonts tell; a font without a table of letters tells none. Tables in a PDF are not read
//! back: what they say is compared through the release that gives them.

mod drawing;
mod metadata;
mod objects;
mod pages;

use lopdf::{Document, LoadOptions};

use super::reading::Reading;
use crate::publish::Published;

/// The most that a stream may be, unpacked.
const LARGEST: usize = 64 << 20;

/// The document.
pub(super) fn read(file: &Published, reading: &mut Reading) {
    revisions(&file.bytes, reading);
    let options = LoadOptions { strict: true, ..LoadOptions::with_max_decompressed_size(LARGEST) };
    let document = match Document::load_mem_with_options(&file.bytes, options) {
        Ok(document) if document.is_encrypted() || document.was_encrypted() => {
            return reading.unreadable("it is encrypted");
        }
        Ok(document) => document,
        Err(_) => return reading.unreadable("it is no PDF that can be opened"),
    };
    if document.xref_section_count > 1 && document.linearization.is_none() {
        reading.hidden("an earlier revision");
    }
    if !objects::within_bounds(&document) {
        return reading.unreadable("a stream is too large when unpacked");
    }
    objects::look(&document, reading);
    metadata::look(&document, reading);
    pages::look(&document, reading);
}

/// A file that was saved once ends once; a file made for the web has a second end near its beginning.
fn revisions(bytes: &[u8], reading: &mut Reading) {
    const END: &[u8] = b"%%EOF";
    let ends: Vec<usize> = bytes
        .windows(END.len())
        .enumerate()
        .filter(|(_, window)| *window == END)
        .map(|(place, _)| place)
        .collect();
    let first = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let web = first.windows(11).any(|window| window == b"/Linearized");
    if ends.len() > if web { 2 } else { 1 } {
        reading.hidden("an earlier revision");
    }
    let after = ends.last().and_then(|end| bytes.get(end + END.len()..)).unwrap_or_default();
    if after.iter().any(|byte| !byte.is_ascii_whitespace()) {
        reading.hidden("data after its end");
    }
}
