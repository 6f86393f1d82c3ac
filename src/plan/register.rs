//! Reads a CSV register: a header row with known columns, then one entry per row.

use std::path::{Path, PathBuf};

use super::label::{nearest, normal_form};
use super::small_file;
use super::text::{CONTROL, HIDDEN, clean, too_long};
use crate::problem::{Place, Problem, Problems};

/// A register: its rows with their places.
pub(crate) struct Register {
    file: PathBuf,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One row of a register.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'a> {
    register: &'a Register,
    index: usize,
}

/// Which columns a register must and may have.
pub(crate) struct Columns<'a> {
    /// Without these the register cannot be read.
    pub(crate) required: &'a [&'a str],
    /// These may be there.
    pub(crate) optional: &'a [&'a str],
}

impl Register {
    /// Reads the register; `None` after a problem that leaves nothing to go on with.
    pub(super) fn read(file: &Path, columns: &Columns<'_>, problems: &mut Problems) -> Option<Self> {
        match small_file::read(file) {
            Ok(bytes) => Self::parse(file, &bytes, columns, problems),
            Err(problem) => {
                problems.push(problem);
                None
            }
        }
    }

    /// The register in `bytes`, which are the content of `file`.
    pub(crate) fn parse(
        file: &Path,
        bytes: &[u8],
        wanted: &Columns<'_>,
        problems: &mut Problems,
    ) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
        let columns: Vec<String> = match reader.headers() {
            Ok(headers) => as_seen(headers, &[], &Place::file(file).row(1), problems),
            Err(_) => {
                problems.push(Problem::error(
                    Place::file(file).row(1),
                    "the header row is not UTF-8 text; save the file as UTF-8 CSV",
                ));
                return None;
            }
        };
        check_columns(file, &columns, wanted, problems);
        let mut rows = Vec::new();
        for (index, record) in reader.records().enumerate() {
            let place = Place::file(file).row(index as u64 + 2);
            match record {
                Ok(record) if record.len() == columns.len() => {
                    rows.push(as_seen(&record, &columns, &place, problems));
                }
                Ok(record) => {
                    let message =
                        format!("expected {} cells as in the header, found {}", columns.len(), record.len());
                    problems.push(
                        Problem::error(place, message).hint("put quotes round a text that contains a comma"),
                    );
                    rows.push(record.iter().map(str::to_owned).collect());
                }
                Err(_) => {
                    problems.push(Problem::error(
                        place,
                        "this row is not UTF-8 text; save the file as UTF-8 CSV",
                    ));
                    rows.push(Vec::new());
                }
            }
        }
        Some(Self { file: file.to_owned(), columns, rows })
    }

    /// Whether the register has this column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// Its rows that are not empty.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let filled = |index: &usize| self.rows[*index].iter().any(|cell| !cell.is_empty());
        (0..self.rows.len()).filter(filled).map(|index| Entry { register: self, index })
    }
}

/// The cells of a row as people see them.
fn as_seen(
    record: &csv::StringRecord,
    columns: &[String],
    place: &Place,
    problems: &mut Problems,
) -> Vec<String> {
    let mut cells = Vec::with_capacity(record.len());
    for (index, cell) in record.iter().enumerate() {
        let cleaned = clean(cell);
        let place =
            || columns.get(index).map_or_else(|| place.clone(), |column| place.clone().column(column));
        if cleaned.control {
            problems.push(Problem::error(place(), CONTROL).hint("write the text without it"));
        } else if cleaned.hidden {
            problems.push(Problem::warning(place(), HIDDEN));
        }
        if let Some(told) = too_long(&cleaned.text) {
            problems.push(Problem::error(place(), told));
        }
        cells.push(cleaned.text.into_owned());
    }
    cells
}

fn check_columns(file: &Path, columns: &[String], wanted: &Columns<'_>, problems: &mut Problems) {
    let known = || wanted.required.iter().chain(wanted.optional).copied();
    for (index, column) in columns.iter().enumerate() {
        let place = Place::file(file).row(1).column(column);
        if columns[..index].iter().any(|other| normal_form(other) == normal_form(column)) {
            problems.push(Problem::error(place, "this column is there twice"));
        } else if !known().any(|name| name == column) {
            let hint = nearest(column, known()).map(|near| format!("did you mean “{near}”?"));
            let expected = known().collect::<Vec<_>>().join(", ");
            problems.push(
                Problem::error(place, format!("this column is not known; expected {expected}"))
                    .maybe_hint(hint),
            );
        }
    }
    for name in wanted.required {
        if !columns.iter().any(|column| column == name) {
            problems
                .push(Problem::error(Place::file(file).row(1), format!("the column “{name}” is missing")));
        }
    }
}

impl<'a> Entry<'a> {
    /// The cell under a column, trimmed; empty where the column or the cell is missing.
    pub(crate) fn cell(&self, column: &str) -> &'a str {
        let at = self.register.columns.iter().position(|name| name == column);
        at.and_then(|at| self.register.rows[self.index].get(at)).map_or("", String::as_str)
    }

    /// The same, `None` where it is empty.
    pub(crate) fn filled(&self, column: &str) -> Option<&'a str> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty())
    }

    /// Where a cell is.
    pub(crate) fn place(&self, column: &str) -> Place {
        Place::file(&self.register.file).row(self.index as u64 + 2).column(column)
    }

    /// A name that must be one of `known`: its index, or a problem with the nearest one.
    pub(super) fn one_of<'n>(
        &self,
        column: &str,
        what: &str,
        known: impl Iterator<Item = &'n str> + Clone,
        problems: &mut Problems,
    ) -> Option<usize> {
        let name = self.cell(column);
        let found = known.clone().position(|other| other == name);
        if found.is_none() {
            problems.push(unknown_name(self.place(column), name, what, known));
        }
        found
    }
}

/// The problem of a name that is not among those known.
pub(super) fn unknown_name<'n>(
    place: Place,
    name: &str,
    what: &str,
    known: impl Iterator<Item = &'n str>,
) -> Problem {
    let hint = nearest(name, known).map(|near| format!("did you mean “{near}”?"));
    let message = format!("“{}” is no {what} of this pipeline", crate::problem::quoted(name));
    Problem::error(place, message).maybe_hint(hint)
}
