//! The private store: where answers and unprotected figures rest between stages.
//!
//! One folder, open to its owner alone, in which one run at a time may write. A file is written
//! beside its place and moved there when it is whole, so a run that is killed leaves what was there.
//! Each Parquet file says from which pipeline and by which version it was made; what was made from
//! another is refused, not guessed at. Where a [`Key`] is given, every file is encrypted with it.
//!
//! ```text
//! <store>/wave=<id>/responses.parquet    one row per respondent
//! <store>/wave=<id>/comments.parquet     free text, without the respondent; only where the plan publishes any
//! <store>/wave=<id>/comments_review.csv  what a person decided about each comment
//! <store>/wave=<id>/set_aside.csv        rows that are no respondents; with a key: set_aside.parquet
//! <store>/wave=<id>/counts.parquet       the tallies
//! <store>/wave=<id>/memberships.parquet  which groups people are in, without answers
//! <store>/wave=<id>/kept.parquet         of a wave that was forgotten: the tallies of what was published
//! <store>/estimates.parquet              every figure of all waves
//! <store>/withheld.csv                   which of them are withheld, and by which rule; not with a key
//! <store>/comments.salt                  the secret that orders comments
//! <store>/**/*stamp.parquet              what each stage was made from and made, so that it need not be done again
//! ```

mod aside;
mod bridge;
mod comments;
mod counts;
mod describe;
mod encrypt;
mod estimates;
mod keep;
mod key;
mod memberships;
mod parquet_file;
mod place;
mod plan_order;
mod responses;
mod restore;
#[cfg(test)]
mod round_trip;
mod seal;
mod set_aside;
mod stamp;
mod tabulate;
mod withheld;

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::confidential::wave::Ingested;
use crate::exit::Exit;
use crate::plan::Plan;
use crate::problem::{Outcome, Place, Problem, Problems};

use aside::{create_folder, open_to_others, private_file, remove};
use place::StoredFile;

pub(in crate::confidential) use comments::Salt;
pub(in crate::confidential) use keep::Published;
pub(in crate::confidential) use key::Key;
pub(in crate::confidential) use responses::{Growing, PAGE, RESAMPLING, group_column, responses_place};
pub(in crate::confidential) use stamp::Stage;

const LOCK: &str = ".lock";
const RESPONSES: &str = "responses.parquet";
const COMMENTS: &str = "comments.parquet";
const SET_ASIDE: &str = "set_aside.csv";
const SET_ASIDE_ENCRYPTED: &str = "set_aside.parquet";
const COUNTS: &str = "counts.parquet";
const MEMBERSHIPS: &str = "memberships.parquet";
const ESTIMATES: &str = "estimates.parquet";
const WITHHELD: &str = "withheld.csv";
const KEPT: &str = "kept.parquet";
/// What the folder of a wave is called before its id.
const WAVE: &str = "wave=";

/// A store that is open, for writing as long as it holds the lock.
#[derive(Debug)]
pub(in crate::confidential) struct Store {
    pub(super) folder: PathBuf,
    /// Held until the store is dropped, or the process ends in whatever way.
    lock: Option<File>,
    /// What its files are encrypted with.
    key: Option<Arc<Key>>,
}

impl Store {
    /// Opens a store without a key.
    #[cfg(test)]
    pub(in crate::confidential) fn open(folder: &Path) -> Outcome<Self> {
        Self::open_with(folder, None)
    }

    /// Opens a store for reading and writing, and creates it where there is none. What others have a right to is taken
    /// from them, and what is not encrypted yet is encrypted, where there is a key.
    ///
    /// # Errors
    /// When another run has it open, the folder cannot be made, or it is encrypted with another key.
    pub(in crate::confidential) fn open_with(folder: &Path, key: Option<Key>) -> Outcome<Self> {
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
        aside::clear(folder)
            .map_err(|error| Problem::files(folder, "clear what was left half written", &error))?;
        let store = Self { folder: folder.to_owned(), lock: Some(file), key: key.map(Arc::new) };
        store.fits_key()?;
        let mut problems = Problems::new();
        store.close_to_others(&mut problems);
        store.encrypt_plain(&mut problems)?;
        problems.finish(Some(store))
    }

    /// Opens a store without a key for reading alone.
    #[cfg(test)]
    pub(in crate::confidential) fn read_only(folder: &Path) -> Outcome<Self> {
        Self::read_only_with(folder, None)
    }

    /// Opens a store for reading alone. Needs no lock: every file in it is whole at any time.
    ///
    /// # Errors
    /// When there is no store, or it is encrypted with another key.
    pub(in crate::confidential) fn read_only_with(folder: &Path, key: Option<Key>) -> Outcome<Self> {
        if !folder.is_dir() {
            let problem = Problem::error(Place::file(folder), "there is no store here").exiting(Exit::Files);
            return Err(problem.hint("run `candour ingest` first, or name the store with `--store`").into());
        }
        let store = Self { folder: folder.to_owned(), lock: None, key: key.map(Arc::new) };
        store.fits_key()?;
        let mut problems = Problems::new();
        store.tell_if_open(&mut problems);
        store.tell_plain(&mut problems);
        problems.finish(Some(store))
    }

    /// Writes all that ingest made of a wave, and moves what was put aside of it to its place. What was made from the responses before is removed first,
    /// so that nothing is published from them; the new responses come last: where they are, all is there.
    ///
    /// # Errors
    /// When a file cannot be written or removed.
    pub(in crate::confidential) fn write_ingested(
        &self,
        plan: &Plan,
        ingested: &Ingested,
        put_aside: Option<Growing<'_>>,
    ) -> Result<(), Problems> {
        self.may_write()?;
        let wave = ingested.wave.wave;
        let made = [COUNTS, MEMBERSHIPS].map(|name| self.wave_file(plan, wave, name));
        for outdated in made.into_iter().chain([self.estimates_file()]) {
            remove(&outdated).map_err(|error| Problem::files(&outdated, "remove", &error))?;
        }
        self.write_set_aside(plan, wave, &ingested.set_aside)?;
        self.write_comments(plan, wave, &ingested.comments)?;
        match put_aside {
            Some(growing) => Ok(growing.finish(ingested.read)?),
            None => self.write_responses(plan, &ingested.wave, ingested.read),
        }
    }

    /// Closes it, and removes its folder where nothing was ever written there.
    pub(in crate::confidential) fn remove_if_empty(self, folder: &Path) {
        drop(self);
        let waves = std::fs::read_dir(folder).into_iter().flatten().flatten();
        for wave in waves {
            // Fails where something is in it, and then it stays.
            let _ = std::fs::remove_dir(wave.path());
        }
        let alone = std::fs::read_dir(folder).into_iter().flatten().count() == 1;
        if alone && remove(&folder.join(LOCK)).is_ok() {
            let _ = std::fs::remove_dir(folder);
        }
    }

    /// Where it is.
    pub(in crate::confidential) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The place of a wave's file; `wave` is an index into the plan's waves.
    fn wave_file(&self, plan: &Plan, wave: usize, name: &str) -> StoredFile {
        let id = plan.waves.get(wave).map_or("", |wave| wave.id.as_str());
        self.file(&[&wave_folder(id), name])
    }

    /// The place of the estimates.
    fn estimates_file(&self) -> StoredFile {
        self.file(&[ESTIMATES])
    }

    /// The place with these parts of a path.
    fn file(&self, parts: &[&str]) -> StoredFile {
        StoredFile::new(&self.folder, parts, self.key.clone())
    }

    /// Only who holds the lock may write.
    fn may_write(&self) -> Result<(), Problem> {
        let refusal = || {
            Problem::error(Place::file(&self.folder), "the store was opened for reading").exiting(Exit::Bug)
        };
        self.lock.as_ref().map(|_| ()).ok_or_else(refusal)
    }
}

/// The name of a wave's folder.
fn wave_folder(id: &str) -> String {
    format!("{WAVE}{id}")
}

fn locked(folder: &Path) -> Problem {
    let problem = Problem::error(Place::file(folder), "another run of candour is using this store");
    problem.exiting(Exit::Locked).hint("wait until it has ended, or choose another store with `--store`")
}

impl Store {
    /// Takes from others whatever right they have to what is ours; says so, because they may have looked.
    fn close_to_others(&self, problems: &mut Problems) {
        if aside::close_to_others(&self.folder) {
            let message =
                "other users of this machine could look into the store; the permission was taken away";
            problems.push(
                Problem::warning(Place::file(&self.folder), message)
                    .hint("whoever looked before may have copied answers"),
            );
        }
        self.tell_if_open(problems);
    }

    /// Says so where others on the machine could look into the store.
    fn tell_if_open(&self, problems: &mut Problems) {
        if open_to_others(&self.folder) {
            let message = "other users of this machine may look into the store";
            let problem = Problem::warning(Place::file(&self.folder), message);
            problems.push(problem.hint("take the permission away: `chmod go-rwx` on the folder"));
        }
    }
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
        let counts = count(&plan, &wave, 1);
        store.write_counts(&plan, &counts).unwrap();
        store.write_memberships(&plan, 0, &counts.memberships).unwrap();
        std::fs::write(store.estimates_file(), "earlier").unwrap();
        let (comments, set_aside, files) = (Vec::new(), Vec::new(), Vec::new());
        let ingested = Ingested { wave, aside: 0, comments, commented: 0, set_aside, files, read: 20 };
        store.write_ingested(&plan, &ingested, None).unwrap();
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
        drop(opened);
        std::fs::create_dir(path.join("wave=2022")).unwrap();
        std::fs::write(path.join("wave=2022/responses.parquet.old"), "").unwrap();
        for inner in ["", "wave=2022"] {
            std::fs::set_permissions(path.join(inner), PermissionsExt::from_mode(0o755)).unwrap();
        }
        assert!(!Store::read_only(&path).unwrap().problems.is_empty(), "reading says so");
        assert_eq!(mode(&path), 0o755, "and changes nothing");
        assert!(!Store::open(&path).unwrap().problems.is_empty(), "writing says so");
        let tightened =
            [&path, &path.join("wave=2022"), &path.join("wave=2022/responses.parquet.old")].map(|p| mode(p));
        assert_eq!(tightened, [0o700, 0o700, 0o600], "and takes it away");
        assert!(Store::open(&path).unwrap().problems.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_with_other_things_in_it_is_not_closed() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shared");
        std::fs::create_dir(&path).unwrap();
        std::fs::write(path.join("minutes.txt"), "").unwrap();
        let open = |path: &Path| {
            std::fs::set_permissions(path, PermissionsExt::from_mode(0o755)).unwrap();
        };
        open(&path);
        open(&path.join("minutes.txt"));
        assert_eq!(Store::open(&path).unwrap().problems.iter().count(), 1);
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&path.join("minutes.txt"))), (0o755, 0o755));
    }
}
