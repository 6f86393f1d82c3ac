//! Publish: the one place that writes a release folder.
//!
//! Renderers return bytes; here they are written aside, beside the folder that they are to replace, with a manifest of
//! their hashes, and then take its place in one step. A run that is killed leaves the previous release whole.

mod exchange;
mod lock;
mod manifest;
mod verify;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use manifest::earlier_inputs;
pub use manifest::{FigureCounts, Inputs, Manifest, Rows, sha256};
pub use verify::unaltered;

use crate::problem::{Place, Problem};

/// A file of a release folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Relative to the folder, with `/` between its parts.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The manifest's name in a release folder.
pub const MANIFEST: &str = "manifest.json";

/// The release's name in a release folder.
pub const RELEASE: &str = "release.json";

/// Proves, before the long work, that a release can take the place of `target`; writes nothing.
///
/// # Errors
/// When there are files in the folder that would be lost, or it lies below something that is no folder or cannot be
/// written.
pub fn prove(target: &Path) -> Result<(), Problem> {
    refuse_foreign(target)?;
    let refuse = |place: &Path, message: &str| {
        let problem = Problem::error(Place::file(place), message).exiting(crate::exit::Exit::Files);
        Err(problem.hint("choose another folder with `--out`"))
    };
    // What is there will be removed, so that it must be this user's to change, too.
    if fs::metadata(target).is_ok_and(|kind| !writable(target, &kind)) {
        return refuse(target, "this folder cannot be written to, and so not be replaced");
    }
    let Some(nearest) = target.ancestors().skip(1).find(|place| fs::symlink_metadata(place).is_ok()) else {
        return Ok(());
    };
    match fs::metadata(nearest) {
        Ok(kind) if !kind.is_dir() => {
            refuse(nearest, "this is not a folder, so no reports can be written below it")
        }
        Ok(kind) if !writable(nearest, &kind) => refuse(nearest, "this folder cannot be written to"),
        Ok(_) => Ok(()),
        Err(error) => Err(Problem::files(nearest, "look at this folder", &error)),
    }
}

/// Whether this user may make and remove files in a folder, whatever the reason why not: rights, lists of rights, or a
/// file system that nobody can write to.
#[cfg(unix)]
fn writable(folder: &Path, _: &fs::Metadata) -> bool {
    use rustix::fs::{Access, access};
    access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok()
}

/// Whether the folder may be changed; access lists are not looked at.
#[cfg(not(unix))]
fn writable(_: &Path, about: &fs::Metadata) -> bool {
    !about.permissions().readonly()
}

/// Writes `files` and their manifest as the folder `target`, which they replace whole.
///
/// # Errors
/// When a file cannot be written, or the folder has files in it that no manifest of ours names: they would be lost.
pub fn publish(target: &Path, files: &[Published], manifest: &Manifest) -> Result<(), Problem> {
    let above = target.parent().unwrap_or(target);
    fs::create_dir_all(above).map_err(|error| Problem::files(above, "make this folder", &error))?;
    let _held = lock::lock(above)?;
    refuse_foreign(target)?;
    let aside = aside(target);
    clear(&aside)?;
    private_folder(&aside)?;
    // The inner folder has the rights that the release is to have; nobody else comes as far as that before it is whole.
    let staging = aside.join(STAGED);
    let written = write_all(&staging, files, manifest).and_then(|()| exchange::put(&staging, target));
    // The reason that matters is the first one; what is left aside is cleared by the next run.
    let cleared = fs::remove_dir_all(&aside);
    written?;
    cleared.map_err(|error| Problem::files(&aside, "remove this folder", &error))
}

/// What the release is called as long as it is aside.
const STAGED: &str = "release";

/// Creates a folder for its owner alone.
fn private_folder(folder: &Path) -> Result<(), Problem> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| Problem::files(folder, "make this folder", &error))
}

/// Beside the target, so that a rename is enough; the same name every time, so that leavings are found.
fn aside(target: &Path) -> PathBuf {
    let name = target.file_name().map_or_else(|| "release".into(), |name| name.to_string_lossy());
    target.with_file_name(format!(".{name}.staging"))
}

fn clear(folder: &Path) -> Result<(), Problem> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Problem::files(folder, "clear this folder", &error))
        }
        _ => Ok(()),
    }
}

fn write_all(staging: &Path, files: &[Published], manifest: &Manifest) -> Result<(), Problem> {
    let manifest = Published { path: MANIFEST.to_owned(), bytes: manifest.to_json(files) };
    for file in files.iter().chain([&manifest]) {
        let path = staging.join(&file.path);
        let folder = path.parent().unwrap_or(staging);
        fs::create_dir_all(folder).map_err(|error| Problem::files(folder, "make this folder", &error))?;
        write_durably(&path, &file.bytes)
            .map_err(|error| Problem::files(&path, "write this file", &error))?;
    }
    Ok(())
}

fn write_durably(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A folder that is no release of ours, or has other files in it, is left alone.
fn refuse_foreign(target: &Path) -> Result<(), Problem> {
    let Ok(kind) = fs::symlink_metadata(target) else { return Ok(()) };
    let hint = "choose another folder with `--out`, or move what is there";
    let refuse = |place: &Path, message: &str| {
        Err(Problem::error(Place::file(place), message).exiting(crate::exit::Exit::Files).hint(hint))
    };
    if !kind.is_dir() {
        return refuse(target, "this is not a folder, and would be replaced");
    }
    let known = manifest::listed(&target.join(MANIFEST));
    let mut there = BTreeSet::new();
    list(target, String::new(), &mut there)
        .map_err(|error| Problem::files(target, "list this folder", &error))?;
    match there.iter().find(|path| !known.contains(*path)) {
        Some(path) => refuse(&target.join(path), "this file is not part of a release, and would be lost"),
        None => Ok(()),
    }
}

fn list(folder: &Path, prefix: String, found: &mut BTreeSet<String>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), format!("{name}/"), found)?;
        } else {
            found.insert(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> Published {
        Published { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn a_release_replaces_the_one_before_whole() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let target = folder.path().join("out").join("2024");
        let manifest = Manifest::default();
        publish(&target, &[file("index.html", "old"), file("directorates/a.html", "a")], &manifest)
            .expect("written");
        publish(&target, &[file("index.html", "new")], &manifest).expect("written again");
        assert_eq!(fs::read_to_string(target.join("index.html")).expect("a page"), "new");
        assert!(!target.join("directorates").exists());
        let beside: Vec<_> = fs::read_dir(folder.path().join("out")).expect("a folder").collect();
        assert_eq!(beside.len(), 1, "nothing is left aside");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_whole_yet_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let aside = aside(&folder.path().join("out").join("2024"));
        fs::create_dir_all(aside.parent().expect("a parent")).expect("a folder");
        private_folder(&aside).expect("made");
        assert_eq!(fs::metadata(&aside).expect("there").permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn what_cannot_be_written_is_told_before_the_work() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("reports"), "a file").expect("a file");
        let below = folder.path().join("reports").join("survey").join("2024");
        assert_eq!(prove(&below).expect_err("refused").exit, crate::exit::Exit::Files);
        assert_eq!(prove(&folder.path().join("other").join("2024")), Ok(()));
    }

    #[test]
    fn a_folder_with_other_files_is_left_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let target = folder.path().join("2024");
        fs::create_dir_all(&target).expect("a folder");
        fs::write(target.join("minutes.txt"), "keep").expect("a file");
        let refused =
            publish(&target, &[file("index.html", "new")], &Manifest::default()).expect_err("refused");
        assert_eq!(refused.exit, crate::exit::Exit::Files);
        assert_eq!(fs::read_to_string(target.join("minutes.txt")).expect("still there"), "keep");
        assert!(!target.join("index.html").exists());
    }
}
