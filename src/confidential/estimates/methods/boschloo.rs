//! Boschloo's exact test of two shares: Fisher's p value as the statistic, without its caution.
//!
//! # What it answers
//!
//! "If the group and the rest really held the same view, whatever that view is, how often would
//! Fisher's test come out at least this small?" Never larger than Fisher's p, and still exact.
//!
//! # Formula
//!
//! ```text
//! N = n1 + n2;  for m positives in all, c(m) = the largest two-sided Fisher p among the tables
//! with m positives that is no larger than the one seen (ties within 1e-7), 0 where there is none
//! p = max over θ from 0 to 1 of  Σ c(m) · C(N, m) θ^m (1 - θ)^(N - m)
//! ```
//!
//! Given m, Fisher's p of a table *is* the chance of a table no more probable, so c(m) is the
//! chance to be counted; θ, the share that both sides would have, decides how likely each m is.
//!
//! # Assumptions and limits
//!
//! Two separate sets of independent respondents. The statistic is the *two-sided* Fisher p; other
//! software may double a one-sided form and differ by a fifth. The maximum is searched on a grid
//! of 2,001 shares and refined beside the best. The work grows with the cube of the answers, so
//! there is no figure above 400 in all: [`super::two_by_two`] is there for those. When everybody
//! gave the same answer p is 1; an empty side has no test.
//!
//! # Source
//!
//! Boschloo, R. D. (1970), Stat. Neerl. 24:1; Mehrotra, D. V., Chan, I. S. F. & Berger, R. L.
//! (2003), Biometrics 59:441.

use super::hypergeometric::Hypergeometric;
use super::proportion::proportion;
use super::two_by_two::fisher;

/// Two probabilities closer than this (relative) are ties, as in R's `fisher.test`.
const TIE: f64 = 1e-7;

/// The most answers on both sides together.
const MOST_ANSWERS: u64 = 400;

/// Steps from one end of the shares to the other.
const STEPS: u32 = 2_000;

/// Golden sections after which a step of the grid is below rounding.
const SECTIONS: usize = 60;

/// The p value of Boschloo's test of `x1/n1` against `x2/n2`.
///
/// ```
/// use candour::methods::boschloo;
///
/// assert!((boschloo(3, 4, 1, 4).unwrap() - 0.2890625).abs() < 1e-12);
/// assert!((boschloo(0, 10, 10, 20).unwrap() - 0.00593233).abs() < 1e-8);
/// assert_eq!(boschloo(0, 5, 0, 10), Some(1.0));
/// assert_eq!(boschloo(0, 0, 5, 10), None);
/// assert_eq!(boschloo(100, 200, 100, 201), None);
/// ```
#[must_use]
pub fn boschloo(x1: u64, n1: u64, x2: u64, n2: u64) -> Option<f64> {
    proportion(x1, n1).and(proportion(x2, n2))?;
    let all = n1.checked_add(n2).filter(|&all| all <= MOST_ANSWERS)?;
    let limit = fisher(x1, n1, x2, n2)? * (1.0 + TIE);
    let counted: Option<Vec<f64>> = (0..=all).map(|m| largest_within(limit, all, m, n1)).collect();
    let chances = Chances::new(counted?);
    Some(chances.largest().min(1.0))
}

/// c(m): the largest Fisher p of a table with `m` positives that is within `limit`.
fn largest_within(limit: f64, all: u64, m: u64, n1: u64) -> Option<f64> {
    let law = Hypergeometric::new(all, m, n1)?;
    let fewest = m.saturating_sub(all - n1);
    let tables = fewest..=m.min(n1);
    let within = tables.map(|x| law.no_more_probable_than(x)).filter(|&p| p <= limit);
    Some(within.fold(0.0, f64::max))
}

/// The chance to be counted, as a function of the share that both sides would have.
struct Chances {
    counted: Vec<f64>,
    log_choices: Vec<f64>,
}

impl Chances {
    fn new(counted: Vec<f64>) -> Self {
        let all = counted.len() as f64 - 1.0;
        let log_factorial = |k: f64| libm::lgamma(k + 1.0);
        let log_choose = |m: usize| {
            let m = m as f64;
            log_factorial(all) - log_factorial(m) - log_factorial(all - m)
        };
        let log_choices = (0..counted.len()).map(log_choose).collect();
        Self { counted, log_choices }
    }

    /// The largest value over all shares.
    fn largest(&self) -> f64 {
        let share = |step: u32| f64::from(step) / f64::from(STEPS);
        let mut best = (0, self.at(0.0));
        for step in 1..=STEPS {
            let here = self.at(share(step));
            if here > best.1 {
                best = (step, here);
            }
        }
        let (low, high) = (share(best.0.saturating_sub(1)), share((best.0 + 1).min(STEPS)));
        best.1.max(self.peak(low, high))
    }

    /// The value at one share.
    fn at(&self, share: f64) -> f64 {
        let (yes, no) = (share.ln(), (-share).ln_1p());
        // 0 · ln 0 is 0 here: a power of zero is one.
        let power = |log: f64, times: f64| if times > 0.0 { times * log } else { 0.0 };
        let all = self.counted.len() as f64 - 1.0;
        let terms = self.counted.iter().zip(&self.log_choices).enumerate();
        terms
            .filter(|(_, (counted, _))| **counted > 0.0)
            .map(|(m, (counted, log))| {
                counted * (log + power(yes, m as f64) + power(no, all - m as f64)).exp()
            })
            .sum()
    }

    /// The top of a single hill between two shares, by golden sections.
    fn peak(&self, mut low: f64, mut high: f64) -> f64 {
        let golden = (5f64.sqrt() - 1.0) / 2.0;
        let mut best: f64 = 0.0;
        for _ in 0..SECTIONS {
            let (left, right) = (high - golden * (high - low), low + golden * (high - low));
            let (at_left, at_right) = (self.at(left), self.at(right));
            best = best.max(at_left).max(at_right);
            if at_left < at_right {
                low = left;
            } else {
                high = right;
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_larger_than_fisher_and_the_same_turned_round() {
        for (x1, n1, x2, n2) in [(1, 6, 5, 7), (0, 3, 3, 3), (4, 12, 9, 14), (2, 2, 1, 15)] {
            let (Some(p), Some(fisher)) = (boschloo(x1, n1, x2, n2), fisher(x1, n1, x2, n2)) else {
                panic!("no test");
            };
            assert!(p <= fisher * (1.0 + 1e-12) && p > 0.0, "{p} {fisher}");
            let turned = [boschloo(x2, n2, x1, n1), boschloo(n1 - x1, n1, n2 - x2, n2)];
            assert!(turned.into_iter().flatten().all(|q| (p - q).abs() < 1e-9), "{p} {turned:?}");
        }
    }

    #[test]
    fn the_shortcut_is_the_sum_over_all_tables() {
        let (x1, n1, x2, n2) = (1, 6, 5, 7);
        let choose = |n: u64, k: u64| (0..k).fold(1.0, |c, i| c * (n - i) as f64 / (i + 1) as f64);
        let Some(seen) = fisher(x1, n1, x2, n2) else { panic!("no test") };
        let chance = |share: f64| -> f64 {
            let table = |i: u64, j: u64| {
                let positive = i32::try_from(i + j).unwrap_or(0);
                let others = i32::try_from(n1 + n2 - i - j).unwrap_or(0);
                choose(n1, i) * choose(n2, j) * share.powi(positive) * (1.0 - share).powi(others)
            };
            let counted =
                |&(i, j): &(u64, u64)| fisher(i, n1, j, n2).is_some_and(|p| p <= seen * (1.0 + TIE));
            let all = (0..=n1).flat_map(|i| (0..=n2).map(move |j| (i, j)));
            all.filter(counted).map(|(i, j)| table(i, j)).sum()
        };
        let by_hand = (0..=1000).map(|step| chance(f64::from(step) / 1000.0)).fold(0.0, f64::max);
        let p = boschloo(x1, n1, x2, n2);
        assert!(p.is_some_and(|p| p >= by_hand && p - by_hand < 1e-6), "{p:?} {by_hand}");
    }
}
