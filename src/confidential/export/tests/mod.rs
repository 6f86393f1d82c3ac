//! Export files as users have them, and as they should never have them.

mod csv;
mod files;
mod workbook;

use std::path::Path;

use super::metadata::Named;
use super::{Export, read_files};
use crate::plan::{ExportFile, Layout};
use crate::problem::{Outcome, Problem, Problems, Severity, Warned};

/// Reads a file with these bytes.
fn read_bytes(name: &str, bytes: &[u8]) -> Outcome<Vec<Export>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read_path(&path, Layout::Recognise)
}

fn read_path(path: &Path, layout: Layout) -> Outcome<Vec<Export>> {
    read_files(&[ExportFile::new(path, layout)], &Named::only(&["ID", "Token"]), 2)
}

/// The export in a file that can be read.
fn readable(name: &str, bytes: &[u8]) -> (Export, Problems) {
    match read_bytes(name, bytes) {
        Ok(Warned { mut value, problems }) => (value.remove(0), problems),
        Err(problems) => panic!("{problems:#?}"),
    }
}

/// The errors of a file that cannot.
fn refused(name: &str, bytes: &[u8]) -> Vec<Problem> {
    let problems = read_bytes(name, bytes).err().unwrap_or_default();
    problems.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect()
}

/// The column's cells.
fn cells(export: &Export, column: &str) -> Vec<Option<String>> {
    let column = export.cells.column(column).unwrap();
    column.str().unwrap().iter().map(|cell| cell.map(str::to_owned)).collect()
}

/// The column's cells, blank ones as an empty text.
fn texts(export: &Export, column: &str) -> Vec<String> {
    cells(export, column).into_iter().map(Option::unwrap_or_default).collect()
}

/// The headers.
fn headers(export: &Export) -> Vec<&str> {
    export.cells.get_column_names().iter().map(|name| name.as_str()).collect()
}
