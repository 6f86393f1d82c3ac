//! The committee paper: a Word document that an officer finishes.

mod choose;
mod write;

use super::document::{Table, Text};
use super::office::{self, words_of};
use super::view::View;
use super::{Rendered, Reports};
use crate::plan::Theme;
use crate::problem::Problem;

/// The breadth of the text in twentieths of a point: A4 less two centimetres on either side.
const ACROSS: usize = 9638;

/// The breadth of a bold letter in a table, and of the edges of a cell.
const LETTER: usize = 124;
const EDGES: usize = 190;

/// The most notes below a table; of more, the first stands for all, and the others are in the report.
const MOST_NOTES: usize = 3;

/// A piece of the paper.
enum Piece {
    /// A paragraph of a style.
    Words(&'static str, Text),
    /// A place in the numbered list.
    Numbered(Text),
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
        let most = if table.notes.len() > MOST_NOTES { 1 } else { MOST_NOTES };
        Self::new(table.caption.clone(), rows, table.notes.iter().take(most).cloned().collect())
    }

    fn new(caption: String, rows: Vec<Vec<String>>, notes: Vec<String>) -> Self {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths = widths(&rows, columns);
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

/// Breadths of columns: no word of up to sixteen letters is broken, and what is left goes to those with long texts.
fn widths(rows: &[Vec<String>], columns: usize) -> Vec<usize> {
    let longest = |column: usize, length: &dyn Fn(&str) -> usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| length(cell)).max().unwrap_or(0)
    };
    let word = |cell: &str| cell.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    let least = |column| longest(column, &word).clamp(3, 16) * LETTER + EDGES;
    let wish = |column| longest(column, &|cell| cell.chars().count()).clamp(3, 60);
    let (least, wishes): (Vec<usize>, Vec<usize>) =
        (0..columns).map(|column| (least(column), wish(column))).unzip();
    let (taken, wished) = (least.iter().sum::<usize>().max(1), wishes.iter().sum::<usize>().max(1));
    let left = ACROSS.saturating_sub(taken);
    let width = |(least, wish): (&usize, &usize)| least * ACROSS.min(taken) / taken + left * wish / wished;
    least.iter().zip(&wishes).map(width).collect()
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
