//! What a workbook says of its sheets: which are hidden, which names are defined, what it links to.

use std::collections::BTreeMap;

use super::super::reading::{Reading, quoted};
use super::part::Part;

/// `xl/workbook.xml` and every list of links.
pub(super) fn read(parts: &[Part], reading: &mut Reading) {
    for part in parts.iter().filter(|part| part.name == "xl/workbook.xml") {
        part.elements(|name, attributes| {
            let attribute = |name: &str| attributes.get(name).unwrap_or_default();
            match name {
                "sheet" => {
                    reading.words("a sheet's name", attribute("name"));
                    if !matches!(attribute("state"), "" | "visible") {
                        reading.hidden(&format!("a hidden sheet, {}", quoted(attribute("name"))));
                    }
                }
                // What is printed on every page is set with names of this kind.
                "definedName" if !attribute("name").starts_with("_xlnm.Print_") => {
                    reading.hidden("a defined name");
                }
                "externalReference" => reading.hidden("a link to another workbook"),
                "pivotCache" => reading.hidden("a pivot table's own data"),
                "absPath" => reading.hidden("the folder it was made in"),
                "fileSharing" if !attribute("userName").is_empty() => reading.hidden("who made it"),
                "workbookView" if !matches!(attribute("visibility"), "" | "visible") => {
                    reading.hidden("a hidden window");
                }
                _ => {}
            }
        });
    }
    links(parts, reading);
}

/// Every list of links.
pub(in super::super) fn links(parts: &[Part], reading: &mut Reading) {
    for part in parts.iter().filter(|part| part.name.ends_with(".rels")) {
        part.elements(|_, attributes| {
            let target = attributes.get("Target").unwrap_or_default();
            reading.words("a link", target);
            let web = ["http://", "https://", "mailto:", "#"].iter().any(|scheme| target.starts_with(scheme));
            if attributes.get("TargetMode").is_some_and(|mode| mode == "External") && !web {
                reading.hidden("a link out of the document");
            }
        });
    }
}

/// The parts of the sheets, with the names of the sheets.
pub(super) fn sheets(parts: &[Part]) -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    for part in parts.iter().filter(|part| part.name == "xl/_rels/workbook.xml.rels") {
        part.elements(|_, attributes| {
            if let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target")) {
                let whole = target.strip_prefix('/').map(str::to_owned);
                places.insert(id.to_owned(), whole.unwrap_or_else(|| format!("xl/{target}")));
            }
        });
    }
    let mut names = BTreeMap::new();
    for part in parts.iter().filter(|part| part.name == "xl/workbook.xml") {
        part.elements(|element, attributes| {
            let place = attributes.get("id").and_then(|id| places.get(id)).filter(|_| element == "sheet");
            if let (Some(place), Some(name)) = (place, attributes.get("name")) {
                names.insert(place.clone(), name.to_owned());
            }
        });
    }
    names
}
