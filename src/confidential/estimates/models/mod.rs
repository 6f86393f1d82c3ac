//! Models: figures that need more than one question or one breakdown at once.
//!
//! Weighting and like for like rest on respondents counted by several breakdowns together; reliability and what goes
//! with what rest on how answers go together. All of it comes from the counts of one wave.

mod drivers;
mod frame;
mod like_for_like;
mod measured;
mod reliability;
mod weighting;

use serde::{Deserialize, Serialize};

use super::methods::Interval;
use super::{Key, Kind};
use crate::confidential::counts::Counts;
use crate::plan::Plan;

pub(in crate::confidential) use drivers::{DriverResult, DriverWeight};
pub(in crate::confidential) use like_for_like::LikeForLikeEstimate;
pub(in crate::confidential) use reliability::ReliabilityEstimate;
pub(in crate::confidential) use weighting::{WaveWeighting, WeightingResult};

/// Everything modelled, of all waves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in crate::confidential) struct Models {
    /// How each wave was weighted, or why not.
    pub(in crate::confidential) weightings: Vec<WaveWeighting>,
    /// Weighted figures of everyone and of the units of the highest level.
    pub(in crate::confidential) weighted: Vec<WeightedEstimate>,
    /// Whether the units of the highest level differ with weights, on headline questions.
    pub(in crate::confidential) weighted_spreads: Vec<WeightedSpread>,
    /// Units of the highest level like for like.
    pub(in crate::confidential) like_for_like: Vec<LikeForLikeEstimate>,
    /// How well the questions of each score hang together.
    pub(in crate::confidential) reliability: Vec<ReliabilityEstimate>,
    /// What goes with what.
    pub(in crate::confidential) drivers: Vec<DriverResult>,
}

/// Which figure is meant: a measure of a group in a wave.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::confidential) struct Which {
    /// Index into the plan's waves.
    pub(in crate::confidential) wave: usize,
    /// What is measured.
    pub(in crate::confidential) kind: Kind,
    /// Its id.
    pub(in crate::confidential) measure: String,
    /// `all` or the breakdown's id.
    pub(in crate::confidential) breakdown: String,
    /// `all` or the group's id.
    pub(in crate::confidential) group: String,
}

impl Which {
    /// As a row of the estimates has it.
    pub(in crate::confidential) fn key(&self) -> Key<'_> {
        (self.wave, self.kind, &self.measure, &self.breakdown, &self.group)
    }
}

/// A figure as if the respondents were like the workforce. Points on 0..100.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::confidential) struct WeightedEstimate {
    /// Of what.
    pub(in crate::confidential) which: Which,
    /// Percent positive, or the score.
    pub(in crate::confidential) value: f64,
    /// Linearised standard error, in points.
    pub(in crate::confidential) se: f64,
    /// Its square over that of a simple random sample of the same base.
    pub(in crate::confidential) design_effect: Option<f64>,
    /// 95% interval.
    pub(in crate::confidential) interval: Option<Interval>,
}

/// Whether the groups of a breakdown differ on a question when respondents are weighted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::confidential) struct WeightedSpread {
    /// Index into the plan's waves.
    pub(in crate::confidential) wave: usize,
    /// Id of the question.
    pub(in crate::confidential) measure: String,
    /// Id of the breakdown.
    pub(in crate::confidential) breakdown: String,
    /// Rao and Scott's second-order F.
    pub(in crate::confidential) f: f64,
    /// Its p.
    pub(in crate::confidential) p_value: f64,
}

/// The models of one wave; none where its answers are not linked to respondents.
pub(super) fn models(plan: &Plan, counts: &Counts) -> Models {
    if !plan.waves[counts.wave].linked() {
        return Models::default();
    }
    let (weighting, weighted, weighted_spreads) = weighting::weighted(plan, counts);
    Models {
        weightings: weighting.into_iter().collect(),
        weighted,
        weighted_spreads,
        like_for_like: like_for_like::like_for_like(plan, counts),
        reliability: reliability::reliability(plan, counts),
        drivers: drivers::drivers(plan, counts),
    }
}

impl Models {
    /// Adds those of another wave.
    pub(super) fn extend(&mut self, other: Self) {
        self.weightings.extend(other.weightings);
        self.weighted.extend(other.weighted);
        self.weighted_spreads.extend(other.weighted_spreads);
        self.like_for_like.extend(other.like_for_like);
        self.reliability.extend(other.reliability);
        self.drivers.extend(other.drivers);
    }
}
