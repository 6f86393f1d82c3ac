//! The weighted mean and variance of answers that are known as sums by weighting cell.
//!
//! # What it answers
//!
//! "What do the weighted answers come to?", when all of a cell have one weight and only the number,
//! the sum and the sum of squares of their answers are kept.
//!
//! # Formula
//!
//! ```text
//! W = Σ_c w a,   mean = Σ_c w Σy / W            a the answers in cell c
//! variance = Σ_c w [Σy² - (Σy)²/a + a(Σy/a - mean)²] / W
//! over all n of a cell, unanswered as 0:  Σ(e - mean e)² = Σy² - (Σy)²/a + a(1 - a/n)(Σy/a - mean)²
//! ```
//!
//! # Assumptions and limits
//!
//! The spread inside a cell is a difference of sums: below 1e-13 of Σy² it is the rounding of zero
//! and taken as zero. A share has `sum` and `squares` both equal to the number of positive answers.
//!
//! # Source
//!
//! The sums of squares of Fisher, R. A. (1925), Statistical Methods for Research Workers, chapter 7,
//! with weights.

use super::design_effect::design_effect;
use super::raking::RakingCell;

/// The share of Σy² below which the spread inside a cell is the rounding of zero.
const NO_SPREAD: f64 = 1e-13;

/// What is needed of the answers in a weighting cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellSums {
    /// The respondents who answered.
    pub answered: u64,
    /// The sum of their values.
    pub sum: f64,
    /// The sum of the squares of their values.
    pub squares: f64,
}

impl CellSums {
    /// Σ(y - mean)² over those who answered.
    fn spread(&self) -> f64 {
        let answered = self.answered as f64;
        let spread = self.squares - self.sum * self.sum / answered;
        if self.answered > 0 && spread > NO_SPREAD * self.squares { spread } else { 0.0 }
    }

    /// The squared distance of the answers' mean from `centre`, for each of those who answered.
    fn shift(&self, centre: f64) -> f64 {
        let off = if self.answered > 0 { self.sum / self.answered as f64 - centre } else { 0.0 };
        off * off
    }

    /// Σ(e - mean e)² over all `people` of the cell, e = y - centre where answered and 0 elsewhere.
    pub(super) fn spread_with_unanswered(&self, centre: f64, people: f64) -> f64 {
        let answered = self.answered as f64;
        self.spread() + answered * (1.0 - answered / people) * self.shift(centre)
    }
}

/// The weighted moments of the answers in a domain.
pub(super) struct Moments {
    /// Those who answered.
    pub(super) answered: u64,
    /// Their weight.
    pub(super) weight: f64,
    /// Their weighted mean.
    pub(super) mean: f64,
    /// Their weighted variance, the weight in the denominator.
    pub(super) variance: f64,
    /// Kish's effective size of their weights.
    pub(super) kish: f64,
}

impl Moments {
    /// Nothing without answers, or where sums and cells do not fit together.
    pub(super) fn of(
        cells: &[RakingCell],
        weights: &[f64],
        sums: &[CellSums],
        domain: &[bool],
    ) -> Option<Self> {
        let possible = cells.iter().zip(sums).all(|(cell, s)| {
            s.answered <= cell.respondents && s.sum.is_finite() && s.squares.is_finite() && s.squares >= 0.0
        });
        (possible && sums.len() == cells.len() && domain.len() == cells.len()).then_some(())?;
        let heard = || {
            let cells = sums.iter().zip(weights).zip(domain);
            cells.filter(|&((s, _), &inside)| inside && s.answered > 0).map(|((s, &w), _)| (s, w))
        };
        let effect = design_effect(&heard().map(|(s, w)| (w, s.answered)).collect::<Vec<_>>())?;
        let weight: f64 = heard().map(|(s, w)| w * s.answered as f64).sum();
        let mean = heard().map(|(s, w)| w * s.sum).sum::<f64>() / weight;
        let squares = heard().map(|(s, w)| w * (s.spread() + s.answered as f64 * s.shift(mean)));
        let variance = squares.sum::<f64>() / weight;
        let answered = heard().map(|(s, _)| s.answered).sum();
        (mean.is_finite() && variance.is_finite()).then_some(Self {
            answered,
            weight,
            mean,
            variance,
            kish: effect.effective,
        })
    }
}
