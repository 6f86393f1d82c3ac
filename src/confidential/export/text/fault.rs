//! What can be wrong with rows of a text, and how it is told.

use std::path::Path;

use super::encoding::Written;
use crate::confidential::export::{MOST_CELL_BYTES, MOST_COLUMNS, MOST_TOLD, counted};
use crate::problem::{Place, Problem, Problems};

/// The most blank lines among the rows of a file: as many as a sheet has rows.
const MOST_BLANK: u64 = 1 << 20;

/// What is wrong with a block, its rows counted from 0.
#[derive(Debug, Default)]
pub(in crate::confidential::export) struct Faults {
    /// Why nothing after a row can be trusted, if so: then the rows end there.
    pub(super) fatal: Option<Fault>,
    /// The first rows with more or fewer cells than there should be: row and cells.
    pub(super) ragged: Vec<(u64, usize)>,
    /// How many such rows there are.
    pub(super) ragged_rows: u64,
    /// How many rows are blank lines.
    pub(super) blank_rows: u64,
    /// How many cells a row should have.
    pub(super) width: usize,
    /// What the block was written in.
    pub(super) written: Written,
}

/// Why rows cannot be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The row in which it began, from 0.
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
    /// A byte that no text has.
    Nul,
    /// Bytes of no known encoding.
    Encoding,
    /// Line upon line that is blank, or has another number of columns.
    TooManyFilled,
}

impl Faults {
    /// Whether anything after these rows can be trusted.
    pub(in crate::confidential::export) fn is_fatal(&self) -> bool {
        self.fatal.is_some()
    }

    pub(super) fn of(row: u64, column: usize, kind: FaultKind) -> Self {
        Self { fatal: Some(Fault { row, column, kind }), ..Self::default() }
    }

    /// Adds those of the next rows, of which `rows` came before.
    pub(in crate::confidential::export) fn merge(&mut self, mut next: Self, rows: u64) {
        let told = next.ragged.into_iter().map(|(row, cells)| (row + rows, cells));
        self.ragged.extend(told.take(MOST_TOLD.saturating_sub(self.ragged.len())));
        self.ragged_rows += next.ragged_rows;
        self.width = self.width.max(next.width);
        self.written.utf8 |= next.written.utf8;
        self.written.windows += next.written.windows;
        self.written.first = self.written.first.or(next.written.first.map(|row| row + rows));
        if let Some(fault) = next.fatal.as_mut() {
            fault.row += rows;
        }
        self.fatal = self.fatal.take().or(next.fatal);
        self.blank_rows += next.blank_rows;
        if self.blank_rows > MOST_BLANK {
            self.fatal.get_or_insert(Fault { row: rows, column: 0, kind: FaultKind::TooManyFilled });
        }
    }
}

/// Tells the faults of rows of which `above` stand above, the first of them with the number 1.
pub(in crate::confidential::export) fn tell(
    path: &Path,
    faults: &Faults,
    above: u64,
    rows: u64,
    problems: &mut Problems,
) {
    let place = Place::file(path);
    for &(row, cells) in &faults.ragged {
        let expected = counted(faults.width as u64, "column");
        let message = format!("{expected} expected as in the header, {cells} found");
        let hint = "a cell with a separator or a line end must stand in quotes";
        problems.push(Problem::error(place.clone().row(row + above + 1), message).hint(hint));
    }
    let more = faults.ragged_rows.saturating_sub(faults.ragged.len() as u64);
    if more > 0 {
        let message = format!("{} more with another number of columns than the header", counted(more, "row"));
        problems.push(Problem::error(place.clone(), message));
    }
    if let Some(fault) = faults.fatal {
        problems.push(told(place.clone(), fault, above));
    }
    if rows > 0 {
        tell_encoding(place, faults.written, above, problems);
    }
}

fn tell_encoding(place: Place, written: Written, above: u64, problems: &mut Problems) {
    let Some(first) = written.first else { return };
    let place = place.row(first + above + 1);
    let hint = "export it again, or save it as “CSV UTF-8” in a spreadsheet program";
    if written.utf8 {
        let message = "the text is partly UTF-8 and partly something else, which begins here";
        problems.push(Problem::error(place, message).hint(hint));
    } else {
        let message = format!(
            "the text is not UTF-8; read as Windows-1252, with {} characters outside plain ASCII, of which this is the \
             first",
            written.windows
        );
        problems.push(Problem::warning(place, message).hint(hint));
    }
}

fn told(place: Place, fault: Fault, above: u64) -> Problem {
    let column = fault.column + 1;
    let message = match fault.kind {
        FaultKind::Unterminated => format!("the quote opened in column {column} is never closed"),
        FaultKind::AfterQuote => {
            format!("text after the closing quote of column {column}: a quote inside a cell must be doubled")
        }
        FaultKind::StrayQuote => {
            format!("a quote inside column {column}, whose cell does not begin with one")
        }
        FaultKind::StrayReturn => "a row that ends with a carriage return alone".to_owned(),
        FaultKind::TooManyColumns => format!("more than {MOST_COLUMNS} columns"),
        FaultKind::CellTooLong => format!("column {column} has a cell longer than {MOST_CELL_BYTES} bytes"),
        FaultKind::Nul => "a NUL byte, which text never has".to_owned(),
        FaultKind::Encoding => "bytes that are not UTF-8, which is expected".to_owned(),
        FaultKind::TooManyFilled => {
            "too many rows up to here are blank, or have another number of columns than the header".to_owned()
        }
    };
    let hint = match fault.kind {
        FaultKind::StrayReturn => "save it again as “CSV UTF-8”, with the line ends of Windows or Unix",
        FaultKind::TooManyColumns | FaultKind::TooManyFilled => "is this the right file?",
        FaultKind::Nul | FaultKind::Encoding => {
            "export it again, or save it as “CSV UTF-8” in a spreadsheet program"
        }
        _ => "look at this row in a text editor: quotes must come in pairs",
    };
    Problem::error(place.row(fault.row + above + 1), message).hint(hint)
}
