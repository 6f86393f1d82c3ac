//! R8, the ledger rule: what was published once is known for ever.
//!
//! # What it does
//! Every group and figure that an earlier release showed counts as known when a pattern is chosen: the residual rule, unanimity,
//! cross tables and containment hold for what is shown now and what was shown then, together. Where answers have been
//! forgotten, only what was published before may be shown.
//!
//! # Why
//! Readers keep last year's report. A team that was withheld then is given away when this year's release of the same answers
//! shows another set of teams of the same service.
//!
//! # Example
//! In 2024 a service of 40 was shown with its teams of 12 and 14, and a third of 14 was not. A later release that shows the
//! service and the third team only would complete it: 40 − 14 − 12 = 14 is fine, were one of them 6 it would not be.
//!
//! # Source
//! Differencing between releases, statistical disclosure control handbooks; the union of all releases of one wave is attacked.

use std::collections::{HashMap, HashSet};

use super::rows;
use super::structure::{MeasureKey, Member};
use crate::confidential::protect::release::MeasureKind;
use crate::ledger::{KnownCell, Ledger};
use crate::plan::Plan;

/// What was published before, by wave.
#[derive(Default)]
pub(super) struct Published {
    /// Of each measure the groups that were shown, and whether each category was; by wave, kind and id.
    cells: HashMap<(String, MeasureKind, String), HashMap<Place, bool>>,
    /// Groups of which anything was shown, by wave.
    groups: HashMap<String, HashSet<Place>>,
}

/// Breakdown and group.
type Place = (String, String);

impl Published {
    /// What the ledger knows of the plan's waves.
    pub(super) fn new(plan: &Plan, ledger: &Ledger) -> Self {
        let mut published = Self::default();
        for wave in &plan.waves {
            for cell in ledger.of_wave(&wave.id) {
                published.add(cell);
            }
        }
        published
    }

    fn add(&mut self, cell: &KnownCell) {
        let place = (cell.breakdown.clone(), cell.group.clone());
        self.groups.entry(cell.wave.clone()).or_default().insert(place.clone());
        let measure = (cell.wave.clone(), cell.kind, cell.measure.clone());
        *self.cells.entry(measure).or_default().entry(place).or_default() |= cell.categories.is_some();
    }

    /// The groups of a wave of which anything was shown.
    pub(super) fn groups(&self, plan: &Plan, wave: usize, members: &[Member<'_>]) -> Vec<bool> {
        let shown = self.groups.get(&plan.waves[wave].id);
        let was = |member: &Member<'_>| {
            let place = (member.breakdown.to_owned(), member.group.to_owned());
            shown.is_some_and(|shown| shown.contains(&place))
        };
        members.iter().map(was).collect()
    }

    /// The groups of which a measure was shown; with `detail`, those of which each category of it was.
    pub(super) fn measure(
        &self,
        plan: &Plan,
        wave: usize,
        (kind, measure): MeasureKey<'_>,
        members: &[Member<'_>],
        detail: bool,
    ) -> Vec<bool> {
        if self.cells.is_empty() {
            return vec![false; members.len()];
        }
        let cells = self.cells.get(&(plan.waves[wave].id.clone(), rows::kind(kind), measure.to_owned()));
        let was = |member: &Member<'_>| {
            let place = (member.breakdown.to_owned(), member.group.to_owned());
            cells.and_then(|cells| cells.get(&place)).is_some_and(|detailed| *detailed || !detail)
        };
        members.iter().map(was).collect()
    }
}
