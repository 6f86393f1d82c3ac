//! Records a publication: written aside, and put in its place by one rename.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::cell;
use super::entry::{CELLS, Entry, PUBLICATION, Publication};
use crate::problem::{Place, Problem};
use crate::release::Release;

/// The end of the name under which a record is written aside.
pub(super) const STAGING: &str = ".staging";

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The record's folder.
    pub folder: PathBuf,
    /// How many cells are known by it.
    pub cells: usize,
    /// Whether it was there already.
    pub before: bool,
}

pub(super) fn record(ledger: &Path, release: &Release, sha256: &str) -> Result<Recorded, Problem> {
    let cells = cell::of_release(release);
    let table = cell::to_csv(&cells);
    let publication = Publication::new(release, sha256, &table);
    let Some(name) = publication.name() else {
        let message = "the id of this release's latest wave cannot name a record";
        return Err(Problem::error(Place::file(ledger), message));
    };
    let folder = ledger.join(&name);
    let recorded = Recorded { folder: folder.clone(), cells: cells.len(), before: folder.exists() };
    if recorded.before {
        return same(ledger, &name, sha256).map(|()| recorded);
    }
    let staging = ledger.join(format!("{name}{STAGING}"));
    let files = [(CELLS, table), (PUBLICATION, publication.to_json())];
    write(&staging, &files)
        .and_then(|()| fs::rename(&staging, &folder))
        .map_err(|error| Problem::files(&folder, "write this record", &error))?;
    Ok(recorded)
}

/// Whether the record that is there is whole and of the same release.
fn same(ledger: &Path, name: &str, sha256: &str) -> Result<(), Problem> {
    let there = Entry::read(ledger, name)?;
    if there.publication.release == sha256 {
        return Ok(());
    }
    let message = "there is a record of another release under this name";
    Err(Problem::error(Place::file(&ledger.join(name)), message))
}

fn write(staging: &Path, files: &[(&str, Vec<u8>)]) -> std::io::Result<()> {
    match fs::remove_dir_all(staging) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => fs::create_dir_all(staging)?,
    }
    for (name, bytes) in files {
        let mut file = fs::File::create(staging.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    Ok(())
}
