//! Which layout a file has: what the plan pins, or what the extension and the first bytes and rows say.

use std::path::Path;

use super::metadata::key;
use crate::plan::{ExportFile, Layout};
use crate::problem::{Place, Problem};

/// What a file is, before anything in it is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Rows of text with separators.
    Text,
    /// A workbook (.xlsx).
    Workbook,
}

/// Columns by which a Microsoft Forms workbook is known.
const FORMS_COLUMNS: [&str; 3] = ["ID", "Start time", "Completion time"];

/// First bytes of a zip archive, which a workbook is.
const ZIP: &[u8] = b"PK\x03\x04";
/// First bytes of the container of old and of encrypted workbooks.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0";

/// What the file is, if it is what its extension and the plan say it is.
pub(super) fn kind(path: &Path, bytes: &[u8], layout: Layout) -> Result<Kind, Problem> {
    let place = Place::file(path);
    if bytes.is_empty() {
        return Err(Problem::error(place, "empty export: the file has no content at all"));
    }
    if bytes.starts_with(OLE) {
        return Err(Problem::error(place, "the workbook is encrypted, or of the old .xls kind")
            .hint("open it in a spreadsheet program, remove its password, and save it as .xlsx"));
    }
    let found = if bytes.starts_with(ZIP) { Kind::Workbook } else { Kind::Text };
    if found == Kind::Text && is_web_page(bytes) {
        return Err(Problem::error(place, "this is a web page, not an export")
            .hint("the download may have given the sign-in page: export the survey again"));
    }
    let expected = expected(path, layout);
    if expected.is_some_and(|expected| expected != found) {
        return Err(contradiction(place, found, layout));
    }
    Ok(found)
}

/// What the plan pins, else what the extension promises; an unknown extension promises nothing.
fn expected(path: &Path, layout: Layout) -> Option<Kind> {
    match layout {
        Layout::Csv => Some(Kind::Text),
        Layout::MicrosoftForms => Some(Kind::Workbook),
        _ => match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "txt" => Some(Kind::Text),
            "xlsx" | "xlsm" => Some(Kind::Workbook),
            _ => None,
        },
    }
}

fn contradiction(place: Place, found: Kind, layout: Layout) -> Problem {
    let source = if layout == Layout::Recognise { "its name" } else { "its pinned layout" };
    let message = match found {
        Kind::Workbook => format!("{source} says that this is text with separators, but it is a workbook"),
        Kind::Text => format!("{source} says that this is a workbook (.xlsx), but it is not: no zip archive"),
    };
    Problem::error(place, message).hint("looked for: CSV (.csv), Microsoft Forms (.xlsx)")
}

fn is_web_page(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start().get(..9).unwrap_or_default().to_ascii_lowercase();
    start.starts_with(b"<!doctype") || start.starts_with(b"<html")
}

/// The sentence for a text with separators.
pub(super) fn as_csv(layout: Layout, columns: usize, separator: u8) -> String {
    let by = match separator {
        b';' => "semicolons",
        b'\t' => "tabs",
        _ => "commas",
    };
    match layout {
        Layout::Recognise => {
            format!("recognised as CSV: one header row, {columns} columns separated by {by}")
        }
        _ => format!("read as CSV, as the plan says: one header row, {columns} columns separated by {by}"),
    }
}

/// The sentence for a workbook, if its columns are those of Microsoft Forms or the plan vouches for it.
pub(super) fn as_forms(file: &ExportFile, headers: &[String]) -> Result<String, Problem> {
    if file.layout == Layout::MicrosoftForms {
        return Ok("read as Microsoft Forms (.xlsx), as the plan says".to_owned());
    }
    let keys: Vec<String> = headers.iter().map(|header| key(header)).collect();
    let missing: Vec<&str> =
        FORMS_COLUMNS.into_iter().filter(|column| !keys.contains(&key(column))).collect();
    if missing.is_empty() {
        return Ok(format!("recognised as Microsoft Forms (.xlsx): columns {}", FORMS_COLUMNS.join(", ")));
    }
    let message = format!(
        "no layout fits this workbook: Microsoft Forms has the columns {}, and here {} missing",
        FORMS_COLUMNS.join(", "),
        if let [one] = missing.as_slice() {
            format!("{one} is")
        } else {
            format!("{} are", missing.join(", "))
        },
    );
    Err(Problem::error(Place::file(&file.path), message)
        .hint("if it is one header row over one row per response all the same, pin its layout in the plan"))
}
