//! Stamps: what a stage was made from, what it made, and what a run that skips it has to tell all the same.
//!
//! A stamp stands only if it was made from the same, and every file that it names is byte for byte as it was left. One
//! that is missing, damaged, of another form, or not encrypted where there is a key, does not stand: then the work is done.
//! It is a Parquet file like the others, because its messages name labels, and is sealed and encrypted as they are.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray as _, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::parquet_file::{self, Opened};
use super::place::StoredFile;
use super::{
    COMMENTS, COUNTS, ESTIMATES, KEPT, MEMBERSHIPS, RESPONSES, SET_ASIDE, SET_ASIDE_ENCRYPTED, Store,
    WITHHELD, seal,
};
use crate::digests;
use crate::plan::Plan;
use crate::problem::Problem;

/// The stage that a stamp is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::confidential) enum Stage {
    /// Reading the exports of a wave, by its index in the plan.
    Reading(usize),
    /// Counting and estimating.
    Figures,
    /// What may be shown, and the release folder.
    Release,
}

/// SHA-256 of files by their names; none of one that must not be there.
type Files = BTreeMap<String, Option<String>>;

/// A stamp as its file has it.
#[derive(Serialize, Deserialize)]
struct Stamp<T> {
    made_from: String,
    files: Files,
    told: T,
}

impl Store {
    /// What was told by the stage when it was made from this, if all that it made is still as it was.
    pub(in crate::confidential) fn standing<T: DeserializeOwned>(
        &self,
        plan: &Plan,
        stage: Stage,
        made_from: &str,
    ) -> Option<T> {
        let stamp: Stamp<T> = self.read_stamp(plan, stage)?;
        let stands = stamp.made_from == made_from && self.made(plan, stage)? == stamp.files;
        stands.then_some(stamp.told)
    }

    /// Stamps what a stage made, from this, and what it told.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(in crate::confidential) fn stamp<T: Serialize>(
        &self,
        plan: &Plan,
        stage: Stage,
        made_from: &str,
        told: &T,
    ) -> Result<(), Problem> {
        self.may_write()?;
        let Some(files) = self.made(plan, stage) else { return Ok(()) };
        let stamp = Stamp { made_from: made_from.to_owned(), files, told };
        // A name that is no text has no JSON form: then there is no stamp, and the work is done again.
        let Ok(text) = serde_json::to_string(&stamp) else { return Ok(()) };
        let column: ArrayRef = Arc::new(StringArray::from(vec![text]));
        let schema = schema();
        let batch = RecordBatch::try_new(Arc::clone(&schema), vec![column]);
        parquet_file::write(&self.stamp_file(plan, stage), &schema, Vec::new(), std::iter::once(batch))
    }

    /// The digest of what counting takes of a wave: its responses, or what was kept of it.
    pub(in crate::confidential) fn digest_of_wave(&self, plan: &Plan, wave: usize) -> Option<String> {
        let kept = self.wave_file(plan, wave, KEPT);
        let responses = self.wave_file(plan, wave, RESPONSES);
        digests::of_file(if kept.exists() { &kept } else { &responses }).ok()
    }

    fn read_stamp<T: DeserializeOwned>(&self, plan: &Plan, stage: Stage) -> Option<Stamp<T>> {
        let path = self.stamp_file(plan, stage);
        let encrypted = File::open(&path).and_then(|mut file| seal::is_encrypted(&mut file)).ok()?;
        if encrypted != self.key.is_some() {
            return None;
        }
        let opened = Opened::open(path, "").ok()?;
        let batch = opened.batches(None).ok()?.next()?.ok()?;
        let texts = batch.columns().first()?.as_string_opt::<i32>()?;
        serde_json::from_str(texts.iter().next()??).ok()
    }

    /// What a stage made, as it is now; `None` where a file cannot be read.
    fn made(&self, plan: &Plan, stage: Stage) -> Option<Files> {
        let of_wave = |wave: usize, names: &[&str]| -> Vec<StoredFile> {
            names.iter().map(|name| self.wave_file(plan, wave, name)).collect()
        };
        let files = match stage {
            Stage::Reading(wave) => of_wave(wave, &[RESPONSES, COMMENTS, SET_ASIDE, SET_ASIDE_ENCRYPTED]),
            Stage::Figures => {
                let waves = (0..plan.waves.len()).flat_map(|wave| of_wave(wave, &[COUNTS, MEMBERSHIPS]));
                waves.chain([self.file(&[ESTIMATES])]).collect()
            }
            Stage::Release => vec![self.file(&[WITHHELD])],
        };
        files.iter().map(|file| Some((file.place().to_owned(), digest(file).ok()?))).collect()
    }

    fn stamp_file(&self, plan: &Plan, stage: Stage) -> StoredFile {
        match stage {
            Stage::Reading(wave) => self.wave_file(plan, wave, "stamp.parquet"),
            Stage::Figures => self.file(&["estimates.stamp.parquet"]),
            Stage::Release => self.file(&["release.stamp.parquet"]),
        }
    }
}

fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![Field::new("stamp", DataType::Utf8, false)]))
}

/// The digest of a file, and none of one that is not there.
fn digest(file: &Path) -> io::Result<Option<String>> {
    match digests::of_file(file) {
        Ok(digest) => Ok(Some(digest)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::confidential::counts::sample;
    use crate::confidential::store::Key;

    /// A store with the responses of the first wave in it, stamped as made from `inputs`.
    fn stamped(folder: &Path, key: Option<Key>) -> Store {
        let store = Store::open_with(folder, key).unwrap().value;
        store.write_responses(&sample::plan(), &sample::large_wave(20), 20).unwrap();
        store.stamp(&sample::plan(), Stage::Reading(0), "inputs", &told()).unwrap();
        store
    }

    fn told() -> Vec<String> {
        vec!["zqx “told”".to_owned()]
    }

    fn standing(store: &Store, made_from: &str) -> Option<Vec<String>> {
        store.standing(&sample::plan(), Stage::Reading(0), made_from)
    }

    #[test]
    fn a_stamp_stands_as_long_as_what_was_made_and_from_what_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let store = stamped(folder.path(), None);
        assert_eq!(standing(&store, "inputs"), Some(told()));
        assert_eq!(standing(&store, "others"), None);
        assert_eq!(store.standing::<Vec<String>>(&sample::plan(), Stage::Reading(1), "inputs"), None);
        assert_eq!(store.standing::<u64>(&sample::plan(), Stage::Reading(0), "inputs"), None, "another form");
        let responses = folder.path().join("wave=2022/responses.parquet");
        let bytes = fs::read(&responses).unwrap();
        let mut altered = bytes.clone();
        altered[9] ^= 1;
        fs::write(&responses, &altered).unwrap();
        assert_eq!(standing(&store, "inputs"), None, "altered");
        fs::remove_file(&responses).unwrap();
        assert_eq!(standing(&store, "inputs"), None, "missing");
        fs::write(&responses, &bytes).unwrap();
        assert_eq!(standing(&store, "inputs"), Some(told()), "put back");
        fs::write(folder.path().join("wave=2022/comments.parquet"), "").unwrap();
        assert_eq!(standing(&store, "inputs"), None, "something that was not made");
    }

    #[test]
    fn a_damaged_or_foreign_stamp_does_not_stand_and_never_panics() {
        let folder = tempfile::tempdir().unwrap();
        let store = stamped(folder.path(), None);
        let path = folder.path().join("wave=2022/stamp.parquet");
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 1 << (at % 8);
            fs::write(&path, &altered).unwrap();
            assert_eq!(standing(&store, "inputs"), None, "byte {at}");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(standing(&store, "inputs"), None, "cut at {at}");
        }
        fs::copy(folder.path().join("wave=2022/responses.parquet"), &path).unwrap();
        assert_eq!(standing(&store, "inputs"), None, "another file of the store");
        fs::remove_file(&path).unwrap();
        assert_eq!(standing(&store, "inputs"), None);
    }

    #[test]
    fn with_a_key_nothing_of_a_stamp_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = stamped(folder.path(), Some(Key::numbered(1)));
        let bytes = fs::read(folder.path().join("wave=2022/stamp.parquet")).unwrap();
        assert!(!["zqx", "responses", "inputs"].iter().any(|word| holds(&bytes, word)));
        assert_eq!(standing(&store, "inputs"), Some(told()));
    }

    fn holds(bytes: &[u8], word: &str) -> bool {
        bytes.windows(word.len()).any(|window| window == word.as_bytes())
    }

    #[test]
    fn a_stamp_of_before_there_was_a_key_does_not_stand() {
        let folder = tempfile::tempdir().unwrap();
        drop(stamped(folder.path(), None));
        let reading = Store::read_only_with(folder.path(), Some(Key::numbered(1))).unwrap().value;
        assert_eq!(standing(&reading, "inputs"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_stamp_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let _store = stamped(folder.path(), None);
        let about = fs::metadata(folder.path().join("wave=2022/stamp.parquet")).unwrap();
        assert_eq!(about.permissions().mode() & 0o777, 0o600);
    }
}
