//! `set_aside.csv`: which rows of the exports are no respondents, and why.
//!
//! A reason may tell of somebody ("withdrew consent"), so that a store with a key has it as an encrypted
//! `set_aside.parquet`.

use std::io;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray, UInt64Array};
use arrow::datatypes::{DataType, Field, Schema};

use crate::confidential::inert::{inert, live};
use crate::confidential::wave::SetAside;
use crate::plan::Plan;
use crate::problem::{Problem, Problems};

use super::parquet_file::{self, Entry};
use super::place::StoredFile;
use super::{SET_ASIDE, SET_ASIDE_ENCRYPTED, Store, aside};

/// The columns of both forms.
const COLUMNS: [&str; 3] = ["file", "row", "reason"];

impl Store {
    /// Writes the ledger of a wave; with its header alone where every row is a respondent.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(in crate::confidential) fn write_set_aside(
        &self,
        plan: &Plan,
        wave: usize,
        ledger: &[SetAside],
    ) -> Result<(), Problems> {
        self.may_write()?;
        let path = self.wave_file(plan, wave, SET_ASIDE);
        if self.key.is_some() {
            let encrypted = self.wave_file(plan, wave, SET_ASIDE_ENCRYPTED);
            return Ok(write_encrypted(&encrypted, ledger, parquet_file::origin_of_reading(plan, wave))?);
        }
        Ok(aside::write_aside(&path, |file| {
            let mut writer = csv::Writer::from_writer(file);
            writer.write_record(COLUMNS).map_err(io::Error::from)?;
            for row in ledger {
                // It is opened in a spreadsheet, and names and reasons are anybody's.
                let cells = [inert(&row.file.to_string_lossy()), row.row.to_string(), inert(&row.reason)];
                writer.write_record(cells).map_err(io::Error::from)?;
            }
            writer.flush()
        })?)
    }

    /// Puts the encrypted form of a ledger in the place of the plain one.
    pub(super) fn encrypt_set_aside(&self, plain: &StoredFile) -> Result<(), Problem> {
        let ledger = read(plain).map_err(|error| Problem::files(plain, "read", &error))?;
        let folder = plain.place().split('/').next().unwrap_or_default();
        write_encrypted(&self.file(&[folder, SET_ASIDE_ENCRYPTED]), &ledger, Vec::new())?;
        aside::remove(plain).map_err(|error| Problem::files(plain, "remove", &error))
    }
}

fn write_encrypted(path: &StoredFile, ledger: &[SetAside], entries: Vec<Entry>) -> Result<(), Problem> {
    let [file, row, reason] = COLUMNS;
    let schema = Arc::new(Schema::new(vec![
        Field::new(file, DataType::Utf8, false),
        Field::new(row, DataType::UInt64, false),
        Field::new(reason, DataType::Utf8, false),
    ]));
    let columns: Vec<ArrayRef> = vec![
        Arc::new(ledger.iter().map(|row| Some(row.file.to_string_lossy())).collect::<StringArray>()),
        Arc::new(ledger.iter().map(|row| row.row).collect::<UInt64Array>()),
        Arc::new(ledger.iter().map(|row| Some(row.reason.as_str())).collect::<StringArray>()),
    ];
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns);
    parquet_file::write(path, &schema, entries, std::iter::once(batch))
}

fn read(path: &Path) -> io::Result<Vec<SetAside>> {
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.map_err(io::Error::from)?;
        let cell = |column: usize| live(record.get(column).unwrap_or_default()).to_owned();
        Ok(SetAside { file: cell(0).into(), row: cell(1).parse().unwrap_or_default(), reason: cell(2) })
    };
    csv::Reader::from_path(path).map_err(io::Error::from)?.into_records().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::sample;

    #[test]
    fn the_ledger_names_file_row_and_reason() {
        let plan = sample::plan();
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().value;
        let row = SetAside { file: "2022.csv".into(), row: 7, reason: "a test, not a response".into() };
        store.write_set_aside(&plan, 0, &[row]).unwrap();
        let text = std::fs::read_to_string(store.wave_file(&plan, 0, SET_ASIDE)).unwrap();
        assert_eq!(text, "file,row,reason\n2022.csv,7,\"a test, not a response\"\n");
    }
}
