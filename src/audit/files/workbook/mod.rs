//! Workbooks, `.xlsx` and `.ods`: every part of the container is looked into; what a spreadsheet program would not show
//! at once is hidden, and tables of results are statements.

mod cells;
mod chart;
mod opendocument;
mod overview;
mod part;
mod properties;
mod sheet;
mod strings;
mod styles;
mod unzip;

use std::collections::BTreeMap;

use super::reading::{Reading, quoted};
use crate::publish::Published;
pub(super) use cells::Rows;
pub(super) use overview::links;
pub(super) use part::{Attributes, Item, Part};
pub(super) use properties::{leads_to_a_folder, read as properties};
pub(super) use unzip::parts;

/// Whether every part of XML can be read to its end; tells of comments in the XML itself.
pub(super) fn sound(parts: &[Part], reading: &mut Reading) -> bool {
    for part in parts.iter().filter(|part| part.is_xml()) {
        match part.is_commented() {
            None => {
                reading.unreadable(&format!("its part {} cannot be read", quoted(&part.name)));
                return false;
            }
            Some(true) => reading.hidden(&format!("a comment in {}", quoted(&part.name))),
            Some(false) => {}
        }
    }
    true
}

/// The workbook.
pub(super) fn read(file: &Published, reading: &mut Reading) {
    let parts = match self::parts(&file.bytes) {
        Ok(parts) => parts,
        Err(why) => return reading.unreadable(why),
    };
    if !sound(&parts, reading) {
        return;
    }
    for part in &parts {
        named(part, reading);
    }
    if parts.iter().any(|part| part.name == "content.xml") {
        opendocument::read(&parts, reading);
    } else {
        excel(&parts, reading);
    }
    self::properties(&parts, reading);
}

fn excel(parts: &[Part], reading: &mut Reading) {
    if !parts.iter().any(|part| part.name == "xl/workbook.xml") {
        return reading.unreadable("it is no workbook");
    }
    overview::read(parts, reading);
    let styles = styles::Styles::read(parts, reading);
    let strings = strings::Strings::read(parts);
    let mut used = strings.unused();
    let charts = chart::Charts::read(parts, reading);
    let (drawn, names) = (charts.sheets(), overview::sheets(parts));
    let mut cells = BTreeMap::new();
    for part in parts.iter().filter(|part| part.name.starts_with("xl/worksheets/") && part.is_xml()) {
        let name = names.get(&part.name).filter(|name| drawn.contains(*name));
        let seen = sheet::read(part, (&strings, &styles), &mut used, name.is_some(), reading);
        cells.extend(name.cloned().zip(seen));
    }
    charts.compare(&cells, reading);
    if used.iter().any(|used| !used) {
        reading.hidden("a text that no cell uses");
    }
    strings.words(reading);
}

/// Parts that are hidden whatever is in them, by their names.
fn named(part: &Part, reading: &mut Reading) {
    if chart::is_chart(&part.name) {
        return;
    }
    let name = part.name.to_ascii_lowercase();
    let found = [
        ("vbaproject", "a macro"),
        ("basic/", "a macro"),
        ("scripts/", "a macro"),
        ("macrosheets/", "a macro"),
        ("activex/", "a control"),
        ("ctrlprops/", "a control"),
        ("comments", "a comment"),
        ("persons/", "the authors of comments"),
        ("externallinks/", "a link to another workbook"),
        ("pivotcache", "a pivot table's own data"),
        ("pivottables/", "a pivot table"),
        ("embeddings/", "an embedded object"),
        ("oleobject", "an embedded object"),
        ("object ", "an embedded object"),
        ("objectreplacements/", "an embedded object"),
        ("customxml/", "data beside the sheets"),
        ("customproperty", "data beside the sheets"),
        ("connections", "a connection to data"),
        ("querytables/", "a connection to data"),
        ("model/", "a data model"),
        ("printersettings/", "a printer's settings"),
        ("revisions/", "earlier revisions"),
        ("versions/", "earlier revisions"),
        ("thumbnail", "a thumbnail"),
        ("webextension", "an extension"),
        ("slicer", "a slicer's own data"),
        ("charts/", "a chart's own data"),
    ];
    for (_, what) in found.iter().filter(|(word, _)| name.contains(word)) {
        reading.hidden(what);
    }
}
