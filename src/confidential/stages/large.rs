//! Waves that are read without being in memory as a whole: their respondents go to the store page by page.

use std::path::PathBuf;

use super::{Setting, key};
use crate::confidential::counts::{self, Counts};
use crate::confidential::store::{Growing, PAGE, Store};
use crate::confidential::wave::{Ingested, Keeper, Wave};
use crate::plan::Plan;
use crate::problem::{Problem, Problems};

/// From how many bytes of exports on a wave may be too large for memory.
const LARGE: u64 = 16 << 20;

/// The store, opened before anything is read, where one of these waves is large: its respondents go there as they come.
pub(super) fn store(
    plan: &Plan,
    waves: &[usize],
    setting: &Setting<'_>,
    problems: &mut Problems,
) -> Result<Opened, Problems> {
    if !waves.iter().any(|&wave| is_large(plan, wave)) {
        return Ok(Opened { store: None, made: None });
    }
    let made = (!setting.store.exists()).then(|| setting.store.to_owned());
    let store = Some(Store::open_with(setting.store, key(plan, setting)?)?.into(problems));
    Ok(Opened { store, made })
}

/// A store that was opened early. Where it was made for that and nothing comes of it, nothing of it stays.
pub(super) struct Opened {
    store: Option<Store>,
    made: Option<PathBuf>,
}

impl Opened {
    /// The store, if there is need of it.
    pub(super) fn as_ref(&self) -> Option<&Store> {
        self.store.as_ref()
    }

    /// The store, to be written.
    pub(super) fn take(mut self) -> Option<Store> {
        self.made = None;
        self.store.take()
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        let Some(made) = self.made.take() else { return };
        if let Some(store) = self.store.take() {
            store.remove_if_empty(&made);
        }
    }
}

fn is_large(plan: &Plan, wave: usize) -> bool {
    let length = |path: &std::path::Path| std::fs::metadata(path).map_or(0, |about| about.len());
    plan.waves[wave].exports.iter().map(|export| length(&export.path)).sum::<u64>() >= LARGE
}

/// A wave that was read.
pub(super) struct Typed<'a> {
    pub(super) ingested: Ingested,
    aside: Option<PutAside<'a>>,
}

impl<'a> Typed<'a> {
    /// A wave, and where its respondents may be.
    pub(super) fn new(ingested: Ingested, aside: Option<PutAside<'a>>) -> Self {
        let used = ingested.aside > 0;
        Self { ingested, aside: aside.filter(|_| used) }
    }

    /// Its counts, if they were made as it was read.
    pub(super) fn counted(&self) -> Option<&Counts> {
        self.aside.as_ref()?.counts.as_ref()
    }

    /// Writes all of it to the store.
    pub(super) fn write(&mut self, plan: &Plan, store: &Store) -> Result<(), Problems> {
        let growing = self.aside.as_mut().and_then(|aside| aside.growing.take());
        store.write_ingested(plan, &self.ingested, growing)
    }
}

/// Respondents on their way to the store, counted as they come.
pub(super) struct PutAside<'a> {
    plan: &'a Plan,
    wave: usize,
    growing: Option<Growing<'a>>,
    counts: Option<Counts>,
    /// How many there are.
    respondents: usize,
}

impl<'a> PutAside<'a> {
    /// Nobody yet of a wave, if it is large.
    pub(super) fn of_large(
        plan: &'a Plan,
        wave: usize,
        store: &Store,
        counting: bool,
    ) -> Result<Option<Self>, Problems> {
        if !is_large(plan, wave) {
            return Ok(None);
        }
        let growing = Some(store.grow_responses(plan, wave)?);
        let counts = counting.then(|| Counts::new(plan, wave));
        Ok(Some(Self { plan, wave, growing, counts, respondents: 0 }))
    }

    fn count(counts: &mut Option<Counts>, plan: &Plan, page: &Wave, first: usize) {
        if let Some(counts) = counts {
            counts.merge(&counts::count_some(plan, page, first, 1));
        }
    }
}

impl Keeper for PutAside<'_> {
    fn page(&self) -> usize {
        PAGE
    }

    fn keep(&mut self, page: &Wave) -> Result<(), Problem> {
        Self::count(&mut self.counts, self.plan, page, self.respondents);
        self.respondents += page.respondents;
        self.growing.as_mut().map_or(Ok(()), |growing| growing.add(page))
    }

    fn drop(&mut self, gone: &[u32]) -> Result<(), Problem> {
        let mut counts = self.counts.as_ref().map(|_| Counts::new(self.plan, self.wave));
        if let Some(growing) = self.growing.take() {
            let seen = |page: &Wave, first: usize| Self::count(&mut counts, self.plan, page, first);
            self.growing = Some(growing.without(gone, seen)?);
        }
        self.counts = counts;
        self.respondents -= gone.len();
        Ok(())
    }
}
