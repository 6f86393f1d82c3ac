//! Models: what may be said of figures that rest on finer cells than are shown.
//!
//! # What it does
//! A weighted figure, a figure like for like, a coefficient of reliability and a share of what goes with what are made
//! of answers by cells that are far too small to be shown. They are published only for everyone and for units of the
//! highest level, only of a measure that is shown there, only from [`LEAST`] people, and rounded to what is printed: a
//! whole point, two decimals for a coefficient. Everyone's weighted figure is left out where one
//! colleague's weight is more than half a point of it. Of a unit whose row of a table by a characteristic that it is weighted by is not shown, or
//! would not be if there were such a table (R4), no figure is weighted, and of what is like for like the verdict alone is told: a word has no
//! digits to solve for.
//!
//! # Why
//! Rounding protects nobody where a group is small: with 12 people a whole percentage is the count. From a hundred
//! people a whole point leaves room for more than one answer, and what is unknown in such a figure (how many people
//! of each cell answered, and what) is far more than the one number tells. Not so within a unit: where five men weigh three
//! times as much as everybody else, what they answered is the difference between its weighted and its plain figure, to one
//! or two of the five.
//!
//! # Example
//! Pride weighted to the workforce is 61%, not 62%, of 2,035 people: no answer of anybody follows from it. Of a unit of
//! 40 people no weighted figure is given.
//!
//! # Source
//! The principle of the design: what depends on hidden cells is not printed at the precision at which it could be
//! solved for them. The threshold is ours.

use std::collections::BTreeMap;

use super::findings::{
    DriverShare, Drivers, LikeForLike, Reliability, Spread, Weighted, WeightedFigure, WeightingOutcome,
};
use super::overview::Seen;
use super::printed::{hundredth, tenth, thousandth, whole};
use super::release::MeasureKind;
use super::rows;
use crate::confidential::estimates::methods::Interval;
use crate::confidential::estimates::models::{
    DriverResult, DriverWeight, LikeForLikeEstimate, ReliabilityEstimate, WaveWeighting, WeightedEstimate,
    WeightedSpread, WeightingResult, Which,
};
use crate::confidential::estimates::verdict::judge;
use crate::confidential::estimates::{Estimate, Estimates, Memberships, Test};
use crate::plan::{Cross, Plan};

/// Fewer people than this have no figure that rests on finer cells.
const LEAST: u64 = 100;

/// One colleague's weight may move a weighted figure by so many points at most: what rounding to a whole point hides.
const MOST_OF_ONE: f64 = 0.5;

/// The lower and the upper limit, rounded.
fn limits(interval: Option<Interval>, round: fn(f64) -> f64, scale: f64) -> (Option<f64>, Option<f64>) {
    (interval.map(|i| round(scale * i.low)), interval.map(|i| round(scale * i.high)))
}

/// The shown row that a model is about, if there are people enough.
fn shown<'a>(seen: &Seen<'a>, which: &'a Which) -> Option<&'a Estimate> {
    seen.figure(which.wave, which.kind, &which.measure, &which.breakdown, &which.group)
        .filter(|row| row.base >= LEAST)
}

/// Whether a weighted figure of a unit would tell of few people: it is nearly as good as its row of a table by each of the
/// characteristics that it is weighted by. So it follows R4: where there is such a cross table its row is shown, and else no
/// group of it is of few, nor are those of the units of which no such figure is shown taken together.
fn tells_of_few(
    plan: &Plan,
    seen: &Seen<'_>,
    memberships: &[Memberships],
    which: &Which,
    by: &[usize],
) -> bool {
    let unit = plan.highest_level().and_then(|level| {
        let breakdown = &plan.breakdowns[level];
        let unit = breakdown.groups.iter().position(|group| group.id == which.group)?;
        (breakdown.id == which.breakdown).then_some((level, unit))
    });
    let Some((level, unit)) = unit else { return false };
    let row_shown = |cross: &Cross| {
        cross.columns.iter().all(|column| {
            let cell = format!("{}×{}", which.group, column.id);
            seen.figure(which.wave, which.kind, &which.measure, &cross.id, &cell).is_some()
        })
    };
    by.iter().filter(|breakdown| **breakdown != level).any(|breakdown| {
        let mut crosses = plan.crosses.iter().filter(|cross| cross.characteristic == *breakdown);
        let few = memberships.get(which.wave).map(|known| withheld_rows(plan, known, level, *breakdown));
        !crosses.all(row_shown) || few.is_none_or(|few| few[unit])
    })
}

/// The units of a level of which a table by a characteristic would not show the row.
fn withheld_rows(plan: &Plan, memberships: &Memberships, level: usize, characteristic: usize) -> Vec<bool> {
    let k = plan.protection.smallest_group;
    let mut rows: Vec<BTreeMap<u16, u64>> = vec![BTreeMap::new(); plan.breakdowns[level].groups.len()];
    for (codes, people) in memberships.rows() {
        if let Some(row) = rows.get_mut(usize::from(codes[level])) {
            *row.entry(codes[characteristic]).or_default() += u64::from(people);
        }
    }
    let size = |row: usize| rows[row].values().sum::<u64>();
    let mut withheld: Vec<bool> =
        rows.iter().map(|row| row.is_empty() || row.values().any(|people| *people < k)).collect();
    loop {
        let mut left: BTreeMap<u16, u64> = BTreeMap::new();
        let hidden = rows.iter().zip(&withheld).filter(|(row, withheld)| **withheld && !row.is_empty());
        let number = hidden.clone().count();
        hidden
            .flat_map(|(row, _)| row)
            .for_each(|(group, people)| *left.entry(*group).or_default() += people);
        let enough = number == 0 || (number > 1 && left.values().all(|people| *people >= k));
        let next = (0..rows.len()).filter(|row| !withheld[*row]).min_by_key(|row| (size(*row), *row));
        match next.filter(|_| !enough) {
            Some(row) => withheld[row] = true,
            None => return withheld,
        }
    }
}

/// How each wave was weighted. Which group nobody answered of is not said: that alone would tell on all of them.
pub(super) fn weighting(plan: &Plan, weightings: &[WaveWeighting]) -> Vec<WeightingOutcome> {
    let outcome = |weighting: &WaveWeighting| WeightingOutcome {
        wave: plan.waves[weighting.wave].id.clone(),
        by: weighting.margins.iter().map(|breakdown| plan.breakdowns[*breakdown].id.clone()).collect(),
        outcome: match &weighting.result {
            WeightingResult::Met { design_effect, effective, largest, trimmed, respondents, rounds } => {
                Weighted::Met {
                    design_effect: hundredth(*design_effect),
                    effective_base: effective.round().max(0.0) as u64,
                    largest: tenth(*largest),
                    trimmed: whole(100.0 * *trimmed as f64 / (*respondents).max(1) as f64),
                    rounds: *rounds,
                }
            }
            WeightingResult::Empty { breakdown, .. } => Weighted::Refused(format!(
                "a part of the workforce by {} has no answers to stand for it",
                plan.breakdowns[*breakdown].name.to_lowercase()
            )),
            WeightingResult::NotMet => Weighted::Refused(
                "the answers cannot be made to match the workforce in all respects at once".to_owned(),
            ),
        },
    };
    weightings.iter().map(outcome).collect()
}

/// Weighted figures.
pub(super) fn weighted(plan: &Plan, seen: &Seen<'_>, estimates: &Estimates) -> Vec<WeightedFigure> {
    let figures = &estimates.models.weighted;
    let telling =
        |which: &Which| tells_of_few(plan, seen, &estimates.memberships, which, &plan.weighting.margins);
    let weightings = &estimates.models.weightings;
    let figure = |figure: &WeightedEstimate| {
        let row = shown(seen, &figure.which).filter(|_| !telling(&figure.which))?;
        let heaviest = weightings.iter().find(|own| own.wave == figure.which.wave).and_then(heaviest)?;
        // A unit's figure has the stricter rule.
        if figure.which.breakdown == "all" && 100.0 * heaviest > MOST_OF_ONE * row.base as f64 {
            return None;
        }
        let (low, high) = limits(figure.interval, whole, 1.0);
        Some(WeightedFigure {
            wave: seen.wave(figure.which.wave),
            kind: rows::kind(figure.which.kind),
            measure: figure.which.measure.clone(),
            breakdown: figure.which.breakdown.clone(),
            group: figure.which.group.clone(),
            value: whole(figure.value),
            low,
            high,
        })
    };
    figures.iter().filter_map(figure).collect()
}

/// How many people the one with the largest weight stands for.
fn heaviest(weighting: &WaveWeighting) -> Option<f64> {
    match weighting.result {
        WeightingResult::Met { largest, .. } => Some(largest),
        _ => None,
    }
}

/// Units like for like, judged together within a wave.
pub(super) fn like_for_like(plan: &Plan, seen: &Seen<'_>, estimates: &Estimates) -> Vec<LikeForLike> {
    let by = &plan.weighting.like_for_like;
    let telling = |which: &Which| tells_of_few(plan, seen, &estimates.memberships, which, by);
    let mut waves: BTreeMap<usize, Vec<(&LikeForLikeEstimate, &Estimate, Test)>> = BTreeMap::new();
    for estimate in &estimates.models.like_for_like {
        if let Some(row) = shown(seen, &estimate.which) {
            waves.entry(estimate.which.wave).or_default().push((estimate, row, estimate.test()));
        }
    }
    let mut found = Vec::new();
    for family in waves.values_mut() {
        let mut tests: Vec<&mut Test> = family.iter_mut().map(|(_, _, test)| test).collect();
        judge(&mut tests, &plan.verdicts);
        found.extend(family.iter().filter_map(|(estimate, row, test)| {
            one_like_for_like(plan, estimate, row, test, !telling(&estimate.which))
        }));
    }
    found
}

fn one_like_for_like(
    plan: &Plan,
    estimate: &LikeForLikeEstimate,
    row: &Estimate,
    test: &Test,
    in_numbers: bool,
) -> Option<LikeForLike> {
    let (low, high) = limits(test.interval.filter(|_| in_numbers), whole, 1.0);
    Some(LikeForLike {
        wave: plan.waves[row.wave].id.clone(),
        kind: rows::kind(row.kind),
        measure: row.measure.clone(),
        group: row.group.clone(),
        by: plan.weighting.like_for_like.iter().map(|b| plan.breakdowns[*b].id.clone()).collect(),
        covered: whole(100.0 * estimate.covered),
        observed: row.value()?,
        value: in_numbers.then(|| whole(estimate.value)),
        points: in_numbers.then(|| whole(test.difference)),
        low,
        high,
        verdict: test.verdict,
    })
}

/// Adds to the spreads what they are with weights.
pub(super) fn weighted_spreads(plan: &Plan, tests: &[WeightedSpread], spreads: &mut [Spread]) {
    for test in tests {
        let wave = &plan.waves[test.wave].id;
        let same = |spread: &&mut Spread| {
            spread.wave == *wave
                && spread.kind == MeasureKind::Question
                && spread.measure == test.measure
                && spread.breakdown == test.breakdown
        };
        if let Some(spread) = spreads.iter_mut().find(same) {
            spread.weighted_p = Some(thousandth(test.p_value));
        }
    }
}

/// Reliability of scores that are shown for everyone, from enough complete cases.
pub(super) fn reliability(
    plan: &Plan,
    seen: &Seen<'_>,
    estimates: &[ReliabilityEstimate],
) -> Vec<Reliability> {
    let shown =
        |one: &ReliabilityEstimate| seen.figure(one.wave, one.kind, &one.measure, "all", "all").is_some();
    let enough = estimates.iter().filter(|estimate| estimate.base >= LEAST && shown(estimate));
    let found = enough.map(|estimate| {
        let (alpha_low, alpha_high) =
            limits(estimate.alpha.and_then(|(_, interval)| interval), hundredth, 1.0);
        let (omega_low, omega_high) =
            limits(estimate.omega.and_then(|(_, interval)| interval), hundredth, 1.0);
        Reliability {
            wave: plan.waves[estimate.wave].id.clone(),
            kind: rows::kind(estimate.kind),
            measure: estimate.measure.clone(),
            questions: estimate.questions as u64,
            base: estimate.base,
            alpha: estimate.alpha.map(|(value, _)| hundredth(value)),
            alpha_low,
            alpha_high,
            omega: estimate.omega.map(|(value, _)| hundredth(value)),
            omega_low,
            omega_high,
        }
    });
    found.collect()
}

/// What goes with what.
pub(super) fn drivers(seen: &Seen<'_>, results: &[DriverResult]) -> Vec<Drivers> {
    let found = |result: &DriverResult| {
        shown(seen, &result.which).filter(|_| result.base >= LEAST)?;
        let mut kept: Vec<&DriverWeight> = result.questions.iter().filter(|q| q.share.is_some()).collect();
        kept.sort_by(|a, b| b.share.unwrap_or(0.0).total_cmp(&a.share.unwrap_or(0.0)));
        let left_out = result.questions.iter().filter(|question| question.share.is_none());
        Some(Drivers {
            wave: seen.wave(result.which.wave),
            outcome: result.which.measure.clone(),
            breakdown: result.which.breakdown.clone(),
            group: result.which.group.clone(),
            base: result.base,
            explained: whole(100.0 * result.r_squared),
            shares: kept.into_iter().map(driver_share).collect(),
            left_out: left_out.map(|question| question.question.clone()).collect(),
        })
    };
    results.iter().filter_map(found).collect()
}

fn driver_share(question: &DriverWeight) -> DriverShare {
    let (low, high) = limits(question.interval, whole, 100.0);
    DriverShare {
        question: question.question.clone(),
        share: whole(100.0 * question.share.unwrap_or(0.0)),
        low,
        high,
        lmg: question.lmg.map(|share| whole(100.0 * share)),
        rank_best: question.ranks.map(|(best, _)| best),
        rank_worst: question.ranks.map(|(_, worst)| worst),
    }
}
