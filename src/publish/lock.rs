//! One run at a time puts a release into a folder: two would write aside under one name, and one would clear what the
//! other has written. The lock of the store does not help, because two stores may publish into one folder.

use std::fs::File;
use std::path::Path;

use crate::problem::Problem;

/// Waits for the folder that a release is put into, as long as another run may need to write one. The folder itself is
/// locked, so that nothing is left in it; the lock is held until it is dropped, or the process ends in whatever way.
/// None where the system knows no such locks.
#[cfg(unix)]
pub(super) fn lock(folder: &Path) -> Result<Option<File>, Problem> {
    use crate::exit::Exit;
    use crate::problem::Place;
    use std::fs::TryLockError;
    use std::time::Duration;

    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(opened) = File::open(folder) else { return Ok(None) };
    for _ in 0..TRIES {
        match opened.try_lock() {
            Ok(()) => return Ok(Some(opened)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(PAUSE)),
        }
    }
    let problem = Problem::error(Place::file(folder), "another run of candour is writing into this folder");
    Err(problem.exiting(Exit::Locked).hint("wait until it has ended, or choose another folder with `--out`"))
}

/// How often it is tried, and how long is waited in between, in milliseconds: ten seconds.
#[cfg(unix)]
const TRIES: usize = 100;
#[cfg(unix)]
const PAUSE: u64 = 100;

/// Folders cannot be locked here.
#[cfg(not(unix))]
pub(super) fn lock(_: &Path) -> Result<Option<File>, Problem> {
    Ok(None)
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn a_folder_is_one_runs_until_it_ends() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let first = super::lock(folder.path()).expect("locked");
        assert!(first.is_some());
        let other = std::fs::File::open(folder.path()).expect("a folder");
        assert!(other.try_lock().is_err());
        drop(first);
        assert!(other.try_lock().is_ok());
    }
}
