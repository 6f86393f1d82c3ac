//! A store and its key: whether they fit, and what is not encrypted yet.

use std::fs::{self, File};

use super::aside::remove;
use super::parquet_file::{Opened, no_key};
use super::place::StoredFile;
use super::{SET_ASIDE, Store, WAVE, WITHHELD, seal};
use crate::problem::{Place, Problem, Problems};

/// What is said of files that were on the disk without encryption.
const BEFORE: &str = "what they held may still be on the disk and in its backups";

impl Store {
    /// Refuses a key that is not that of the store, and no key where it has one, before anything is read or written.
    pub(super) fn fits_key(&self) -> Result<(), Problem> {
        let mut encrypted = self.parquet_files().into_iter().filter(is_encrypted);
        if self.key.is_none() {
            return encrypted.next().map_or(Ok(()), |file| Err(no_key(&file)));
        }
        // A damaged file says nothing of the key, and can be made again.
        let mut whole = encrypted.filter(is_whole);
        let Some(first) = whole.next() else { return Ok(()) };
        let refusal = Opened::open(first, "ingest").map(|_| ());
        if refusal.is_err() && whole.any(|file| Opened::open(file, "ingest").is_ok()) {
            Ok(())
        } else {
            refusal
        }
    }

    /// Says which files of a store with a key are not encrypted.
    pub(super) fn tell_plain(&self, problems: &mut Problems) {
        let plain = self.plain();
        if plain.is_empty() {
            return;
        }
        let message = format!("there is a key, and {} of the store are not encrypted", files(plain.len()));
        let hint = "the next `candour run`, `ingest` or `analyse` with this key encrypts them";
        problems.push(Problem::warning(Place::file(&self.folder), message).hint(hint));
    }

    /// Encrypts what is not encrypted yet, in its place.
    pub(super) fn encrypt_plain(&self, problems: &mut Problems) -> Result<(), Problem> {
        if self.key.is_some() {
            // The list of what is withheld is for reading; the next run tells the analyst in sums.
            let list = self.folder.join(WITHHELD);
            remove(&list).map_err(|error| Problem::files(&list, "remove", &error))?;
        }
        let mut encrypted = 0;
        for file in self.plain() {
            if file.ends_with(SET_ASIDE) {
                self.encrypt_set_aside(&file)?;
            } else if let Ok(opened) = Opened::open(file.clone(), "ingest") {
                opened.write_again()?;
            } else {
                let message = "this file is not encrypted, and is damaged or was not written by candour";
                problems.push(Problem::warning(Place::file(&file), message).hint("take it out of the store"));
                continue;
            }
            encrypted += 1;
        }
        if encrypted > 0 {
            let message = format!("{} of the store were not encrypted, and now are", files(encrypted));
            problems.push(Problem::warning(Place::file(&self.folder), message).hint(BEFORE));
        }
        Ok(())
    }

    /// What of the store is not encrypted though there is a key.
    fn plain(&self) -> Vec<StoredFile> {
        if self.key.is_none() {
            return Vec::new();
        }
        let waves = self.stored_waves();
        let ledgers = waves.iter().map(|wave| self.file(&[&super::wave_folder(wave), SET_ASIDE]));
        let parquet = self.parquet_files().into_iter().filter(|file| !is_encrypted(file));
        parquet.chain(ledgers.filter(|file| file.exists())).collect()
    }

    /// Every Parquet file of the store, by its place.
    fn parquet_files(&self) -> Vec<StoredFile> {
        let mut files = Vec::new();
        for folder in std::iter::once(None).chain(self.stored_waves().into_iter().map(Some)) {
            let folder = folder.map(|wave| format!("{WAVE}{wave}"));
            let path = folder.as_ref().map_or_else(|| self.folder.clone(), |folder| self.folder.join(folder));
            let entries = fs::read_dir(path).into_iter().flatten().flatten();
            let mut names: Vec<String> =
                entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            names.retain(|name| name.ends_with(".parquet"));
            names.sort_unstable();
            let file = |name: &String| match &folder {
                Some(folder) => self.file(&[folder, name]),
                None => self.file(&[name]),
            };
            files.extend(names.iter().map(file));
        }
        files
    }
}

fn is_encrypted(file: &StoredFile) -> bool {
    File::open(file).and_then(|mut file| seal::is_encrypted(&mut file)).unwrap_or(false)
}

fn is_whole(file: &StoredFile) -> bool {
    File::open(file).and_then(|mut file| seal::is_whole(&mut file)).unwrap_or(false)
}

/// "1 file", "2 files".
fn files(number: usize) -> String {
    if number == 1 { "1 file".to_owned() } else { format!("{number} files") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::sample;
    use crate::confidential::store::Key;
    use crate::confidential::wave::{Ingested, SetAside};
    use crate::exit::Exit;

    fn write(store: &Store) {
        let row = SetAside { file: "2022.csv".into(), row: 7, reason: "zqx withdrew".into() };
        let ingested = Ingested {
            wave: sample::large_wave(20),
            aside: 0,
            comments: Vec::new(),
            commented: 0,
            set_aside: vec![row],
            files: Vec::new(),
            read: 21,
        };
        store.write_ingested(&sample::plan(), &ingested, None).unwrap();
    }

    #[test]
    fn a_store_with_a_key_is_refused_without_it_and_with_another() {
        let folder = tempfile::tempdir().unwrap();
        write(&Store::open_with(folder.path(), Some(Key::numbered(1))).unwrap().value);
        for wrong in [None, Some(Key::numbered(2))] {
            assert_eq!(Store::open_with(folder.path(), wrong.clone()).unwrap_err().exit(), Exit::Files);
            assert_eq!(Store::read_only_with(folder.path(), wrong).unwrap_err().exit(), Exit::Files);
        }
        let store = Store::read_only_with(folder.path(), Some(Key::numbered(1))).unwrap();
        assert!(store.problems.is_empty());
        assert_eq!(store.value.read_responses(&sample::plan(), 0).unwrap().value.0.respondents, 20);
    }

    #[test]
    fn a_damaged_file_does_not_stop_ingest_from_making_it_again() {
        let folder = tempfile::tempdir().unwrap();
        write(&Store::open_with(folder.path(), Some(Key::numbered(1))).unwrap().value);
        let place = folder.path().join("wave=2022/responses.parquet");
        let mut bytes = fs::read(&place).unwrap();
        bytes[30] ^= 1;
        fs::write(&place, bytes).unwrap();
        let store = Store::open_with(folder.path(), Some(Key::numbered(1))).unwrap().value;
        assert_eq!(store.read_responses(&sample::plan(), 0).unwrap_err().exit(), Exit::Files);
        write(&store);
        assert!(store.read_responses(&sample::plan(), 0).is_ok());
    }

    #[test]
    fn a_plain_store_is_told_when_it_is_read_and_encrypted_when_it_is_opened_for_writing() {
        let folder = tempfile::tempdir().unwrap();
        let plan = sample::plan();
        write(&Store::open(folder.path()).unwrap().value);
        let plain = Store::open(folder.path()).unwrap().value.read_responses(&plan, 0).unwrap().value.0;
        let reading = Store::read_only_with(folder.path(), Some(Key::numbered(1))).unwrap();
        assert!(reading.problems.iter().next().unwrap().message.contains("2 files of the store are not"));
        let writing = Store::open_with(folder.path(), Some(Key::numbered(1))).unwrap();
        assert!(writing.problems.iter().next().unwrap().message.contains("2 files of the store were not"));
        let back = writing.value.read_responses(&plan, 0).unwrap().value.0;
        assert!(back.answers == plain.answers && back.groups == plain.groups);
        let names: Vec<String> = fs::read_dir(folder.path().join("wave=2022"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        assert!(!names.iter().any(|name| name.ends_with("csv")), "{names:?}");
        for name in names {
            let bytes = fs::read(folder.path().join("wave=2022").join(&name)).unwrap();
            assert!(bytes.ends_with(b"PARE") && !bytes.windows(3).any(|window| window == b"zqx"), "{name}");
        }
        assert!(writing.value.describe().iter().any(|line| line == "  set aside: 1 row"));
        drop(writing);
        assert!(Store::open_with(folder.path(), Some(Key::numbered(1))).unwrap().problems.is_empty());
    }
}
