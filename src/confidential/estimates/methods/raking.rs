//! Raking: weights that bring the respondents into line with the known head counts.
//!
//! # What it answers
//!
//! "Half of the staff are in operations but only a third of the answers: what would the survey say
//! if every part of the organisation had answered in its true proportion?"
//!
//! # Formula
//!
//! ```text
//! w = c · Π_m f_m,g(m)      one factor per group of each margin, 1 where it was not stated
//! a round  for each margin in turn, for each of its groups: f · (N_g / N) · S / Σ_g w, S the weight
//!          of those who stated it; then f over its mean over the respondents who stated it;
//!          then c so that the mean weight is 1
//! until    no weight changes by more than 1e-12, every margin within 1e-10; at most 1,000 rounds,
//!          and refused where a weight vanishes (below 1e-12)
//! trimming weights above the cap are set to it and stay there, the others take up the rest and are
//!          raked on, until no more is above; margins then within 1e-6
//! ```
//!
//! One margin alone is post-stratification, w = N_g / n_g, here over its mean.
//!
//! # Assumptions and limits
//!
//! Everything is counted in cells, people who are alike in every margin, because they get the same
//! weight. People who did not state a margin keep their weight in it, and its targets are scaled to
//! the weight of those who did; a group with respondents but no people counts as not stated. That
//! each margin's factors are 1 on average makes the weights the same for any order of the margins.
//! Only the shares of the targets matter, so margins need not have the same total. A group with
//! people but no respondents is refused: nobody can speak for it. Inside a cell those who did not
//! take part must be like those who did; weights cannot repair a choice not to answer that depends
//! on the answer itself. A weight that was trimmed stays at the cap.
//!
//! # Source
//!
//! Deming, W. E. & Stephan, F. F. (1940), Ann. Math. Stat. 11:427; Deville, J.-C. & Särndal, C.-E.
//! (1992), JASA 87:376 (raking as calibration, bounded weights).

mod margin;

use margin::Targets;

/// Rounds after which raking that has not converged is given up.
const ROUNDS: u32 = 1_000;

/// The relative change of the weights in a round at which raking stops.
const SETTLED: f64 = 1e-12;

/// The relative distance from the targets that is accepted.
const ACCEPTED: f64 = 1e-10;

/// The distance that is accepted where weights had to be trimmed.
const ACCEPTED_TRIMMED: f64 = 1e-6;

/// Rounding noise by which a weight may exceed the cap without being trimmed.
const NOISE: f64 = 1e-9;

/// The weight below which somebody no longer counts: margins that can only be met by leaving people
/// out contradict each other.
const VANISHED: f64 = 1e-12;

/// Respondents who are alike in every margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RakingCell {
    /// For each margin the group; nothing where it was not stated.
    pub groups: Vec<Option<usize>>,
    /// The number of respondents.
    pub respondents: u64,
}

/// The known head counts of one characteristic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin<'a> {
    /// The people of each group.
    pub targets: &'a [u64],
}

/// Weights that meet the margins.
#[derive(Clone, Debug, PartialEq)]
pub struct Raked {
    /// The weight of each respondent of a cell, 1 on average; 0 for a cell without respondents.
    pub weights: Vec<f64>,
    /// The rounds it took.
    pub rounds: u32,
    /// The respondents whose weight was cut to the cap.
    pub trimmed: u64,
    /// The largest weight over the mean weight.
    pub largest: f64,
}

/// Why there are no weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RakingRefusal {
    /// A group has people, but nobody of it took part.
    NoRespondents {
        /// The place of the margin.
        margin: usize,
        /// The place of the group in it.
        group: usize,
    },
    /// A margin without any people.
    NoPeople {
        /// The place of the margin.
        margin: usize,
    },
    /// No weights meet all margins at once (or none below the cap).
    NotConverged {
        /// The rounds that were tried.
        rounds: u32,
        /// The largest relative distance from a target that was left; `f64::MAX` where the targets
        /// could only be met by leaving respondents out.
        gap: f64,
    },
    /// No margin, or no respondents.
    Nothing,
}

/// Weights for `cells` that meet `margins`, none above `largest` times the mean
/// (`f64::INFINITY` for no cap).
///
/// ```
/// use candour::methods::{Margin, RakingCell, RakingRefusal, rake};
///
/// let cell = |group, respondents| RakingCell { groups: vec![Some(group)], respondents };
/// let cells = [cell(0, 40), cell(1, 30), cell(2, 10)];
/// let raked = rake(&cells, &[Margin { targets: &[100, 90, 60] }], 5.0).unwrap();
/// // 100/40, 90/30 and 60/10 people per respondent, over 250/80 on average.
/// for (weight, people) in raked.weights.iter().zip([2.5, 3.0, 6.0]) {
///     assert!((weight - people / 3.125).abs() < 1e-12);
/// }
/// assert_eq!(
///     rake(&cells[..2], &[Margin { targets: &[100, 90, 60] }], 5.0),
///     Err(RakingRefusal::NoRespondents { margin: 0, group: 2 })
/// );
/// ```
///
/// # Errors
///
/// When no weights can meet the margins: see [`RakingRefusal`].
pub fn rake(cells: &[RakingCell], margins: &[Margin<'_>], largest: f64) -> Result<Raked, RakingRefusal> {
    let mut raking = Raking::start(cells, margins)?;
    let mut rounds = raking.settle(0, ACCEPTED)?;
    while raking.trim(largest) {
        rounds = raking.settle(rounds, ACCEPTED_TRIMMED)?;
    }
    let trimmed = cells.iter().zip(&raking.fixed).filter(|&(_, &fixed)| fixed);
    Ok(Raked {
        rounds,
        trimmed: trimmed.map(|(cell, _)| cell.respondents).sum(),
        largest: raking.weights.iter().copied().fold(0.0, f64::max),
        weights: raking.weights,
    })
}

/// The weights on their way, and what they are to meet.
struct Raking {
    respondents: Vec<f64>,
    weights: Vec<f64>,
    /// Cells at the cap.
    fixed: Vec<bool>,
    margins: Vec<Targets>,
}

impl Raking {
    fn start(cells: &[RakingCell], margins: &[Margin<'_>]) -> Result<Self, RakingRefusal> {
        let respondents: Vec<f64> = cells.iter().map(|cell| cell.respondents as f64).collect();
        if margins.is_empty() || respondents.iter().sum::<f64>() <= 0.0 {
            return Err(RakingRefusal::Nothing);
        }
        let targets = |(at, margin)| Targets::of(cells, at, margin);
        Ok(Self {
            weights: respondents.iter().map(|&n| if n > 0.0 { 1.0 } else { 0.0 }).collect(),
            fixed: vec![false; cells.len()],
            margins: margins.iter().enumerate().map(targets).collect::<Result<_, _>>()?,
            respondents,
        })
    }

    /// Rounds until the weights no longer change; their number, on top of those `before`.
    fn settle(&mut self, before: u32, accepted: f64) -> Result<u32, RakingRefusal> {
        let mut rounds = 0;
        let mut settled = false;
        while !settled && rounds < ROUNDS {
            let last = self.weights.clone();
            for margin in &mut self.margins {
                margin.meet(&self.respondents, &mut self.weights, &self.fixed);
            }
            rounds += 1;
            if !self.restore_the_mean() {
                break;
            }
            settled = self.weights.iter().zip(&last).all(|(now, last)| (now - last).abs() <= SETTLED * last);
        }
        let gap = self.gap();
        let refused = RakingRefusal::NotConverged { rounds: before + rounds, gap };
        if gap <= accepted { Ok(before + rounds) } else { Err(refused) }
    }

    /// The largest relative distance from a target, and of the mean weight from 1; the largest
    /// number there is where weights vanish.
    fn gap(&self) -> f64 {
        if self.respondents.iter().zip(&self.weights).any(|(&n, &weight)| n > 0.0 && weight < VANISHED) {
            return f64::MAX;
        }
        let people: f64 = self.respondents.iter().sum();
        let weight: f64 = self.respondents.iter().zip(&self.weights).map(|(n, w)| n * w).sum();
        let gaps =
            self.margins.iter().map(|margin| margin.gap(&self.respondents, &self.weights, &self.fixed));
        gaps.fold((weight / people - 1.0).abs(), f64::max)
    }

    /// Sets weights above the cap to it; whether there were any.
    fn trim(&mut self, largest: f64) -> bool {
        let mut any = false;
        for (weight, fixed) in self.weights.iter_mut().zip(&mut self.fixed) {
            if !*fixed && *weight > largest * (1.0 + NOISE) {
                (*weight, *fixed, any) = (largest.max(0.0), true, true);
            }
        }
        any
    }

    /// Scales the free weights so that the mean is 1; whether that can be.
    fn restore_the_mean(&mut self) -> bool {
        let (mut left, mut free) = (0.0, 0.0);
        for ((&n, &weight), &fixed) in self.respondents.iter().zip(&self.weights).zip(&self.fixed) {
            left += if fixed { n * (1.0 - weight) } else { n };
            free += if fixed { 0.0 } else { n * weight };
        }
        let factor = left / free;
        let possible = factor.is_finite() && factor > 0.0;
        for (weight, _) in self.weights.iter_mut().zip(&self.fixed).filter(|&(_, &fixed)| possible && !fixed)
        {
            *weight *= factor;
        }
        possible
    }
}

#[cfg(test)]
mod tests;
