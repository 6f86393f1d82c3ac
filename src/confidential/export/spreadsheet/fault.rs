//! What can be wrong with a spreadsheet as a whole, and how it is told.

use std::path::Path;

use super::super::headers::letters;
use super::super::{MOST_CELL_BYTES, MOST_COLUMNS};
use super::sheet::{MOST_CELLS, MOST_ROWS};
use crate::problem::{Place, Problem, quoted};

/// The most sheets that a message lists.
const MOST_LISTED: usize = 10;

/// Why a spreadsheet cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Cut off, or not what it says it is.
    Damaged,
    /// Needs a password.
    Encrypted,
    /// Unpacks, repeats or refers to more than a sheet of survey answers can need.
    Bomb,
    /// Two parts of the archive have one name.
    Twice(String),
    /// A part has a document type, where entities are declared.
    DocumentType,
    /// A workbook of the binary kind (.xlsb).
    Binary,
    /// An archive of something else.
    NoSpreadsheet,
    /// No sheet that is not hidden.
    NoSheet,
    /// The sheet that the plan names is not there; these are.
    NoSuchSheet(String, Vec<String>),
    /// More rows than a spreadsheet has.
    TooManyRows,
    /// Content right of what an export may have; the row from 0.
    TooManyColumns(u32),
    /// More cells, the empty ones between others among them; the row from 0.
    TooManyCells(u32),
    /// A longer cell; row and column from 0.
    TooLong(u32, u32),
}

impl Fault {
    /// The problem with this file.
    pub(super) fn told(self, path: &Path) -> Problem {
        let place = Place::file(path);
        match self {
            Self::Damaged => Problem::error(
                place,
                "the workbook cannot be read: it is damaged, cut off, or no spreadsheet (.xlsx, .ods)",
            )
            .hint("download it again, or open it in a spreadsheet program and save it anew"),
            Self::Encrypted => Problem::error(place, "the workbook is encrypted")
                .hint("open it in a spreadsheet program, remove its password, and save it again"),
            Self::Bomb => {
                Problem::error(place, "the workbook unpacks to far more than an export can need; refused")
                    .hint("is this the right file?")
            }
            Self::Twice(part) => Problem::error(
                place,
                format!("the workbook has two parts of the name “{}”; refused", quoted(&part)),
            )
            .hint("open it in a spreadsheet program and save it anew"),
            Self::DocumentType => Problem::error(
                place,
                "the workbook declares a document type, which no spreadsheet program writes; refused",
            )
            .hint("open it in a spreadsheet program and save it anew"),
            other => other.told_of_content(place),
        }
    }

    fn told_of_content(self, place: Place) -> Problem {
        match self {
            Self::Binary => Problem::error(place, "this is a binary workbook (.xlsb)")
                .hint("open it in a spreadsheet program and save it as .xlsx"),
            Self::NoSheet => Problem::error(place, "the workbook has no sheet of cells"),
            Self::NoSuchSheet(wanted, sheets) => {
                Problem::error(place, format!("the workbook has no sheet “{}”", quoted(&wanted)))
                    .hint(format!("its sheets are {}", listed(&sheets)))
            }
            Self::TooManyRows => Problem::error(place, format!("the sheet has more than {MOST_ROWS} rows")),
            Self::TooManyColumns(row) => {
                Problem::error(at(place, row), format!("the sheet has more than {MOST_COLUMNS} columns"))
                    .hint("clear stray cells far right of the answers")
            }
            Self::TooManyCells(row) => {
                Problem::error(at(place, row), format!("the sheet spans more than {MOST_CELLS} cells"))
                    .hint("clear stray cells far below the answers")
            }
            Self::TooLong(row, column) => {
                let column = letters(column as usize);
                let message = format!("column {column} has a cell longer than {MOST_CELL_BYTES} bytes");
                Problem::error(at(place, row), message)
            }
            _ => Problem::error(place, "this is an archive (zip) without a spreadsheet in it")
                .hint("if the export is inside, unpack it first"),
        }
    }
}

fn at(place: Place, row: u32) -> Place {
    place.row(u64::from(row) + 1)
}

fn listed(sheets: &[String]) -> String {
    let names = sheets.iter().take(MOST_LISTED).map(|name| format!("“{}”", quoted(name)));
    let mut list = names.collect::<Vec<_>>().join(", ");
    if sheets.len() > MOST_LISTED {
        list.push_str(&format!(" and {} more", sheets.len() - MOST_LISTED));
    }
    list
}
