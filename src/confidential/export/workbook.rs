//! A workbook of Microsoft Forms: one header row, one row per response, on the first sheet.
//!
//! Cells are read one after the other, so that a sheet that claims to be huge takes no more memory
//! than what it holds. Macros, other sheets and formulas (but for their last values) are not looked at.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use polars::prelude::{Column, DataFrame, IntoColumn, StringChunkedBuilder};

use super::metadata::Named;
use super::zip_directory::{self, Unsound};
use super::{Export, MOST_CELL_BYTES, MOST_COLUMNS, counted, errors, headers, recognise};
use crate::plan::ExportFile;
use crate::problem::{Place, Problem, Problems, quoted};

/// The most cells a sheet may have, counting the empty ones between others.
const MOST_CELLS: u64 = 50_000_000;

/// The file as text cells.
pub(super) fn read(
    file: &ExportFile,
    bytes: Vec<u8>,
    named: &Named,
    problems: &mut Problems,
) -> Option<Export> {
    match try_read(file, bytes, named, problems) {
        Ok(export) => export,
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

fn try_read(
    file: &ExportFile,
    bytes: Vec<u8>,
    named: &Named,
    problems: &mut Problems,
) -> Result<Option<Export>, Problem> {
    let path = file.path.as_path();
    zip_directory::check(&bytes).map_err(|unsound| told_unsound(path, unsound))?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| told(path, &error))?;
    let sheet = first_sheet(path, &workbook)?;
    let sheets = workbook.sheet_names().len();
    let mut table = Table::default();
    let mut reader = workbook.worksheet_cells_reader(&sheet).map_err(|error| told(path, &error))?;
    while let Some(cell) = reader.next_cell().map_err(|error| told(path, &error))? {
        let (row, column) = cell.get_position();
        table.add(row, column, cell.get_value()).map_err(|fault| told_fault(path, row, column, fault))?;
    }
    if table.headers.is_empty() {
        return Err(no_header(path, table.rows));
    }
    let mut recognised = recognise::as_forms(file, &table.headers)?;
    if sheets > 1 {
        recognised.push_str(&format!(
            "; its sheet “{}” was read, {} not",
            quoted(&sheet),
            others(sheets - 1)
        ));
    }
    let cells = table.finish(path, named, problems);
    Ok(cells.map(|cells| Export { file: file.path.clone(), recognised, header_rows: 1, cells }))
}

fn no_header(path: &Path, rows: u32) -> Problem {
    match rows {
        0 => Problem::error(Place::file(path), "empty export: the sheet has no content at all"),
        _ => Problem::error(Place::file(path).row(1), "row 1 is empty, the header is expected there"),
    }
}

fn others(count: usize) -> String {
    if count == 1 { "the other sheet".to_owned() } else { format!("{count} others") }
}

fn first_sheet(path: &Path, workbook: &Xlsx<Cursor<Vec<u8>>>) -> Result<String, Problem> {
    let visible = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    };
    let sheet = workbook.sheets_metadata().iter().find(visible).map(|sheet| sheet.name.clone());
    sheet.ok_or_else(|| Problem::error(Place::file(path), "the workbook has no sheet of cells"))
}

/// What is wrong with a cell so that nothing after it is read.
enum Fault {
    OutOfOrder,
    TooManyColumns,
    TooManyCells,
    TooLong,
}

/// The sheet as it is read: headers, then columns that are as long as their last content.
#[derive(Default)]
struct Table {
    headers: Vec<String>,
    columns: Vec<Option<StringChunkedBuilder>>,
    lengths: Vec<u32>,
    /// For each column: how many cells show an error, and the first row with one.
    errors: BTreeMap<usize, (u64, u32)>,
    rows: u32,
    /// Cells up to each column's last content, the empty ones among them.
    spanned: u64,
    last: Option<(u32, u32)>,
}

impl Table {
    /// Adds a cell; cells come row by row, and in a row from left to right.
    fn add(&mut self, row: u32, column: u32, value: &DataRef<'_>) -> Result<(), Fault> {
        if self.last.is_some_and(|last| last >= (row, column)) {
            return Err(Fault::OutOfOrder);
        }
        self.last = Some((row, column));
        let column = column as usize;
        let mut made = String::new();
        let Some(text) = text_of(value, &mut made) else { return Ok(()) };
        if text.is_empty() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(Fault::TooManyColumns);
        }
        if text.len() > MOST_CELL_BYTES {
            return Err(Fault::TooLong);
        }
        if row == 0 {
            self.headers.resize(self.headers.len().max(column + 1), String::new());
            text.clone_into(&mut self.headers[column]);
            return Ok(());
        }
        if matches!(value, DataRef::Error(_)) {
            self.errors.entry(column).or_insert((0, row)).0 += 1;
        }
        self.append(row, column, text)
    }

    fn append(&mut self, row: u32, column: usize, text: &str) -> Result<(), Fault> {
        if self.columns.len() <= column {
            self.columns.resize_with(column + 1, || None);
            self.lengths.resize(column + 1, 0);
        }
        self.spanned += u64::from(row - self.lengths[column]);
        if self.spanned > MOST_CELLS {
            return Err(Fault::TooManyCells);
        }
        let cells = self.columns[column].get_or_insert_with(|| StringChunkedBuilder::new("".into(), 0));
        for _ in self.lengths[column] + 1..row {
            cells.append_null();
        }
        cells.append_value(text);
        self.lengths[column] = row;
        self.rows = self.rows.max(row);
        Ok(())
    }

    /// The columns that may be read, all as long as the last row with content.
    fn finish(mut self, path: &Path, named: &Named, problems: &mut Problems) -> Option<DataFrame> {
        let before = errors(problems);
        let width = self.headers.len().max(self.columns.len());
        self.headers.resize(width, String::new());
        self.columns.resize_with(width, || None);
        self.lengths.resize(width, 0);
        let lengths = &self.lengths;
        let has_content = |column: usize| lengths.get(column).is_some_and(|&length| length > 0);
        let kept = headers::columns_to_read(path, &self.headers, has_content, named, problems);
        self.tell(path, &kept, problems);
        if errors(problems) > before {
            return None;
        }
        let rows = self.rows as usize;
        let columns = kept.iter().map(|&index| self.column(index)).collect();
        DataFrame::new(rows, columns)
            .map_err(|_| problems.push(Problem::error(Place::file(path), "the sheet is not a table")))
            .ok()
    }

    fn tell(&self, path: &Path, kept: &[usize], problems: &mut Problems) {
        if self.rows == 0 {
            let message = "empty export: no responses below the header row";
            problems.push(Problem::error(Place::file(path), message));
        } else if kept.is_empty() {
            let message = "no column to read: all of them hold personal data or have no header";
            problems.push(Problem::error(Place::file(path), message));
        }
        if u64::from(self.rows) * kept.len() as u64 > MOST_CELLS {
            problems.push(too_many_cells(Place::file(path)));
        }
        for (&column, &(cells, first)) in self.errors.iter().filter(|(column, _)| kept.contains(column)) {
            let place = Place::file(path).row(u64::from(first) + 1).column(&self.headers[column]);
            let message =
                format!("{} of the column shows a spreadsheet error such as #REF!", counted(cells, "cell"));
            problems
                .push(Problem::error(place, message).hint("export it again; this is the first row with one"));
        }
    }

    fn column(&mut self, index: usize) -> Column {
        let name = self.headers[index].as_str();
        let mut cells = self.columns[index].take().unwrap_or_else(|| StringChunkedBuilder::new("".into(), 0));
        for _ in self.lengths[index]..self.rows {
            cells.append_null();
        }
        cells.finish().with_name(name.into()).into_column()
    }
}

/// A cell's text; `made` holds it where the workbook does not have it as text.
fn text_of<'a>(value: &'a DataRef<'_>, made: &'a mut String) -> Option<&'a str> {
    *made = match value {
        DataRef::Empty => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => return Some(text),
        DataRef::SharedString(text) => return Some(text),
        DataRef::Error(_) => return Some("#"),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(true) => return Some("TRUE"),
        DataRef::Bool(false) => return Some("FALSE"),
        DataRef::DateTime(time) if time.is_duration() => time.as_f64().to_string(),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
        }
    };
    Some(made)
}

fn told_unsound(path: &Path, unsound: Unsound) -> Problem {
    match unsound {
        Unsound::Damaged => damaged(path),
        Unsound::Bomb => Problem::error(
            Place::file(path),
            "the workbook unpacks to far more than an export can need; refused",
        )
        .hint("is this the right file?"),
    }
}

fn told(path: &Path, error: &XlsxError) -> Problem {
    match error {
        XlsxError::Password => Problem::error(Place::file(path), "the workbook is encrypted")
            .hint("open it in a spreadsheet program, remove its password, and save it again"),
        _ => damaged(path),
    }
}

fn damaged(path: &Path) -> Problem {
    Problem::error(
        Place::file(path),
        "the workbook cannot be read: it is damaged, cut off, or no .xlsx workbook",
    )
    .hint("download it again, or open it in a spreadsheet program and save it as .xlsx")
}

fn told_fault(path: &Path, row: u32, column: u32, fault: Fault) -> Problem {
    let place = Place::file(path).row(u64::from(row) + 1);
    let column = u64::from(column) + 1;
    match fault {
        Fault::OutOfOrder => damaged(path),
        Fault::TooManyCells => too_many_cells(place),
        Fault::TooManyColumns => Problem::error(place, format!("more than {MOST_COLUMNS} columns")),
        Fault::TooLong => {
            Problem::error(place, format!("column {column} has a cell longer than {MOST_CELL_BYTES} bytes"))
        }
    }
}

fn too_many_cells(place: Place) -> Problem {
    let message = format!("the sheet spans more than {MOST_CELLS} cells");
    Problem::error(place, message).hint("clear stray cells far below the answers")
}
