//! Workbooks: the parts that say which sheets there are, what numbers look like and which strings are shared.

mod cells;
mod reference;
mod strings;
mod styles;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::archive::Archive;
use super::chosen::{Listed, choose};
use super::fault::Fault;
use super::xml::{attributes, local};
use super::{Opened, Sheet};
use cells::Meaning;
use strings::Strings;

/// Where one part refers to another: the kind of the other one and its name in the archive, by id.
type Links = BTreeMap<String, (String, String)>;

/// Reads the sheet of this name, or the first one that is not hidden.
pub(super) fn read(mut archive: Archive, wanted: Option<&str>) -> Result<Opened, Fault> {
    let start = links(&mut archive, "")?;
    let book = kind(&start, "officeDocument").unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let links = links(&mut archive, &book)?;
    let book = workbook(&mut archive, &book, &links)?;
    let (at, chosen) = choose(&book.sheets, wanted)?;
    let part = book.parts.get(at).ok_or(Fault::Damaged)?;
    let strings = match kind(&links, "sharedStrings") {
        Some(name) => Strings::read(&mut archive, &name)?,
        None => Strings::default(),
    };
    let shows = match kind(&links, "styles") {
        Some(name) => styles::read(&mut archive, &name)?,
        None => Vec::new(),
    };
    let macros = kind(&links, "vbaProject").is_some() || archive.has("xl/vbaProject.bin");
    let mut sheet = Sheet::new(archive.unpacked);
    let meaning = Meaning { strings: &strings, shows: &shows, since_1904: book.since_1904 };
    cells::read(archive.needed(part)?, &meaning, &mut sheet)?;
    Ok(Opened { sheet, chosen, macros })
}

/// The workbook's own part.
struct Book {
    /// The sheets of cells, and the part that each of them is in.
    sheets: Vec<Listed>,
    parts: Vec<String>,
    /// Whether its days are counted from 1904.
    since_1904: bool,
}

fn workbook(archive: &mut Archive, name: &str, links: &Links) -> Result<Book, Fault> {
    let mut book = Book { sheets: Vec::new(), parts: Vec::new(), since_1904: false };
    archive.needed(name)?.elements(|start| {
        match start.local_name().into_inner() {
            "sheet" => {
                let (mut name, mut id, mut visible) = (String::new(), String::new(), true);
                attributes(start, |key, value| {
                    match local(key) {
                        "name" => name = value.into_owned(),
                        "state" => visible = value == "visible",
                        "id" => id = value.into_owned(),
                        _ => {}
                    }
                    Ok(())
                })?;
                if id.is_empty() {
                    return Ok(());
                }
                let (kind, part) = links.get(&id).ok_or(Fault::Damaged)?;
                if kind == "worksheet" {
                    book.sheets.push(Listed { name, visible });
                    book.parts.push(part.clone());
                }
            }
            "workbookPr" => attributes(start, |key, value| {
                book.since_1904 |= key == "date1904" && (value == "1" || value == "true");
                Ok(())
            })?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(book)
}

/// What a part refers to; a part that refers to nothing has no list.
fn links(archive: &mut Archive, part: &str) -> Result<Links, Fault> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name =
        if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let mut links = Links::new();
    let Some(mut list) = archive.part(&name)? else { return Ok(links) };
    list.elements(|start| {
        if start.local_name().into_inner() != "Relationship" {
            return Ok(());
        }
        let (mut id, mut kind, mut target) = (String::new(), String::new(), String::new());
        attributes(start, |key, value| {
            match key {
                "Id" => id = value.into_owned(),
                "Type" => value.rsplit('/').next().unwrap_or_default().clone_into(&mut kind),
                "Target" => target = value.into_owned(),
                _ => {}
            }
            Ok(())
        })?;
        links.insert(id, (kind, resolved(folder, &target)));
        Ok(())
    })?;
    Ok(links)
}

/// The first part of this kind that is referred to.
fn kind(links: &Links, wanted: &str) -> Option<String> {
    links.values().find(|(kind, _)| kind == wanted).map(|(_, name)| name.clone())
}

/// A target as the name of a part. It is only ever looked up among the parts, so that it cannot lead anywhere else.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let whole = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
