//! Rows of text cells, as many as are worked on at once.

use super::source::{MOST_BATCH_BYTES, batch_rows};

/// Some rows of a file, one after the other: every cell is text, every row is as wide as the file.
///
/// All text lies in one piece; a cell is a range of it. So a million rows cost no million strings.
#[derive(Default)]
pub(in crate::confidential) struct Batch {
    /// The number of the first row, as a spreadsheet shows it: the file's first row is 1.
    pub(super) first_row: u64,
    /// How many cells each row has.
    pub(super) width: usize,
    /// What the cells are ranges of.
    pub(super) text: String,
    /// The cells row by row.
    pub(super) cells: Vec<(u32, u32)>,
}

impl Batch {
    /// No rows yet.
    pub(in crate::confidential) fn new(first_row: u64, width: usize) -> Self {
        Self { first_row, width, ..Self::default() }
    }

    /// Adds a cell to the right of the last, or as the first of the next row where that one is full.
    pub(in crate::confidential) fn push(&mut self, cell: &str) {
        let start = self.text.len() as u32;
        self.text.push_str(cell);
        self.cells.push((start, self.text.len() as u32));
    }

    /// Adds rows, one with each call of `add`, until it has no more or the batch is full; says whether there may be more.
    ///
    /// # Errors
    /// The first of `add`'s own.
    pub(super) fn fill<E>(&mut self, mut add: impl FnMut(&mut Self) -> Result<bool, E>) -> Result<bool, E> {
        while self.rows() < batch_rows(self.width) && self.text.len() < MOST_BATCH_BYTES {
            if !add(self)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// How many rows there are.
    pub(in crate::confidential) fn rows(&self) -> usize {
        self.cells.len().checked_div(self.width).unwrap_or(0)
    }

    /// The number of the `row`-th row (from 0) as a spreadsheet shows it.
    pub(in crate::confidential) fn number(&self, row: usize) -> u64 {
        self.first_row + row as u64
    }

    /// A cell as it is in the file, without the quotes around it; empty where there is none.
    pub(in crate::confidential) fn cell(&self, row: usize, column: usize) -> &str {
        if column >= self.width {
            return "";
        }
        let range = self.cells.get(row * self.width + column);
        range.and_then(|&(start, end)| self.text.get(start as usize..end as usize)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_row_and_column() {
        let mut batch = Batch::new(4, 2);
        for cell in ["a", "", "c", "d"] {
            batch.push(cell);
        }
        assert_eq!((batch.rows(), batch.number(1)), (2, 5));
        assert_eq!(
            [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 0)].map(|(r, c)| batch.cell(r, c)),
            ["a", "", "c", "d", "", ""]
        );
    }
}
