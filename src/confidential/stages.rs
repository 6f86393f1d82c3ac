//! The stages as the commands run them: each takes a plan, does its work and tells in shapes what it did.

mod comments;
mod describe;
mod engine;
mod inputs;
mod large;
mod run;
mod unchanged;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::counts::{self, Counts};
use super::estimates::{self, Estimates, Read};
use super::export;
use super::forget;
use super::protect;
use super::protect::release::Release;
use super::quality;
use super::store::{Key, Store};
use super::wave::{self, Ingested, Keeper};
use crate::ledger::Ledger;
use crate::plan::Plan;
use crate::problem::{Outcome, Place, Problem, Problems, Warned};
use crate::publish::Inputs;
use crate::side_by_side::side_by_side;
use inputs::Hashed;

pub(crate) use comments::{ReleasedComments, released_comments, review_comments};
pub(crate) use describe::{describe_export, describe_store};
pub(crate) use engine::{Dialect, Engine, counting_sql};
use large::{PutAside, Typed};
pub(crate) use run::{Anew, Asked, Made, run};

/// What the stages are told besides the plan.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    /// How many threads may work at once.
    pub(crate) threads: usize,
    /// The private store.
    pub(crate) store: &'a Path,
    /// Who counts what is in the store.
    pub(crate) engine: &'a Engine,
    /// Told what is being done.
    pub(crate) progress: &'a dyn Fn(&str),
    /// Told what need not be done.
    pub(crate) unchanged: &'a dyn Fn(&str),
}

/// What was read of a wave: shapes, no answers.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct WaveSummary {
    /// The wave's id.
    pub(crate) wave: String,
    /// Rows read from its exports.
    pub(crate) read: u64,
    /// Rows kept as respondents.
    pub(crate) kept: u64,
    /// Rows set aside, by reason.
    pub(crate) set_aside: BTreeMap<String, u64>,
    /// Free-text answers.
    pub(crate) comments: usize,
    /// Whether it was forgotten: then nothing was read, and the numbers are those that were kept.
    pub(crate) forgotten: bool,
}

/// What became of the files of a wave that was forgotten.
#[derive(Clone, Debug)]
pub(crate) struct Forgotten {
    /// The wave's id.
    pub(crate) wave: String,
    /// Whether it had been forgotten before.
    pub(crate) before: bool,
    /// What was removed from the store.
    pub(crate) removed: Vec<String>,
    /// Files outside the store that still hold its answers: they are not ours to remove.
    pub(crate) exports: Vec<PathBuf>,
}

/// How good the data is, for the analyst: a page to read, and the same as data.
pub(crate) struct Checked {
    /// The page.
    pub(crate) lines: Vec<String>,
    /// For programs: what was found of each wave that was read.
    pub(crate) quality: serde_json::Value,
    /// Waves of which nothing but what was published is left.
    pub(crate) forgotten: Vec<WaveSummary>,
}

/// Reads and types the exports of these waves, checks them against the headcount, and writes nothing.
pub(crate) fn check(plan: &Plan, waves: &[usize], setting: &Setting<'_>, verbose: bool) -> Outcome<Checked> {
    let key = key(plan, setting)?;
    let (forgotten, waves) = forgotten(plan, waves, setting);
    let typed = read(plan, &waves, setting, None, &|_| true)?;
    let mut problems = typed.problems;
    let counted = count_and_reconcile(plan, &typed.value, setting, &mut problems);
    let counts = |wave: usize| counted.get(&wave).map(|(counts, _)| counts);
    let ingested: Vec<Ingested> = typed.value.into_iter().map(|typed| typed.ingested).collect();
    let (lines, quality) = quality::told(plan, &ingested, counts, verbose);
    let mut summaries = Vec::new();
    if !forgotten.is_empty() {
        let store = Store::read_only_with(setting.store, key)?.into(&mut problems);
        for wave in forgotten {
            let kept = store.read_kept(plan, wave)?.into(&mut problems);
            summaries.push(kept_summary(plan, wave, kept.read));
        }
    }
    problems.finish(Some(Checked { lines, quality, forgotten: summaries }))
}

/// Reads the exports of these waves into the store. Nothing is written unless all of them are in order.
pub(crate) fn ingest(plan: &Plan, waves: &[usize], setting: &Setting<'_>) -> Outcome<Vec<WaveSummary>> {
    let mut problems = Problems::new();
    let key = key(plan, setting)?;
    let (forgotten, waves) = forgotten(plan, waves, setting);
    tell_forgotten(plan, &forgotten, &mut problems);
    let opened = large::store(plan, &waves, setting, &mut problems)?;
    let typed = read(plan, &waves, setting, opened.as_ref(), &has_headcount(plan))?.into(&mut problems);
    reconcile(plan, &typed, setting, &mut problems);
    if problems.stop() {
        return Err(problems);
    }
    let store = match opened.take() {
        Some(store) => store,
        None => Store::open_with(setting.store, key)?.into(&mut problems),
    };
    let summaries = typed.iter().map(|typed| summary(plan, &typed.ingested)).collect();
    typed.into_iter().try_for_each(|mut typed| typed.write(plan, &store))?;
    problems.finish(Some(summaries))
}

/// Counts and estimates the waves in the store.
pub(crate) fn analyse(plan: &Plan, setting: &Setting<'_>) -> Outcome<()> {
    let mut problems = Problems::new();
    let key = key(plan, setting)?;
    setting.engine.can_count(key.as_ref(), setting.store)?;
    let store = Store::open_with(setting.store, key)?.into(&mut problems);
    let mut counted = Vec::new();
    let mut read = Vec::new();
    for wave in 0..plan.waves.len() {
        match stored(plan, wave, &store, setting) {
            Ok(stored) => {
                let (counts, rows) = stored.into(&mut problems);
                counted.push(counts);
                read.push(rows);
            }
            Err(found) => problems.extend(found),
        }
    }
    if problems.stop() {
        return Err(problems);
    }
    for counts in &counted {
        estimates::headcount::reconcile(plan, counts, &mut problems);
    }
    if problems.stop() {
        return Err(problems);
    }
    let estimates = estimated(plan, &counted, read, setting);
    estimates::notes::tell(plan, &estimates, &mut problems);
    write(plan, &store, &counted, &estimates)?;
    problems.finish(Some(()))
}

/// A release, and in lines for the analyst how much it withholds and why: sums, no group is named.
pub(crate) struct Released {
    /// What may be published.
    pub(crate) release: Release,
    /// How much is withheld.
    pub(crate) withheld: Vec<String>,
}

/// The protected release of the estimates in the store.
pub(crate) fn release(
    plan: &Plan,
    ledger: &Ledger,
    setting: &Setting<'_>,
    as_of: Option<String>,
) -> Outcome<Released> {
    let mut problems = Problems::new();
    let store = Store::open_with(setting.store, key(plan, setting)?)?.into(&mut problems);
    let estimates = store.read_estimates(plan)?.into(&mut problems);
    (setting.progress)("protecting: choosing what may be published");
    let (release, withheld) = protect::protect(plan, &estimates, ledger, as_of);
    store.write_withheld(plan, &estimates, &withheld)?;
    problems.finish(Some(Released { release, withheld: withheld.lines(plan) }))
}

/// Checks waves that were just read against the headcount. Where there is none, counting can wait.
fn reconcile(plan: &Plan, typed: &[Typed<'_>], setting: &Setting<'_>, problems: &mut Problems) {
    for typed in typed.iter().filter(|typed| has_headcount(plan)(typed.ingested.wave.wave)) {
        estimates::headcount::reconcile(plan, &counts_of(plan, typed, setting), problems);
    }
}

fn has_headcount(plan: &Plan) -> impl Fn(usize) -> bool + Sync {
    |wave| plan.waves[wave].headcount.is_some()
}

/// The counts of waves that were just read, by wave, checked against the headcount.
fn count_and_reconcile(
    plan: &Plan,
    typed: &[Typed<'_>],
    setting: &Setting<'_>,
    problems: &mut Problems,
) -> BTreeMap<usize, (Counts, Read)> {
    let mut counted = BTreeMap::new();
    for typed in typed {
        let counts = counts_of(plan, typed, setting).into_owned();
        estimates::headcount::reconcile(plan, &counts, problems);
        let ingested = &typed.ingested;
        let read = Read { read: ingested.read, kept: ingested.respondents() as u64 };
        counted.insert(ingested.wave.wave, (counts, read));
    }
    counted
}

/// The counts of a wave that was just read.
fn counts_of<'t>(plan: &Plan, typed: &'t Typed<'_>, setting: &Setting<'_>) -> Cow<'t, Counts> {
    let wave = &typed.ingested.wave;
    match typed.counted() {
        Some(counts) => Cow::Borrowed(counts),
        None => Cow::Owned(counting(plan, wave.wave, setting, || counts::count(plan, wave, setting.threads))),
    }
}

/// Tells that a wave is being counted.
fn counting<T>(plan: &Plan, wave: usize, setting: &Setting<'_>, count: impl FnOnce() -> T) -> T {
    (setting.progress)(&format!("counting {}", plan.waves[wave].label));
    count()
}

/// Forgets the answers of these waves, and keeps of them what these releases show.
pub(crate) fn forget(
    plan: &Plan,
    waves: &[usize],
    setting: &Setting<'_>,
    ledger: &Ledger,
) -> Outcome<Vec<Forgotten>> {
    let mut problems = Problems::new();
    if !setting.store.is_dir() {
        // A store is not made in order to be emptied.
        Store::read_only_with(setting.store, None)?;
    }
    let store = Store::open_with(setting.store, key(plan, setting)?)?.into(&mut problems);
    let mut forgotten = Vec::new();
    for &wave in waves {
        let before = Store::has_forgotten(setting.store, &plan.waves[wave].id);
        let removed = if before {
            store.forget(plan, wave, None)?
        } else {
            let published = forget::Shown::of_wave(plan, wave, ledger)?;
            let (counts, read) = stored(plan, wave, &store, setting)?.into(&mut problems);
            store.forget(plan, wave, Some((&counts, read, &|k, m, b, g| published.detail(k, m, b, g))))?
        };
        let exports = plan.waves[wave].exports.iter().map(|export| export.path.clone());
        forgotten.push(Forgotten {
            wave: plan.waves[wave].id.clone(),
            before,
            removed,
            exports: exports.filter(|path| path.exists()).collect(),
        });
    }
    problems.finish(Some(forgotten))
}

/// The key of the store, if there is one. It may not lie where releases go, nor in the store itself.
fn key(plan: &Plan, setting: &Setting<'_>) -> Result<Option<Key>, Problem> {
    Key::find(plan.store_key.as_deref(), &[&plan.output, setting.store])
}

/// The waves that the store has forgotten, and the others.
fn forgotten(plan: &Plan, waves: &[usize], setting: &Setting<'_>) -> (Vec<usize>, Vec<usize>) {
    waves.iter().partition(|wave| Store::has_forgotten(setting.store, &plan.waves[**wave].id))
}

fn tell_forgotten(plan: &Plan, waves: &[usize], problems: &mut Problems) {
    for &wave in waves {
        let message =
            "this wave was forgotten: it is taken from what was kept of it, and its exports are not read";
        problems.push(Problem::note(Place::file(&plan.waves[wave].file), message));
    }
}

/// The counts of a wave in the store, and how many rows were read to find them; of a forgotten one what was kept.
fn stored(plan: &Plan, wave: usize, store: &Store, setting: &Setting<'_>) -> Outcome<(Counts, Read)> {
    let mut problems = Problems::new();
    let counted = if Store::has_forgotten(setting.store, &plan.waves[wave].id) {
        let kept = store.read_kept(plan, wave)?.into(&mut problems);
        (kept.counts, kept.read)
    } else {
        engine::counted(plan, wave, store, setting)?
    };
    problems.finish(Some(counted))
}

fn kept_summary(plan: &Plan, wave: usize, read: Read) -> WaveSummary {
    WaveSummary {
        wave: plan.waves[wave].id.clone(),
        read: read.read,
        kept: read.kept,
        set_aside: BTreeMap::new(),
        comments: 0,
        forgotten: true,
    }
}

/// Reads and types the exports of these waves, side by side; all problems of all of them together. With a store, large
/// waves go there as they are read, and are counted if `counting` says so.
fn read<'a>(
    plan: &'a Plan,
    waves: &[usize],
    setting: &Setting<'_>,
    store: Option<&Store>,
    counting: &(dyn Fn(usize) -> bool + Sync),
) -> Outcome<Vec<Typed<'a>>> {
    let mut problems = Problems::new();
    let typed = read_apart(plan, waves, setting, store, counting)?.into_iter();
    let typed = typed.map(|typed| typed.into(&mut problems)).collect();
    problems.finish(Some(typed))
}

/// The same, with what is told of each wave beside it.
fn read_apart<'a>(
    plan: &'a Plan,
    waves: &[usize],
    setting: &Setting<'_>,
    store: Option<&Store>,
    counting: &(dyn Fn(usize) -> bool + Sync),
) -> Result<Vec<Warned<Typed<'a>>>, Problems> {
    let labels: Vec<&str> = waves.iter().map(|wave| plan.waves[*wave].label.as_str()).collect();
    (setting.progress)(&format!("reading the exports of {}", labels.join(", ")));
    let threads = setting.threads;
    let one = |index: usize| {
        let wave = waves[index];
        let aside = store.map(|store| PutAside::of_large(plan, wave, store, counting(wave))).transpose()?;
        read_wave(plan, wave, threads, aside.flatten())
    };
    let typed = side_by_side(waves.len(), threads, one);
    if typed.iter().all(Result::is_ok) {
        return Ok(typed.into_iter().flatten().collect());
    }
    let mut problems = Problems::new();
    for found in typed {
        match found {
            Ok(typed) => problems.extend(typed.problems),
            Err(found) => problems.extend(found),
        }
    }
    Err(problems)
}

fn read_wave<'a>(
    plan: &'a Plan,
    wave: usize,
    threads: usize,
    mut aside: Option<PutAside<'a>>,
) -> Outcome<Typed<'a>> {
    let mut problems = Problems::new();
    let exports = export::open(plan, wave)?.into(&mut problems);
    for export in &exports {
        problems.push(Problem::note(Place::file(&export.file), export.recognised.clone()));
    }
    let keeper = aside.as_mut().map(|aside| aside as &mut dyn Keeper);
    match wave::ingest(plan, wave, exports, threads, keeper) {
        Ok(ingested) => {
            let ingested = ingested.into(&mut problems);
            problems.finish(Some(Typed::new(ingested, aside)))
        }
        Err(found) => {
            problems.extend(found);
            Err(problems)
        }
    }
}

fn estimated(plan: &Plan, counted: &[Counts], read: Vec<Read>, setting: &Setting<'_>) -> Estimates {
    (setting.progress)("estimating: scores, intervals, comparisons, changes");
    estimates::estimate(plan, counted, read, setting.threads)
}

fn write(plan: &Plan, store: &Store, counted: &[Counts], estimates: &Estimates) -> Result<(), Problems> {
    // What was kept of a forgotten wave stands for its counts.
    let not_forgotten = |counts: &&Counts| !Store::has_forgotten(store.folder(), &plan.waves[counts.wave].id);
    for counts in counted.iter().filter(not_forgotten) {
        store.write_counts(plan, counts)?;
    }
    store.write_estimates(plan, estimates)
}

fn summary(plan: &Plan, ingested: &Ingested) -> WaveSummary {
    let mut set_aside = BTreeMap::new();
    for row in &ingested.set_aside {
        *set_aside.entry(row.reason.clone()).or_insert(0) += 1;
    }
    WaveSummary {
        wave: plan.waves[ingested.wave.wave].id.clone(),
        read: ingested.read,
        kept: ingested.respondents() as u64,
        set_aside,
        comments: ingested.commented,
        forgotten: false,
    }
}

/// The files that a run reads besides the pipeline folder's own, for the manifest. Those of a forgotten wave are not read.
///
/// # Errors
/// When one of them cannot be read.
pub(crate) fn inputs(plan: &Plan, setting: &Setting<'_>) -> Result<Inputs, Problem> {
    Hashed::now(plan, setting.threads).exports(plan)
}
