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

use super::structure::{MeasureKey, Member};
use crate::confidential::estimates::Kind;
use crate::plan::Plan;

/// What was published before, by wave.
#[derive(Default)]
pub(super) struct Published {
    /// Breakdown and group of every cell, by wave, kind and measure; and whether each category was shown.
    cells: HashMap<(String, Kind, String), HashMap<(String, String), bool>>,
    /// Groups of which anything was shown, by wave.
    groups: HashMap<String, HashSet<(String, String)>>,
}

impl Published {
    /// Adds a cell that was published: of which wave, measure and group, and whether each category was.
    pub(super) fn add(
        &mut self,
        wave: &str,
        (kind, measure): (Kind, &str),
        (breakdown, group): (&str, &str),
        detail: bool,
    ) {
        let place = (breakdown.to_owned(), group.to_owned());
        self.groups.entry(wave.to_owned()).or_default().insert(place.clone());
        let cells = self.cells.entry((wave.to_owned(), kind, measure.to_owned())).or_default();
        *cells.entry(place).or_default() |= detail;
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

    /// The groups of which a measure was shown.
    pub(super) fn measure(
        &self,
        plan: &Plan,
        wave: usize,
        key: MeasureKey<'_>,
        members: &[Member<'_>],
    ) -> Vec<bool> {
        self.of(plan, wave, key, members, |_| true)
    }

    /// The groups of which each category of a question was shown.
    pub(super) fn detail(
        &self,
        plan: &Plan,
        wave: usize,
        key: MeasureKey<'_>,
        members: &[Member<'_>],
    ) -> Vec<bool> {
        self.of(plan, wave, key, members, |detail| detail)
    }

    fn of(
        &self,
        plan: &Plan,
        wave: usize,
        (kind, measure): MeasureKey<'_>,
        members: &[Member<'_>],
        counts: impl Fn(bool) -> bool,
    ) -> Vec<bool> {
        let cells = self.cells.get(&(plan.waves[wave].id.clone(), kind, measure.to_owned()));
        let was = |member: &Member<'_>| {
            let place = (member.breakdown.to_owned(), member.group.to_owned());
            cells.and_then(|cells| cells.get(&place)).is_some_and(|detail| counts(*detail))
        };
        members.iter().map(was).collect()
    }
}
