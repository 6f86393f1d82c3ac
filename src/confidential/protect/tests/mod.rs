//! Tests of the whole protection: surveys made in memory, counted, estimated and protected.

mod likeness;
mod perturbation;
mod rules;
mod weights;

use serde_json::Value;

use super::protect;
use super::release::Release;
use super::withheld::Withheld;
use crate::confidential::counts::count;
use crate::confidential::estimates::{Estimates, Read, estimate};
use crate::confidential::wave::Wave;
use crate::ledger::Ledger;
use crate::plan::Plan;

/// The estimates of these waves.
fn estimated(plan: &Plan, waves: &[Wave]) -> Estimates {
    let counts: Vec<_> = waves.iter().map(|wave| count(plan, wave, 1)).collect();
    let read = vec![Read::default(); counts.len()];
    estimate(plan, &counts, read, 1)
}

/// What is published of these waves when nothing was before, and what is withheld.
fn released(plan: &Plan, waves: &[Wave]) -> (Release, Withheld) {
    protected(plan, &estimated(plan, waves), &Ledger::empty())
}

/// What is published of these estimates after what was published before, and what is withheld.
fn protected(plan: &Plan, estimates: &Estimates, ledger: &Ledger) -> (Release, Withheld) {
    protect(plan, estimates, ledger, None)
}

/// A release as it is written.
fn json(release: &Release) -> Value {
    serde_json::from_slice(&release.to_json().expect("bytes")).expect("JSON")
}

/// Who is in a group of the publication plan.
fn inside(plan: &Plan, wave: &Wave, breakdown: &str, group: &str) -> Vec<bool> {
    let all = 0..wave.respondents;
    if breakdown == "all" {
        return vec![true; wave.respondents];
    }
    let of = |breakdown: usize, group: &str| {
        plan.breakdowns[breakdown].groups.iter().position(|own| own.id == group).expect("a group") as u16
    };
    if let Some(own) = plan.breakdowns.iter().position(|own| own.id == breakdown) {
        let code = of(own, group);
        return all.map(|person| wave.groups[own][person] == code).collect();
    }
    let cross = plan.crosses.iter().find(|own| own.id == breakdown).expect("a cross table");
    let (unit, column) = group.split_once('×').expect("a cell");
    let highest = plan.highest_level().expect("a level");
    let unit = of(highest, unit);
    let column = cross.columns.iter().find(|own| own.id == column).expect("a column");
    let in_column = |code: u16| column.groups.contains(&usize::from(code));
    all.map(|person| {
        wave.groups[highest][person] == unit && in_column(wave.groups[cross.characteristic][person])
    })
    .collect()
}

/// The same waves again.
fn copied(waves: &[Wave]) -> Vec<Wave> {
    let copy = |own: &Wave| Wave {
        wave: own.wave,
        respondents: own.respondents,
        groups: own.groups.clone(),
        answers: own.answers.clone(),
    };
    waves.iter().map(copy).collect()
}
