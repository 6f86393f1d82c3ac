//! Puts a finished folder in the place of another one.

use std::fs;
use std::path::Path;

use crate::problem::Problem;

/// `staging` becomes `target`; what was there before is removed afterwards.
pub(super) fn put(staging: &Path, target: &Path) -> Result<(), Problem> {
    let told = |error: std::io::Error| Problem::files(target, "replace this folder", &error);
    if !target.exists() {
        return fs::rename(staging, target).map_err(told);
    }
    swap(staging, target).map_err(told)?;
    fs::remove_dir_all(staging).map_err(|error| Problem::files(staging, "remove the release before", &error))
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
