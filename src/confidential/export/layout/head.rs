//! The first rows of a file as layouts look at them.

use std::path::Path;

use super::super::metadata::key;
use crate::plan::label::normal_form;
use crate::problem::{Place, Problem};

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

/// Whether a person sees nothing in this cell.
pub(super) fn is_blank(cell: &str) -> bool {
    !cell.chars().any(|c| c.is_ascii_alphanumeric()) && normal_form(cell).is_empty()
}
