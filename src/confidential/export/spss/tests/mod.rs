//! Small files made by hand, files of other programs, and files that are damaged in every way.

mod damaged;
mod fixtures;
mod made;
mod writer;

use std::path::Path;

use super::open;
use crate::confidential::export::source::Described;
use crate::plan::{ExportFile, Layout};
use crate::problem::Problem;

/// A file that is read to its end: what it says of itself, and its cells row by row.
struct Read {
    described: Described,
    rows: Vec<Vec<String>>,
}

/// Reads a file with these bytes to its end.
fn read(bytes: &[u8]) -> Result<Read, Problem> {
    let file = ExportFile::new("survey.sav", Layout::Recognise);
    let mut described = open(&file, bytes.to_vec())?;
    let mut rows = Vec::new();
    for batch in &mut described.rows {
        let batch = batch?;
        assert_eq!(batch.number(0), rows.len() as u64 + 1);
        for row in 0..batch.rows() {
            rows.push((0..batch.width).map(|column| batch.cell(row, column).to_owned()).collect());
        }
    }
    Ok(Read { described, rows })
}

/// Reads a file that another program wrote.
fn fixture(name: &str) -> Read {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exports");
    read(&std::fs::read(folder.join(name)).unwrap()).unwrap()
}

/// Why a file with these bytes cannot be read.
fn refused(bytes: &[u8]) -> Problem {
    read(bytes).err().expect("refused")
}
