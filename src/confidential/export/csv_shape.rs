//! The shape of a text with separators, in one pass over its bytes before anything parses it.
//!
//! Rules of RFC 4180, strictly: a quoted cell ends with a quote that is followed by a separator or the
//! end of the row; an unquoted cell has no quote; every row has as many cells as the header. What
//! breaks them is told by the row in which it began. A row is a record: its cells may hold line ends.

use std::borrow::Cow;
use std::ops::Range;

use super::{MOST_CELL_BYTES, MOST_COLUMNS};

/// What the pass found out about a text that is a table.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// What stands between cells.
    pub(super) separator: u8,
    /// The cells of the header row, without their quotes.
    pub(super) headers: Vec<String>,
    /// The rows below the header, without blank lines at the end.
    pub(super) body: Range<usize>,
    /// How many rows the body has.
    pub(super) rows: u64,
    /// Blank lines inside the body: rows without a single separator.
    pub(super) blank: Vec<usize>,
    /// Which columns have content below the header.
    pub(super) content: Vec<bool>,
    /// Whether any cell is an empty pair of quotes.
    pub(super) quoted_empty: bool,
    /// Rows with more or fewer cells than the header.
    pub(super) ragged: Vec<Ragged>,
}

/// A row with more or fewer cells than the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ragged {
    /// The row; the header is row 1.
    pub(super) row: u64,
    /// How many cells it has.
    pub(super) cells: usize,
}

/// Why a text is no table: the pass stops there, since nothing after it can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The row in which it began; the header is row 1.
    pub(super) row: u64,
    /// The column, from 0.
    pub(super) column: usize,
    /// What it is.
    pub(super) kind: FaultKind,
}

/// What can be wrong with a row so that the rows after it cannot be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// A quote is opened and never closed.
    Unterminated,
    /// Text follows a closing quote: most often a quote was opened by mistake.
    AfterQuote,
    /// A quote inside a cell that does not begin with one.
    StrayQuote,
    /// A carriage return without a line feed outside quotes.
    StrayReturn,
    /// More columns than an export may have.
    TooManyColumns,
    /// A cell longer than a cell may be.
    CellTooLong,
}

/// How a cell ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Cell,
    Row,
    Text,
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    separator: u8,
}

/// One pass over the text.
pub(super) fn shape(bytes: &[u8]) -> Result<Shape, Fault> {
    let (start, separator) = separator_of(bytes);
    let mut scanner = Scanner { bytes, at: start, separator };
    let mut shape = Shape { separator, ..Shape::default() };
    let mut row = 1;
    scanner.row(row, |_, cell| shape.headers.push(unquoted(cell)))?;
    shape.content = vec![false; shape.headers.len()];
    shape.body = scanner.at..scanner.at;
    let mut pending: Vec<usize> = Vec::new();
    while scanner.at < bytes.len() {
        let start = scanner.at;
        row += 1;
        let cells = scanner.row(row, |column, cell| shape.see(column, cell))?;
        let record = bytes.get(start..scanner.at).unwrap_or_default();
        if cells == 1 && record.trim_ascii().is_empty() {
            pending.push(start);
            continue;
        }
        if cells != shape.headers.len() {
            shape.ragged.push(Ragged { row, cells });
        }
        shape.blank.append(&mut pending);
        shape.body.end = scanner.at;
        shape.rows = row - 1;
    }
    Ok(shape)
}

impl Shape {
    fn see(&mut self, column: usize, cell: &[u8]) {
        if cell == b"\"\"" {
            self.quoted_empty = true;
        } else if !cell.is_empty()
            && let Some(content) = self.content.get_mut(column)
        {
            *content = true;
        }
    }

    /// The rows as they are parsed: a blank line becomes a row of empty cells, so that no row is lost,
    /// and the last row has its end.
    pub(super) fn body<'a>(&mut self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        let body = bytes.get(self.body.clone()).unwrap_or_default();
        if self.blank.is_empty() && body.ends_with(b"\n") {
            return Cow::Borrowed(body);
        }
        let mut repaired = Vec::with_capacity(body.len() + 1);
        let mut from = 0;
        for line in self.blank.iter().map(|at| at - self.body.start) {
            repaired.extend_from_slice(&body[from..line]);
            repaired.extend_from_slice(b"\"\"");
            repaired.resize(repaired.len() + self.headers.len() - 1, self.separator);
            repaired.push(b'\n');
            from =
                body[line..].iter().position(|&byte| byte == b'\n').map_or(body.len(), |end| line + end + 1);
        }
        repaired.extend_from_slice(&body[from..]);
        if !repaired.ends_with(b"\n") {
            repaired.push(b'\n');
        }
        self.quoted_empty |= !self.blank.is_empty();
        Cow::Owned(repaired)
    }
}

impl Scanner<'_> {
    /// Passes over one row, giving each cell as written; says how many there were.
    fn row(&mut self, row: u64, mut cell: impl FnMut(usize, &[u8])) -> Result<usize, Fault> {
        let mut column = 0;
        loop {
            let fault = |kind| Fault { row, column, kind };
            if column >= MOST_COLUMNS {
                return Err(fault(FaultKind::TooManyColumns));
            }
            let start = self.at;
            let (length, end) = self.cell().map_err(fault)?;
            if length > MOST_CELL_BYTES {
                return Err(fault(FaultKind::CellTooLong));
            }
            cell(column, &self.bytes[start..start + length]);
            column += 1;
            if end != End::Cell {
                return Ok(column);
            }
        }
    }

    /// Passes over one cell and what ends it; says how long it is and what ended it.
    fn cell(&mut self) -> Result<(usize, End), FaultKind> {
        let start = self.at;
        if self.bytes.get(start) == Some(&b'"') {
            self.at += 1;
            self.quoted()?;
        } else {
            let rest = &self.bytes[start..];
            let ends = |&byte: &u8| byte == self.separator || matches!(byte, b'\n' | b'\r' | b'"');
            self.at += rest.iter().position(ends).unwrap_or(rest.len());
        }
        let length = self.at - start;
        let quoted = length > 0 && self.bytes[start] == b'"';
        let end = match self.bytes.get(self.at) {
            None => End::Text,
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
        if end != End::Text {
            self.at += 1;
        }
        Ok((length, end))
    }

    /// From after the opening quote to after the closing one.
    fn quoted(&mut self) -> Result<(), FaultKind> {
        loop {
            let rest = &self.bytes[self.at..];
            let Some(quote) = rest.iter().position(|&byte| byte == b'"') else {
                return Err(FaultKind::Unterminated);
            };
            self.at += quote + 1;
            if self.bytes.get(self.at) != Some(&b'"') {
                return Ok(());
            }
            self.at += 1;
        }
    }
}

/// Where the header begins and which separator it has: a `sep=;` line says so, else the one that gives
/// the header and the row below it the same number of cells, else the commonest in the header.
fn separator_of(bytes: &[u8]) -> (usize, u8) {
    if let [b's', b'e', b'p', b'=', separator @ (b',' | b';' | b'\t'), rest @ ..] = bytes {
        let ends = [&b"\r\n"[..], b"\n"].into_iter().find(|end| rest.starts_with(end));
        if let Some(end) = ends {
            return (5 + end.len(), *separator);
        }
    }
    let score = |separator: u8| {
        let (header, next) = cells_of(bytes, 0, separator);
        let (below, _) = cells_of(bytes, next, separator);
        (header > 1 && header == below, header)
    };
    // The comma is last, because of equals the last is taken.
    let best = [b'\t', b';', b','].into_iter().max_by_key(|&separator| score(separator));
    (0, best.unwrap_or(b','))
}

/// How many cells the record at `from` has, and where the next one begins.
fn cells_of(bytes: &[u8], from: usize, separator: u8) -> (usize, usize) {
    let (mut cells, mut quoted) = (1, false);
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => return (cells, at + 1),
            _ if byte == separator && !quoted => cells += 1,
            _ => {}
        }
    }
    (cells, bytes.len())
}

/// The row in which a byte is, however damaged the text is there.
pub(super) fn row_of(bytes: &[u8], at: usize) -> u64 {
    let mut quoted = false;
    let ends_row = |&&byte: &&u8| {
        quoted ^= byte == b'"';
        byte == b'\n' && !quoted
    };
    1 + bytes.iter().take(at).filter(ends_row).count() as u64
}

fn unquoted(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell);
    match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => text.into_owned(),
    }
}
