//! Entries: one publication each, sealed, so that nothing can be altered or lost without being told.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::cell::{self, KnownCell};
use crate::ordinary;
use crate::problem::{Place, Problem};
use crate::publish::sha256;
use crate::release::Release;

/// The file that says what was published.
pub(super) const PUBLICATION: &str = "publication.json";

/// The file with the published cells.
pub(super) const CELLS: &str = "cells.csv";

/// The version of the form that this program reads and writes.
const FORM: u32 = 1;

/// What was published: everything but the cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    form: u32,
    /// SHA-256 of the release's file.
    pub release: String,
    /// SHA-256 of the table of cells.
    pub cells: String,
    /// The date that the release carries, if any.
    pub as_of: Option<String>,
    /// The program that made it.
    pub tool: String,
    /// Ids of its waves, earliest first.
    pub waves: Vec<String>,
    /// SHA-256 of all of this with an empty seal.
    seal: String,
}

impl Publication {
    /// The publication of a release with this SHA-256, whose cells have this table.
    pub(super) fn new(release: &Release, sha256: &str, table: &[u8]) -> Self {
        Self {
            form: FORM,
            release: sha256.to_owned(),
            cells: crate::publish::sha256(table),
            as_of: release.as_of().map(str::to_owned),
            tool: format!("candour {}", release.tool_version()),
            waves: release.waves().iter().map(|wave| wave.id.clone()).collect(),
            seal: String::new(),
        }
    }

    /// The file's bytes, sealed.
    pub(super) fn to_json(&self) -> Vec<u8> {
        let seal = sha256(&json(&Self { seal: String::new(), ..self.clone() }));
        json(&Self { seal, ..self.clone() })
    }

    /// The name of its folder: the latest wave and the beginning of the release's SHA-256. None where the wave's id could
    /// not be a part of a file's name.
    pub(super) fn name(&self) -> Option<String> {
        let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let wave = self.waves.last().filter(|wave| !wave.is_empty() && wave.chars().all(fine))?;
        Some(format!("{wave}-{}", self.release.get(..12)?))
    }
}

/// Text and numbers always have a JSON form.
fn json(publication: &Publication) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(publication).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A publication with its cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// Of its folder.
    pub(super) name: String,
    pub(super) publication: Publication,
    pub(super) cells: Vec<KnownCell>,
}

impl Entry {
    /// Reads the entry of this name, and proves that it is as it was recorded.
    pub(super) fn read(ledger: &Path, name: &str) -> Result<Self, Problem> {
        let folder = ledger.join(name);
        let file = folder.join(PUBLICATION);
        let bytes = read(&file)?;
        if let Some(form) = form(&bytes).filter(|form| *form != FORM) {
            let message = format!("this record has form {form}; this program reads form {FORM}");
            return Err(Problem::error(Place::file(&file), message));
        }
        let publication = publication(&bytes).ok_or_else(|| altered(&file))?;
        if publication.name().as_deref() != Some(name) {
            let message = "this folder is not named after the release that was recorded in it";
            return Err(Problem::error(Place::file(&folder), message).hint(RESTORE));
        }
        let table = folder.join(CELLS);
        let bytes = read(&table)?;
        if sha256(&bytes) != publication.cells {
            return Err(altered(&table));
        }
        let cells = cell::from_csv(&bytes).map_err(|row| {
            Problem::error(Place::file(&table).row(row), "this row is no published cell").hint(RESTORE)
        })?;
        Ok(Self { name: name.to_owned(), publication, cells })
    }
}

/// The form that these bytes claim to have.
fn form(bytes: &[u8]) -> Option<u32> {
    #[derive(Deserialize)]
    struct Form {
        form: u32,
    }
    serde_json::from_slice::<Form>(bytes).ok().map(|read| read.form)
}

/// The publication in these bytes, if they are what would be written for it.
pub(super) fn publication(bytes: &[u8]) -> Option<Publication> {
    let publication: Publication = serde_json::from_slice(bytes).ok()?;
    (publication.to_json() == bytes).then_some(publication)
}

const RESTORE: &str =
    "restore the ledger as it was committed: what was published before is not known otherwise";

fn altered(file: &Path) -> Problem {
    Problem::error(Place::file(file), "this is not what was recorded here: it is damaged or was altered")
        .hint(RESTORE)
}

/// A whole file. Version control that writes line ends as Windows has them has altered nothing.
fn read(file: &Path) -> Result<Vec<u8>, Problem> {
    let bytes = ordinary::read(file)
        .map_err(|error| Problem::files(file, "read this file of the ledger", &error).hint(RESTORE))?;
    let ends_line = |at: usize| bytes.get(at + 1) == Some(&b'\n');
    let kept = bytes.iter().enumerate().filter(|(at, byte)| **byte != b'\r' || !ends_line(*at));
    Ok(kept.map(|(_, byte)| *byte).collect())
}
