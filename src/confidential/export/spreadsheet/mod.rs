//! Spreadsheets: workbooks (.xlsx, .xlsm) and OpenDocument (.ods), one sheet of them, as rows of text cells.
//!
//! The parts of the archive are read as streams of XML, within bounds on everything that a file may claim: what it
//! unpacks to, rows, columns, repetitions, strings that are used more than once. What a file says of its own size is
//! not believed and takes no memory. No document type is accepted, so that there are no entities to expand; nothing is
//! written anywhere, so that names of parts lead nowhere. Macros and formulas are not run: a formula's last value is
//! its cell.
//!
//! Both kinds are read here and not by a library of spreadsheets, because those that there are take memory by what a
//! workbook says of itself, or go on for ever where a part is cut off.

mod archive;
mod blocks;
mod cell_text;
mod chosen;
mod date_labels;
mod directory;
mod fault;
mod ods;
mod sheet;
mod xlsx;
mod xml;

#[cfg(test)]
mod tests;

use std::path::Path;

pub(in crate::confidential) use date_labels::label_from_date;

use super::counted;
use super::source::Grid;
use crate::plan::ExportFile;
use crate::problem::{Place, Problem, quoted};
use archive::Archive;
use chosen::Chosen;
use fault::Fault;
use sheet::Sheet;

/// The sheet that was read, and what is to be said of it.
struct Opened {
    /// What is in it.
    sheet: Sheet,
    /// Which one it is.
    chosen: Chosen,
    /// Whether there are macros in the file.
    macros: bool,
}

/// The rows of the sheet that is read: the one that the plan names, else the first that is not hidden.
///
/// Row 1 is the first row of the spreadsheet, and empty rows between others are rows; those after the last row with
/// content are none. Every row, those of [`Grid::head`] too, is as wide as the widest row of the sheet.
///
/// # Errors
/// A file that is damaged, encrypted, unpacks to far too much, has no such sheet, or has cells that show an error.
pub(super) fn open(file: &ExportFile, bytes: Vec<u8>) -> Result<Grid, Problem> {
    let opened = read(file, bytes).map_err(|fault| fault.told(&file.path))?;
    let remark = opened.remark();
    if let Some(problem) = opened.sheet.shown_errors(&file.path) {
        return Err(problem);
    }
    Ok(opened.sheet.into_grid(remark))
}

fn read(file: &ExportFile, bytes: Vec<u8>) -> Result<Opened, Fault> {
    let archive = Archive::open(bytes)?;
    let wanted = file.sheet.as_deref();
    if archive.has("content.xml") && archive.has("mimetype") {
        ods::read(archive, wanted)
    } else if archive.has("encrypted-package") {
        Err(Fault::Encrypted)
    } else if archive.has("xl/workbook.bin") {
        Err(Fault::Binary)
    } else if archive.has("[Content_Types].xml") || archive.has("xl/workbook.xml") {
        xlsx::read(archive, wanted)
    } else {
        Err(Fault::NoSpreadsheet)
    }
}

impl Opened {
    /// What is to be said of the sheet, as the end of a sentence.
    fn remark(&self) -> String {
        let mut remark = String::new();
        if self.chosen.others > 0 {
            let others = match self.chosen.others {
                1 => "the other".to_owned(),
                others => format!("{others} others"),
            };
            remark = format!("; its sheet “{}” was read, {others} not", quoted(&self.chosen.name));
        }
        if self.sheet.hidden > 0 {
            let verb = if self.sheet.hidden == 1 { "was" } else { "were" };
            let rows = counted(self.sheet.hidden, "hidden row");
            remark.push_str(&format!("; {rows} {verb} read like all others"));
        }
        if self.sheet.formulas {
            remark.push_str("; where cells have formulas, their last values were read");
        }
        if self.sheet.never_worked_out > 0 {
            let verb = if self.sheet.never_worked_out == 1 { "has" } else { "have" };
            let cells = counted(self.sheet.never_worked_out, "cell");
            remark.push_str(&format!("; {cells} with a formula {verb} no value and count as empty"));
        }
        if self.macros {
            remark.push_str("; its macros were ignored");
        }
        remark
    }
}

/// What is said of the container of old and of encrypted workbooks (first bytes D0 CF 11 E0).
pub(super) fn encrypted_or_old(path: &Path) -> Problem {
    Problem::error(Place::file(path), "the workbook is encrypted, or of the old .xls kind")
        .hint("open it in a spreadsheet program, remove its password, and save it as .xlsx")
}
