//! Exports: the vendor's files as text cells, each with its file, row and column; no meaning yet.
//!
//! A file is opened as what it is ([`kind`]): a text with separators, a spreadsheet, or a file that describes its own
//! columns. Its first rows say which survey tool wrote it ([`layout`]), and with that which columns there are and what
//! they may be called. Rows come in pieces that can be taken apart side by side, so that memory does not grow with the
//! file. Columns in which survey tools put personal data do not pass this door unless the plan names them.

mod batch;
mod charset;
mod column;
mod headers;
mod kind;
mod layout;
mod long;
mod meant;
pub(in crate::confidential) mod metadata;
mod parquet_file;
mod rows;
mod source;
mod spreadsheet;
mod spss;
mod text;
mod triple_s;

#[cfg(test)]
pub(in crate::confidential) mod testing;
#[cfg(test)]
mod tests;

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub(in crate::confidential) use batch::{Batch, Cell};
pub(in crate::confidential) use column::{Cells, Column, Missing, Value};
pub(in crate::confidential) use headers::no_header;
use kind::Kind;
use layout::Heading;
pub(in crate::confidential) use meant::{loose_form, without_suffix};
use metadata::Named;
pub(in crate::confidential) use rows::{Parsed, Piece, RowFaults, Rows};
use source::{Batches, Described};
pub(in crate::confidential) use spreadsheet::label_from_date;

use crate::ordinary;
use crate::plan::{ExportFile, Layout, Plan};
use crate::problem::{Outcome, Place, Problem, Problems, Warned};

/// The most columns an export may have.
const MOST_COLUMNS: usize = 2_000;

/// The most bytes a cell may have.
const MOST_CELL_BYTES: usize = 64 * 1024;

/// The most bytes of a file that cannot be read piece by piece.
const MOST_WHOLE: u64 = 512 * 1024 * 1024;

/// How many problems of one kind are told one by one; the others are counted.
const MOST_TOLD: usize = 20;

/// One export file, opened: its columns are known, its rows are still to be read.
pub(in crate::confidential) struct Export {
    /// The file, as the plan names it.
    pub(in crate::confidential) file: PathBuf,
    /// What the log calls those who answered in this way, if the plan says.
    pub(in crate::confidential) origin: Option<String>,
    /// Which layout it has and how that was recognised, as a sentence for the log.
    pub(in crate::confidential) recognised: String,
    /// Its columns, without those that hold personal data.
    pub(in crate::confidential) columns: Vec<Column>,
    /// Columns of the file that have no header: nothing may be in them.
    pub(in crate::confidential) unnamed: Vec<usize>,
    /// Its rows below the header.
    pub(in crate::confidential) rows: Rows,
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Export of {} columns", self.columns.len())
    }
}

impl Export {
    /// How many rows there are below the header; what is wrong with them is told.
    pub(in crate::confidential) fn count_rows(mut self, problems: &mut Problems) -> u64 {
        let (mut rows, mut faults) = (0, RowFaults::default());
        loop {
            match self.rows.next() {
                Ok(Some(piece)) => {
                    let mut parsed = piece.parse();
                    rows += (parsed.batch.rows() - parsed.skip) as u64;
                    faults.merge(parsed.take_faults());
                }
                Ok(None) => break,
                Err(problem) => {
                    problems.push(problem);
                    break;
                }
            }
            if faults.is_fatal() {
                break;
            }
        }
        faults.tell(&self.file, self.rows.header_rows(), problems);
        if rows == 0 && !problems.stop() {
            problems.push(no_responses(&self.file));
        }
        rows
    }
}

/// Opens every export file of a wave.
///
/// # Errors
/// The problems of all files, where any of them cannot be read as an export.
pub(in crate::confidential) fn open(plan: &Plan, wave: usize) -> Outcome<Vec<Export>> {
    let wave_plan = &plan.waves[wave];
    if wave_plan.exports.is_empty() {
        let place = Place::file(&wave_plan.file);
        return Err(Problem::error(place, "the wave names no export file, at least one is needed").into());
    }
    open_files(&wave_plan.exports, &Named::of(plan, wave))
}

/// Every file that is read for an export file of the plan, itself included.
pub(in crate::confidential) fn files(file: &ExportFile) -> Vec<PathBuf> {
    let named = [Some(&file.path), file.codebook.as_ref(), file.definition.as_ref()];
    let mut files: Vec<PathBuf> = named.into_iter().flatten().cloned().collect();
    let first = ordinary::open(&file.path).and_then(|mut source| first_bytes(&mut source));
    if first.is_ok_and(|first| kind::kind(file, &first).is_ok_and(|kind| kind == Kind::TripleS)) {
        files.extend(triple_s::beside(file));
        files.sort();
        files.dedup();
    }
    files
}

fn open_files(files: &[ExportFile], named: &Named) -> Outcome<Vec<Export>> {
    let mut problems = Problems::new();
    let mut exports = Vec::with_capacity(files.len());
    for file in files {
        match open_file(file, named, &mut problems) {
            Ok(export) => exports.push(export),
            Err(found) => problems.extend(found),
        }
    }
    let complete = exports.len() == files.len();
    problems.finish(complete.then_some(exports))
}

/// One export file on its own, for a look at its shape; nothing of it is named by a plan.
///
/// # Errors
/// Why it cannot be read as an export.
pub(in crate::confidential) fn inspect(path: &Path) -> Outcome<Export> {
    open_files(&[ExportFile::new(path, Layout::Recognise)], &Named::default())
        .map(|mut opened| Warned { value: opened.value.remove(0), problems: opened.problems })
}

/// A file opened and its columns found, before anything of it is left out.
struct Opened {
    heading: Heading,
    /// How many columns the file has, where some of them may have no header.
    width: usize,
    rows: Rows,
}

fn open_file(file: &ExportFile, named: &Named, problems: &mut Problems) -> Result<Export, Problems> {
    let Opened { heading, width, rows } = opened(file, named, problems)?;
    let named_columns = headers::seen(heading.columns);
    let unnamed = headers::unnamed(&named_columns, width);
    let kept = headers::kept(&file.path, named_columns, named, problems);
    if kept.is_empty() {
        let message = "no column to read: all of them hold personal data or have no header";
        return Err(Problem::error(Place::file(&file.path), message).into());
    }
    Ok(Export {
        file: file.path.clone(),
        origin: file.origin.clone(),
        recognised: heading.recognised,
        columns: kept,
        unnamed,
        rows,
    })
}

fn opened(file: &ExportFile, named: &Named, problems: &mut Problems) -> Result<Opened, Problems> {
    let path = file.path.as_path();
    let mut source = ordinary_file(path)?;
    let first = first_bytes(&mut source).map_err(|error| Problem::files(path, "read the export", &error))?;
    match kind::kind(file, &first)? {
        Kind::Text => opened_text(file, named, source, problems),
        Kind::Spreadsheet => {
            let grid = spreadsheet::open(file, whole(path, source)?)?;
            let mut heading = layout::heading(file, &grid.head, problems).ok_or_else(Problems::new)?;
            heading.recognised.push_str(&grid.remark);
            let width = width(&grid.head);
            finished((file, named), heading, width, Rows::of_batches(path, grid.rows))
        }
        Kind::Spss => Ok(described(file, spss::open(file, whole(path, source)?)?)),
        Kind::TripleS => Ok(described(file, triple_s::open(file)?)),
        Kind::Parquet => Ok(described(file, parquet_file::open(file)?)),
    }
}

fn opened_text(
    file: &ExportFile,
    named: &Named,
    source: File,
    problems: &mut Problems,
) -> Result<Opened, Problems> {
    let text = text::open(&file.path, source)?;
    let mut heading = layout::heading(file, &text.head, problems).ok_or_else(Problems::new)?;
    heading.recognised.push_str(&format!(", separated by {}", text.separated_by));
    let rows = Rows::of_text(&file.path, text.blocks);
    finished((file, named), heading, width(&text.head), rows)
}

fn width(head: &[Vec<String>]) -> usize {
    head.iter().map(Vec::len).max().unwrap_or(0)
}

/// The rows below the heading; of a long form one for each respondent or sheet.
fn finished(
    (file, named): (&ExportFile, &Named),
    heading: Heading,
    width: usize,
    mut rows: Rows,
) -> Result<Opened, Problems> {
    if file.layout == Layout::Long {
        let batches: Batches = Box::new(rows.into_batches());
        return Ok(described(file, long::respondents(file, named, heading, batches)?));
    }
    rows.skip(heading.header_rows);
    Ok(Opened { heading, width, rows })
}

fn described(file: &ExportFile, described: Described) -> Opened {
    let Described { recognised, header_rows, columns, rows } = described;
    let mut rows = Rows::of_batches(&file.path, rows);
    rows.skip(header_rows);
    Opened { heading: Heading { recognised, header_rows, columns }, width: 0, rows }
}

/// The file, opened. Only ordinary files are read: a device or a pipe may never end.
fn ordinary_file(path: &Path) -> Result<File, Problem> {
    ordinary::open(path).map_err(|error| Problem::files(path, "read the export", &error))
}

/// The first bytes, by which a file is known; the file is at its beginning again.
fn first_bytes(file: &mut File) -> io::Result<Vec<u8>> {
    use std::io::Seek;
    let mut first = Vec::with_capacity(kind::SIGN);
    file.by_ref().take(kind::SIGN as u64).read_to_end(&mut first)?;
    file.rewind()?;
    Ok(first)
}

/// All bytes of a file that cannot be read piece by piece.
fn bytes_of(path: &Path) -> Result<Vec<u8>, Problem> {
    whole(path, ordinary_file(path)?)
}

fn whole(path: &Path, mut file: File) -> Result<Vec<u8>, Problem> {
    let failed = |error: io::Error| Problem::files(path, "read the export", &error);
    let length = file.metadata().map_err(failed)?.len();
    if length > MOST_WHOLE {
        let message = format!("the file has {length} bytes, at most {MOST_WHOLE} are read of this kind");
        return Err(
            Problem::error(Place::file(path), message).hint("export it as CSV, which may be of any size")
        );
    }
    let mut bytes = Vec::with_capacity(length as usize);
    file.read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// A file without a single answer.
pub(in crate::confidential) fn no_responses(path: &Path) -> Problem {
    Problem::error(Place::file(path), "empty export: a header row and no responses below it")
}

/// "1 row", "2 rows".
pub(in crate::confidential) fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
