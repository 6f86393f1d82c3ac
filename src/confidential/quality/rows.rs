//! Rows: how many each file had, how many were kept as responses, and why the others were not.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::confidential::wave::{FileRead, Ingested, SetAside};

/// The rows of a wave.
#[derive(Serialize)]
pub(super) struct Rows {
    /// Read from all files.
    pub(super) read: u64,
    /// Of them, kept as responses.
    pub(super) kept: u64,
    /// In the order in which they are read.
    pub(super) files: Vec<File>,
}

/// The rows of a file.
#[derive(Serialize)]
pub(super) struct File {
    /// The file, as the plan names it.
    pub(super) file: String,
    /// Which layout it has and how that was recognised.
    pub(super) recognised: String,
    /// What the plan calls the people who answered in this way.
    pub(super) origin: Option<String>,
    /// Rows read.
    pub(super) read: u64,
    /// Of them, kept as responses.
    pub(super) kept: u64,
    /// The others by reason, the most frequent first.
    pub(super) set_aside: Vec<Reason>,
}

/// Why rows were set aside.
#[derive(Serialize)]
pub(super) struct Reason {
    /// In the words of the plan, or one of the standing reasons.
    pub(super) reason: String,
    /// How many rows.
    pub(super) rows: u64,
}

impl Rows {
    pub(super) fn of(ingested: &Ingested) -> Self {
        // The rows set aside are in the order of files, and each file has as many as it says.
        let mut set_aside = ingested.set_aside.iter();
        let file = |read: &FileRead| File {
            file: read.file.display().to_string(),
            recognised: read.recognised.clone(),
            origin: read.origin.clone(),
            read: read.read,
            kept: read.kept,
            set_aside: reasons(set_aside.by_ref().take(read.read.saturating_sub(read.kept) as usize)),
        };
        Self {
            read: ingested.read,
            kept: ingested.respondents() as u64,
            files: ingested.files.iter().map(file).collect(),
        }
    }

    pub(super) fn set_aside(&self) -> u64 {
        self.read.saturating_sub(self.kept)
    }
}

fn reasons<'a>(rows: impl Iterator<Item = &'a SetAside>) -> Vec<Reason> {
    let mut by_reason: BTreeMap<&str, u64> = BTreeMap::new();
    for row in rows {
        *by_reason.entry(&row.reason).or_insert(0) += 1;
    }
    let mut reasons: Vec<Reason> =
        by_reason.into_iter().map(|(reason, rows)| Reason { reason: reason.to_owned(), rows }).collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.rows));
    reasons
}
