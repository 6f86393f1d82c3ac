//! What is measured with weights: an item's share or a composite's score over cells.

use super::frame::Frame;
use crate::confidential::counts::Cell;
use crate::confidential::estimates::Kind;
use crate::confidential::estimates::methods::{CellSums, Interval, Weighted, WeightedMean};
use crate::plan::{Composite, Plan, Statistic};

/// A weighted figure in points on 0..100.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    /// The figure.
    pub(super) value: f64,
    /// Its estimator: of the share, or of the respondents' own scores.
    pub(super) of_people: WeightedMean,
    /// 95% interval round the figure.
    pub(super) interval: Option<Interval>,
    /// Whether it is a share.
    pub(super) share: bool,
}

/// Cells with their weights.
pub(super) struct Sample<'a> {
    /// The cells.
    frame: &'a Frame<'a>,
    /// Their weights.
    weights: &'a [f64],
    /// Both, ready for any number of measures.
    weighted: Weighted<'a>,
}

impl<'a> Sample<'a> {
    /// Nothing where there are no two respondents.
    pub(super) fn new(frame: &'a Frame<'a>, weights: &'a [f64]) -> Option<Self> {
        Some(Self { frame, weights, weighted: Weighted::new(&frame.cells, weights)? })
    }
}

/// A measure over the cells of a domain: `None` where nobody answered.
pub(super) fn measured(
    plan: &Plan,
    wave: usize,
    (kind, measure): (Kind, usize),
    sample: &Sample<'_>,
    domain: &[bool],
) -> Option<Measured> {
    match kind {
        Kind::Response => None,
        Kind::Question => item(sample, domain, measure),
        Kind::Pillar | Kind::Index | Kind::Overall => {
            score(&plan.composites[measure], wave, measure, sample, domain)
        }
    }
}

fn item(sample: &Sample<'_>, domain: &[bool], item: usize) -> Option<Measured> {
    let sums: Vec<CellSums> = sample.frame.contents.iter().map(|cell| item_sums(cell, item)).collect();
    let of_people = sample.weighted.share(&sums, domain)?;
    Some(Measured {
        value: 100.0 * of_people.estimate,
        interval: of_people.interval.map(|i| Interval { low: 100.0 * i.low, high: 100.0 * i.high }),
        of_people,
        share: true,
    })
}

fn item_sums(cell: &Cell, item: usize) -> CellSums {
    let [answered, positive] = cell.items.get(item).copied().unwrap_or_default();
    CellSums { answered, sum: positive as f64, squares: positive as f64 }
}

/// A score of percentages is the mean of its items' weighted shares; its uncertainty is that of the respondents' own
/// shares, as everywhere.
fn score(
    composite: &Composite,
    wave: usize,
    index: usize,
    sample: &Sample<'_>,
    domain: &[bool],
) -> Option<Measured> {
    let sums: Vec<CellSums> = sample.frame.contents.iter().map(|cell| score_sums(cell, index)).collect();
    let of_people = sample.weighted.mean(&sums, domain)?;
    let value = match composite.statistic {
        Statistic::MeanPoints => of_people.estimate,
        Statistic::PercentPositive => mean_of_shares(composite, wave, sample, domain)?,
    };
    let shift = value - of_people.estimate;
    let interval = of_people.interval.map(|interval| Interval {
        low: (interval.low + shift).max(0.0),
        high: (interval.high + shift).min(100.0),
    });
    Some(Measured { value, interval, of_people, share: false })
}

fn score_sums(cell: &Cell, composite: usize) -> CellSums {
    let sums = cell.scores.get(composite).copied().unwrap_or_default();
    let (sum, squares) = sums.points();
    CellSums { answered: sums.n, sum, squares }
}

fn mean_of_shares(composite: &Composite, wave: usize, sample: &Sample<'_>, domain: &[bool]) -> Option<f64> {
    let items = composite.items.get(wave)?;
    let mut total = 0.0;
    for item in items {
        total += weighted_percent(sample, domain, *item)?;
    }
    (!items.is_empty()).then(|| total / items.len() as f64)
}

/// The weighted percent positive of an item, without its error.
fn weighted_percent(sample: &Sample<'_>, domain: &[bool], item: usize) -> Option<f64> {
    let (mut positive, mut answered) = (0.0, 0.0);
    for ((cell, weight), _) in
        sample.frame.contents.iter().zip(sample.weights).zip(domain).filter(|(_, inside)| **inside)
    {
        let [all, yes] = cell.items.get(item).copied().unwrap_or_default();
        positive += weight * yes as f64;
        answered += weight * all as f64;
    }
    (answered > 0.0).then(|| 100.0 * positive / answered)
}
