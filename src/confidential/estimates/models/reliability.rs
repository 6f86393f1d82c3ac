//! Reliability: how well the questions of a pillar or an index hang together, among those who answered all of them.

use serde::{Deserialize, Serialize};

use crate::confidential::counts::Counts;
use crate::confidential::estimates::methods::{Covariance, Interval, Sums, alpha, omega};
use crate::confidential::estimates::{Kind, measure_id, measures};
use crate::plan::Plan;

/// The reliability of a score in a wave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::confidential) struct ReliabilityEstimate {
    /// Index into the plan's waves.
    pub(in crate::confidential) wave: usize,
    /// Pillar or index.
    pub(in crate::confidential) kind: Kind,
    /// Its id.
    pub(in crate::confidential) measure: String,
    /// How many questions.
    pub(in crate::confidential) questions: usize,
    /// Complete cases.
    pub(in crate::confidential) base: u64,
    /// Cronbach's alpha with its interval.
    pub(in crate::confidential) alpha: Option<(f64, Option<Interval>)>,
    /// McDonald's omega with its interval.
    pub(in crate::confidential) omega: Option<(f64, Option<Interval>)>,
}

/// Of every pillar and index of a wave with two questions or more.
pub(super) fn reliability(plan: &Plan, counts: &Counts) -> Vec<ReliabilityEstimate> {
    let scores = measures(plan, counts.wave);
    scores.into_iter().filter_map(|(kind, measure)| of_score(plan, counts, kind, measure)).collect()
}

fn of_score(plan: &Plan, counts: &Counts, kind: Kind, measure: usize) -> Option<ReliabilityEstimate> {
    if !matches!(kind, Kind::Pillar | Kind::Index) {
        return None;
    }
    let moments = counts.associations.composites.get(measure)?;
    let sums = Sums { n: moments.n, sums: &moments.sums, products: &moments.products };
    let covariance = Covariance::of(&sums)?;
    Some(ReliabilityEstimate {
        wave: counts.wave,
        kind,
        measure: measure_id(plan, kind, measure).to_owned(),
        questions: moments.sums.len(),
        base: moments.n,
        alpha: alpha(&covariance).map(|alpha| (alpha.value, alpha.interval)),
        omega: omega(&covariance).map(|omega| (omega.value, omega.interval)),
    })
}
