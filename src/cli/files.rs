//! Reads what commands are handed over: releases, plain files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::ordinary;
use crate::problem::{Place, Problem};
use crate::publish::RELEASE;
use crate::release::{Release, Unreadable};

/// Reads a whole file.
pub(super) fn read(file: &Path) -> Result<Vec<u8>, Problem> {
    fs::read(file).map_err(|error| Problem::files(file, "read this file", &error))
}

/// The release in a folder or a file, and the folder.
pub(super) fn release(place: &Path) -> Result<(Release, PathBuf), Problem> {
    let file = if place.is_dir() { place.join(RELEASE) } else { place.to_owned() };
    let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
    let release = Release::from_json(&saved(&file)?).map_err(|reason| unreadable(&file, &reason))?;
    Ok((release, folder))
}

/// A saved release, which may come through a pipe.
fn saved(file: &Path) -> Result<Vec<u8>, Problem> {
    let read = fs::File::open(file).and_then(ordinary::whole);
    read.map_err(|error| Problem::files(file, "read this file", &error))
}

/// Why a file is no release that can be used, and what to do about it.
pub(super) fn unreadable(file: &Path, reason: &Unreadable) -> Problem {
    Problem::error(Place::file(file), reason.to_string()).hint(reason.hint())
}
