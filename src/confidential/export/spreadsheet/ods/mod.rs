//! OpenDocument sheets: the sheets of `content.xml`, of which one is read.

mod cells;
mod rows;

use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use super::archive::{Archive, Part};
use super::chosen::{Listed, choose, fits};
use super::fault::Fault;
use super::xml::{Item, attributes};
use super::{Opened, Sheet};

/// Reads the sheet of this name, or the first one that is not hidden.
pub(super) fn read(mut archive: Archive, wanted: Option<&str>) -> Result<Opened, Fault> {
    refuse_encrypted(&mut archive)?;
    let macros = archive.has_folder("Basic/") || archive.has_folder("Scripts/");
    let mut sheet = Sheet::new(archive.unpacked);
    let tables = Tables::default().read(archive.needed("content.xml")?, wanted, &mut sheet)?;
    let (_, chosen) = choose(&tables, wanted)?;
    Ok(Opened { sheet, chosen, macros })
}

/// An encrypted file says so in the list of its parts.
fn refuse_encrypted(archive: &mut Archive) -> Result<(), Fault> {
    let Some(mut list) = archive.part("META-INF/manifest.xml")? else { return Ok(()) };
    list.elements(|start| match start.local_name().into_inner() {
        "encryption-data" => Err(Fault::Encrypted),
        _ => Ok(()),
    })
}

/// The sheets of a file as they are come upon.
#[derive(Default)]
struct Tables {
    listed: Vec<Listed>,
    /// The styles in which a sheet is hidden, and the style that is being read.
    hidden: BTreeSet<String>,
    style: String,
    /// Whether the sheets have been come upon, and whether the one that is wanted has been read.
    seen: bool,
    done: bool,
}

impl Tables {
    /// Reads the one sheet, lists all, and reads on to the end, so that a part that is cut off is found.
    fn read(
        mut self,
        mut part: Part<'_>,
        wanted: Option<&str>,
        sheet: &mut Sheet,
    ) -> Result<Vec<Listed>, Fault> {
        let mut inside = false;
        loop {
            let listed = match part.next()? {
                Item::Open(start) if inside => match start.name().into_inner() {
                    "table:table" => Some(self.listed_of(&start)?),
                    // Tables deeper in other elements are no sheets: what linked files held, what was deleted.
                    _ => None,
                },
                Item::Open(start) => {
                    inside = start.name().into_inner() == "office:spreadsheet";
                    self.note_style(&start)?;
                    continue;
                }
                Item::Close(_) => {
                    self.seen |= inside;
                    inside = false;
                    continue;
                }
                Item::End if self.seen => return Ok(self.listed),
                Item::End => return Err(Fault::Damaged),
                _ => continue,
            };
            let read = listed.as_ref().is_some_and(|listed| !self.done && fits(listed, wanted));
            self.listed.extend(listed);
            if read {
                self.done = true;
                rows::read(&mut part, sheet)?;
            } else {
                part.skip()?;
            }
        }
    }

    /// Remembers the styles in which a sheet is hidden.
    fn note_style(&mut self, start: &BytesStart<'_>) -> Result<(), Fault> {
        let name = start.name().into_inner();
        attributes(start, |key, value| {
            match (name, key) {
                ("style:style", "style:name") => self.style = value.into_owned(),
                ("style:table-properties", "table:display") if value == "false" => {
                    self.hidden.insert(self.style.clone());
                }
                _ => {}
            }
            Ok(())
        })
    }

    fn listed_of(&self, start: &BytesStart<'_>) -> Result<Listed, Fault> {
        let mut listed = Listed { name: String::new(), visible: true };
        attributes(start, |key, value| {
            match key {
                "table:name" => listed.name = value.into_owned(),
                "table:style-name" => listed.visible = !self.hidden.contains(&*value),
                _ => {}
            }
            Ok(())
        })?;
        Ok(listed)
    }
}
