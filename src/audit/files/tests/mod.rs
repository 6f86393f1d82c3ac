//! Files that say and hide things, one by one.

mod bytes;
mod described;
mod offices;
mod pages;
mod pdf;
mod sample;
mod tables;
mod workbooks;

use std::fs;
use std::path::Path;

use super::super::{CellKey, Leak, Says, Statement};
use super::{Opened, open};
use crate::publish::{MANIFEST, Published};
use crate::release::MeasureKind;

/// A file with this content.
fn file(path: &str, content: impl AsRef<[u8]>) -> Published {
    Published { path: path.to_owned(), bytes: content.as_ref().to_vec() }
}

/// What one file gives.
fn opened(path: &str, content: impl AsRef<[u8]>) -> Opened {
    open(&[file(path, content)])
}

/// The leaks of one file, with where they are.
fn leaks(path: &str, content: impl AsRef<[u8]>) -> Vec<(Leak, String)> {
    opened(path, content).findings.into_iter().map(|finding| (finding.leak, finding.place)).collect()
}

/// Asserts that a leak is found whose place has these words.
fn assert_found(found: &[(Leak, String)], leak: Leak, words: &str) {
    let is = |one: &&(Leak, String)| one.0 == leak && one.1.contains(words);
    assert!(found.iter().any(|one| is(&one)), "no {leak:?} of {words:?} in {found:?}");
}

/// The committed release of the sample.
fn sample() -> Vec<Published> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/all-colleague/2024");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).expect("inside").to_string_lossy().replace('\\', "/");
                files.push(file(&name, fs::read(&path).expect("a file")));
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

/// One file of it.
fn of_sample(path: &str) -> Published {
    sample().into_iter().find(|file| file.path == path).expect("it is there")
}

/// A question of a unit in 2024.
fn cell(measure: &str, group: &str) -> CellKey {
    let (wave, measure) = ("2024".into(), measure.into());
    CellKey {
        wave,
        kind: MeasureKind::Question,
        measure,
        breakdown: "directorate".into(),
        group: group.into(),
    }
}
