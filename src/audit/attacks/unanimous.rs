//! Unanimity.
//!
//! # What it does
//! Looks for groups, and for what subtraction leaves, in which everyone gave the same kind of answer, or everyone but as
//! many as may know their own (the insiders of the rules); for scores at either end of the scale; and for small groups in
//! which nearly everyone took part.
//!
//! # Why
//! The size of a group hides nobody in it when all of them said the same: whoever knows who is in the group knows what
//! each of them answered. A colleague who answered otherwise subtracts the one answer they know. Taking part is personal
//! too.
//!
//! # Example
//! Twelve of a team of twelve answered favourably. Eleven did: the twelfth knows it of all the others.
//!
//! # Source
//! Group attribute disclosure and within-group disclosure: ONS and GSS guidance on tables of counts.

use super::View;
use crate::audit::finding::{Finding, Leak};
use crate::audit::knowledge::Cell;
use crate::audit::range::Range;
use crate::audit::remainder::{Remainder, remainders};
use crate::release::MeasureKind;

/// How far the printing of a score may be from it.
const NEARLY: f64 = 1e-6;

/// So many respondents hide who took part.
const MANY: u64 = 50;

/// Groups and remainders that are of one mind.
pub(in crate::audit) fn unanimous(view: View<'_>, table: usize) -> Vec<Finding> {
    match view.structure.measure(table).kind {
        MeasureKind::Response => everyone_took_part(view, table),
        MeasureKind::Question => one_answer(view, table),
        MeasureKind::Pillar | MeasureKind::Index | MeasureKind::Overall => at_an_end(view, table),
    }
}

fn one_answer(view: View<'_>, table: usize) -> Vec<Finding> {
    let cells = view.cells(table);
    let toned = |cell: &Cell| cell.known_base().is_some() && cell.tones.iter().any(|t| *t != Range::ANY);
    let insiders = view.rules.insiders;
    let mut findings = Vec::new();
    for (group, cell) in (0..).zip(cells).filter(|(_, cell)| toned(cell)) {
        let least = cell.tones.map(|tone| tone.low);
        if cell.base.exact().is_some_and(|base| of_one_mind(base, least, insiders)) {
            findings.push(view.on_cell(Leak::Unanimous, table, group));
        }
    }
    for remainder in remainders(view.graph(table), |group| toned(&cells[group as usize])) {
        let Some(base) = remainder.left(|group| cells[group as usize].known_base()) else { continue };
        if of_one_mind(base, least(&remainder, cells), insiders) {
            findings.push(view.on_remainder(Leak::Unanimous, table, &remainder));
        }
    }
    findings
}

/// The least of each tone in what is left.
fn least(remainder: &Remainder, cells: &[Cell]) -> [u64; 3] {
    [0, 1, 2].map(|tone| {
        let sum = |groups: &[u32], of: fn(Range) -> u64| {
            groups.iter().map(|group| of(cells[*group as usize].tones[tone])).sum::<u64>()
        };
        let most_taken = sum(&remainder.parts, |range| range.high);
        sum(&remainder.whole, |range| range.low).saturating_sub(most_taken)
    })
}

/// Whether so many of a base certainly gave one answer that the others know it of each.
pub(super) fn of_one_mind(base: u64, least: [u64; 3], insiders: u64) -> bool {
    base > 0 && least.iter().any(|tone| tone + insiders >= base)
}

/// A score at either end of the scale is the same answer from everyone to everything in it. A mean of percentages is 0 also
/// where nobody was favourable, which is not one answer.
fn at_an_end(view: View<'_>, table: usize) -> Vec<Finding> {
    let points = view.structure.measure(table).mean_points;
    let ends =
        |cell: &Cell| cell.score.is_some_and(|(low, high)| low > 100.0 - NEARLY || (points && high < NEARLY));
    let found = (0..).zip(view.cells(table)).filter(|(_, cell)| ends(cell));
    found.map(|(group, _)| view.on_cell(Leak::Unanimous, table, group)).collect()
}

fn everyone_took_part(view: View<'_>, table: usize) -> Vec<Finding> {
    let cells = view.cells(table);
    let mut findings = Vec::new();
    for (group, cell) in (0..).zip(cells).filter(|(_, cell)| cell.stated) {
        let by_count = cell.known_base().zip(cell.headcount).is_some_and(|(base, people)| full(base, people));
        let few = cell.known_base().is_none_or(|base| base < MANY);
        let by_rate = cell.score.is_some_and(|(low, _)| low > 95.0) && few;
        if by_count || by_rate {
            findings.push(view.on_cell(Leak::Unanimous, table, group));
        }
    }
    let known = |cell: &Cell| cell.known_base().is_some() && cell.headcount.is_some();
    for remainder in remainders(view.graph(table), |group| known(&cells[group as usize])) {
        let base = remainder.left(|group| cells[group as usize].known_base());
        let people = remainder.left(|group| cells[group as usize].headcount);
        // Where more took part than there are people, they describe themselves otherwise than the headcount: no rate follows.
        if base.zip(people).is_some_and(|(base, people)| people >= base && full(base, people)) {
            findings.push(view.on_remainder(Leak::Unanimous, table, &remainder));
        }
    }
    findings
}

/// Whether nearly everyone of a small group took part.
fn full(base: u64, people: u64) -> bool {
    base > 0 && base < MANY && 100 * base > 95 * people
}
