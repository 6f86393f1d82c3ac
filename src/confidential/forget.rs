//! Forgetting a wave: what of it was published, and may therefore be kept.

use std::collections::BTreeMap;

use super::estimates::Kind;
use super::protect::measure_kind;
use super::protect::release::MeasureKind;
use super::store::Published;
use crate::exit::Exit;
use crate::ledger::Ledger;
use crate::plan::Plan;
use crate::problem::{Place, Problem};

/// What was published of a wave.
pub(in crate::confidential) struct Shown(
    BTreeMap<(MeasureKind, String), BTreeMap<(String, String), Published>>,
);

impl Shown {
    /// What the ledger knows of a wave.
    ///
    /// # Errors
    /// When it knows nothing of it: then nothing could be kept.
    pub(in crate::confidential) fn of_wave(
        plan: &Plan,
        wave: usize,
        ledger: &Ledger,
    ) -> Result<Self, Problem> {
        let id = &plan.waves[wave].id;
        let mut shown = Self(BTreeMap::new());
        for cell in ledger.of_wave(id) {
            let of_question = cell.kind == MeasureKind::Question;
            let detail = match &cell.categories {
                None if of_question => Published::Tones,
                _ => Published::Whole,
            };
            let groups = shown.0.entry((cell.kind, cell.measure.clone())).or_default();
            let known = groups.entry((cell.breakdown.clone(), cell.group.clone())).or_insert(detail);
            *known = detail.max(*known);
        }
        if shown.0.is_empty() {
            let message =
                format!("nothing of {id} is recorded as published, so that nothing of it could be kept");
            let problem = Problem::error(Place::file(&plan.ledger), message).exiting(Exit::Inputs);
            return Err(problem.hint("record the release that shows it with `candour publish` first"));
        }
        Ok(shown)
    }

    /// How much of a figure was shown.
    pub(in crate::confidential) fn detail(
        &self,
        kind: Kind,
        measure: &str,
        breakdown: &str,
        group: &str,
    ) -> Published {
        let groups = self.0.get(&(measure_kind(kind), measure.to_owned()));
        let place = (breakdown.to_owned(), group.to_owned());
        groups.and_then(|groups| groups.get(&place)).copied().unwrap_or(Published::Withheld)
    }
}
