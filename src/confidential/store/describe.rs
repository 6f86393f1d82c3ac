//! What is in a store, in a few lines: shapes, never an answer.

use std::fs;
use std::path::Path;

use super::parquet_file::{Opened, PIPELINE, VERSION};
use super::place::StoredFile;
use super::{
    COMMENTS, COUNTS, KEPT, MEMBERSHIPS, RESPONSES, SET_ASIDE, SET_ASIDE_ENCRYPTED, Store, WAVE, wave_folder,
};

impl Store {
    /// Lines for who asks what is in the store: waves, respondents, columns, rows, and what they were made from.
    pub(in crate::confidential) fn describe(&self) -> Vec<String> {
        let waves = self.stored_waves();
        let mut lines = vec![format!("Store of {}", some(waves.len(), "wave"))];
        for wave in &waves {
            let file = |name: &str| self.file(&[&wave_folder(wave), name]);
            lines.push(format!("Wave {wave}"));
            lines.extend(parquet(file(RESPONSES), "responses", Some("respondent")));
            lines.extend(ledger(&file(SET_ASIDE)));
            lines.extend(encrypted_ledger(file(SET_ASIDE_ENCRYPTED)));
            lines.extend(parquet(file(COMMENTS), "comments", Some("comment")));
            lines.extend(parquet(file(COUNTS), "counts", Some("tally")));
            // How many kinds of people there are says how many are one of a kind.
            lines.extend(parquet(file(MEMBERSHIPS), "memberships", None));
            lines.extend(parquet(file(KEPT), "forgotten; kept of what was published", Some("tally")));
        }
        lines.extend(parquet(self.estimates_file(), "estimates", Some("row")));
        lines
    }

    /// The ids of the waves that have a folder, sorted.
    pub(super) fn stored_waves(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut waves: Vec<String> =
            names.filter_map(|name| name.strip_prefix(WAVE).map(str::to_owned)).collect();
        waves.sort_unstable();
        waves
    }
}

/// The line of a Parquet file, if it is there; with the number of rows where these have a name.
fn parquet(path: StoredFile, what: &str, row: Option<&str>) -> Option<String> {
    if !path.exists() {
        return None;
    }
    let Ok(opened) = Opened::open(path, "") else {
        return Some(format!("  {what}: cannot be read"));
    };
    let rows = row.map(|row| format!("{}, ", some(opened.rows(), row))).unwrap_or_default();
    let columns = some(opened.columns().len(), "column");
    let pipeline: String = opened.entry(PIPELINE).unwrap_or("unknown").chars().take(12).collect();
    let version = opened.entry(VERSION).unwrap_or("unknown");
    Some(format!("  {what}: {rows}{columns} (pipeline {pipeline}, candour {version})"))
}

/// The line of the ledger, if it is there.
fn ledger(path: &Path) -> Option<String> {
    let reader = csv::Reader::from_path(path).ok()?;
    Some(format!("  set aside: {}", some(reader.into_records().count(), "row")))
}

/// The same, in a store with a key.
fn encrypted_ledger(path: StoredFile) -> Option<String> {
    let rows = path.exists().then(|| Opened::open(path, "").map(|opened| opened.rows()).ok()).flatten()?;
    Some(format!("  set aside: {}", some(rows, "row")))
}

/// "1 wave", "2 waves", "3 tallies".
fn some(number: usize, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        (_, None) => format!("{number} {noun}s"),
    }
}
