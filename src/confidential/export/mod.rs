//! Exports: the vendor's files as text cells, each with its file, row and column; no meaning yet.
//!
//! A file is judged before it is parsed: its bytes must be text of one encoding or a workbook, and a
//! text must have the shape of a table. What is wrong with it is told by row, in all files at once.
//! Columns in which survey tools put personal data do not pass this door unless the plan names them.

mod batch;
mod charset;
mod column;
mod csv;
mod csv_shape;
mod encoding;
mod headers;
mod layout;
mod long;
pub(in crate::confidential) mod metadata;
mod parquet_file;
mod recognise;
mod source;
mod spreadsheet;
mod spss;
mod triple_s;
mod workbook;
mod zip_directory;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use polars::prelude::DataFrame;

use crate::plan::{ExportFile, Layout, Plan};
use crate::problem::{Outcome, Place, Problem, Problems, Severity};
use metadata::Named;
use recognise::Kind;

/// The most columns an export may have.
const MOST_COLUMNS: usize = 2_000;

/// The most bytes a cell may have.
const MOST_CELL_BYTES: usize = 64 * 1024;

/// How many problems of one kind are told one by one; the others are counted.
const MOST_TOLD: usize = 20;

/// One export file as text cells.
pub(in crate::confidential) struct Export {
    /// The file, as the plan names it.
    pub(in crate::confidential) file: PathBuf,
    /// Which layout it has and how that was recognised, as a sentence for the log.
    pub(in crate::confidential) recognised: String,
    /// How many header rows stand above the first answer: record `i` is spreadsheet row `i + 1 + header_rows`.
    pub(in crate::confidential) header_rows: u64,
    /// One text column per column of the file, named by its header as written. A cell is null where it is empty.
    pub(in crate::confidential) cells: DataFrame,
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Export of {} rows and {} columns", self.cells.height(), self.cells.width())
    }
}

/// Reads every export file of a wave. `threads` bounds how many parts of a text are parsed at once.
///
/// # Errors
/// The problems of all files, where any of them cannot be read as an export.
pub(in crate::confidential) fn read(plan: &Plan, wave: usize, threads: usize) -> Outcome<Vec<Export>> {
    let wave_plan = &plan.waves[wave];
    if wave_plan.exports.is_empty() {
        let place = Place::file(&wave_plan.file);
        return Err(Problem::error(place, "the wave names no export file, at least one is needed").into());
    }
    read_files(&wave_plan.exports, &Named::of(plan, wave), threads)
}

fn read_files(files: &[ExportFile], named: &Named, threads: usize) -> Outcome<Vec<Export>> {
    let mut problems = Problems::new();
    let exports: Vec<Export> =
        files.iter().filter_map(|file| read_file(file, named, threads, &mut problems)).collect();
    let complete = exports.len() == files.len();
    problems.finish(complete.then_some(exports))
}

fn read_file(file: &ExportFile, named: &Named, threads: usize, problems: &mut Problems) -> Option<Export> {
    let path = file.path.as_path();
    let bytes = bytes_of(path).map_err(|problem| problems.push(problem)).ok()?;
    match recognise::kind(path, &bytes, file.layout).map_err(|problem| problems.push(problem)).ok()? {
        Kind::Text => csv::read(file, bytes, named, threads, problems),
        Kind::Workbook => workbook::read(file, bytes, named, problems),
    }
}

/// The whole file. Only ordinary files are read: a device or a pipe may never end.
fn bytes_of(path: &Path) -> Result<Vec<u8>, Problem> {
    let failed = |error: io::Error| Problem::files(path, "read the export", &error);
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(failed(io::Error::other("it is a folder, not a file")));
    }
    if !metadata.is_file() {
        return Err(failed(io::Error::other("it is not an ordinary file")));
    }
    std::fs::read(path).map_err(failed)
}

/// How many problems stop the run.
fn errors(problems: &Problems) -> usize {
    problems.count(Severity::Error)
}

/// "1 row", "2 rows".
fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// One export file on its own, for a look at its shape; nothing of it is named by a plan.
///
/// # Errors
/// Why it cannot be read as an export.
pub(in crate::confidential) fn inspect(path: &Path) -> Outcome<Export> {
    let file = ExportFile::new(path, Layout::Recognise);
    let mut problems = Problems::new();
    let export = read_file(&file, &Named::default(), 1, &mut problems);
    problems.finish(export)
}
