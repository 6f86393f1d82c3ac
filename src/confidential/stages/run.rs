//! A whole run: every stage from the exports to the release, as far as what it takes has changed.

use std::collections::BTreeMap;
use std::path::Path;

use super::inputs::Hashed;
use super::large::{self, Typed};
use super::unchanged::{self, ReadBefore, ReleasedBefore, Unstamped};
use super::{
    Engine, Released, Setting, WaveSummary, count_and_reconcile, estimated, forgotten, key, read_apart,
    reconcile, stored, summary, tell_forgotten, write,
};
use crate::confidential::counts::Counts;
use crate::confidential::estimates::{self, Estimates, Read};
use crate::confidential::protect;
use crate::confidential::store::{Stage, Store};
use crate::confidential::wave::Ingested;
use crate::ledger::Ledger;
use crate::ordinary;
use crate::plan::Plan;
use crate::problem::{Outcome, Problems};
use crate::publish::{Inputs, RELEASE, sha256};
use crate::release::Release;

/// What a run is asked for.
pub(crate) struct Asked<'a> {
    /// The waves whose exports are read; the others are taken from the store as they are.
    pub(crate) waves: &'a [usize],
    /// The date of the release.
    pub(crate) as_of: Option<String>,
    /// Which reports, in words of any kind.
    pub(crate) reports: &'a str,
    /// The folder of the release.
    pub(crate) folder: &'a Path,
    /// Whether everything is done again, changed or not.
    pub(crate) afresh: bool,
}

/// What a run made.
pub(crate) enum Made<'a, T> {
    /// Nothing: the release folder is as an earlier run left it, and as this one would make it.
    Nothing {
        /// SHA-256 of the release.
        release: String,
        /// How much is withheld.
        withheld: Vec<String>,
        /// What the earlier run told of it.
        told: Vec<String>,
    },
    /// A release.
    Anew(Box<Anew<'a, T>>),
}

/// A release that is to be written.
pub(crate) struct Anew<'a, T> {
    /// The release.
    pub(crate) released: Released,
    /// What was made of it.
    pub(crate) done: T,
    /// The exports by their names.
    pub(crate) inputs: Inputs,
    /// To be told when it is written.
    pub(crate) unstamped: Unstamped<'a>,
}

/// All stages from the exports to the release, without what is unchanged. Waves that are not asked for are taken from the
/// store. While the store is being written, `then` already works on the release.
pub(crate) fn run<'a, T>(
    plan: &'a Plan,
    ledger: &Ledger,
    setting: &Setting<'_>,
    asked: &Asked<'_>,
    then: impl FnOnce(&Release) -> T,
) -> Outcome<(Vec<WaveSummary>, Made<'a, T>)> {
    let mut problems = Problems::new();
    let key = key(plan, setting)?;
    setting.engine.can_count(key.as_ref(), setting.store)?;
    let (forgotten, waves) = forgotten(plan, asked.waves, setting);
    tell_forgotten(plan, &forgotten, &mut problems);
    let hashed = Hashed::now(plan, setting.threads);
    let before = if asked.afresh {
        BTreeMap::new()
    } else {
        unchanged::waves(plan, &waves, &hashed, setting, key.clone())
    };
    let changed: Vec<usize> = waves.iter().filter(|wave| !before.contains_key(wave)).copied().collect();
    let opened = large::store(plan, &changed, setting, &mut problems)?;
    let mut reading = Reading::of(plan, &changed, before, setting, opened.as_ref(), &mut problems)?;
    let mut told = Problems::new();
    let kernel = *setting.engine == Engine::KERNEL;
    let fresh = if kernel {
        count_and_reconcile(plan, &reading.typed, setting, &mut told)
    } else {
        reconcile(plan, &reading.typed, setting, &mut told);
        BTreeMap::new()
    };
    if told.stop() {
        problems.extend(told);
        return Err(problems);
    }
    let inputs = hashed.exports(plan)?;
    let store = match opened.take() {
        Some(store) => store,
        None => Store::open_with(setting.store, key)?.into(&mut problems),
    };
    unchanged::still(plan, reading.before.keys(), &hashed, &store)?;
    let stage = Run { plan, store: &store, setting, waves: &waves, hashed: &hashed };
    let may_stand = !asked.afresh && reading.typed.is_empty();
    let figures = match may_stand.then(|| stage.figures_before()).flatten() {
        Some((made_from, told)) => {
            (setting.unchanged)("figures: unchanged, taken from the store");
            problems.extend(told);
            Figures { made_from: Some(made_from), anew: None }
        }
        None => stage.figures(&mut reading, fresh, told, &mut problems)?,
    };
    let protection = figures.made_from.as_ref().map(|figures| unchanged::protection(plan, figures, ledger));
    let summaries = reading.summaries(plan);
    let words = unchanged::words(plan, &inputs, asked);
    let made_before = protection.as_ref().filter(|_| figures.anew.is_none() && !asked.afresh);
    let released_before: Option<ReleasedBefore> =
        made_before.and_then(|made_from| store.standing(plan, Stage::Release, made_from));
    if let Some(before) = released_before.as_ref().filter(|before| before.stands(&words, asked.folder)) {
        (setting.unchanged)("nothing changed: the release and its reports are as they were");
        let made = Made::Nothing {
            release: before.release().to_owned(),
            withheld: before.withheld.clone(),
            told: before.told.clone(),
        };
        return problems.finish(Some((summaries, made)));
    }
    let (released, done) = match released_before.and_then(|before| in_new_words(plan, before, asked)) {
        Some(released) => {
            (setting.unchanged)("protection: unchanged; the release and its reports are written again");
            let done = then(&released.release);
            (released, done)
        }
        None => stage.released(&figures, ledger, asked.as_of.clone(), then, &mut problems)?,
    };
    let unstamped = Unstamped { plan, protection, words, withheld: released.withheld.clone(), store };
    let made = Made::Anew(Box::new(Anew { released, done, inputs, unstamped }));
    problems.finish(Some((summaries, made)))
}

/// The waves that were asked for: those that were read now, and those that need not be.
struct Reading<'a> {
    before: BTreeMap<usize, ReadBefore>,
    typed: Vec<Typed<'a>>,
    /// What reading told now, by wave.
    told: BTreeMap<usize, Problems>,
}

impl<'a> Reading<'a> {
    /// Reads what has changed, into the store as it comes where that is open for a large wave.
    fn of(
        plan: &'a Plan,
        changed: &[usize],
        before: BTreeMap<usize, ReadBefore>,
        setting: &Setting<'_>,
        store: Option<&Store>,
        problems: &mut Problems,
    ) -> Result<Self, Problems> {
        for (wave, before) in &before {
            (setting.unchanged)(&format!("{}: unchanged, taken from the store", plan.waves[*wave].id));
            problems.extend(before.problems.clone());
        }
        let mut reading = Self { before, typed: Vec::new(), told: BTreeMap::new() };
        if changed.is_empty() {
            return Ok(reading);
        }
        for typed in read_apart(plan, changed, setting, store, &|_| true)? {
            problems.extend(typed.problems.clone());
            reading.told.insert(typed.value.ingested.wave.wave, typed.problems);
            reading.typed.push(typed.value);
        }
        Ok(reading)
    }

    /// Writes what was read now to the store.
    fn write(&mut self, plan: &Plan, store: &Store) -> Result<(), Problems> {
        self.typed.iter_mut().try_for_each(|typed| typed.write(plan, store))
    }

    /// What was read of each wave.
    fn summaries(&self, plan: &Plan) -> Vec<WaveSummary> {
        let before = self.before.iter().map(|(wave, before)| (*wave, before.summary.clone()));
        let ingested = self.typed.iter().map(|typed| &typed.ingested);
        let now = ingested.map(|ingested| (ingested.wave.wave, summary(plan, ingested)));
        before.chain(now).collect::<BTreeMap<_, _>>().into_values().collect()
    }
}

/// The figures of all waves.
struct Figures {
    /// `None` where nobody can say.
    made_from: Option<String>,
    /// `None` where they are in the store as they were.
    anew: Option<NewFigures>,
}

/// Figures that are not in the store yet.
struct NewFigures {
    counted: Vec<Counts>,
    estimates: Estimates,
    told: Problems,
}

/// The stages behind reading, with the store open.
struct Run<'a> {
    plan: &'a Plan,
    store: &'a Store,
    setting: &'a Setting<'a>,
    /// The waves that were asked for.
    waves: &'a [usize],
    hashed: &'a Hashed,
}

impl Run<'_> {
    /// What was told of the figures, if they are as they were, and what they are made from.
    fn figures_before(&self) -> Option<(String, Problems)> {
        let made_from = unchanged::figures(self.plan, self.store, self.waves)?;
        let told = self.store.standing(self.plan, Stage::Figures, &made_from)?;
        Some((made_from, told))
    }

    /// Writes what was read, and counts and estimates all waves; `fresh` are the counts of those that were read now, of
    /// which `told` was told.
    fn figures(
        &self,
        reading: &mut Reading<'_>,
        mut fresh: BTreeMap<usize, (Counts, Read)>,
        mut told: Problems,
        problems: &mut Problems,
    ) -> Result<Figures, Problems> {
        let Self { plan, store, setting, .. } = *self;
        let (mut counted, mut read) = (Vec::new(), Vec::new());
        let kernel = *setting.engine == Engine::KERNEL;
        if !kernel {
            // Another engine counts what is in the store, and nothing else.
            reading.write(plan, store)?;
        }
        for wave in 0..plan.waves.len() {
            let (counts, rows) = match fresh.remove(&wave) {
                Some(fresh) => fresh,
                None => stored(plan, wave, store, setting)?.into(&mut told),
            };
            if reading.before.contains_key(&wave) {
                // Its headcount may be another one now.
                estimates::headcount::reconcile(plan, &counts, &mut told);
            }
            counted.push(counts);
            read.push(rows);
        }
        if told.stop() {
            problems.extend(told);
            return Err(std::mem::take(problems));
        }
        if kernel {
            reading.write(plan, store)?;
        }
        for typed in &reading.typed {
            self.stamp(&typed.ingested, reading)?;
        }
        let estimates = estimated(plan, &counted, read, setting);
        estimates::notes::tell(plan, &estimates, &mut told);
        problems.extend(told.clone());
        let made_from = unchanged::figures(plan, store, self.waves);
        Ok(Figures { made_from, anew: Some(NewFigures { counted, estimates, told }) })
    }

    /// Stamps a wave that was read now, unless somebody wrote to its files meanwhile.
    fn stamp(&self, ingested: &Ingested, reading: &Reading<'_>) -> Result<(), Problems> {
        let wave = ingested.wave.wave;
        let made_from = unchanged::reading(self.plan, wave, self.hashed);
        let Some(made_from) = made_from.filter(|_| self.hashed.still(self.plan, wave)) else { return Ok(()) };
        let problems = reading.told.get(&wave).cloned().unwrap_or_default();
        let read = ReadBefore { summary: summary(self.plan, ingested), problems };
        Ok(self.store.stamp(self.plan, Stage::Reading(wave), &made_from, &read)?)
    }

    /// The release of these figures. What is not in the store yet is written beside the work of `then`.
    fn released<T>(
        &self,
        figures: &Figures,
        ledger: &Ledger,
        as_of: Option<String>,
        then: impl FnOnce(&Release) -> T,
        problems: &mut Problems,
    ) -> Result<(Released, T), Problems> {
        let Self { plan, store, setting, .. } = *self;
        let from_store = match &figures.anew {
            Some(_) => None,
            None => Some(store.read_estimates(plan)?.into(problems)),
        };
        let anew = figures.anew.as_ref();
        let Some(estimates) = from_store.as_ref().or(anew.map(|anew| &anew.estimates)) else {
            return Err(std::mem::take(problems));
        };
        std::thread::scope(|scope| {
            let written = scope
                .spawn(|| anew.map_or(Ok(()), |anew| write(plan, store, &anew.counted, &anew.estimates)));
            (setting.progress)("protecting: choosing what may be published");
            let (release, withheld) = protect::protect(plan, estimates, ledger, as_of);
            let done = then(&release);
            match written.join() {
                Ok(written) => written?,
                Err(panic) => std::panic::resume_unwind(panic),
            }
            store.write_withheld(plan, estimates, &withheld)?;
            if let Some((anew, made_from)) = anew.zip(figures.made_from.as_ref()) {
                store.stamp(plan, Stage::Figures, made_from, &anew.told)?;
            }
            Ok((Released { release, withheld: withheld.lines(plan) }, done))
        })
    }
}

/// The release that was made before, in the words of the plan as it is now; `None` where it is not there any more.
fn in_new_words(plan: &Plan, before: ReleasedBefore, asked: &Asked<'_>) -> Option<Released> {
    let bytes = ordinary::read(&asked.folder.join(RELEASE)).ok()?;
    let same = sha256(&bytes) == before.release();
    let release = Release::from_json(&bytes).ok().filter(|_| same)?;
    let release = protect::reworded(plan, release, asked.as_of.clone());
    Some(Released { release, withheld: before.withheld })
}
