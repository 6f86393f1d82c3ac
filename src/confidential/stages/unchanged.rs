//! What need not be done again: what each stage of a run was made from, as one digest.
//!
//! Of the program it is the version and the mark of its build; of the plan the part that the stage takes
//! ([`Plan::part_of_reading`] and its neighbours); of the inputs what is in them; of the stages before it their own digest.
//! Threads, and how much is told, have no part in it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::inputs::Hashed;
use super::run::Asked;
use super::{Setting, WaveSummary};
use crate::confidential::store::{Key, Stage, Store};
use crate::digests;
use crate::exit::Exit;
use crate::hexadecimal::hexadecimal;
use crate::ledger::Ledger;
use crate::plan::Plan;
use crate::problem::{Place, Problem, Problems};
use crate::publish::{self, Inputs, MANIFEST, RELEASE};

/// What something was made from, as a digest.
struct MadeFrom(Sha256);

impl MadeFrom {
    /// Of this stage, by this program.
    fn by(stage: &str, build: &str) -> Self {
        Self(Sha256::new()).and(stage).and(env!("CARGO_PKG_VERSION")).and(build)
    }

    /// The same, and from this.
    fn and(mut self, part: &str) -> Self {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    /// The same, and from that file, with what is in it. Messages name the file.
    fn and_file(self, file: &Path, content: &str) -> Self {
        self.and(&file.to_string_lossy()).and(content)
    }

    fn digest(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

/// This build of the program: another version of its sources has another one.
const BUILD: &str = env!("CANDOUR_BUILD");

/// What reading a wave is made from; `None` where one of its files cannot be read.
pub(super) fn reading(plan: &Plan, wave: usize, hashed: &Hashed) -> Option<String> {
    let made_from = MadeFrom::by("reading", BUILD).and(&plan.part_of_reading(wave));
    let made_from = made_from.and_file(&plan.waves.get(wave)?.file, "");
    let files = hashed.of_wave(plan, wave)?;
    Some(files.iter().fold(made_from, |made_from, (file, sha256)| made_from.and_file(file, sha256)).digest())
}

/// What the figures of all waves are made from; `None` where a wave is not in the store. `told` are the waves of which it
/// is told how they go with their headcounts.
pub(super) fn figures(plan: &Plan, store: &Store, told: &[usize]) -> Option<String> {
    let mut made_from = MadeFrom::by("figures", BUILD).and(&plan.part_of_figures()).and(&format!("{told:?}"));
    for (wave, of_plan) in plan.waves.iter().enumerate() {
        made_from = made_from.and_file(&of_plan.file, &store.digest_of_wave(plan, wave)?);
        if Store::has_forgotten(store.folder(), &of_plan.id) {
            // What is told of what was kept names its place.
            made_from = made_from.and(&store.folder().to_string_lossy());
        }
    }
    Some(made_from.digest())
}

/// What the choice of shown figures is made from.
pub(super) fn protection(plan: &Plan, figures: &str, ledger: &Ledger) -> String {
    let made_from = MadeFrom::by("protection", BUILD).and(&plan.part_of_protection());
    made_from.and(figures).and(&ledger.content()).digest()
}

/// What the words of a release and its reports are made from, beside its figures.
pub(super) fn words(plan: &Plan, inputs: &Inputs, asked: &Asked<'_>) -> String {
    // The survey's id is the name of the folder.
    let made_from = MadeFrom::by("words", BUILD).and(&plan.digest).and(&plan.survey.id);
    let made_from = made_from.and(&format!("{:?}", asked.as_of)).and(asked.reports);
    let made_from =
        inputs.iter().fold(made_from, |made_from, (name, sha256)| made_from.and(name).and(sha256));
    made_from.digest()
}

/// What reading told of a wave.
#[derive(Serialize, Deserialize)]
pub(super) struct ReadBefore {
    pub(super) summary: WaveSummary,
    pub(super) problems: Problems,
}

/// The waves that need not be read, with what reading told of them. Nothing is written.
pub(super) fn waves(
    plan: &Plan,
    waves: &[usize],
    hashed: &Hashed,
    setting: &Setting<'_>,
    key: Option<Key>,
) -> BTreeMap<usize, ReadBefore> {
    // Whatever is wrong with the store is told when it is opened for writing.
    let Ok(store) = Store::read_only_with(setting.store, key) else { return BTreeMap::new() };
    let standing = |wave: &usize| Some((*wave, read_before(plan, *wave, hashed, &store.value)?));
    waves.iter().filter_map(standing).collect()
}

fn read_before(plan: &Plan, wave: usize, hashed: &Hashed, store: &Store) -> Option<ReadBefore> {
    store.standing(plan, Stage::Reading(wave), &reading(plan, wave, hashed)?)
}

/// Makes sure, once nobody else can write, that nobody wrote since [`waves`] looked.
pub(super) fn still<'a>(
    plan: &Plan,
    waves: impl IntoIterator<Item = &'a usize>,
    hashed: &Hashed,
    store: &Store,
) -> Result<(), Problem> {
    if waves.into_iter().all(|wave| read_before(plan, *wave, hashed, store).is_some()) {
        return Ok(());
    }
    let message = "another run of candour has changed this store meanwhile";
    Err(Problem::error(Place::file(store.folder()), message).exiting(Exit::Locked).hint("run it again"))
}

/// What was told of a release, and which files it was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ReleasedBefore {
    /// What its words and reports were made from.
    words: String,
    /// SHA-256 of `release.json` and of the manifest.
    release: String,
    manifest: String,
    /// How much is withheld.
    pub(super) withheld: Vec<String>,
    /// What the command told.
    pub(super) told: Vec<String>,
}

impl ReleasedBefore {
    /// Whether the folder is as it was left, and would be made the same.
    pub(super) fn stands(&self, words: &str, folder: &Path) -> bool {
        self.words == words
            && digests::of_file(&folder.join(MANIFEST)).is_ok_and(|manifest| manifest == self.manifest)
            && publish::unaltered(folder).is_ok()
    }

    /// SHA-256 of the release.
    pub(super) fn release(&self) -> &str {
        &self.release
    }
}

/// A run whose release is still to be written: its store is held, and its stamp made, once it is.
pub(crate) struct Unstamped<'a> {
    pub(super) plan: &'a Plan,
    pub(super) store: Store,
    pub(super) protection: Option<String>,
    pub(super) words: String,
    pub(super) withheld: Vec<String>,
}

impl Unstamped<'_> {
    /// Stamps the release that is now in its folder; `told` is what a run tells that makes nothing.
    ///
    /// # Errors
    /// When the stamp cannot be written, or the folder not be read.
    pub(crate) fn written(self, folder: &Path, told: Vec<String>) -> Result<(), Problem> {
        let Some(protection) = &self.protection else { return Ok(()) };
        let hash = |name: &str| {
            let file = folder.join(name);
            digests::of_file(&file).map_err(|error| Problem::files(&file, "read this file", &error))
        };
        let before = ReleasedBefore {
            words: self.words,
            release: hash(RELEASE)?,
            manifest: hash(MANIFEST)?,
            withheld: self.withheld,
            told,
        };
        self.store.stamp(self.plan, Stage::Release, protection, &before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::sample;

    #[test]
    fn what_another_build_made_does_not_stand() {
        let made = |stage: &str, build: &str| MadeFrom::by(stage, build).and("the same").digest();
        assert_eq!(made("reading", "a"), made("reading", "a"));
        assert_ne!(made("reading", "a"), made("reading", "b"));
        assert_ne!(made("reading", "a"), made("figures", "a"));
        assert_eq!(BUILD.len(), 16, "the sources have a mark");
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let of =
            |parts: &[&str]| parts.iter().fold(MadeFrom::by("", ""), |from, part| from.and(part)).digest();
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab", ""]), of(&["ab"]));
    }

    #[test]
    fn figures_are_of_the_waves_in_the_store_and_of_no_others() {
        let plan = sample::plan();
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap().value;
        assert_eq!(figures(&plan, &store, &[0, 1]), None, "nothing is there");
        for wave in 0..plan.waves.len() {
            let responses = crate::confidential::wave::Wave { wave, ..sample::large_wave(20) };
            store.write_responses(&plan, &responses, 20).unwrap();
        }
        let first = figures(&plan, &store, &[0, 1]);
        assert!(first.is_some());
        assert_ne!(figures(&plan, &store, &[1]), first, "other waves are told of");
        store.write_responses(&plan, &sample::large_wave(21), 21).unwrap();
        assert_ne!(figures(&plan, &store, &[0, 1]), first, "other answers");
    }
}
