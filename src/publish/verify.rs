//! Proves that a release folder is as it was written.

use std::collections::BTreeMap;
use std::path::Path;

use super::{MANIFEST, RELEASE, list, manifest};
use crate::digests;
use crate::ordinary;
use crate::problem::{Place, Problem, Problems};

/// The release's bytes, once every file of its folder is the one that its manifest lists, and no other is there.
///
/// # Errors
/// Every file that is missing, altered or not listed, by name.
pub fn unaltered(folder: &Path) -> Result<Vec<u8>, Problems> {
    let file = folder.join(MANIFEST);
    let read =
        |file: &Path| ordinary::read(file).map_err(|error| Problem::files(file, "read this file", &error));
    let hint = "make the release first, with `candour run <pipeline>`";
    read(&file).map_err(|problem| problem.hint(hint))?;
    let Some(listed) = manifest::hashes(&file) else {
        let message = "this is no manifest of candour, so nobody can say what the release was";
        return Err(Problem::error(Place::file(&file), message).hint(hint).into());
    };
    let mut problems = Problems::new();
    let there = there(folder)?;
    let mut tell = |name: &str, message: &str| {
        let hint = "make the release again, with `candour run <pipeline>`, and change nothing in its folder";
        problems.push(Problem::error(Place::file(&folder.join(name)), message).hint(hint));
    };
    for name in listed.keys().chain([&RELEASE.to_owned()]).filter(|name| !there.contains_key(*name)) {
        tell(name, "this file of the release is missing");
    }
    for (name, hash) in &there {
        match listed.get(name) {
            None => tell(name, "this file is not part of the release"),
            Some(listed) if listed != hash => tell(name, "this file was altered after the release was made"),
            Some(_) => {}
        }
    }
    if problems.stop() { Err(problems) } else { Ok(read(&folder.join(RELEASE))?) }
}

/// The files of a folder but the manifest, with their hashes.
fn there(folder: &Path) -> Result<BTreeMap<String, String>, Problem> {
    let mut names = std::collections::BTreeSet::new();
    list(folder, String::new(), &mut names)
        .map_err(|error| Problem::files(folder, "list this folder", &error))?;
    let hash = |name: String| {
        let path = folder.join(&name);
        let digest =
            digests::of_file(&path).map_err(|error| Problem::files(&path, "read this file", &error))?;
        Ok((name, digest))
    };
    names.into_iter().filter(|name| name != MANIFEST).map(hash).collect()
}
