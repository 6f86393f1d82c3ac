//! Like for like: units of the highest level as if their staff were the whole organisation's.
//!
//! A unit's respondents and all others are each weighted to the same standard: the workforce by the chosen
//! characteristics. What is left between them is not the mix of staff.

use serde::{Deserialize, Serialize};

use super::Which;
use super::frame::{Frame, margins};
use super::measured::{Measured, Sample, measured};
use crate::confidential::counts::Counts;
use crate::confidential::estimates::methods::{
    Interval, Margin, Z80, Z90, Z95, like_for_like as standardise, two_sided_p, weighted_difference,
};
use crate::confidential::estimates::verdict::Verdict;
use crate::confidential::estimates::{Kind, Test, measure_id, measures};
use crate::plan::Plan;

/// Where less than this share of the organisation's staff have a counterpart in a unit, nothing is said of it.
const LEAST_COVERED: f64 = 0.8;

/// A unit like for like. Points on 0..100.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::confidential) struct LikeForLikeEstimate {
    /// Which unit, on what.
    pub(in crate::confidential) which: Which,
    /// The share (0..1) of the organisation's staff who have a counterpart in the unit.
    pub(in crate::confidential) covered: f64,
    /// The unit's figure.
    pub(in crate::confidential) value: f64,
    /// The others'.
    pub(in crate::confidential) rest: f64,
    /// 95% interval of the difference.
    pub(in crate::confidential) interval: Option<Interval>,
    /// Standard error of the difference.
    pub(in crate::confidential) se: f64,
}

impl LikeForLikeEstimate {
    /// The difference as a test, to be judged with others.
    pub(in crate::confidential) fn test(&self) -> Test {
        let difference = self.value - self.rest;
        let narrower = |limit: f64| difference + (limit - difference) * Z90 / Z95;
        Test {
            difference,
            interval: self.interval,
            interval90: self.interval.map(|i| Interval { low: narrower(i.low), high: narrower(i.high) }),
            p_value: (self.se > 0.0).then(|| two_sided_p(difference / self.se)),
            method: "none",
            p_adjusted: None,
            detectable: Some((Z95 + Z80) * self.se),
            verdict: Verdict::TooSmallToSay,
        }
    }
}

/// Every unit of the highest level on the scores and the questions that the survey is about.
pub(super) fn like_for_like(plan: &Plan, counts: &Counts) -> Vec<LikeForLikeEstimate> {
    let by = &plan.weighting.like_for_like;
    let Some(highest) = plan.highest().filter(|_| !by.is_empty()) else {
        return Vec::new();
    };
    let frame = Frame::new(plan, &counts.cells, by);
    let targets = frame.standard(plan, counts.wave);
    let standard = margins(&targets);
    let here = |(_, group): &(usize, &crate::plan::Group)| group.waves[counts.wave];
    let mut estimates = Vec::new();
    for (unit, group) in highest.groups.iter().enumerate().filter(here) {
        let own = frame.only(|cell| frame.units[cell] == Some(unit));
        let rest = frame.only(|cell| frame.units[cell] != Some(unit));
        let sides = Side::new(plan, own, &standard).zip(Side::new(plan, rest, &standard));
        let Some((own, rest)) = sides.filter(|(own, _)| own.covered >= LEAST_COVERED) else { continue };
        let measures = focus(plan, counts.wave);
        let sides = [&own, &rest].map(|side| side.measured(plan, counts.wave, &measures));
        for ((kind, measure), figures) in measures.iter().zip(sides[0].iter().zip(&sides[1])) {
            let which = Which {
                wave: counts.wave,
                kind: *kind,
                measure: measure_id(plan, *kind, *measure).to_owned(),
                breakdown: highest.id.clone(),
                group: group.id.clone(),
            };
            if let (Some(of_unit), Some(of_rest)) = figures {
                estimates.push(compared(which, own.covered, of_unit, of_rest));
            }
        }
    }
    estimates
}

/// All scores, and the questions that have a target or are asked about: pride, challenge and their like.
fn focus(plan: &Plan, wave: usize) -> Vec<(Kind, usize)> {
    let wanted = |(kind, measure): &(Kind, usize)| match kind {
        Kind::Response => false,
        Kind::Question => plan.is_headline(*measure),
        Kind::Pillar | Kind::Index | Kind::Overall => true,
    };
    measures(plan, wave).into_iter().filter(wanted).collect()
}

/// One side of a comparison, weighted to the standard.
struct Side<'a> {
    frame: Frame<'a>,
    weights: Vec<f64>,
    covered: f64,
}

impl<'a> Side<'a> {
    fn new(plan: &Plan, frame: Frame<'a>, standard: &[Margin<'_>]) -> Option<Self> {
        let made = standardise(&frame.cells, standard, plan.weighting.largest).ok()?;
        Some(Self { frame, weights: made.weights, covered: made.covered })
    }

    fn measured(&self, plan: &Plan, wave: usize, measures: &[(Kind, usize)]) -> Vec<Option<Measured>> {
        let Some(sample) = Sample::new(&self.frame, &self.weights) else { return vec![None; measures.len()] };
        let everybody = vec![true; self.frame.cells.len()];
        measures.iter().map(|measure| measured(plan, wave, *measure, &sample, &everybody)).collect()
    }
}

fn compared(which: Which, covered: f64, own: &Measured, rest: &Measured) -> LikeForLikeEstimate {
    let points = if own.share { 100.0 } else { 1.0 };
    let shift = (own.value - rest.value) - points * (own.of_people.estimate - rest.of_people.estimate);
    let around = |i: Interval| Interval { low: points * i.low + shift, high: points * i.high + shift };
    LikeForLikeEstimate {
        covered,
        value: own.value,
        rest: rest.value,
        interval: weighted_difference(&own.of_people, &rest.of_people, own.share).map(around),
        se: points * own.of_people.se.hypot(rest.of_people.se),
        which,
    }
}
