//! Rows: each estimate of the publication plan as shown figures or as a marker.

use std::collections::HashMap;

use super::release::{Cell, Difference, Figures, Marker, MeasureKind, ReleasedChange, Row};
use crate::confidential::estimates::methods::Interval;
use crate::confidential::estimates::{Change, Estimate, Estimates, Kind, Test};
use crate::plan::Plan;

/// Which tests may be shown, row by row: they are judged together.
pub(super) struct Families {
    /// Against the rest.
    pub(super) rest: Vec<bool>,
    /// Against the earlier wave.
    pub(super) change: Vec<bool>,
}

type Key<'a> = (usize, Kind, &'a str, &'a str, &'a str);

fn key(row: &Estimate) -> Key<'_> {
    (row.wave, row.kind, &row.measure, &row.breakdown, &row.group)
}

/// A difference may be shown only where both of its sides are.
pub(super) fn families(plan: &Plan, estimates: &Estimates, visible: &[bool]) -> Families {
    let shown: HashMap<Key<'_>, &Estimate> = estimates
        .rows
        .iter()
        .zip(visible)
        .filter(|(_, visible)| **visible)
        .map(|(row, _)| (key(row), row))
        .collect();
    let everyone =
        |row: &Estimate| shown.contains_key(&(row.wave, row.kind, row.measure.as_str(), "all", "all"));
    let rest = |(row, visible): (&Estimate, &bool)| *visible && row.against_rest.is_some() && everyone(row);
    let change = |(row, visible): (&Estimate, &bool)| *visible && change_may_show(plan, row, &shown);
    Families {
        rest: estimates.rows.iter().zip(visible).map(rest).collect(),
        change: estimates.rows.iter().zip(visible).map(change).collect(),
    }
}

fn change_may_show(plan: &Plan, row: &Estimate, shown: &HashMap<Key<'_>, &Estimate>) -> bool {
    let Some(change) = row.change.as_ref().filter(|change| change.test.is_some()) else { return false };
    let smallest = plan.protection.smallest_change;
    let group = change.from_group.as_deref().unwrap_or(&row.group);
    let there = |wave: usize, group: &str, kind: Kind, measure: &str| {
        shown.get(&(wave, kind, measure, row.breakdown.as_str(), group)).copied()
    };
    let needed: Vec<(Kind, &str)> = match row.kind {
        Kind::Response | Kind::Question => vec![(row.kind, row.measure.as_str())],
        Kind::Pillar | Kind::Index | Kind::Overall => common_items(plan, row, change),
    };
    let both = needed.iter().all(|(kind, measure)| {
        let earlier = there(change.from, group, *kind, measure);
        earlier.is_some_and(|earlier| earlier.people() >= smallest)
            && there(row.wave, &row.group, *kind, measure).is_some()
    });
    both && row.people() >= smallest && (row.kind == Kind::Response || change.from_base >= smallest)
}

/// The questions over which a score's change is measured.
fn common_items<'a>(plan: &'a Plan, row: &Estimate, change: &Change) -> Vec<(Kind, &'a str)> {
    let used = own_composite(plan, row).map(|own| &plan.composites[plan.common(own, change.from, row.wave)]);
    let items = used.map(|used| &used.items[row.wave]).into_iter().flatten();
    items.map(|item| (Kind::Question, plan.items[*item].id.as_str())).collect()
}

/// Whether a score's change is measured over fewer questions than the score.
fn is_rebased(plan: &Plan, row: &Estimate, change: &Change) -> bool {
    own_composite(plan, row).is_some_and(|own| plan.common(own, change.from, row.wave) != own)
}

/// The pillar or index that a row is about.
fn own_composite(plan: &Plan, row: &Estimate) -> Option<usize> {
    plan.composite(row.kind.composite()?, &row.measure)
}

/// All rows of the publication plan, in the order of the estimates.
pub(super) fn rows(plan: &Plan, estimates: &Estimates, visible: &[bool], families: &Families) -> Vec<Row> {
    let made = |(at, row): (usize, &Estimate)| Row {
        wave: plan.waves[row.wave].id.clone(),
        kind: kind(row.kind),
        measure: row.measure.clone(),
        breakdown: row.breakdown.clone(),
        group: row.group.clone(),
        figures: figures(plan, row, visible[at]),
        against_rest: against_rest(row, visible[at], families.rest[at]),
        change: change(plan, row, visible[at], families.change[at]),
    };
    estimates.rows.iter().enumerate().map(made).collect()
}

/// The kind, as files have it.
pub(super) fn kind(kind: Kind) -> MeasureKind {
    match kind {
        Kind::Response => MeasureKind::Response,
        Kind::Question => MeasureKind::Question,
        Kind::Pillar => MeasureKind::Pillar,
        Kind::Index => MeasureKind::Index,
        Kind::Overall => MeasureKind::Overall,
    }
}

fn figures(plan: &Plan, row: &Estimate, visible: bool) -> Cell<Figures> {
    let value = row.score.or(row.positive.map(|share| 100.0 * share));
    let Some(value) = value.filter(|_| visible) else { return Cell::Withheld(Marker::Confidential) };
    let scale = if row.score.is_some() { 1.0 } else { 100.0 };
    let detail = row.base >= plan.protection.smallest_detail && !row.categories.is_empty();
    let response = row.kind == Kind::Response;
    Cell::Shown(Figures {
        value,
        low: row.ci.filter(|_| !response).map(|Interval { low, .. }| scale * low),
        high: row.ci.filter(|_| !response).map(|Interval { high, .. }| scale * high),
        base: row.base,
        respondents: row.respondents,
        headcount: row.headcount.filter(|_| response),
        tones: row.tones.filter(|_| !response),
        categories: detail.then(|| row.categories.clone()),
        mean: row.mean.filter(|_| detail),
    })
}

fn against_rest(row: &Estimate, visible: bool, shown: bool) -> Cell<Difference> {
    match &row.against_rest {
        _ if row.breakdown == "all" => Cell::Withheld(Marker::NotApplicable),
        _ if !visible => Cell::Withheld(Marker::Confidential),
        Some(comparison) if shown => Cell::Shown(difference(&comparison.test)),
        Some(_) => Cell::Withheld(Marker::Confidential),
        None => Cell::Withheld(Marker::NotApplicable),
    }
}

fn difference(test: &Test) -> Difference {
    Difference {
        points: test.difference,
        low: test.interval.map(|interval| interval.low),
        high: test.interval.map(|interval| interval.high),
        detectable: test.detectable,
        verdict: test.verdict,
    }
}

fn change(plan: &Plan, row: &Estimate, visible: bool, shown: bool) -> Cell<ReleasedChange> {
    let released = |change: &Change, difference: Option<Difference>| ReleasedChange {
        from: plan.waves[change.from].id.clone(),
        difference,
        rebased: is_rebased(plan, row, change),
        note: change.note.clone(),
    };
    match &row.change {
        None if visible || row.wave == 0 => Cell::Withheld(Marker::NotAvailable),
        _ if !visible => Cell::Withheld(Marker::Confidential),
        Some(change) => match &change.test {
            None => Cell::Shown(released(change, None)),
            Some(test) if shown => Cell::Shown(released(change, Some(difference(test)))),
            Some(_) => Cell::Withheld(Marker::Confidential),
        },
        None => Cell::Withheld(Marker::NotAvailable),
    }
}
