//! The rows that are shown, to be found by measure and group.

use std::collections::BTreeMap;

use crate::confidential::estimates::{Estimate, Estimates, Kind};
use crate::confidential::protect::pattern::Marks;
use crate::confidential::protect::release::MeasureKind;
use crate::confidential::protect::rows::{self, Families};
use crate::plan::{Breakdown, Plan};

/// A measure in a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::confidential::protect) struct Measured<'a> {
    /// Index of the wave.
    pub(super) wave: usize,
    /// What is measured.
    pub(super) kind: Kind,
    /// Its id.
    pub(super) id: &'a str,
}

/// A shown row, and whether its comparisons are.
#[derive(Clone, Copy)]
pub(super) struct SeenRow<'a> {
    /// The figures.
    pub(super) row: &'a Estimate,
    /// Whether each category is shown.
    pub(super) detail: bool,
    /// Whether the comparison with the rest is shown.
    pub(super) rest: bool,
    /// Whether the change is shown.
    pub(super) change: bool,
}

/// All that is shown.
pub(in crate::confidential::protect) struct Seen<'a> {
    /// The plan.
    pub(super) plan: &'a Plan,
    /// Breakdown and group of each row under its measure.
    rows: BTreeMap<Measured<'a>, BTreeMap<(&'a str, &'a str), SeenRow<'a>>>,
}

impl<'a> Seen<'a> {
    /// The shown ones of these rows.
    pub(in crate::confidential::protect) fn new(
        plan: &'a Plan,
        estimates: &'a Estimates,
        marks: &Marks,
        families: &Families,
    ) -> Self {
        let mut rows: BTreeMap<Measured<'a>, BTreeMap<_, _>> = BTreeMap::new();
        for (at, row) in estimates.rows.iter().enumerate().filter(|(at, _)| marks.visible[*at]) {
            let measured = Measured { wave: row.wave, kind: row.kind, id: &row.measure };
            let seen = SeenRow {
                row,
                detail: marks.detail[at],
                rest: families.rest[at],
                change: families.change[at],
            };
            rows.entry(measured).or_default().insert((row.breakdown.as_str(), row.group.as_str()), seen);
        }
        Self { plan, rows }
    }

    /// Every measure of every wave with something to show.
    pub(super) fn measures(&self) -> impl Iterator<Item = Measured<'a>> {
        self.rows.keys().copied()
    }

    /// A group's row.
    pub(super) fn row(&self, measured: Measured<'a>, breakdown: &str, group: &str) -> Option<SeenRow<'a>> {
        self.rows.get(&measured)?.get(&(breakdown, group)).copied()
    }

    /// Everyone's row.
    pub(super) fn all(&self, measured: Measured<'a>) -> Option<SeenRow<'a>> {
        self.row(measured, "all", "all")
    }

    /// The shown groups of a breakdown, in the order of the plan.
    pub(super) fn groups(&self, measured: Measured<'a>, breakdown: &Breakdown) -> Vec<SeenRow<'a>> {
        let groups = breakdown.groups.iter();
        groups.filter_map(|group| self.row(measured, &breakdown.id, &group.id)).collect()
    }

    /// Whether an item is one of those that the survey is about.
    pub(super) fn is_headline(&self, measured: Measured<'_>) -> bool {
        let item = self.plan.items.iter().position(|item| item.id == measured.id);
        measured.kind == Kind::Question && item.is_some_and(|item| self.plan.is_headline(item))
    }

    /// A figure, if it is shown.
    pub(in crate::confidential::protect) fn figure(
        &self,
        wave: usize,
        kind: Kind,
        id: &'a str,
        breakdown: &str,
        group: &str,
    ) -> Option<&'a Estimate> {
        self.row(Measured { wave, kind, id }, breakdown, group).map(|seen| seen.row)
    }

    /// The id of a wave.
    pub(in crate::confidential::protect) fn wave(&self, wave: usize) -> String {
        self.plan.waves[wave].id.clone()
    }
}

impl Measured<'_> {
    /// The kind, as files have it.
    pub(super) fn kind(self) -> MeasureKind {
        rows::kind(self.kind)
    }
}
