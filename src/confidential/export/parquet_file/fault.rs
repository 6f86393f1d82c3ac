//! What can be wrong with a Parquet file.

use std::path::Path;

use crate::confidential::export::{MOST_CELL_BYTES, MOST_COLUMNS};
use crate::problem::{Place, Problem};

/// The most cells: rows times columns.
pub(super) const MOST_CELLS: u64 = 100_000_000;

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It does not begin or end as a Parquet file does.
    Foreign,
    /// It ends before what it says it holds.
    CutOff,
    /// What it says of itself, or a page of it, cannot be.
    Damaged,
    /// Its footer cannot be read without a key.
    Encrypted,
    /// No column, or no row.
    Empty,
    /// More columns than an export may have.
    TooManyColumns,
    /// It unpacks to more than an export can need.
    TooLarge,
    /// Packed in a way that is not read.
    Packing(String),
    /// A column of a kind that is no cell, by its name.
    Column(String, String),
    /// A cell is too long, in this row and column.
    Cell(u64, String),
}

impl Fault {
    /// The problem with this file. What the parser said is never part of it: it could quote content.
    pub(super) fn told(self, path: &Path) -> Problem {
        let place = Place::file(path);
        match self {
            Self::Foreign => {
                Problem::error(place, "this is no Parquet file: it does not begin and end with PAR1")
                    .hint("is it complete, and the right file?")
            }
            Self::CutOff => {
                Problem::error(place, "the Parquet file is cut off: it holds less than it says").hint(AGAIN)
            }
            Self::Damaged => Problem::error(place, "the Parquet file is damaged").hint(AGAIN),
            Self::Encrypted => {
                Problem::error(place, "the Parquet file is encrypted").hint("write it without encryption")
            }
            Self::Empty => Problem::error(place, "empty export: the Parquet file has no rows, or no columns"),
            Self::TooManyColumns => Problem::error(place, format!("more than {MOST_COLUMNS} columns"))
                .hint("is this the right file?"),
            Self::TooLarge => {
                let message = format!(
                    "the Parquet file has more than {MOST_CELLS} cells, or unpacks to far more than an export can need"
                );
                Problem::error(place, message).hint("is this the right file?")
            }
            Self::Packing(packing) => {
                let message = format!("the Parquet file is packed with {packing}, which is not read");
                Problem::error(place, message).hint("write it with snappy or zstd, or not packed")
            }
            Self::Column(name, kind) => {
                let message = format!("the column holds {kind}, a single value in every row is expected");
                Problem::error(place.column(name), message)
                    .hint("write it as text, or as a column for each part")
            }
            Self::Cell(row, name) => {
                let message = format!("a cell longer than {MOST_CELL_BYTES} bytes");
                Problem::error(place.row(row).column(name), message)
            }
        }
    }
}

const AGAIN: &str = "write or copy it again";
