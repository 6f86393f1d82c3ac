//! A codebook: what the codes in an export mean, and what its columns are called, where the file does not say so.
//!
//! A CSV file `column,question,code,label,missing` with a row for each code. A column is named as in the export, by any
//! of its names; `question`, once is enough, gives it another name. For a question over several columns its name stands
//! for all of them: codes that are its options give these their labels, and all its codes are taken for every part.

mod rows;
mod said;

use std::fs;
use std::io;
use std::path::Path;

use super::super::column::Column;
use super::super::{MOST_TOLD, counted};
use crate::plan::register::{Columns, Register};
use crate::problem::{Place, Problem, Problems};
use rows::Reader;

/// The most bytes a codebook may have: far more than 2,000 columns with a hundred codes each.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// Its columns.
const COLUMNS: Columns<'_> =
    Columns { required: &["column", "code", "label"], optional: &["question", "missing"] };

/// Adds what the codebook says; what is wrong with it is told by its own rows.
pub(super) fn add(file: &Path, columns: &mut [Column], problems: &mut Problems) {
    let mut own = Problems::new();
    match content(file) {
        Ok(bytes) => {
            if let Some(register) = Register::parse(file, &bytes, &COLUMNS, &mut own).filter(|_| !own.stop())
            {
                Reader::new(columns).read(&register, &mut own).apply(columns);
            }
        }
        Err(error) => own.push(Problem::files(file, "read the codebook", &error)),
    }
    tell(file, &own, problems);
}

/// The whole file, if it is an ordinary one: a device or a pipe may never end.
fn content(file: &Path) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(file)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not an ordinary file"));
    }
    if metadata.len() > MOST_BYTES {
        return Err(io::Error::other("it is too large for a codebook"));
    }
    fs::read(file)
}

/// The first problems one by one, and how many there are more: one wrong column name gives one for every row.
fn tell(file: &Path, own: &Problems, problems: &mut Problems) {
    for problem in own.iter().take(MOST_TOLD) {
        problems.push(problem.clone());
    }
    let more = own.iter().count().saturating_sub(MOST_TOLD);
    if more > 0 {
        let message = format!("{} in this codebook", counted(more as u64, "more problem"));
        problems.push(Problem::error(Place::file(file), message));
    }
}
