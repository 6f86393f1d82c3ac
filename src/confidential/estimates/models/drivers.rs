//! What goes with what: how much each question accounts for an outcome such as pride, beside the others.

use serde::{Deserialize, Serialize};

use super::Which;
use crate::confidential::counts::{Counts, Moments};
use crate::confidential::estimates::Kind;
use crate::confidential::estimates::methods::{
    Bootstrapped, Covariance, Interval, RelativeWeights, Sums, bootstrap, lmg, relative_weights,
};
use crate::plan::Plan;

/// Fewer complete cases than this tell nothing, even of everyone.
const LEAST_OF_ALL: u64 = 100;
/// A unit has a result of its own from this many; below, its readers are shown that of everyone.
const LEAST_OF_A_UNIT: u64 = 500;
/// How often the bootstrap draws.
const REPLICATES: usize = 1_000;
/// Where its random numbers begin.
const SEED: u64 = 20_121_934;

/// What goes with an outcome in one group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::confidential) struct DriverResult {
    /// The outcome, and whose result it is.
    pub(in crate::confidential) which: Which,
    /// Complete cases.
    pub(in crate::confidential) base: u64,
    /// The share of the outcome's variance that all questions account for together.
    pub(in crate::confidential) r_squared: f64,
    /// Each question, in the order of the plan.
    pub(in crate::confidential) questions: Vec<DriverWeight>,
}

/// A question's part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::confidential) struct DriverWeight {
    /// Its id.
    pub(in crate::confidential) question: String,
    /// Johnson's relative weight as a share of `r_squared`; `None` for one that repeats others.
    pub(in crate::confidential) share: Option<f64>,
    /// The share over all orders of entry (LMG).
    pub(in crate::confidential) lmg: Option<f64>,
    /// 95% bootstrap interval of `share`.
    pub(in crate::confidential) interval: Option<Interval>,
    /// The range of ranks in the bootstrap; 1 is the largest.
    pub(in crate::confidential) ranks: Option<(u64, u64)>,
}

/// For each model, of everyone and of every unit of the highest level that is large enough.
pub(super) fn drivers(plan: &Plan, counts: &Counts) -> Vec<DriverResult> {
    let mut results = Vec::new();
    for (model, units) in plan.drivers.iter().zip(&counts.associations.drivers) {
        let variables = model.variables(plan, counts.wave);
        for (unit, groups) in units.iter().enumerate() {
            let Some((breakdown, group)) = place(plan, counts.wave, unit) else { continue };
            let which = Which {
                wave: counts.wave,
                kind: Kind::Question,
                measure: plan.items[model.outcome].id.clone(),
                breakdown,
                group,
            };
            let least = if unit == 0 { LEAST_OF_ALL } else { LEAST_OF_A_UNIT };
            results.extend(result(plan, which, &variables, groups, least));
        }
    }
    results
}

/// Everyone is 0, then come the units.
fn place(plan: &Plan, wave: usize, unit: usize) -> Option<(String, String)> {
    let Some(group) = unit.checked_sub(1) else { return Some(("all".to_owned(), "all".to_owned())) };
    let highest = plan.highest()?;
    let group = highest.groups.get(group).filter(|group| group.waves[wave])?;
    Some((highest.id.clone(), group.id.clone()))
}

fn result(
    plan: &Plan,
    which: Which,
    variables: &[usize],
    groups: &[Moments],
    least: u64,
) -> Option<DriverResult> {
    let some: Vec<&Moments> = groups.iter().filter(|moments| moments.n > 0).collect();
    let base: u64 = some.iter().map(|moments| moments.n).sum();
    if base < least || variables.is_empty() {
        return None;
    }
    let (sums, products) = totals(&some);
    let covariance = Covariance::of(&Sums { n: base, sums: &sums, products: &products })?;
    let weights = relative_weights(&covariance).ok()?;
    let orders = lmg(&covariance).ok();
    let parts: Vec<Sums<'_>> =
        some.iter().map(|part| Sums { n: part.n, sums: &part.sums, products: &part.products }).collect();
    let drawn = bootstrap(&parts, REPLICATES, SEED);
    let question = |(at, item): (usize, &usize)| DriverWeight {
        question: plan.items[*item].id.clone(),
        share: share(&weights, at),
        lmg: orders.as_ref().and_then(|orders| part_of(*orders.get(at)?, weights.r_squared)),
        interval: drawn.as_ref().and_then(|drawn: &Bootstrapped| drawn.weights.get(at).copied().flatten()),
        ranks: drawn.as_ref().and_then(|drawn| drawn.ranks.get(at).copied().flatten()),
    };
    Some(DriverResult {
        which,
        base,
        r_squared: weights.r_squared,
        questions: variables.iter().skip(1).enumerate().map(question).collect(),
    })
}

fn share(weights: &RelativeWeights, at: usize) -> Option<f64> {
    let weight = *weights.weights.get(at).filter(|_| !weights.left_out.contains(&at))?;
    part_of(weight, weights.r_squared)
}

fn part_of(weight: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| weight / whole)
}

/// The moments of all parts together.
fn totals(parts: &[&Moments]) -> (Vec<u64>, Vec<u64>) {
    let add = |mut total: Vec<u64>, part: &[u64]| {
        total.resize(part.len(), 0);
        for (total, part) in total.iter_mut().zip(part) {
            *total += part;
        }
        total
    };
    let start = (Vec::new(), Vec::new());
    parts.iter().fold(start, |(sums, products), part| (add(sums, &part.sums), add(products, &part.products)))
}
