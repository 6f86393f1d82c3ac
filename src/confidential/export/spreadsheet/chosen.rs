//! Which of a file's sheets is read.

use super::fault::Fault;

/// A sheet of cells, as the file lists it.
pub(super) struct Listed {
    /// Its name.
    pub(super) name: String,
    /// Whether it can be seen.
    pub(super) visible: bool,
}

/// The sheet that is read.
#[derive(Debug)]
pub(super) struct Chosen {
    /// Its name.
    pub(super) name: String,
    /// How many others there are.
    pub(super) others: usize,
}

/// Whether this sheet is the one: by its name where the plan names one, else because it can be seen.
pub(super) fn fits(sheet: &Listed, wanted: Option<&str>) -> bool {
    wanted.map_or(sheet.visible, |wanted| sheet.name == wanted)
}

/// The place of the sheet among those of the file, and what is said of it.
pub(super) fn choose(sheets: &[Listed], wanted: Option<&str>) -> Result<(usize, Chosen), Fault> {
    let found = sheets.iter().enumerate().find(|(_, sheet)| fits(sheet, wanted));
    match (found, wanted) {
        (Some((at, sheet)), _) => {
            Ok((at, Chosen { name: sheet.name.clone(), others: sheets.len().saturating_sub(1) }))
        }
        (None, Some(wanted)) if !sheets.is_empty() => {
            let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
            Err(Fault::NoSuchSheet(wanted.to_owned(), names))
        }
        (None, _) => Err(Fault::NoSheet),
    }
}
