//! `set_aside.csv`: which rows of the exports are no respondents, and why.

use std::io;

use crate::confidential::wave::SetAside;
use crate::plan::Plan;
use crate::problem::Problems;

use super::{SET_ASIDE, Store, aside};

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
        Ok(aside::write_aside(&path, |file| {
            let mut writer = csv::Writer::from_writer(file);
            writer.write_record(["file", "row", "reason"]).map_err(io::Error::from)?;
            for row in ledger {
                let file = row.file.to_string_lossy();
                writer.write_record([&*file, &row.row.to_string(), &row.reason]).map_err(io::Error::from)?;
            }
            writer.flush()
        })?)
    }
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
