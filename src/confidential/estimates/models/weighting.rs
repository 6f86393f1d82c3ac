//! Weighting to the workforce: what the figures would be if every part of it had answered equally.

use serde::{Deserialize, Serialize};

use super::frame::{Frame, margins, workforce};
use super::measured::{Measured, Sample, measured};
use super::{WeightedEstimate, WeightedSpread, Which};
use crate::confidential::counts::{Cell, Counts};
use crate::confidential::estimates::methods::{Raked, RakingRefusal, design_effect, rake, rao_scott};
use crate::confidential::estimates::{Kind, measure_id, measures};
use crate::plan::Plan;

/// How a wave was weighted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::confidential) struct WaveWeighting {
    /// Index into the plan's waves.
    pub(in crate::confidential) wave: usize,
    /// The breakdowns (indices) whose headcounts are met.
    pub(in crate::confidential) margins: Vec<usize>,
    /// What came of it.
    pub(in crate::confidential) result: WeightingResult,
}

/// What came of weighting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::confidential) enum WeightingResult {
    /// Every margin is met.
    Met {
        /// Kish's design effect.
        design_effect: f64,
        /// Respondents over it.
        effective: f64,
        /// The largest weight over the mean weight.
        largest: f64,
        /// Respondents whose weight was cut.
        trimmed: u64,
        /// Respondents.
        respondents: u64,
        /// Rounds.
        rounds: u32,
    },
    /// A group has people, and nobody of it answered.
    Empty {
        /// Index of the breakdown.
        breakdown: usize,
        /// Index of the group.
        group: usize,
    },
    /// The margins could not all be met at once.
    NotMet,
}

/// How a wave was weighted, its figures, and whether its units differ.
type WeightedWave = (Option<WaveWeighting>, Vec<WeightedEstimate>, Vec<WeightedSpread>);

/// The weighting of a wave and its figures for everyone and each unit of the highest level; nothing where the plan has
/// no margins or the wave no headcount.
pub(super) fn weighted(plan: &Plan, counts: &Counts) -> WeightedWave {
    let wave = counts.wave;
    let by = &plan.weighting.margins;
    let nothing = (None, Vec::new(), Vec::new());
    // A wave that was forgotten has no cells: nobody is left to be weighted, and that is no fault of the headcount.
    let possible = !by.is_empty() && !counts.cells.cells.is_empty();
    let Some(headcount) = plan.waves[wave].headcount.as_ref().filter(|_| possible) else {
        return nothing;
    };
    let targets: Option<Vec<Vec<u64>>> =
        by.iter().map(|breakdown| workforce(plan, headcount, *breakdown)).collect();
    let Some(targets) = targets else { return nothing };
    let frame = Frame::new(plan, &counts.cells, by);
    let raked = rake(&frame.cells, &margins(&targets), plan.weighting.largest);
    let result = match &raked {
        Ok(raked) => met(&frame, raked),
        Err(refusal) => refused(by, refusal),
    };
    let weighting = Some(WaveWeighting { wave, margins: by.clone(), result });
    match raked {
        Err(_) => (weighting, Vec::new(), Vec::new()),
        Ok(raked) => (
            weighting,
            figures(plan, wave, &frame, &raked.weights),
            spreads(plan, wave, &frame, &raked.weights),
        ),
    }
}

/// Rao and Scott's test of every headline question over the units of the highest level.
fn spreads(plan: &Plan, wave: usize, frame: &Frame<'_>, weights: &[f64]) -> Vec<WeightedSpread> {
    let Some(highest) = plan.highest() else {
        return Vec::new();
    };
    let questions = measures(plan, wave)
        .into_iter()
        .filter(|(kind, measure)| *kind == Kind::Question && plan.is_headline(*measure));
    let tested = questions.filter_map(|(_, item)| {
        let test = rao_scott(&frame.cells, weights, &tables(frame, highest.groups.len(), item))?;
        Some(WeightedSpread {
            wave,
            measure: plan.items[item].id.clone(),
            breakdown: highest.id.clone(),
            f: test.f,
            p_value: test.p_value,
        })
    });
    tested.collect()
}

/// For each cell, other and positive answers to an item by unit; who is in no unit is in none of them.
fn tables(frame: &Frame<'_>, units: usize, item: usize) -> Vec<Vec<Vec<u64>>> {
    let table = |(cell, unit): (&&Cell, &Option<usize>)| {
        let [answered, positive] = cell.items.get(item).copied().unwrap_or_default();
        let mut rows = vec![vec![0; units]; 2];
        if let Some(unit) = unit.filter(|unit| *unit < units) {
            rows[0][unit] = answered.saturating_sub(positive);
            rows[1][unit] = positive;
        }
        rows
    };
    frame.contents.iter().zip(&frame.units).map(table).collect()
}

fn met(frame: &Frame<'_>, raked: &Raked) -> WeightingResult {
    let people = || frame.cells.iter().map(|cell| cell.respondents);
    let respondents: u64 = people().sum();
    let weights: Vec<(f64, u64)> = raked.weights.iter().copied().zip(people()).collect();
    match design_effect(&weights) {
        None => WeightingResult::NotMet,
        Some(kish) => WeightingResult::Met {
            design_effect: kish.deff,
            effective: kish.effective,
            largest: raked.largest,
            trimmed: raked.trimmed,
            respondents,
            rounds: raked.rounds,
        },
    }
}

fn refused(by: &[usize], refusal: &RakingRefusal) -> WeightingResult {
    match refusal {
        RakingRefusal::NoRespondents { margin, group } => match by.get(*margin) {
            Some(breakdown) => WeightingResult::Empty { breakdown: *breakdown, group: *group },
            None => WeightingResult::NotMet,
        },
        _ => WeightingResult::NotMet,
    }
}

fn figures(plan: &Plan, wave: usize, frame: &Frame<'_>, weights: &[f64]) -> Vec<WeightedEstimate> {
    let mut figures = Vec::new();
    let Some(sample) = Sample::new(frame, weights) else { return figures };
    for (breakdown, group, domain) in domains(plan, wave, frame) {
        for (kind, measure) in measures(plan, wave) {
            let Some(found) = measured(plan, wave, (kind, measure), &sample, &domain) else {
                continue;
            };
            let which = Which {
                wave,
                kind,
                measure: measure_id(plan, kind, measure).to_owned(),
                breakdown: breakdown.clone(),
                group: group.clone(),
            };
            figures.push(estimate(which, &found));
        }
    }
    figures
}

/// Everyone, and each unit of the highest level that the wave has: breakdown, group, and which cells are in it.
fn domains(plan: &Plan, wave: usize, frame: &Frame<'_>) -> Vec<(String, String, Vec<bool>)> {
    let mut domains = vec![("all".to_owned(), "all".to_owned(), vec![true; frame.cells.len()])];
    let highest = plan.highest();
    for (breakdown, (unit, group)) in highest
        .into_iter()
        .flat_map(|highest| std::iter::repeat(highest).zip(highest.groups.iter().enumerate()))
    {
        if group.waves[wave] {
            let inside = frame.units.iter().map(|of| *of == Some(unit)).collect();
            domains.push((breakdown.id.clone(), group.id.clone(), inside));
        }
    }
    domains
}

fn estimate(which: Which, found: &Measured) -> WeightedEstimate {
    let points = if which.kind == Kind::Question { 100.0 } else { 1.0 };
    let people = &found.of_people;
    let simple = people.estimate * (1.0 - people.estimate) / people.respondents as f64;
    let design_effect = (found.share && simple > 0.0).then(|| people.se * people.se / simple);
    WeightedEstimate {
        which,
        value: found.value,
        se: points * people.se,
        design_effect,
        interval: found.interval,
    }
}
