//! The ledger: what was published is known for ever.
//!
//! Whoever has an earlier release of a survey and a later one can subtract them. So the first publication freezes a wave's
//! answers: `candour publish` records every cell of a release here, beside the pipeline, and each later release is held
//! against all of them. Nothing is in the ledger but what the releases show, so it may be seen by everyone; it is
//! committed with the pipeline, and has to be kept.
//!
//! A publication is a folder, `<wave>-<first 12 digits of the release's SHA-256>`: the [`cell`]s as a table and an
//! [`entry`] that seals them. [`conflict`] says what a new release must not do, [`difference`] what it may.

mod cell;
mod conflict;
mod difference;
mod entry;
mod record;
mod structure;
#[cfg(test)]
mod tests;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

pub use cell::KnownCell;
pub use conflict::{Conflict, ConflictKind};
pub use entry::Publication;
pub use record::Recorded;

use crate::problem::{Outcome, Problem, Problems};
use crate::release::Release;
use entry::Entry;

/// Everything that was published before.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// Where it was read; empty where it was not.
    folder: PathBuf,
    /// The publications, by name.
    entries: Vec<Entry>,
    /// The cells of all of them, each once, in order.
    cells: Vec<KnownCell>,
}

impl Ledger {
    /// Nothing was ever published.
    #[must_use]
    pub fn empty() -> Self {
        Self::of(PathBuf::new(), Vec::new())
    }

    /// Reads a ledger; one that is not there is empty.
    ///
    /// # Errors
    /// Every file that cannot be read or was altered, by name: what was published is not known then.
    pub fn read(folder: &Path) -> Outcome<Ledger> {
        let mut problems = Problems::new();
        let mut entries = Vec::new();
        for name in names(folder)? {
            match Entry::read(folder, &name) {
                Ok(entry) => entries.push(entry),
                Err(problem) => problems.push(problem),
            }
        }
        problems.finish(Some(Self::of(folder.to_owned(), entries)))
    }

    fn of(folder: PathBuf, mut entries: Vec<Entry>) -> Self {
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        let mut cells: Vec<KnownCell> =
            entries.iter().flat_map(|entry| entry.cells.iter().cloned()).collect();
        cells.sort_by(KnownCell::order);
        cells.dedup_by(|one, other| one.order(other).is_eq());
        Self { folder, entries, cells }
    }

    /// Records a release as published. Whole or not at all; a release that is there already changes nothing.
    ///
    /// # Errors
    /// When a file cannot be written, or the release has no wave that could name the record.
    pub fn record(folder: &Path, release: &Release, sha256: &str) -> Result<Recorded, Problem> {
        record::record(folder, release, sha256)
    }

    /// Whether nothing was published yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What is known, for who must see whether it is still the same: the publications, each with the hash of its cells.
    #[must_use]
    pub(crate) fn content(&self) -> String {
        let known: Vec<_> = self.entries.iter().map(|entry| (&entry.name, &entry.publication)).collect();
        // Names and hashes always have a JSON form.
        serde_json::to_string(&known).unwrap_or_default()
    }

    /// How many releases were published.
    #[must_use]
    pub fn releases(&self) -> usize {
        self.entries.len()
    }

    /// The publication of the release with this SHA-256, if it was published.
    #[must_use]
    pub fn publication(&self, sha256: &str) -> Option<&Publication> {
        self.entries.iter().map(|entry| &entry.publication).find(|known| known.release == sha256)
    }

    /// What is known of a wave from all releases together, in the order of measures and groups. A cell that two releases
    /// show alike is there once; one that they show with different figures (answers came late) is there with both.
    pub fn of_wave<'a>(&'a self, wave: &'a str) -> impl Iterator<Item = &'a KnownCell> {
        self.cells.iter().filter(move |cell| cell.wave == wave)
    }

    /// What this release would give away to a reader of an earlier one; see [`ConflictKind`].
    #[must_use]
    pub fn conflicts(&self, release: &Release) -> Vec<Conflict> {
        conflict::conflicts(&self.entries, release)
    }

    /// The same in words, as problems that refuse the release.
    #[must_use]
    pub fn refusals(&self, release: &Release) -> Problems {
        words::problems(&self.folder, &self.conflicts(release), release)
    }
}

/// The names of the publications in a ledger. Files beside them are nobody's business.
fn names(folder: &Path) -> Result<Vec<String>, Problem> {
    let told = |error: std::io::Error| Problem::files(folder, "read this ledger", &error);
    let listing = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        listing => listing.map_err(told)?,
    };
    let mut names = Vec::new();
    for entry in listing {
        let entry = entry.map_err(told)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !name.ends_with(record::STAGING) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
