//! What a command knows besides its own arguments.

use std::path::{Path, PathBuf};

use super::args::Common;
use super::tell::Teller;
use crate::confidential::stages::{Engine, Setting};
use crate::plan::Plan;
use crate::plan::label::nearest;
use crate::problem::{Outcome, Place, Problem, Problems, quoted};

/// The common options, resolved.
pub(super) struct Context<'a> {
    pub(super) common: &'a Common,
    pub(super) teller: Teller,
    threads: usize,
}

impl<'a> Context<'a> {
    pub(super) fn new(common: &'a Common) -> Self {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let threads = common.threads.map_or_else(cores, usize::from);
        Self { common, teller: Teller::new(common), threads }
    }

    /// Loads a pipeline and applies `--store` and `--out` to it.
    pub(super) fn plan(&self, folder: &Path) -> Outcome<Plan> {
        self.as_of()?;
        let mut plan = Plan::load(folder)?;
        if let Some(store) = &self.common.store {
            plan.value.store.clone_from(store);
        }
        if let Some(out) = &self.common.out {
            plan.value.output.clone_from(out);
        }
        Ok(plan)
    }

    /// The waves that `--wave` asks for, all without it.
    pub(super) fn waves(&self, plan: &Plan) -> Result<Vec<usize>, Problems> {
        let ids = || plan.waves.iter().map(|wave| wave.id.as_str());
        if self.common.wave.is_empty() {
            return Ok((0..plan.waves.len()).collect());
        }
        let mut waves = Vec::new();
        let mut problems = Problems::new();
        for id in &self.common.wave {
            match ids().position(|known| known == id) {
                Some(wave) => waves.push(wave),
                None => {
                    let message = format!("“{}” is no wave of this pipeline", quoted(id));
                    let hint = nearest(id, ids()).map(|near| format!("did you mean “{near}”?"));
                    let place = Place::default().column("--wave");
                    problems.push(
                        Problem::error(place, message).exiting(crate::exit::Exit::Usage).maybe_hint(hint),
                    );
                }
            }
        }
        waves.sort_unstable();
        waves.dedup();
        if problems.stop() { Err(problems) } else { Ok(waves) }
    }

    /// The date of `--as-of`, checked.
    pub(super) fn as_of(&self) -> Result<Option<String>, Problems> {
        match &self.common.as_of {
            None => Ok(None),
            Some(date) if chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok() => {
                Ok(Some(date.clone()))
            }
            Some(_) => {
                let place = Place::default().column("--as-of");
                let problem = Problem::error(place, "expected a date as in 2024-09-02");
                Err(problem.exiting(crate::exit::Exit::Usage).into())
            }
        }
    }

    /// Runs something with what the stages need to know.
    pub(super) fn with_setting<T>(&self, plan: &Plan, work: impl FnOnce(&Setting<'_>) -> T) -> T {
        let progress = |doing: &str| self.teller.progress(doing);
        let unchanged = |what: &str| self.teller.say(what);
        let (threads, store) = (self.threads, &plan.store);
        let engine = &Engine::KERNEL;
        work(&Setting { threads, store, engine, progress: &progress, unchanged: &unchanged })
    }
}

/// The folder of the release of a plan's latest wave.
pub(super) fn release_folder(plan: &Plan) -> PathBuf {
    plan.waves.last().map_or_else(|| plan.output.clone(), |wave| plan.output.join(&wave.id))
}
