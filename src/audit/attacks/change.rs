//! Changes.
//!
//! # What it does
//! For every change that is told: the figure of the earlier wave that follows from it must be told there as well. Where it
//! is put together of several groups, each of them must be, and what is left when some are taken away must be at least k
//! people.
//!
//! # Why
//! This year's figure less the change is last year's. A change beside a withheld figure publishes it.
//!
//! # Example
//! A team has 70% this year and is eight points up; last year it had nine respondents and was withheld. It had 62%.
//!
//! # Source
//! Linked tables over time: Hundepool et al., Statistical Disclosure Control (2012), chapter 4.

use std::collections::BTreeMap;

use super::View;
use crate::audit::finding::{Finding, Leak};
use crate::audit::structure::Spot;
use crate::release::{Cell, MeasureKind, Release, ReleasedPart};

/// What re-based changes are put together of, by cell of the later wave.
pub(in crate::audit) type Parts<'a> = BTreeMap<Spot, &'a [ReleasedPart]>;

/// The parts that a release names.
pub(in crate::audit) fn parts<'a>(view: View<'_>, release: &'a Release) -> Parts<'a> {
    let mut parts = Parts::new();
    for row in release.rows() {
        let Cell::Shown(change) = &row.change else { continue };
        let wave = view.structure.wave_of(&row.wave);
        let measure = view.structure.measure_of(row.kind, &row.measure);
        let group = view.structure.group_of(&row.breakdown, &row.group);
        if let (Some(wave), Some(measure), Some(group)) = (wave, measure, group)
            && !change.parts.is_empty()
        {
            let table = view.structure.table(wave, measure) as u32;
            parts.insert(Spot { table, group }, change.parts.as_slice());
        }
    }
    parts
}

/// Changes that tell what is withheld.
pub(in crate::audit) fn change(view: View<'_>, parts: &Parts<'_>) -> Vec<Finding> {
    let structure = view.structure;
    let mut findings = Vec::new();
    for told in &view.knowledge.told {
        let (table, group) = (told.spot.table as usize, told.spot.group);
        let measure = table % structure.measures.len().max(1);
        let before = structure.table(told.from, measure);
        let own = told.rebased.then(|| parts.get(&told.spot)).flatten();
        let safe = match own {
            // A score over other questions is of no row; its questions are told or its row is not.
            None if told.rebased => true,
            // What the group was before has another name, which the release does not give.
            None if !structure.has(told.from, group) => true,
            None => view.cells(before)[group as usize].stated,
            Some(parts) => parts_are_told(view, before, parts),
        };
        if !safe {
            findings.push(view.on_cell(Leak::Change, table, group));
        }
    }
    findings
}

/// Whether all parts of an earlier figure are told, and enough people are left where some are taken away.
fn parts_are_told(view: View<'_>, before: usize, parts: &[ReleasedPart]) -> bool {
    let measure = view.structure.measure(before);
    if !matches!(measure.kind, MeasureKind::Question | MeasureKind::Response) {
        return true;
    }
    let base = |part: &ReleasedPart| {
        let group = view.structure.group_of(&part.breakdown, &part.group)?;
        view.cells(before)[group as usize].known_base()
    };
    let sum = |added: bool| parts.iter().filter(|part| part.added == added).map(base).sum::<Option<u64>>();
    let left = sum(true).zip(sum(false)).and_then(|(added, taken)| added.checked_sub(taken));
    left.is_some_and(|left| left >= view.smallest(measure))
}
