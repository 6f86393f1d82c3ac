//! The committee paper: a Word document that an officer finishes.

mod choose;
mod write;

use super::document::{Text, Table};
use super::office::{self, words_of};
use super::view::View;
use super::{Rendered, Reports};
use crate::plan::Theme;
use crate::problem::Problem;

/// The breadth of the text in twentieths of a point: A4 less two centimetres on either side.
const ACROSS: usize = 9638;

/// A piece of the paper.
enum Piece {
    /// A paragraph of a style.
    Words(&'static str, Text),
    /// A paragraph of a numbered list: the second or the third list of the numbering.
    Numbered(usize, Text),
    /// Something for the officer to fill in: what it is, and what belongs there.
    Fill(&'static str, &'static str),
    /// A table.
    Grid(Grid),
}

/// A table in words, its header row first.
struct Grid {
    caption: String,
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
    /// Of the columns, in twentieths of a point.
    widths: Vec<usize>,
}

impl Grid {
    fn of(table: &Table) -> Self {
        let row = |row: &super::document::TableRow| {
            std::iter::once(row.header.clone()).chain(row.entries.iter().map(words_of)).collect()
        };
        let rows = std::iter::once(table.columns.clone()).chain(table.rows.iter().map(row)).collect();
        Self::new(table.caption.clone(), rows, table.notes.clone())
    }

    fn new(caption: String, rows: Vec<Vec<String>>, notes: Vec<String>) -> Self {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let longest = |column: usize| {
            let lengths = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
            // Words of up to twelve letters are not broken; longer texts go over several lines.
            lengths.max().unwrap_or(0).clamp(8, 34) + 4
        };
        let lengths: Vec<usize> = (0..columns).map(longest).collect();
        let all: usize = lengths.iter().sum::<usize>().max(1);
        let widths = lengths.iter().map(|length| length * ACROSS / all).collect();
        Self { caption, rows, notes, widths }
    }

    /// Of the whole table.
    fn width(&self) -> usize {
        self.widths.iter().sum()
    }

    /// The places of a row with their breadths; a short row has empty places.
    fn cells<'a>(&'a self, row: &'a [String]) -> Vec<(&'a str, usize)> {
        let words = row.iter().map(String::as_str).chain(std::iter::repeat(""));
        words.zip(self.widths.iter().copied()).collect()
    }
}

/// `committee-paper.docx`, of the whole organisation.
///
/// # Errors
/// When the document cannot be put together, which would be a bug.
pub(crate) fn files(view: &View, reports: &Reports, theme: &Theme) -> Result<Vec<Rendered>, Problem> {
    let Some(council) = &reports.council else { return Ok(Vec::new()) };
    let pieces = choose::pieces(&council.document);
    let bytes = write::write(&pieces, &council.document, office::date(view), theme)?;
    Ok(vec![Rendered { path: "committee-paper.docx".to_owned(), bytes }])
}
