//! Rows: each estimate of the publication plan as shown figures or as a marker.

use std::collections::{BTreeMap, HashMap};

use super::pattern::Marks;
use super::printed::Printed;
use super::release::{Cell, Difference, Figures, Marker, MeasureKind, ReleasedChange, ReleasedPart, Row};
use crate::confidential::estimates::methods::Interval;
use crate::confidential::estimates::{Change, Estimate, Estimates, Key, Kind, Test};
use crate::plan::Plan;

/// Which tests may be shown, row by row: they are judged together.
pub(super) struct Families {
    /// Against the rest.
    pub(super) rest: Vec<bool>,
    /// Against the earlier wave.
    pub(super) change: Vec<bool>,
}

/// A difference may be shown only where both of its sides are.
pub(super) fn families(plan: &Plan, estimates: &Estimates, visible: &[bool]) -> Families {
    let shown: HashMap<Key<'_>, &Estimate> = estimates
        .rows
        .iter()
        .zip(visible)
        .filter(|(_, visible)| **visible)
        .map(|(row, _)| (row.key(), row))
        .collect();
    let everyone =
        |row: &Estimate| shown.contains_key(&(row.wave, row.kind, row.measure.as_str(), "all", "all"));
    let rest = |(row, visible): (&Estimate, &bool)| *visible && row.against_rest.is_some() && everyone(row);
    let footing = Footing::new(plan);
    let change = |(row, visible): (&Estimate, &bool)| *visible && change_may_show(&footing, row, &shown);
    Families {
        rest: estimates.rows.iter().zip(visible).map(rest).collect(),
        change: estimates.rows.iter().zip(visible).map(change).collect(),
    }
}

/// Over which questions the change of each score is measured.
struct Footing<'a> {
    plan: &'a Plan,
    /// By composite and the two waves.
    forms: BTreeMap<(usize, usize, usize), usize>,
}

impl<'a> Footing<'a> {
    fn new(plan: &'a Plan) -> Self {
        let mut forms = BTreeMap::new();
        for own in (0..plan.composites.len()).filter(|own| plan.composites[*own].common.is_none()) {
            for to in 0..plan.waves.len() {
                for from in 0..to {
                    if let Some(form) = plan.common(own, &[from, to]) {
                        forms.insert((own, from, to), form);
                    }
                }
            }
        }
        Self { plan, forms }
    }

    /// The pillar or index that a row is about, and the form of it that its change is measured with.
    fn of(&self, row: &Estimate, change: &Change) -> Option<(usize, usize)> {
        let own = self.plan.composite(row.kind.composite()?, &row.measure)?;
        Some((own, *self.forms.get(&(own, change.from, row.wave))?))
    }

    /// The measures that must be shown in both waves for a change to be.
    fn needed(&self, row: &'a Estimate, change: &Change) -> Vec<(Kind, &'a str)> {
        if row.kind.composite().is_none() {
            return vec![(row.kind, row.measure.as_str())];
        }
        let used = self.of(row, change).map(|(_, used)| &self.plan.composites[used].items[row.wave]);
        let items = used.into_iter().flatten();
        items.map(|item| (Kind::Question, self.plan.items[*item].id.as_str())).collect()
    }
}

/// A change may be shown only where both sides are, and the earlier side is made of nothing but shown figures: where it is
/// of several groups, each of them is shown for every measure that is needed.
fn change_may_show<'a>(
    footing: &Footing<'a>,
    row: &'a Estimate,
    shown: &HashMap<Key<'a>, &Estimate>,
) -> bool {
    let Some(change) = row.change.as_ref().filter(|change| change.test.is_some()) else { return false };
    let rules = &footing.plan.protection;
    let parts = parts(row, change);
    // A group that is left when another is taken away is in no table of its own: it must be large enough by itself.
    let taken_apart = parts.iter().any(|(_, _, add)| !add);
    let smallest = rules.smallest_change.max(if taken_apart { rules.smallest_group } else { 0 });
    let needed = footing.needed(row, change);
    let both = needed.iter().all(|(kind, measure)| {
        let of_part = |&(breakdown, group, add): &(&'a str, &'a str, bool)| {
            let people = shown.get(&(change.from, *kind, *measure, breakdown, group))?.people();
            Some((add, people))
        };
        let people: Option<Vec<(bool, u64)>> = parts.iter().map(of_part).collect();
        people.and_then(|people| together(&people)).is_some_and(|people| people >= smallest)
            && shown.contains_key(&(row.wave, *kind, *measure, &row.breakdown, &row.group))
    });
    !needed.is_empty()
        && both
        && row.people() >= rules.smallest_change
        && (row.kind == Kind::Response || change.from_base >= smallest)
}

/// The groups that the earlier side of a change is made of: breakdown, group, and whether it is added.
fn parts<'a>(row: &'a Estimate, change: &'a Change) -> Vec<(&'a str, &'a str, bool)> {
    if change.from_parts.is_empty() {
        let group = change.from_group.as_ref().unwrap_or(&row.group);
        return vec![(&row.breakdown, group, true)];
    }
    change
        .from_parts
        .iter()
        .map(|(breakdown, group, add)| (breakdown.as_str(), group.as_str(), *add))
        .collect()
}

/// What a figure is put together of, in words; nothing where it is one group's own.
fn released_parts(change: &Change) -> Vec<ReleasedPart> {
    let part = |(breakdown, group, added): &(String, String, bool)| ReleasedPart {
        breakdown: breakdown.clone(),
        group: group.clone(),
        added: *added,
    };
    change.from_parts.iter().map(part).collect()
}

/// What is added less what is taken away; nothing where that is more.
fn together(people: &[(bool, u64)]) -> Option<u64> {
    let sum =
        |added: bool| people.iter().filter(|(add, _)| *add == added).map(|(_, people)| people).sum::<u64>();
    sum(true).checked_sub(sum(false))
}

/// Whether the earlier side of a change is not the earlier wave's row of the same group: a score over fewer questions, or a
/// figure made of several groups.
fn is_rebased(footing: &Footing<'_>, row: &Estimate, change: &Change) -> bool {
    !change.from_parts.is_empty() || footing.of(row, change).is_some_and(|(own, used)| own != used)
}

/// All rows of the publication plan, in the order of the estimates.
pub(super) fn rows(plan: &Plan, estimates: &Estimates, marks: &Marks, families: &Families) -> Vec<Row> {
    let footing = Footing::new(plan);
    let made = |(at, row): (usize, &Estimate)| Row {
        wave: plan.waves[row.wave].id.clone(),
        kind: kind(row.kind),
        measure: row.measure.clone(),
        breakdown: row.breakdown.clone(),
        group: row.group.clone(),
        figures: figures(plan, row, marks.visible[at], marks.detail[at]),
        against_rest: against_rest(plan, row, marks.visible[at], families.rest[at]),
        change: change(&footing, row, marks.visible[at], families.change[at]),
    };
    estimates.rows.iter().enumerate().map(made).collect()
}

/// What a row measures, in the release's words.
pub(in crate::confidential) fn kind(kind: Kind) -> MeasureKind {
    match kind {
        Kind::Response => MeasureKind::Response,
        Kind::Question => MeasureKind::Question,
        Kind::Pillar => MeasureKind::Pillar,
        Kind::Index => MeasureKind::Index,
        Kind::Overall => MeasureKind::Overall,
    }
}

fn figures(plan: &Plan, row: &Estimate, visible: bool, detail: bool) -> Cell<Figures> {
    let value = row.value();
    let Some(value) = value.filter(|_| visible) else { return Cell::Withheld(Marker::Confidential) };
    let scale = if row.score.is_some() { 1.0 } else { 100.0 };
    let detail = detail && !row.categories.is_empty();
    let printed = Printed::of(plan, row);
    let limit = |limit: fn(&Interval) -> f64| {
        row.ci.filter(|_| row.kind != Kind::Response).map(|interval| printed.limit(scale * limit(&interval)))
    };
    let response = row.kind == Kind::Response;
    Cell::Shown(Figures {
        value: printed.figure(value),
        low: limit(|interval| interval.low),
        high: limit(|interval| interval.high),
        base: row.base,
        respondents: row.respondents,
        headcount: row.headcount.filter(|_| response),
        tones: row.tones.filter(|_| !response),
        categories: detail.then(|| row.categories.clone()),
        mean: row.mean.filter(|_| detail),
    })
}

fn against_rest(plan: &Plan, row: &Estimate, visible: bool, shown: bool) -> Cell<Difference> {
    match &row.against_rest {
        _ if row.breakdown == "all" => Cell::Withheld(Marker::NotApplicable),
        _ if !visible => Cell::Withheld(Marker::Confidential),
        Some(comparison) if shown => Cell::Shown(difference(Printed::of(plan, row), &comparison.test)),
        Some(_) => Cell::Withheld(Marker::Confidential),
        None => Cell::Withheld(Marker::NotApplicable),
    }
}

fn difference(printed: Printed, test: &Test) -> Difference {
    Difference {
        points: printed.figure(test.difference),
        low: test.interval.map(|interval| printed.limit(interval.low)),
        high: test.interval.map(|interval| printed.limit(interval.high)),
        detectable: test.detectable.map(|points| printed.limit(points)),
        verdict: test.verdict,
    }
}

fn change(footing: &Footing<'_>, row: &Estimate, visible: bool, shown: bool) -> Cell<ReleasedChange> {
    let released = |change: &Change, difference: Option<Difference>| ReleasedChange {
        from: footing.plan.waves[change.from].id.clone(),
        difference,
        parts: released_parts(change),
        rebased: is_rebased(footing, row, change),
        note: change.note.clone(),
    };
    match &row.change {
        None if visible || row.wave == 0 => Cell::Withheld(Marker::NotAvailable),
        _ if !visible => Cell::Withheld(Marker::Confidential),
        Some(change) => match &change.test {
            None => Cell::Shown(released(change, None)),
            Some(test) if shown => {
                Cell::Shown(released(change, Some(difference(Printed::of(footing.plan, row), test))))
            }
            Some(_) => Cell::Withheld(Marker::Confidential),
        },
        None => Cell::Withheld(Marker::NotAvailable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confidential::counts::{count, sample};
    use crate::confidential::estimates::{Read, estimate};
    use crate::plan::Plan;

    /// Two waves of the same people, of whom the service `support` moved from `care` to `places` in between.
    fn moved(plan: &Plan, people: usize) -> Estimates {
        let after = sample::after_the_move(sample::large_wave(people));
        let counts = [count(plan, &sample::large_wave(people), 1), count(plan, &after, 1)];
        estimate(plan, &counts, vec![Read::default(); 2], 1)
    }

    /// Whether the change of a measure of a group may be shown, with these earlier rows hidden.
    fn may_show(plan: &Plan, estimates: &Estimates, wanted: [&str; 2], hidden: [&str; 2]) -> bool {
        let visible: Vec<bool> = estimates
            .rows
            .iter()
            .map(|row| row.wave != 0 || [&*row.measure, &*row.group] != hidden)
            .collect();
        let [measure, group] = wanted;
        let at = estimates.rows.iter().rposition(|row| row.measure == measure && row.group == group);
        families(plan, estimates, &visible).change[at.expect("a row")]
    }

    #[test]
    fn a_change_of_a_unit_put_together_anew_needs_every_part_of_the_earlier_figure() {
        let plan = sample::restructured();
        let estimates = moved(&plan, 600);
        for measure in ["q0", "people"] {
            for group in ["care", "places", "support-moved", "parks"] {
                let shown = |hidden| may_show(&plan, &estimates, [measure, group], hidden);
                assert!(shown(["q0", "nobody"]), "{measure} {group}");
                assert_eq!(shown(["q0", "support"]), group == "parks", "{measure} {group} without support");
                assert_eq!(shown(["q0", "care"]), group != "care", "{measure} {group} without care");
            }
        }
        // All who answered its last question in `care` were in `support`: nobody is left.
        assert!(!may_show(&plan, &estimates, ["engagement", "care"], ["q0", "nobody"]));
        assert!(may_show(&plan, &estimates, ["engagement", "places"], ["q0", "nobody"]));
    }

    #[test]
    fn what_is_left_of_a_unit_must_be_large_enough_by_itself() {
        let mut plan = sample::restructured();
        let estimates = moved(&plan, 600);
        let care = estimates.rows.iter().rfind(|row| row.measure == "q0" && row.group == "care");
        let left = care.and_then(|row| row.change.as_ref()).map_or(0, |change| change.from_base);
        let mut shown = |group: u64, change: u64| {
            (plan.protection.smallest_group, plan.protection.smallest_change) = (group, change);
            may_show(&plan, &estimates, ["q0", "care"], ["q0", "nobody"])
        };
        assert!(left > 20 && shown(left, left));
        assert!(!shown(left + 1, 10), "a group that is in no table is as small as any other");
        assert!(!shown(10, left + 1));
    }
}
