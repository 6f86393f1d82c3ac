//! Puts a finished folder in the place of another one.

use std::fs;
use std::path::Path;

use crate::problem::Problem;

/// `staging` becomes `target`; what was there before is removed afterwards.
pub(super) fn put(staging: &Path, target: &Path) -> Result<(), Problem> {
    let told = |error: std::io::Error| Problem::files(target, "replace this folder", &error);
    if !target.exists() {
        return fs::rename(staging, target).and_then(|()| kept(target)).map_err(told);
    }
    swap(staging, target).and_then(|()| kept(target)).map_err(told)?;
    fs::remove_dir_all(staging).map_err(|error| Problem::files(staging, "remove the release before", &error))
}

/// Makes sure on the disk of the name that now stands for the new folder, before the one before it is removed.
#[cfg(unix)]
fn kept(target: &Path) -> std::io::Result<()> {
    let above = target.parent().filter(|above| !above.as_os_str().is_empty());
    // Whoever may write into a folder but not list it cannot do this, and needs not.
    fs::File::open(above.unwrap_or(Path::new("."))).map_or(Ok(()), |folder| folder.sync_all())
}

/// The system keeps names by itself.
#[cfg(not(unix))]
fn kept(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Exchanges the two in one step where the system can, so that at any moment one of them is in place.
#[cfg(target_os = "linux")]
fn swap(staging: &Path, target: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, staging, CWD, target, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some file systems cannot exchange.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => swap_by_turns(staging, target),
        Err(error) => Err(error.into()),
    }
}

/// Elsewhere, by turns.
#[cfg(not(target_os = "linux"))]
fn swap(staging: &Path, target: &Path) -> std::io::Result<()> {
    swap_by_turns(staging, target)
}

/// By three renames: should the second fail, the first is taken back.
fn swap_by_turns(staging: &Path, target: &Path) -> std::io::Result<()> {
    let before = staging.with_extension("before");
    fs::rename(target, &before)?;
    if let Err(error) = fs::rename(staging, target) {
        fs::rename(&before, target)?;
        return Err(error);
    }
    fs::rename(&before, staging)
}
