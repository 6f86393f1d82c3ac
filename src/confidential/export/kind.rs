//! What kind of file an export is: what its first bytes say, if that is what the plan or its name promises.

use super::spreadsheet;
use crate::plan::{ExportFile, Layout};
use crate::problem::{Place, Problem};

/// How many bytes are looked at.
pub(super) const SIGN: usize = 512;

/// What a file is, before anything in it is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Rows of text with separators.
    Text,
    /// A workbook (.xlsx) or an OpenDocument spreadsheet (.ods).
    Spreadsheet,
    /// SPSS (.sav, .zsav).
    Spss,
    /// Triple-S: a definition and its data.
    TripleS,
    /// Parquet.
    Parquet,
}

impl Kind {
    fn words(self) -> &'static str {
        match self {
            Self::Text => "text with separators",
            Self::Spreadsheet => "a spreadsheet (.xlsx, .ods)",
            Self::Spss => "an SPSS file (.sav, .zsav)",
            Self::TripleS => "a Triple-S file (.sss, .xml)",
            Self::Parquet => "a Parquet file",
        }
    }
}

/// First bytes of a zip archive, which a spreadsheet is.
const ZIP: &[u8] = b"PK\x03\x04";
/// First bytes of the container of old and of encrypted workbooks.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0";

/// First bytes of what is none of these kinds and is taken for them, in words.
const FOREIGN: [(&[u8], &str); 4] = [
    (b"%PDF-", "a PDF document"),
    (b"\x1F\x8B", "a compressed file (.gz)"),
    (b"7z\xBC\xAF\x27\x1C", "an archive (.7z)"),
    (b"{\\rtf", "a text document (.rtf)"),
];

/// What the file is, if it is what the plan and its name say it is. `first` are its first bytes.
pub(super) fn kind(file: &ExportFile, first: &[u8]) -> Result<Kind, Problem> {
    let place = || Place::file(&file.path);
    if first.is_empty() {
        return Err(Problem::error(place(), "empty export: the file has no content at all"));
    }
    if first.starts_with(OLE) {
        return Err(spreadsheet::encrypted_or_old(&file.path));
    }
    if let Some((_, what)) = FOREIGN.into_iter().find(|(sign, _)| first.starts_with(sign)) {
        return Err(Problem::error(place(), format!("this is {what}, not an export"))
            .hint("export the survey again as CSV; an archive must be unpacked first"));
    }
    let expected = expected(file);
    let found = found(first, expected);
    if found == Kind::Text && is_web_page(first) {
        return Err(Problem::error(place(), "this is a web page, not an export")
            .hint("the download may have given the sign-in page: export the survey again"));
    }
    match expected {
        Some((expected, source)) if !expected.contains(&found) => {
            let wanted: Vec<&str> = expected.iter().map(|kind| kind.words()).collect();
            let message =
                format!("{source} says that this is {}, but it is {}", wanted.join(" or "), found.words());
            let known: Vec<&str> = Layout::NAMED.iter().map(|(_, name)| *name).collect();
            Err(Problem::error(place(), message).hint(format!("layouts are: {}", known.join(", "))))
        }
        _ => Ok(found),
    }
}

/// What the first bytes say; Triple-S data are text like any other, and its definition is XML.
fn found(first: &[u8], expected: Option<(&'static [Kind], &str)>) -> Kind {
    if first.starts_with(ZIP) || first.starts_with(b"PK\x05\x06") {
        Kind::Spreadsheet
    } else if first.starts_with(b"$FL2") || first.starts_with(b"$FL3") {
        Kind::Spss
    } else if first.starts_with(b"PAR1") || first.starts_with(b"PARE") {
        Kind::Parquet
    } else if expected.is_some_and(|(kinds, _)| kinds == [Kind::TripleS]) || is_definition(first) {
        Kind::TripleS
    } else {
        Kind::Text
    }
}

/// What the plan pins, else what the name promises; an unknown ending promises nothing.
fn expected(file: &ExportFile) -> Option<(&'static [Kind], &'static str)> {
    let pinned = "its pinned layout";
    Some(match file.layout {
        Layout::Csv => (&[Kind::Text], pinned),
        Layout::Spss => (&[Kind::Spss], pinned),
        Layout::TripleS => (&[Kind::TripleS], pinned),
        Layout::Parquet => (&[Kind::Parquet], pinned),
        layout if layout != Layout::Recognise && layout != Layout::Long => {
            (&[Kind::Text, Kind::Spreadsheet], pinned)
        }
        _ => (by_name(file)?, "its name"),
    })
}

fn by_name(file: &ExportFile) -> Option<&'static [Kind]> {
    Some(match file.path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "csv" | "tsv" | "tab" | "txt" => &[Kind::Text],
        "xlsx" | "xlsm" | "ods" => &[Kind::Spreadsheet],
        "sav" | "zsav" => &[Kind::Spss],
        "parquet" => &[Kind::Parquet],
        "sss" | "xml" | "asc" => &[Kind::TripleS],
        _ => return None,
    })
}

/// Whether this is the definition of a Triple-S file.
fn is_definition(first: &[u8]) -> bool {
    let text = String::from_utf8_lossy(first).to_ascii_lowercase();
    text.trim_start_matches('\u{feff}').starts_with('<') && text.contains("<sss")
}

fn is_web_page(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let start = text.get(..9).unwrap_or(text).to_ascii_lowercase();
    let starts: [&[u8]; 7] = [b"<!doctype", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<!--"];
    starts.iter().any(|known| start.starts_with(known))
}
