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

    /// The same, not yet taken out of the text.
    #[inline]
    pub(in crate::confidential) fn at(&self, row: usize, column: usize) -> Cell<'_> {
        let there = column < self.width;
        let range = there.then(|| self.cells.get(row * self.width + column)).flatten();
        let (start, end) = range.copied().unwrap_or_default();
        Cell { all: &self.text, start: start as usize, end: end as usize }
    }
}

/// A cell where it stands in a text: what follows it can be read with it, so that no look at a short one has to ask how
/// short it is.
#[derive(Clone, Copy)]
pub(in crate::confidential) struct Cell<'a> {
    all: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Cell<'a> {
    /// What is in it.
    pub(in crate::confidential) fn text(self) -> &'a str {
        self.all.get(self.start..self.end).unwrap_or_default()
    }

    /// How many bytes that is.
    pub(in crate::confidential) fn length(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Its first bytes, and what follows it where it is shorter; zeros behind the end of the text.
    #[inline]
    pub(in crate::confidential) fn first<const N: usize>(self) -> [u8; N] {
        let rest = self.all.as_bytes().get(self.start..).unwrap_or_default();
        if let Some(first) = rest.first_chunk() {
            return *first;
        }
        let mut first = [0; N];
        first.iter_mut().zip(rest).for_each(|(first, byte)| *first = *byte);
        first
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self { all: text, start: 0, end: text.len() }
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
        assert_eq!([(0, 0), (0, 1), (1, 1), (1, 2)].map(|(r, c)| batch.at(r, c).text()), ["a", "", "d", ""]);
        assert_eq!((batch.at(0, 0).length(), batch.at(0, 1).length()), (1, 0));
    }

    #[test]
    fn what_follows_a_cell_is_read_with_it() {
        let mut batch = Batch::new(1, 3);
        for cell in ["ab", "c", "def"] {
            batch.push(cell);
        }
        assert_eq!((batch.at(0, 0).first(), batch.at(0, 1).first()), (*b"abcd", *b"cdef"));
        assert_eq!((batch.at(0, 2).first(), batch.at(0, 3).first()), (*b"def\0", *b"abcd"));
        assert_eq!(Cell::from("ab").first(), *b"ab\0");
    }
}
