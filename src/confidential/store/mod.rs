//! The private store: where answers and unprotected figures rest between stages.
//!
//! One folder, open to its owner alone, in which one run at a time may write. A file is written
//! beside its place and moved there when it is whole, so a run that is killed leaves what was there.
//! Each Parquet file says from which pipeline and by which version it was made; what was made from
//! another is refused, not guessed at.
//!
//! ```text
//! <store>/wave=<id>/responses.parquet   one row per respondent
//! <store>/wave=<id>/comments.parquet    free text, without the respondent; only where the plan publishes any
//! <store>/wave=<id>/comments_review.csv what a person decided about each comment
//! <store>/wave=<id>/set_aside.csv       rows that are no respondents
//! <store>/wave=<id>/counts.parquet      the tallies
//! <store>/estimates.parquet             every figure of all waves
//! <store>/comments.salt                 the secret that orders comments
//! ```

mod aside;
mod bridge;
mod comments;
mod counts;
mod describe;
mod estimates;
mod parquet_file;
mod plan_order;
mod responses;
mod restore;
#[cfg(test)]
mod round_trip;
mod seal;
mod set_aside;
mod tabulate;

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::confidential::wave::Ingested;
use crate::exit::Exit;
use crate::plan::Plan;
use crate::problem::{Outcome, Place, Problem, Problems};

use aside::{create_folder, open_to_others, private_file, remove};
pub(in crate::confidential) use comments::Salt;

const LOCK: &str = ".lock";
const RESPONSES: &str = "responses.parquet";
const COMMENTS: &str = "comments.parquet";
const SET_ASIDE: &str = "set_aside.csv";
const COUNTS: &str = "counts.parquet";
const ESTIMATES: &str = "estimates.parquet";

/// A store that is open, for writing as long as it holds the lock.
#[derive(Debug)]
pub(in crate::confidential) struct Store {
    pub(super) folder: PathBuf,
    /// Held until the store is dropped, or the process ends in whatever way.
    lock: Option<File>,
}

impl Store {
    /// Opens a store for reading and writing, and creates it where there is none.
    ///
    /// # Errors
    /// When another run has it open, or the folder cannot be made.
    pub(in crate::confidential) fn open(folder: &Path) -> Outcome<Self> {
        create_folder(folder)?;
        let path = folder.join(LOCK);
        let file =
            private_file(&path).map_err(|error| Problem::files(&path, "open the lock file", &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(locked(folder).into()),
            Err(TryLockError::Error(error)) => {
                return Err(Problem::files(&path, "lock the store", &error).into());
            }
        }
        warn_if_open(Self { folder: folder.to_owned(), lock: Some(file) })
    }

    /// Opens a store for reading alone. Needs no lock: every file in it is whole at any time.
    ///
    /// # Errors
    /// When there is no store.
    pub(in crate::confidential) fn read_only(folder: &Path) -> Outcome<Self> {
        if !folder.is_dir() {
            let problem = Problem::error(Place::file(folder), "there is no store here").exiting(Exit::Files);
            return Err(problem.hint("run `candour ingest` first, or name the store with `--store`").into());
        }
        warn_if_open(Self { folder: folder.to_owned(), lock: None })
    }

    /// Writes all that ingest made of a wave. What was made from the responses before is removed first,
    /// so that nothing is published from them; the new responses come last: where they are, all is there.
    ///
    /// # Errors
    /// When a file cannot be written or removed.
    pub(in crate::confidential) fn write_ingested(
        &self,
        plan: &Plan,
        ingested: &Ingested,
    ) -> Result<(), Problems> {
        self.may_write()?;
        let wave = ingested.wave.wave;
        for outdated in [self.wave_file(plan, wave, COUNTS), self.estimates_file()] {
            remove(&outdated).map_err(|error| Problem::files(&outdated, "remove", &error))?;
        }
        self.write_set_aside(plan, wave, &ingested.set_aside)?;
        self.write_comments(plan, wave, &ingested.comments)?;
        self.write_responses(plan, &ingested.wave, ingested.read)
    }

    /// The place of a wave's file; `wave` is an index into the plan's waves.
    fn wave_file(&self, plan: &Plan, wave: usize, name: &str) -> PathBuf {
        let id = plan.waves.get(wave).map_or("", |wave| wave.id.as_str());
        self.folder.join(format!("wave={id}")).join(name)
    }

    /// The place of the estimates.
    fn estimates_file(&self) -> PathBuf {
        self.folder.join(ESTIMATES)
    }

    /// Only who holds the lock may write.
    fn may_write(&self) -> Result<(), Problem> {
        let refusal = || {
            Problem::error(Place::file(&self.folder), "the store was opened for reading").exiting(Exit::Bug)
        };
        self.lock.as_ref().map(|_| ()).ok_or_else(refusal)
    }
}

fn locked(folder: &Path) -> Problem {
    let problem = Problem::error(Place::file(folder), "another run of candour is using this store");
    problem.exiting(Exit::Locked).hint("wait until it has ended, or choose another store with `--store`")
}

/// Says so where others on the machine could look into the store.
fn warn_if_open(store: Store) -> Outcome<Store> {
    let mut problems = Problems::new();
    if open_to_others(&store.folder) {
        let problem = Problem::warning(
            Place::file(&store.folder),
            "other users of this machine may look into the store",
        );
        problems.push(problem.hint("take the permission away: `chmod go-rwx` on the folder"));
    }
    problems.finish(Some(store))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::{count, sample};

    #[test]
    fn a_second_run_is_refused_until_the_first_has_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/store");
        let first = Store::open(&path).unwrap().value;
        let refused = Store::open(&path).unwrap_err();
        assert_eq!(refused.exit(), Exit::Locked);
        assert!(Store::read_only(&path).is_ok());
        drop(first);
        assert!(Store::open(&path).is_ok());
    }

    #[test]
    fn a_store_that_is_not_there_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let refused = Store::read_only(&folder.path().join("none")).unwrap_err();
        assert_eq!(refused.exit(), Exit::Files);
    }

    #[test]
    fn what_is_open_for_reading_cannot_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::read_only(folder.path()).unwrap().value;
        assert_eq!(store.may_write().unwrap_err().exit, Exit::Bug);
    }

    #[test]
    fn what_was_made_from_earlier_responses_does_not_outlive_them() {
        let plan = sample::plan();
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().value;
        let wave = sample::large_wave(20);
        store.write_counts(&plan, &count(&plan, &wave, 1)).unwrap();
        std::fs::write(store.estimates_file(), "earlier").unwrap();
        store
            .write_ingested(&plan, &Ingested { wave, comments: Vec::new(), set_aside: Vec::new(), read: 20 })
            .unwrap();
        let files = std::fs::read_dir(folder.path().join("wave=2022")).unwrap();
        let mut names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
        names.sort_unstable();
        assert_eq!(names, [RESPONSES, SET_ASIDE]);
        assert!(!store.estimates_file().exists());
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store");
        let opened = Store::open(&path).unwrap();
        assert!(opened.problems.is_empty());
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&path.join(LOCK))), (0o700, 0o600));
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
        assert!(!Store::read_only(&path).unwrap().problems.is_empty());
    }
}
