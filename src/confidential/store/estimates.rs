//! `estimates.parquet`: every figure of all waves, one row for each measure and group.
//!
//! Written through a data frame ([`tabulate`]) whose columns are those of the documented interface;
//! read back to the very estimates that were written.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::confidential::estimates::models::Models;
use crate::confidential::estimates::{Estimates, Memberships, Read};
use crate::exit::Exit;
use crate::plan::Plan;
use crate::problem::{Outcome, Place, Problem, Problems, Warned};

use super::Store;
use super::bridge::record_batch;
use super::parquet_file::{self, Opened};
use super::restore::restore;
use super::tabulate::tabulate;

/// Key of the list of rows read and kept.
const READ: &str = "candour.read";
/// Key of what is modelled.
const MODELS: &str = "candour.models";
/// The command that makes the file.
const MAKER: &str = "analyse";

/// A [`Read`] as the file holds it.
#[derive(Serialize, Deserialize)]
struct StoredRead {
    read: u64,
    kept: u64,
}

impl Store {
    /// Writes the estimates of all waves, with their memberships. The estimates come last: where they are, all is there.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(in crate::confidential) fn write_estimates(
        &self,
        plan: &Plan,
        estimates: &Estimates,
    ) -> Result<(), Problems> {
        self.may_write()?;
        for (wave, memberships) in estimates.memberships.iter().enumerate() {
            self.write_memberships(plan, wave, memberships)?;
        }
        let path = self.estimates_file();
        let frame = tabulate(estimates, plan).map_err(|_| not_a_table(&path))?;
        let batch = record_batch(&frame).ok_or_else(|| not_a_table(&path))?;
        let mut entries = parquet_file::origin(plan);
        entries.push((READ, stored_read(&estimates.read)));
        entries.push((MODELS, json(&estimates.models)));
        Ok(parquet_file::write(&path, &batch.schema(), entries, std::iter::once(Ok(batch)))?)
    }

    /// Reads the estimates of all waves.
    ///
    /// # Errors
    /// When there are none, when they were made from another pipeline, or when the file is damaged.
    pub(in crate::confidential) fn read_estimates(&self, plan: &Plan) -> Outcome<Estimates> {
        let opened = Opened::open(self.estimates_file(), MAKER)?;
        opened.made_from(&parquet_file::origin(plan))?;
        let read = restored_read(&opened).ok_or_else(|| opened.damaged())?;
        let memberships = (0..read.len()).map(|wave| self.read_memberships(plan, wave, MAKER));
        let mut estimates = Estimates {
            rows: Vec::with_capacity(opened.rows().min(parquet_file::BATCH)),
            memberships: memberships.collect::<Result<Vec<Memberships>, Problem>>()?,
            read,
            models: restored_models(&opened).ok_or_else(|| opened.damaged())?,
        };
        for batch in opened.batches(None)? {
            restore(&batch?, plan, &mut estimates.rows).map_err(|_| opened.damaged())?;
        }
        let whole = estimates.rows.len() == opened.rows();
        let value = whole.then_some(estimates).ok_or_else(|| opened.damaged())?;
        Ok(Warned { value, problems: Problems::new() })
    }
}

/// Columns of unequal length or an unknown type: a mistake in this program.
fn not_a_table(path: &Path) -> Problem {
    Problem::error(Place::file(path), "the estimates do not make a table").exiting(Exit::Bug)
}

fn stored_read(read: &[Read]) -> String {
    let stored = |wave: &Read| StoredRead { read: wave.read, kept: wave.kept };
    json(&read.iter().map(stored).collect::<Vec<_>>())
}

fn restored_read(opened: &Opened) -> Option<Vec<Read>> {
    let stored: Vec<StoredRead> = serde_json::from_str(opened.entry(READ)?).ok()?;
    Some(stored.into_iter().map(|wave| Read { read: wave.read, kept: wave.kept }).collect())
}

fn restored_models(opened: &Opened) -> Option<Models> {
    serde_json::from_str(opened.entry(MODELS)?).ok()
}

/// Strings and finite numbers always have a text.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
