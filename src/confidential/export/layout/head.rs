//! The first rows of a file as layouts look at them.

use std::path::Path;

use super::super::metadata::key;
use crate::plan::label::{is_blank, normal_form};
use crate::problem::{Place, Problem};

/// The most bytes that row 1 may have: two thousand questions of a thousand letters each. Every one of them is compared.
const MOST_BYTES: usize = 4 << 20;

/// The first rows, as wide as they are.
pub(super) struct Head<'a> {
    rows: &'a [Vec<String>],
    /// The cells of row 1 as [`key`]s.
    keys: Vec<String>,
}

impl<'a> Head<'a> {
    /// The first rows of a file, if there is anything in row 1.
    pub(super) fn new(file: &Path, rows: &'a [Vec<String>]) -> Result<Self, Problem> {
        let place = Place::file(file);
        if rows.iter().flatten().all(|cell| is_blank(cell)) {
            return Err(Problem::error(place, "empty export: the file has no content at all"));
        }
        let first = rows.first().map(Vec::as_slice).unwrap_or_default();
        if first.iter().all(|cell| is_blank(cell)) {
            return Err(Problem::error(place.row(1), "row 1 is empty, the header is expected there"));
        }
        if first.iter().map(String::len).sum::<usize>() > MOST_BYTES {
            let message =
                format!("row 1 has more than {} MB of text, a header is expected there", MOST_BYTES >> 20);
            return Err(Problem::error(place.row(1), message).hint("is this the right file?"));
        }
        Ok(Self { rows, keys: first.iter().map(|cell| key(cell)).collect() })
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// How many columns the first `rows` rows have.
    pub(super) fn width(&self, rows: usize) -> usize {
        self.rows.iter().take(rows).map(Vec::len).max().unwrap_or(0)
    }

    /// A cell without white space round it, rows and columns from 0; empty where there is none.
    pub(super) fn cell(&self, row: usize, column: usize) -> &'a str {
        let cell = self.rows.get(row).and_then(|cells| cells.get(column));
        cell.map_or("", |cell| if is_blank(cell) { "" } else { cell.trim() })
    }

    /// The column whose header has one of these keys.
    pub(super) fn find(&self, keys: &[&str]) -> Option<usize> {
        self.keys.iter().position(|key| keys.contains(&key.as_str()))
    }

    /// The columns of these headers, or a sentence that names those that are missing.
    pub(super) fn all(&self, wanted: &[&str]) -> Result<Vec<usize>, String> {
        let found: Vec<Option<usize>> = wanted.iter().map(|name| self.find(&[key(name).as_str()])).collect();
        let lost = wanted.iter().zip(&found).filter(|(_, at)| at.is_none()).map(|(name, _)| *name);
        let lost: Vec<&str> = lost.collect();
        if lost.is_empty() { Ok(found.into_iter().flatten().collect()) } else { Err(missing(&lost)) }
    }

    /// The columns of each question, from one to before another: row 1 has it above the first of them.
    pub(super) fn questions(&self, rows: usize) -> Vec<(usize, usize)> {
        let width = self.width(rows);
        let starts: Vec<usize> = (0..width).filter(|&at| at == 0 || !self.cell(0, at).is_empty()).collect();
        let ends = starts.iter().skip(1).copied().chain([width]);
        starts.iter().copied().zip(ends).collect()
    }

    /// The last column of a row with something in it, counted from 1.
    pub(super) fn extent(&self, row: usize) -> usize {
        let cells = self.rows.get(row).map(Vec::as_slice).unwrap_or_default();
        cells.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1)
    }
}

/// "A is missing", "A, B are missing".
pub(super) fn missing(names: &[&str]) -> String {
    format!("{} {} missing", names.join(", "), if names.len() == 1 { "is" } else { "are" })
}

/// Whether a cell says this, which is in normal form; a long cell is not looked through.
pub(super) fn says(cell: &str, word: &str) -> bool {
    cell.len() <= 4 * word.len() && normal_form(cell) == word
}
