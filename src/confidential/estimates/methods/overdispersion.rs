//! The beta-binomial law of positive answers over groups, by maximum likelihood.
//!
//! # What it answers
//!
//! "How far apart are the true shares of groups, beyond what chance does to small groups?"
//!
//! # Formula
//!
//! ```text
//! log L(μ, ρ) = Σ_groups ( Σ_{j<x} ln(μ + jρ) + Σ_{j<n-x} ln(1 - μ + jρ) - Σ_{j<n} ln(1 + jρ) )
//! μ = α/(α + β),  ρ = 1/(α + β);  ρ = 0 is the binomial: all groups have the same share
//! ```
//!
//! For each ρ the likelihood has one maximum in μ, found by Newton's method inside a bracket. Over
//! ρ: the best of a fixed grid (0, and powers of three from 3^-14 to 3^7), then halving on the sign
//! of the derivative, up to 3^8.
//!
//! # Assumptions and limits
//!
//! The sums of logarithms replace differences of gamma functions, which lose all digits where ρ is
//! small, and make ρ = 0 an ordinary point: there is "no difference" when the likelihood falls from
//! it. Where all groups are unanimous and not all alike it rises without end, and there is no
//! result. The work grows with the largest group; above a million answers there is none either.
//!
//! # Source
//!
//! Griffiths, D. A. (1973), Biometrics 29:637; Skellam, J. G. (1948), JRSS B 10:257.

/// The largest group whose terms are summed one by one.
const LARGEST: u64 = 1_000_000;

/// Steps after which a bracket has long closed.
const STEPS: usize = 200;

/// How much of the log likelihood is rounding.
const ROUNDING: f64 = 1e-10;

/// What maximum likelihood says about the true shares of groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// The likelihood is highest where all groups have the same share.
    NoDifference,
    /// The true shares vary like a beta distribution.
    Beta {
        /// Its first parameter, the weight of positive answers.
        alpha: f64,
        /// Its second parameter, the weight of the other answers.
        beta: f64,
    },
}

/// The law of the true shares behind pairs of positive answers and all answers.
///
/// ```
/// use candour::methods::overdispersion::{Spread, spread};
///
/// // R: alpha 0.790681, beta 0.652654.
/// let Some(Spread::Beta { alpha, beta }) = spread(&[(0, 5), (5, 5), (50, 100), (90, 120)]) else {
///     panic!("a difference");
/// };
/// assert!((alpha - 0.790681).abs() < 1e-5 && (beta - 0.652654).abs() < 1e-5);
/// let alike = spread(&[(10, 20), (12, 20), (9, 20), (11, 20)]);
/// assert_eq!(alike, Some(Spread::NoDifference));
/// assert_eq!(spread(&[(0, 5), (5, 5)]), None);
/// ```
#[must_use]
pub fn spread(groups: &[(u64, u64)]) -> Option<Spread> {
    if groups.iter().any(|&(positive, base)| positive > base || base > LARGEST) {
        return None;
    }
    let terms = Terms::of(groups);
    // All alike, or one answer in each group: nothing says how far apart they are.
    if terms.positive.is_empty() || terms.other.is_empty() || terms.all.len() < 2 {
        return Some(Spread::NoDifference);
    }
    if groups.iter().all(|&(positive, base)| positive == 0 || positive == base) {
        return None;
    }
    let (low, high) = terms.bracket();
    let rho = terms.zero_slope(low, high);
    let mu = terms.best_mean(rho);
    // A rise that is rounding is none.
    let rise = terms.height(mu, rho) - terms.height(terms.best_mean(0.0), 0.0);
    if rho <= 0.0 || rise <= ROUNDING * terms.all.iter().sum::<f64>() {
        return Some(Spread::NoDifference);
    }
    Some(Spread::Beta { alpha: mu / rho, beta: (1.0 - mu) / rho })
}

/// How many groups have more than j positive answers, other answers, answers.
struct Terms {
    positive: Vec<f64>,
    other: Vec<f64>,
    all: Vec<f64>,
}

impl Terms {
    fn of(groups: &[(u64, u64)]) -> Self {
        let more = |count: &dyn Fn(&(u64, u64)) -> u64| {
            let mut counts: Vec<u64> = groups.iter().map(count).collect();
            counts.sort_unstable();
            let largest = counts.last().copied().unwrap_or(0);
            let above = |j: u64| (counts.len() - counts.partition_point(|&count| count <= j)) as f64;
            (0..largest).map(above).collect()
        };
        Self { positive: more(&|g| g.0), other: more(&|g| g.1 - g.0), all: more(&|g| g.1) }
    }

    fn height(&self, mu: f64, rho: f64) -> f64 {
        let sum = |start: f64, groups: &[f64]| -> f64 {
            groups.iter().enumerate().map(|(j, groups)| groups * (start + j as f64 * rho).ln()).sum()
        };
        sum(mu, &self.positive) + sum(1.0 - mu, &self.other) - sum(1.0, &self.all)
    }

    /// The derivative of the height by ρ, at the best mean of this ρ.
    fn slope(&self, rho: f64) -> f64 {
        let mu = self.best_mean(rho);
        let sum = |start: f64, groups: &[f64]| -> f64 {
            groups.iter().enumerate().map(|(j, groups)| groups * j as f64 / (start + j as f64 * rho)).sum()
        };
        sum(mu, &self.positive) + sum(1.0 - mu, &self.other) - sum(1.0, &self.all)
    }

    /// The mean with the highest likelihood, given ρ.
    fn best_mean(&self, rho: f64) -> f64 {
        let answers = |groups: &[f64]| groups.iter().sum::<f64>();
        let (mut low, mut high) = (0.0, 1.0);
        let mut mu = answers(&self.positive) / answers(&self.all);
        for step in 0..STEPS {
            let (mut slope, mut bend) = (0.0, 0.0);
            for (start, sign, groups) in [(mu, 1.0, &self.positive), (1.0 - mu, -1.0, &self.other)] {
                for (j, groups) in groups.iter().enumerate() {
                    let part = 1.0 / (start + j as f64 * rho);
                    slope += sign * groups * part;
                    bend += groups * part * part;
                }
            }
            if slope > 0.0 {
                low = mu;
            } else {
                high = mu;
            }
            let newton = mu + slope / bend;
            let inside = low < newton && newton < high && step % 8 != 7;
            let next = if inside { newton } else { low + (high - low) / 2.0 };
            let close = (next - mu).abs() <= 2.0 * f64::EPSILON * mu;
            mu = next;
            if close {
                break;
            }
        }
        mu
    }

    /// Two neighbours of a grid between which the highest likelihood lies.
    fn bracket(&self) -> (f64, f64) {
        // Below 3^-14, two in ten million, stands 0.
        let place = |at: i32| if at < -14 { 0.0 } else { 3f64.powi(at) };
        let mut best = (-15, f64::NEG_INFINITY);
        for at in -15..=7 {
            let rho = place(at);
            let height = self.height(self.best_mean(rho), rho);
            if height > best.1 {
                best = (at, height);
            }
        }
        let middle = place(best.0);
        if self.slope(middle) > 0.0 { (middle, place(best.0 + 1)) } else { (place(best.0 - 1), middle) }
    }

    /// Where the slope turns from rising to falling; the lower end where it never rises.
    fn zero_slope(&self, mut low: f64, mut high: f64) -> f64 {
        for _ in 0..STEPS {
            let middle = low + (high - low) / 2.0;
            if high - low <= 4.0 * f64::EPSILON * high {
                break;
            }
            if self.slope(middle) > 0.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        if low > 0.0 { low + (high - low) / 2.0 } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_neighbour_is_more_likely(
            groups in prop::collection::vec((0..=30u64, 0..=30u64).prop_map(|(x, y)| (x, x + y)), 2..12)
        ) {
            let Some(found) = spread(&groups) else { return Ok(()) };
            let terms = Terms::of(&groups);
            if let Spread::Beta { alpha, beta } = found {
                let (mu, rho) = (alpha / (alpha + beta), 1.0 / (alpha + beta));
                prop_assert!(rho.is_finite() && 0.0 < mu && mu < 1.0);
                let top = terms.height(mu, rho);
                for (up, wide) in [(1.001, 1.0), (0.999, 1.0), (1.0, 1.01), (1.0, 0.99), (1.0, 0.0), (1.0, 30.0)] {
                    let moved = (mu * up).min(1.0 - 1e-12);
                    prop_assert!(terms.height(moved, rho * wide) <= top + 1e-9);
                }
            } else if !terms.positive.is_empty() && !terms.other.is_empty() {
                let flat = terms.height(terms.best_mean(0.0), 0.0);
                for rho in [1e-4, 1e-2, 1.0] {
                    prop_assert!(terms.height(terms.best_mean(rho), rho) <= flat + 1e-7);
                }
            }
        }

        #[test]
        fn positives_and_others_are_mirror_images(
            groups in prop::collection::vec((0..=30u64, 0..=30u64).prop_map(|(x, y)| (x, x + y)), 2..8)
        ) {
            let mirrored: Vec<_> = groups.iter().map(|&(x, n)| (n - x, n)).collect();
            match (spread(&groups), spread(&mirrored)) {
                (Some(Spread::Beta { alpha, beta }), Some(Spread::Beta { alpha: other, beta: first })) => {
                    // The likelihood is flat at its top: half of the digits are rounding there.
                    prop_assert!((alpha / first - 1.0).abs() < 1e-4 && (beta / other - 1.0).abs() < 1e-4);
                }
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }

    #[test]
    fn nothing_to_tell_them_apart_by() {
        for alike in [&[(0, 5), (0, 9)][..], &[(5, 5), (9, 9)], &[(0, 1), (1, 1), (1, 1)], &[(3, 9)], &[]] {
            assert_eq!(spread(alike), Some(Spread::NoDifference), "{alike:?}");
        }
        assert_eq!(spread(&[(4, 3)]), None);
        assert_eq!(spread(&[(1, LARGEST + 1), (1, 2)]), None);
    }
}
