//! Papers and slides, `.docx` and `.pptx`: every part of the container is looked into. What a reader of the finished
//! document would not see at once is hidden, a sheet behind a chart is a workbook, and tables of results are statements.

mod charts;
mod names;
mod words;

use super::png;
use super::reading::{Reading, quoted};
use super::workbook;
use crate::publish::Published;
use names::Name;

/// The document.
pub(super) fn read(file: &Published, reading: &mut Reading) {
    let parts = match workbook::parts(&file.bytes) {
        Ok(parts) => parts,
        Err(why) => return reading.unreadable(why),
    };
    if !workbook::sound(&parts, reading) {
        return;
    }
    if !parts.iter().any(|part| ["word/document.xml", "ppt/presentation.xml"].contains(&part.name.as_str())) {
        return reading.unreadable("it is no paper and no presentation");
    }
    for part in &parts {
        let within = || Published { path: file.path.clone(), bytes: part.content.clone() };
        match names::of(&part.name) {
            Name::Known => {}
            Name::Workbook => workbook::read(&within(), reading),
            Name::Picture => png::read(&within(), reading),
            Name::Hidden(what) => reading.hidden(what),
            Name::Unknown => {
                reading
                    .unreadable(&format!("its part {} is of a kind that is not known", quoted(&part.name)));
            }
        }
        // What is hidden speaks too.
        if part.is_xml() {
            words::read(part, reading);
        }
    }
    workbook::links(&parts, reading);
    workbook::properties(&parts, reading);
    charts::read(&parts, reading);
}
