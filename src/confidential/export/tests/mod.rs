//! Export files as users have them, and as they should never have them.

mod csv;
mod files;
mod fuzz;

use std::path::Path;

use super::metadata::Named;
use super::{RowFaults, open_files};
use crate::plan::{ExportFile, Layout};
use crate::problem::{Outcome, Problem, Problems, Severity, Warned};

/// An export read to its end.
#[derive(Debug)]
struct Sheet {
    recognised: String,
    header_rows: u64,
    headers: Vec<String>,
    /// By column, then by row.
    cells: Vec<Vec<String>>,
}

/// Reads a file with these bytes.
fn read_bytes(name: &str, bytes: &[u8]) -> Outcome<Sheet> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read_path(&path, Layout::Recognise)
}

fn read_path(path: &Path, layout: Layout) -> Outcome<Sheet> {
    let mut problems = Problems::new();
    let files = [ExportFile::new(path, layout)];
    let mut export = open_files(&files, &Named::only(&["ID", "Token"]))?.into(&mut problems).remove(0);
    let places: Vec<usize> = export.columns.iter().flat_map(super::column::Column::places).collect();
    let mut cells = vec![Vec::new(); places.len()];
    let mut faults = RowFaults::default();
    while let Some(piece) = export.rows.next()? {
        let mut parsed = piece.parse();
        let rows = parsed.skip..parsed.batch.rows();
        for (cells, &place) in cells.iter_mut().zip(&places) {
            cells.extend(rows.clone().map(|row| parsed.batch.cell(row, place).to_owned()));
        }
        for &column in &export.unnamed {
            if rows.clone().any(|row| !parsed.batch.cell(row, column).is_empty()) {
                problems.push(super::no_header(path, column));
            }
        }
        faults.merge(parsed.take_faults());
    }
    faults.tell(path, export.rows.header_rows(), &mut problems);
    if cells.iter().all(Vec::is_empty) && !problems.stop() {
        problems.push(super::no_responses(path));
    }
    let sheet = Sheet {
        recognised: export.recognised,
        header_rows: export.rows.header_rows(),
        headers: export.columns.iter().map(|column| column.names[0].clone()).collect(),
        cells,
    };
    problems.finish(Some(sheet))
}

/// The export in a file that can be read.
fn readable(name: &str, bytes: &[u8]) -> (Sheet, Problems) {
    match read_bytes(name, bytes) {
        Ok(Warned { value, problems }) => (value, problems),
        Err(problems) => panic!("{problems:#?}"),
    }
}

/// The errors of a file that cannot.
fn refused(name: &str, bytes: &[u8]) -> Vec<Problem> {
    let problems = read_bytes(name, bytes).err().unwrap_or_default();
    problems.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect()
}

/// The column's cells.
fn texts(sheet: &Sheet, column: &str) -> Vec<String> {
    sheet.cells[sheet.headers.iter().position(|header| header == column).unwrap()].clone()
}

/// The headers.
fn headers(sheet: &Sheet) -> Vec<&str> {
    sheet.headers.iter().map(String::as_str).collect()
}
