//! A sheet as it is read: its cells with content, in the order of rows, within bounds.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::headers::letters;
use super::super::source::{Grid, HEAD};
use super::super::{MOST_CELL_BYTES, MOST_COLUMNS, counted};
use super::blocks::{Block, Rows, block_of};
use super::fault::Fault;
use crate::problem::{Place, Problem};

/// The most cells a sheet may have, counting the empty ones between others.
pub(super) const MOST_CELLS: u64 = 50_000_000;

/// The most rows a spreadsheet has.
pub(super) const MOST_ROWS: u32 = 1_048_576;

/// The memory that the cells of any file may take: much more than a small one needs, however often it repeats itself.
const ROOM: u64 = 128 * 1024 * 1024;
/// How much they may take beyond that for each byte of the file unpacked: a text that is stored once and used in many
/// cells takes its length in each.
const ROOM_BY_BYTE: u64 = 4;
/// What a cell takes besides its text.
const CELL_ROOM: u64 = 8;

/// Cells with content; those without are not kept.
#[derive(Debug)]
pub(super) struct Sheet {
    blocks: Vec<Block>,
    /// The last cell with content, and how many rows and columns there are up to here.
    last: Option<(u32, u32)>,
    rows: u32,
    width: u32,
    /// How much memory may still be taken.
    room: u64,
    /// For each column: how many cells show an error, and the first row with one.
    errors: BTreeMap<u32, (u64, u32)>,
    /// Whether the row that is being read is hidden and has not been counted yet.
    row_hidden: bool,
    /// How many hidden rows have content.
    pub(super) hidden: u64,
    /// Whether any cell has a formula.
    pub(super) formulas: bool,
    /// How many cells have a formula and no value: written by a program that does not calculate.
    pub(super) never_worked_out: u64,
}

impl Sheet {
    /// An empty sheet of a file that unpacks to this.
    pub(super) fn new(unpacked: u64) -> Self {
        Self {
            blocks: Vec::new(),
            last: None,
            rows: 0,
            width: 0,
            room: ROOM + unpacked.saturating_mul(ROOM_BY_BYTE),
            errors: BTreeMap::new(),
            row_hidden: false,
            hidden: 0,
            formulas: false,
            never_worked_out: 0,
        }
    }

    /// Says that the cells which follow are in a row of their own.
    pub(super) fn begin_row(&mut self, hidden: bool) {
        self.row_hidden = hidden;
    }

    /// Adds a cell; cells come row by row, and in a row from left to right. An empty one leaves no trace.
    pub(super) fn add(&mut self, row: u32, column: u32, text: &str) -> Result<(), Fault> {
        if text.is_empty() {
            return Ok(());
        }
        if self.last.is_some_and(|last| last >= (row, column)) {
            return Err(Fault::Damaged);
        }
        self.check_bounds(row, column, text)?;
        if std::mem::take(&mut self.row_hidden) {
            self.hidden += 1;
        }
        self.last = Some((row, column));
        self.rows = row + 1;
        self.width = self.width.max(column + 1);
        if self.blocks.last().is_none_or(|block| block.number != block_of(row)) {
            self.blocks.push(Block::new(block_of(row)));
        }
        if let Some(block) = self.blocks.last_mut() {
            block.push(row, column, text);
        }
        Ok(())
    }

    fn check_bounds(&mut self, row: u32, column: u32, text: &str) -> Result<(), Fault> {
        if row >= MOST_ROWS {
            return Err(Fault::TooManyRows);
        }
        if column as usize >= MOST_COLUMNS {
            return Err(Fault::TooManyColumns(row));
        }
        if text.len() > MOST_CELL_BYTES {
            return Err(Fault::TooLong(row, column));
        }
        if u64::from(row + 1) * u64::from(self.width.max(column + 1)) > MOST_CELLS {
            return Err(Fault::TooManyCells(row));
        }
        self.room = self.room.checked_sub(CELL_ROOM + text.len() as u64).ok_or(Fault::Bomb)?;
        Ok(())
    }

    /// Adds a cell that shows an error.
    pub(super) fn add_error(&mut self, row: u32, column: u32) -> Result<(), Fault> {
        self.add(row, column, "#")?;
        self.errors.entry(column).or_insert((0, row)).0 += 1;
        Ok(())
    }

    /// The problem with cells that show an error: the first column's, with its first row, and which others have some.
    pub(super) fn shown_errors(&self, path: &Path) -> Option<Problem> {
        let (&column, &(cells, row)) = self.errors.first_key_value()?;
        let mut place = Place::file(path).row(u64::from(row) + 1);
        let header = self.blocks.first().map(|block| block.cell(0, column)).unwrap_or_default();
        if row > 0 && !header.trim().is_empty() {
            place = place.column(header);
        }
        let verb = if cells == 1 { "shows" } else { "show" };
        let mut message = format!(
            "{} of column {} {verb} a spreadsheet error such as #REF!",
            counted(cells, "cell"),
            letters(column as usize),
        );
        let others: Vec<String> =
            self.errors.keys().skip(1).map(|&column| letters(column as usize)).collect();
        match others.as_slice() {
            [] => {}
            [one] => message.push_str(&format!("; so do some of column {one}")),
            [first, .., last] if others.len() > 5 => {
                let more = counted(others.len() as u64, "other column");
                message.push_str(&format!("; so do some of {more} from {first} to {last}"));
            }
            several => message.push_str(&format!("; so do some of columns {}", several.join(", "))),
        }
        Some(Problem::error(place, message).hint("export it again; this is the first row with one"))
    }

    /// The rows up to the last one with content.
    pub(super) fn into_grid(self, remark: String) -> Grid {
        let width = self.width as usize;
        let head_rows = self.rows.min(HEAD as u32);
        let first = self.blocks.first().filter(|block| block.number == 0);
        let cell = |row, column| first.map(|block| block.cell(row, column).to_owned()).unwrap_or_default();
        let head =
            (0..head_rows).map(|row| (0..self.width).map(|column| cell(row, column)).collect()).collect();
        Grid { head, rows: Box::new(Rows::new(self.blocks, self.rows, width).map(Ok)), remark }
    }
}
