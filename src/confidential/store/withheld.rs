//! `withheld.csv`: which figures are withheld and by which rule, for the analyst; without any figure.

use std::io::Write as _;

use crate::confidential::estimates::Estimates;
use crate::confidential::protect::withheld::Withheld;
use crate::plan::Plan;
use crate::problem::{Problem, Problems};

use super::{Store, WITHHELD, aside};

impl Store {
    /// Writes the list of what is withheld; not into a store that is encrypted.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(in crate::confidential) fn write_withheld(
        &self,
        plan: &Plan,
        estimates: &Estimates,
        withheld: &Withheld,
    ) -> Result<(), Problems> {
        self.may_write()?;
        let path = self.folder.join(WITHHELD);
        if self.key.is_some() {
            // What is encrypted must not be told beside it.
            return aside::remove(&path).map_err(|error| Problem::files(&path, "remove", &error).into());
        }
        let rows = estimates.rows.iter().zip(&withheld.rows);
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = writer.write_record(["wave", "kind", "measure", "breakdown", "group", "reason"]);
        let written =
            rows.filter_map(|(row, reason)| Some((row, (*reason)?))).try_fold((), |(), (row, reason)| {
                let kind = format!("{:?}", row.kind).to_lowercase();
                let wave = plan.waves[row.wave].id.as_str();
                writer.write_record([wave, &kind, &row.measure, &row.breakdown, &row.group, reason.words()])
            });
        let table = header.and(written).ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
        aside::write_aside(&path, |file| file.write_all(&table)).map_err(Problems::from)
    }
}
