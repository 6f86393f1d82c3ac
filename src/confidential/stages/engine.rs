//! Who counts: candour itself, or an engine that many machines are behind; and what any other engine may be asked.

use std::path::Path;
use std::str::FromStr;

use crate::confidential::counts::{self, Counts};
use crate::confidential::engine;
use crate::confidential::estimates::Read;
use crate::confidential::store::{Key, PAGE, Store};
use crate::plan::Plan;
use crate::problem::{Outcome, Place, Problem, Problems};

use super::Setting;

/// Who counts the responses that are in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Engine(Which);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Which {
    /// Candour itself.
    Kernel,
    /// A Ballista cluster.
    #[cfg(feature = "distributed")]
    Ballista(engine::Scheduler),
}

impl Engine {
    /// Candour itself.
    pub(crate) const KERNEL: Self = Self(Which::Kernel);

    /// Whether it can count what is in a store with this key, or without one.
    ///
    /// # Errors
    /// When it is another one than candour itself, and it cannot.
    pub(super) fn can_count(&self, key: Option<&Key>, store: &Path) -> Result<(), Problem> {
        if *self != Self::KERNEL && key.is_some() {
            let message = "the store is encrypted: no engine but candour itself can count it";
            let problem = Problem::error(Place::file(store), message);
            return Err(problem.hint("leave `--engine` out, or keep this survey in a store without a key"));
        }
        Ok(())
    }
}

impl FromStr for Engine {
    type Err = String;

    #[cfg(feature = "distributed")]
    fn from_str(text: &str) -> Result<Self, String> {
        let address = text.strip_prefix("ballista=").ok_or_else(|| EXPECTED.to_owned())?;
        address.parse().map(|scheduler| Self(Which::Ballista(scheduler)))
    }

    #[cfg(not(feature = "distributed"))]
    fn from_str(text: &str) -> Result<Self, String> {
        let told = text.strip_prefix("ballista=").map_or(EXPECTED, |_| NOT_BUILT);
        Err(told.to_owned())
    }
}

const EXPECTED: &str = "expected ballista=<host:port>";

#[cfg(not(feature = "distributed"))]
const NOT_BUILT: &str = "this build has no distributed engine; build candour with `--features distributed`";

/// Whose SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// DuckDB's.
    DuckDb,
    /// Spark's.
    Spark,
}

/// Everything that is counted of these waves, as SQL: what a plan asks, nothing that anybody answered.
pub(crate) fn counting_sql(plan: &Plan, waves: &[usize], dialect: Dialect) -> Outcome<Vec<String>> {
    let dialect = match dialect {
        Dialect::DuckDb => engine::Dialect::DuckDb,
        Dialect::Spark => engine::Dialect::Spark,
    };
    Problems::new().finish(Some(engine::script(plan, waves, dialect)))
}

/// The counts of a wave in the store, and how many rows were read to find them.
pub(super) fn counted(
    plan: &Plan,
    wave: usize,
    store: &Store,
    setting: &Setting<'_>,
) -> Result<(Counts, Read), Problem> {
    match &setting.engine.0 {
        Which::Kernel => here(plan, wave, store, setting),
        #[cfg(feature = "distributed")]
        Which::Ballista(scheduler) => elsewhere(plan, wave, store, setting, scheduler),
    }
}

/// By candour itself, page by page.
fn here(plan: &Plan, wave: usize, store: &Store, setting: &Setting<'_>) -> Result<(Counts, Read), Problem> {
    let responses = store.responses(plan, wave)?;
    let size = (responses.pages(), PAGE);
    let page = |page| responses.page(page);
    let count = || counts::count_pages(plan, wave, size, setting.threads, page);
    let counts = super::counting(plan, wave, setting, count)?;
    Ok((counts, Read { read: responses.read, kept: responses.respondents() as u64 }))
}

#[cfg(feature = "distributed")]
fn elsewhere(
    plan: &Plan,
    wave: usize,
    store: &Store,
    setting: &Setting<'_>,
    scheduler: &engine::Scheduler,
) -> Result<(Counts, Read), Problem> {
    let (file, kept, read) = store.responses_for_an_engine(plan, wave)?;
    let label = plan.waves.get(wave).map_or("", |wave| wave.label.as_str());
    (setting.progress)(&format!("counting {label} on {scheduler}"));
    let counts = engine::count(plan, wave, &file, kept, scheduler)?;
    Ok((counts, Read { read, kept: kept as u64 }))
}
