//! Rows of a text taken apart into cells.

use super::blocks::Block;
use super::encoding::{self, Written};
use super::fault::{Fault, FaultKind, Faults};
use super::spare::Spare;
use super::specials::Specials;
use crate::confidential::export::batch::Batch;
use crate::confidential::export::{MOST_CELL_BYTES, MOST_COLUMNS, MOST_TOLD};

/// The most cells that a block's blank lines and rows of another width may be filled up to: a block of line ends alone
/// must not become millions of wide rows.
const MOST_FILLED: usize = 2 * 1024 * 1024;

/// How a cell ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Cell,
    Row,
    Text,
}

/// A cell: where its text is, and how it ended.
struct Cell {
    /// Without the quotes around it.
    range: (usize, usize),
    /// Whether quotes in it are doubled.
    doubled: bool,
    end: End,
}

/// Goes through a text cell by cell.
struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    separator: u8,
    specials: Specials<'a>,
}

impl<'a> Scanner<'a> {
    fn new(bytes: &'a [u8], separator: u8) -> Self {
        Self { bytes, at: 0, separator, specials: Specials::new(bytes, separator) }
    }

    /// Whether there is another row.
    fn more(&self) -> bool {
        self.at < self.bytes.len()
    }

    /// Passes over a cell without quotes, and the separator after it; or over nothing, where the next is another.
    #[inline]
    fn plain_cell(&mut self) -> Option<(usize, usize)> {
        let end = self.specials.from(self.at);
        let cell = (self.at, end);
        // A quote at its beginning is no separator either.
        if *self.bytes.get(end)? != self.separator || end - self.at > MOST_CELL_BYTES {
            return None;
        }
        self.at = end + 1;
        Some(cell)
    }

    /// Passes over one cell and what ends it.
    #[inline]
    fn cell(&mut self) -> Result<Cell, FaultKind> {
        let start = self.at;
        let quoted = self.bytes.get(start) == Some(&b'"');
        let (range, doubled) = if quoted {
            self.at += 1;
            let doubled = self.quoted()?;
            ((start + 1, self.at - 1), doubled)
        } else {
            self.at = self.specials.from(start);
            ((start, self.at), false)
        };
        let end = self.end(quoted)?;
        if range.1 - range.0 > MOST_CELL_BYTES {
            return Err(FaultKind::CellTooLong);
        }
        Ok(Cell { range, doubled, end })
    }

    /// What stands after a cell.
    #[inline]
    fn end(&mut self, quoted: bool) -> Result<End, FaultKind> {
        let end = match self.bytes.get(self.at) {
            None => return Ok(End::Text),
            Some(&byte) if byte == self.separator => End::Cell,
            Some(b'\n') => End::Row,
            Some(b'\r') if self.bytes.get(self.at + 1) == Some(&b'\n') => {
                self.at += 1;
                End::Row
            }
            Some(b'\r') if !quoted => return Err(FaultKind::StrayReturn),
            Some(_) if quoted => return Err(FaultKind::AfterQuote),
            Some(_) => return Err(FaultKind::StrayQuote),
        };
        self.at += 1;
        Ok(end)
    }

    /// From after the opening quote to after the closing one; says whether there are doubled quotes between.
    fn quoted(&mut self) -> Result<bool, FaultKind> {
        let mut doubled = false;
        loop {
            let special = self.specials.from(self.at);
            let Some(byte) = self.bytes.get(special) else { return Err(FaultKind::Unterminated) };
            self.at = special + 1;
            if *byte != b'"' {
                continue;
            }
            if self.bytes.get(self.at) != Some(&b'"') {
                return Ok(doubled);
            }
            doubled = true;
            self.at += 1;
        }
    }
}

/// Rows as they are gathered.
struct Rows<'a> {
    text: &'a str,
    /// Cells whose quotes were doubled, with single ones; they stand behind the text.
    plain: String,
    cells: Vec<(u32, u32)>,
    faults: Faults,
    width: usize,
    rows: u64,
    /// Blank lines not yet known to have a row below them.
    blank: u64,
}

/// The rows of a block. A blank line is a row of empty cells, but not at the end of the text. Every row comes out as
/// wide as it should be; those that are not are faults.
pub(super) fn parse(block: Block) -> (Batch, Faults) {
    let Block { bytes, separator, width, utf8, last, spare } = block;
    let (text, mut written) = match decoded(bytes, utf8) {
        Ok(decoded) => decoded,
        Err(faults) => return (Batch::new(0, width), faults),
    };
    if written.windows > 0 {
        let first = text.bytes().position(|byte| !byte.is_ascii());
        written.first = first.map(|at| row_of(text.as_bytes(), at));
    }
    let mut rows = Rows {
        text: &text,
        plain: String::new(),
        cells: spare.cells(text.len() / 12),
        faults: Faults { width, written, ..Faults::default() },
        width,
        rows: 0,
        blank: 0,
    };
    rows.read(separator);
    if !last {
        rows.flush_blank();
    }
    let Rows { plain, cells, faults, .. } = rows;
    let mut text = text;
    text.push_str(&plain);
    (Batch { first_row: 0, width, text, cells }, faults)
}

/// The bytes as text.
pub(super) fn decoded(bytes: Vec<u8>, utf8: bool) -> Result<(String, Written), Faults> {
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(Faults::of(row_of(&bytes, at), 0, FaultKind::Nul));
    }
    encoding::text(bytes, utf8).map_err(|(bytes, at)| Faults::of(row_of(&bytes, at), 0, FaultKind::Encoding))
}

impl Rows<'_> {
    fn read(&mut self, separator: u8) {
        let text = self.text;
        let mut scanner = Scanner::new(text.as_bytes(), separator);
        while scanner.more() {
            if self.filled() > MOST_FILLED {
                let row = self.rows + self.blank;
                self.faults.fatal = Some(Fault { row, column: 0, kind: FaultKind::TooManyFilled });
                self.blank = 0;
                return;
            }
            let (start, first) = (scanner.at, self.cells.len());
            match self.row(&mut scanner) {
                Ok(1) if text.get(start..scanner.at).is_some_and(|line| line.trim().is_empty()) => {
                    self.cells.truncate(first);
                    self.blank += 1;
                }
                Ok(cells) => self.add(first, cells),
                Err((column, kind)) => {
                    self.cells.truncate(first);
                    let row = self.rows + self.blank;
                    self.faults.fatal = Some(Fault { row, column, kind });
                    return;
                }
            }
        }
    }

    /// Gathers the cells of one row; says how many there are.
    #[inline]
    fn row(&mut self, scanner: &mut Scanner<'_>) -> Result<usize, (usize, FaultKind)> {
        let mut column = 0;
        loop {
            if column >= MOST_COLUMNS {
                return Err((column, FaultKind::TooManyColumns));
            }
            if let Some((start, end)) = scanner.plain_cell() {
                self.cells.push((start as u32, end as u32));
                column += 1;
                continue;
            }
            let cell = scanner.cell().map_err(|kind| (column, kind))?;
            let range = if cell.doubled { self.undoubled(cell.range) } else { cell.range };
            self.cells.push((range.0 as u32, range.1 as u32));
            column += 1;
            if cell.end != End::Cell {
                return Ok(column);
            }
        }
    }

    #[cold]
    fn undoubled(&mut self, (start, end): (usize, usize)) -> (usize, usize) {
        let from = self.text.len() + self.plain.len();
        self.plain.push_str(&self.text.get(start..end).unwrap_or_default().replace("\"\"", "\""));
        (from, self.text.len() + self.plain.len())
    }

    /// How many cells stand, or would stand, where the text has none.
    fn filled(&self) -> usize {
        (self.blank + self.faults.blank_rows + self.faults.ragged_rows) as usize * self.width
    }

    /// The cells from `first` on are a row.
    fn add(&mut self, first: usize, cells: usize) {
        if self.blank > 0 {
            let row = self.cells.split_off(first);
            self.flush_blank();
            self.cells.extend(row);
        }
        if cells != self.width {
            let first = self.cells.len() - cells;
            self.cells.resize(first + self.width, (0, 0));
            self.faults.ragged_rows += 1;
            if self.faults.ragged.len() < MOST_TOLD {
                self.faults.ragged.push((self.rows, cells));
            }
        }
        self.rows += 1;
    }

    fn flush_blank(&mut self) {
        let cells = self.cells.len() + self.blank as usize * self.width;
        self.cells.resize(cells, (0, 0));
        self.faults.blank_rows += self.blank;
        self.rows += std::mem::take(&mut self.blank);
    }
}

/// The first rows of a text, each as wide as it is.
pub(super) fn first_rows(bytes: &[u8], separator: u8, utf8: bool, most: usize) -> (Vec<Vec<String>>, Faults) {
    let head = bytes.get(..length_of(bytes, most as u64)).unwrap_or_default();
    let mut rows = Vec::new();
    let mut at = 0;
    while at < head.len() && rows.len() < most {
        let length = length_of(head.get(at..).unwrap_or_default(), 1);
        let line = head.get(at..at + length).unwrap_or_default().to_vec();
        let width = cells_in(&line, separator);
        let (batch, mut faults) =
            parse(Block { bytes: line, separator, width, utf8, last: false, spare: Spare::default() });
        if let Some(fatal) = faults.fatal.as_mut() {
            fatal.row += rows.len() as u64;
            return (rows, faults);
        }
        rows.push((0..width).map(|column| batch.cell(0, column).to_owned()).collect());
        at += length.max(1);
    }
    (rows, Faults::default())
}

/// How many bytes the first rows have, with their ends.
pub(super) fn length_of(bytes: &[u8], rows: u64) -> usize {
    let (mut quoted, mut left) = (false, rows);
    for at in memchr::memchr2_iter(b'"', b'\n', bytes) {
        if left == 0 {
            break;
        }
        if bytes.get(at) == Some(&b'"') {
            quoted = !quoted;
        } else if !quoted {
            left -= 1;
            if left == 0 {
                return at + 1;
            }
        }
    }
    if left == 0 { 0 } else { bytes.len() }
}

/// How many cells the row has, as far as it can be read.
fn cells_in(row: &[u8], separator: u8) -> usize {
    let mut scanner = Scanner::new(row, separator);
    let mut cells = 1;
    while let Ok(Cell { end: End::Cell, .. }) = scanner.cell() {
        cells += 1;
        if cells > MOST_COLUMNS {
            break;
        }
    }
    cells
}

/// The row in which a byte is, from 0, however damaged the text is there.
fn row_of(bytes: &[u8], at: usize) -> u64 {
    let mut quoted = false;
    let ends_row = |&&byte: &&u8| {
        quoted ^= byte == b'"';
        byte == b'\n' && !quoted
    };
    bytes.iter().take(at).filter(ends_row).count() as u64
}
