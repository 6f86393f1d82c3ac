//! Where the cells of a sheet are kept until its width is known, and the batches that are made of them then.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::super::batch::Batch;
use super::super::source::{BATCH_ROWS, batch_rows};

/// The rows of a block.
const BLOCK_ROWS: u32 = BATCH_ROWS as u32;

/// The cells with content of up to [`BLOCK_ROWS`] rows, eight bytes each besides their text.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Its place among the blocks of the sheet; those without content are left out.
    pub(super) number: u32,
    text: String,
    cells: Vec<Cell>,
}

/// A cell; its text begins where that of the cell before ends.
#[derive(Clone, Copy, Debug)]
struct Cell {
    /// The row within the block.
    row: u16,
    column: u16,
    end: u32,
}

/// The number of the block that a row is in.
pub(super) fn block_of(row: u32) -> u32 {
    row / BLOCK_ROWS
}

impl Block {
    /// A block without cells.
    pub(super) fn new(number: u32) -> Self {
        Self { number, ..Self::default() }
    }

    /// Adds a cell after all others; the sheet has checked its bounds.
    pub(super) fn push(&mut self, row: u32, column: u32, text: &str) {
        self.text.push_str(text);
        let end = self.text.len() as u32;
        self.cells.push(Cell { row: (row % BLOCK_ROWS) as u16, column: column as u16, end });
    }

    /// The cell of this row and column of the sheet; empty where there is none.
    pub(super) fn cell(&self, row: u32, column: u32) -> &str {
        let wanted = ((row % BLOCK_ROWS) as u16, column as u16);
        let found = self.cells.binary_search_by_key(&wanted, |cell| (cell.row, cell.column));
        found.map_or("", |at| self.text_of(at))
    }

    fn text_of(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.cells.get(before)).map_or(0, |cell| cell.end);
        let end = self.cells.get(at).map_or(0, |cell| cell.end);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// The rows of a sheet as batches. A block goes when its last batch has been made.
pub(super) struct Rows {
    blocks: Peekable<IntoIter<Block>>,
    /// The block that the next row is in, and its next cell.
    block: Block,
    next_cell: usize,
    row: u32,
    rows: u32,
    width: usize,
}

impl Rows {
    /// The batches of these blocks, all rows of one width.
    pub(super) fn new(blocks: Vec<Block>, rows: u32, width: usize) -> Self {
        let blocks = blocks.into_iter().peekable();
        Self { blocks, block: Block::default(), next_cell: 0, row: 0, rows, width }
    }

    fn enter_block(&mut self) {
        let number = block_of(self.row);
        self.block = self.blocks.next_if(|block| block.number == number).unwrap_or_default();
        self.next_cell = 0;
    }

    fn push_row(&mut self, batch: &mut Batch) {
        let row = (self.row % BLOCK_ROWS) as u16;
        for column in 0..self.width {
            let cell = self.block.cells.get(self.next_cell);
            if cell.is_some_and(|cell| cell.row == row && usize::from(cell.column) == column) {
                batch.push(self.block.text_of(self.next_cell));
                self.next_cell += 1;
            } else {
                batch.push("");
            }
        }
    }
}

impl Iterator for Rows {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        if self.row >= self.rows {
            return None;
        }
        if self.row.is_multiple_of(BLOCK_ROWS) {
            self.enter_block();
        }
        let most = batch_rows(self.width) as u32;
        let block_end = (block_of(self.row) + 1) * BLOCK_ROWS;
        let end = self.rows.min(block_end).min(self.row + most);
        let mut batch = Batch::new(u64::from(self.row) + 1, self.width);
        batch.cells.reserve((end - self.row) as usize * self.width);
        while self.row < end {
            self.push_row(&mut batch);
            self.row += 1;
        }
        Some(batch)
    }
}
