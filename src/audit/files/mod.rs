//! What an intruder finds in the files of a release: everything they say of groups, and everything in them that no
//! reader is meant to see.
//!
//! One file of this folder per kind of published file. Each is opened by its own contents, not trusted to be what this
//! program wrote, and becomes statements for the attack and findings that stop a release by themselves. A kind that is
//! not known here cannot be looked into, and that is a finding too: among others Parquet, whose statistics, dictionaries
//! and page indexes tell of values that no row shows, until there is a reader for all of them.

mod across;
mod csv;
mod described;
mod html;
mod json;
mod known;
mod manifest;
mod office;
mod pdf;
mod png;
mod reading;
mod release;
mod reproduction;
mod table;
mod workbook;

use std::sync::Arc;

use super::{Finding, Statement};
use crate::publish::{MANIFEST, Published, RELEASE};
use crate::release::Release;
use crate::side_by_side::{processors, side_by_side};
use reading::Reading;
#[allow(unused_imports, reason = "used by the command")]
pub(super) use reproduction::reproduced;

/// The largest file that is looked into, in bytes.
const LARGEST: usize = 200 << 20;

/// What was read in the files of a release.
pub(super) struct Opened {
    /// What `release.json` holds, where it can be read.
    pub(super) release: Option<Release>,
    /// What all files say of groups, in the order of the files.
    pub(super) statements: Vec<Statement>,
    /// What no reader is meant to see, and what cannot be looked into; sorted.
    pub(super) findings: Vec<Finding>,
}

/// Opens every file. Never panics, whatever the bytes are.
pub(super) fn open(files: &[Published]) -> Opened {
    let mut reading = Reading::default().of(RELEASE);
    let small = |file: &&Published| file.bytes.len() <= LARGEST;
    let release = files.iter().find(|file| file.path == RELEASE).filter(small);
    let release = release.and_then(|file| release::read(file, &mut reading));
    if let Some(release) = &release {
        reading.know(release);
    }
    let of_file = |index: usize| {
        let file = &files[index];
        let mut reading = reading.of(&file.path);
        reading.words("its name", &file.path);
        if small(&file) {
            one(file, files, &mut reading);
        } else {
            reading.unreadable("it is too large");
        }
        reading
    };
    let order = longest_first(files);
    let mut read: Vec<(usize, Reading)> =
        side_by_side(files.len(), processors(), |at| (order[at], of_file(order[at])));
    read.sort_unstable_by_key(|(index, _)| *index);
    for (_, file) in read {
        reading.add(file);
    }
    let (statements, findings) = reading.finish();
    Opened { release, statements, findings }
}

/// The files, those that take long to look into first, so that no thread is left with one at the end: much is packed in a
/// workbook.
fn longest_first(files: &[Published]) -> Vec<usize> {
    const PACKED: usize = 16;
    let cost = |file: &Published| file.bytes.len() * if file.path.ends_with(".xlsx") { PACKED } else { 1 };
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(cost(&files[*index])));
    order
}

/// One file, by its kind.
fn one(file: &Published, files: &[Published], reading: &mut Reading) {
    if file.path == RELEASE {
        return;
    }
    if file.path == MANIFEST {
        return manifest::read(file, files, reading);
    }
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let kind = name.rsplit_once('.').map(|(_, kind)| kind.to_ascii_lowercase()).unwrap_or_default();
    match kind.as_str() {
        "csv" => csv::read(file, reading),
        "html" | "htm" | "xhtml" | "svg" => html::read(file, reading),
        "json" => json::read(file, reading),
        "xlsx" | "xlsm" | "ods" => workbook::read(file, reading),
        "docx" | "pptx" => office::read(file, reading),
        "pdf" => pdf::read(file, reading),
        "png" => png::read(file, reading),
        _ => reading.unreadable("a file of a kind that is not known"),
    }
}

/// The name of a place within a file.
fn part(file: &str, part: &str) -> Arc<str> {
    Arc::from(format!("{file}#{part}"))
}

#[cfg(test)]
mod tests;
