//! Text with separators and one header row, parsed by polars once its shape is known to be sound.

use std::io::Cursor;
use std::sync::Arc;

use polars::prelude::{
    Column, CsvReadOptions, DataFrame, DataType, IntoColumn, PlSmallStr, PolarsResult, Schema, SerReader,
    StringChunked,
};

use super::csv_shape::{self, Fault, FaultKind, Shape};
use super::metadata::Named;
use super::{
    Export, MOST_CELL_BYTES, MOST_COLUMNS, MOST_TOLD, counted, encoding, errors, headers, recognise,
};
use crate::plan::ExportFile;
use crate::problem::{Place, Problem, Problems};

/// The file as text cells.
pub(super) fn read(
    file: &ExportFile,
    bytes: Vec<u8>,
    named: &Named,
    threads: usize,
    problems: &mut Problems,
) -> Option<Export> {
    let place = Place::file(&file.path);
    let bytes =
        encoding::decode(&file.path, bytes, problems).map_err(|problem| problems.push(problem)).ok()?;
    let mut shape =
        csv_shape::shape(&bytes).map_err(|fault| problems.push(told(place.clone(), fault))).ok()?;
    let before = errors(problems);
    let kept = headers::columns_to_read(
        &file.path,
        &shape.headers,
        |column| shape.content.get(column).copied().unwrap_or(false),
        named,
        problems,
    );
    tell_ragged(&place, &shape, problems);
    if shape.rows == 0 || kept.is_empty() {
        problems.push(nothing_to_read(place.clone(), shape.rows));
    }
    if errors(problems) > before {
        return None;
    }
    let cells =
        parse(&mut shape, &bytes, &kept, threads).ok().filter(|cells| cells.height() as u64 == shape.rows);
    let Some(cells) = cells else {
        problems.push(Problem::error(place, "the text cannot be parsed as a table"));
        return None;
    };
    if is_qualtrics(&cells) {
        problems.push(several_header_rows(place));
        return None;
    }
    let recognised = recognise::as_csv(file.layout, shape.headers.len(), shape.separator);
    Some(Export { file: file.path.clone(), recognised, header_rows: 1, cells })
}

fn parse(shape: &mut Shape, bytes: &[u8], kept: &[usize], threads: usize) -> PolarsResult<DataFrame> {
    let body = shape.body(bytes);
    let frame = CsvReadOptions::default()
        .with_has_header(false)
        .with_schema(Some(Arc::new(schema(&shape.headers, kept))))
        .with_infer_schema_length(Some(0))
        .with_projection(Some(Arc::new(kept.to_vec())))
        .with_n_threads(Some(threads.max(1)))
        .with_rechunk(true)
        .map_parse_options(|options| options.with_separator(shape.separator))
        .into_reader_with_file_handle(Cursor::new(body))
        .finish()?;
    if !shape.quoted_empty {
        return Ok(frame);
    }
    let columns = frame.columns().iter().map(without_empty).collect::<PolarsResult<Vec<_>>>()?;
    DataFrame::new(frame.height(), columns)
}

/// Every column as text. Columns that are not read get names that no file can have, so that none is there twice.
fn schema(headers: &[String], kept: &[usize]) -> Schema {
    let mut names: Vec<PlSmallStr> = (0..headers.len()).map(|index| format!("\0{index}").into()).collect();
    for &index in kept {
        names[index] = headers[index].as_str().into();
    }
    names.into_iter().map(|name| (name, DataType::String)).collect()
}

/// The column with null in place of an empty pair of quotes.
fn without_empty(column: &Column) -> PolarsResult<Column> {
    let cells: StringChunked =
        column.str()?.iter().map(|cell| cell.filter(|text| !text.is_empty())).collect();
    Ok(cells.with_name(column.name().clone()).into_column())
}

/// Qualtrics writes the question texts and a row of JSON below its header.
fn is_qualtrics(cells: &DataFrame) -> bool {
    let first = cells.columns().first().and_then(|column| column.str().ok());
    first.is_some_and(|column| column.iter().take(2).flatten().any(|cell| cell.starts_with("{\"ImportId\"")))
}

fn several_header_rows(place: Place) -> Problem {
    Problem::error(
        place.row(3),
        "this looks like a Qualtrics export with several header rows, one is expected",
    )
    .hint("leave the names in row 1 and remove the two rows below it")
}

fn nothing_to_read(place: Place, rows: u64) -> Problem {
    let message = if rows == 0 {
        "empty export: a header row and no responses below it"
    } else {
        "no column to read: all of them hold personal data or have no header"
    };
    Problem::error(place, message)
}

fn tell_ragged(place: &Place, shape: &Shape, problems: &mut Problems) {
    let expected = counted(shape.headers.len() as u64, "column");
    for ragged in shape.ragged.iter().take(MOST_TOLD) {
        let message = format!("{expected} expected as in the header, {} found", ragged.cells);
        let hint = "a cell with a separator or a line end must stand in quotes";
        problems.push(Problem::error(place.clone().row(ragged.row), message).hint(hint));
    }
    let more = shape.ragged.len().saturating_sub(MOST_TOLD) as u64;
    if more > 0 {
        let message = format!("{} more with another number of columns than the header", counted(more, "row"));
        problems.push(Problem::error(place.clone(), message));
    }
}

fn told(place: Place, fault: Fault) -> Problem {
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
    };
    let hint = match fault.kind {
        FaultKind::StrayReturn => "save it again as “CSV UTF-8”, with the line ends of Windows or Unix",
        FaultKind::TooManyColumns => "is this the right file?",
        _ => "look at this row in a text editor: quotes must come in pairs",
    };
    Problem::error(place.row(fault.row), message).hint(hint)
}
