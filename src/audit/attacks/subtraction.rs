//! Subtraction.
//!
//! # What it does
//! Takes from every known group its largest known parts, in every way in which the survey takes groups apart: by lower
//! units, by a characteristic, by the row or the column of a cross table. What is left must be nobody or at least k people;
//! on the respondents of groups, and on the base of every measure.
//!
//! # Why
//! Whoever knows the whole and its parts knows the rest. In a tree all that can be formed of known groups is a union of
//! these remainders, so where each is nobody or enough, no cleverer sum is better.
//!
//! # Example
//! A directorate of 60 with services of 40 and 12 that are shown: 8 people are left.
//!
//! # Source
//! Complementary disclosure: Hundepool et al., Statistical Disclosure Control (2012), chapter 4; differencing: GSS guidance.

use super::View;
use crate::audit::finding::{Finding, Leak};
use crate::audit::remainder::{Remainder, remainders};
use crate::audit::structure::Spot;

/// Remainders of a measure that are too small, and how many remainders there are.
pub(in crate::audit) fn subtraction(view: View<'_>, table: usize) -> (Vec<Finding>, u64) {
    let cells = view.cells(table);
    let smallest = view.smallest(view.structure.measure(table));
    let known = |group: u32| cells[group as usize].known_base();
    let remainders = remainders(view.graph(table), |group| known(group).is_some());
    let few = |remainder: &&Remainder| remainder.left(known).is_some_and(|left| left > 0 && left < smallest);
    let found = remainders.iter().filter(few);
    let findings = found.map(|remainder| view.on_remainder(Leak::Subtraction, table, remainder));
    (findings.collect(), remainders.len() as u64)
}

/// The same on the respondents of groups in a wave, whichever measure tells them.
pub(in crate::audit) fn of_people(view: View<'_>, wave: usize) -> (Vec<Finding>, u64) {
    let people = &view.knowledge.people[wave];
    let graph = &view.structure.graphs[wave];
    let known = |group: u32| people[group as usize];
    let remainders = remainders(graph, |group| known(group).is_some());
    let smallest = view.rules.smallest_group;
    let few = |remainder: &&Remainder| remainder.left(known).is_some_and(|left| left > 0 && left < smallest);
    let finding = |remainder: &Remainder| {
        let name = remainder.name(view.structure, graph);
        let spots = remainder.groups().filter_map(|group| teller(view, wave, group));
        let files = view.knowledge.said_by(spots);
        let place = format!("{} · respondents · {name}", view.structure.waves[wave]);
        Finding { leak: Leak::Subtraction, place, files }
    };
    (remainders.iter().filter(few).map(finding).collect(), remainders.len() as u64)
}

/// The first cell that tells how many respondents a group has.
fn teller(view: View<'_>, wave: usize, group: u32) -> Option<Spot> {
    let tables = (0..view.structure.measures.len()).map(|measure| view.structure.table(wave, measure));
    let tells = |table: &usize| {
        let cell = &view.cells(*table)[group as usize];
        let people = view.knowledge.people[wave][group as usize];
        cell.respondents.is_some() || (cell.stated && cell.base.exact() == people)
    };
    let table = tables.into_iter().find(tells)? as u32;
    Some(Spot { table, group })
}
